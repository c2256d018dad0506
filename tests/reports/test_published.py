"""Our judge of documents against the published schema: it says what a validator that is not ours says."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from postigo.core.redact import Disclosure
from postigo.reports import formats, reread
from postigo.reports.cover import Cover
from postigo.reports.published import _KEYWORDS, SILENT, fits, schema
from postigo.reports.redaction import stand_ins, words_for
from postigo.reports.shape import given as given_away
from tests.support import made, remembered

JUDGE = Draft202012Validator(schema())
REPORT = made.everything()
DOCUMENT = json.loads(
    json.dumps(given_away(REPORT, words_for("en", REPORT, stand_ins(Disclosure.FULL, REPORT)), Cover(reason="a test")))
)


def keywords(rule: Any, *, names: bool = False) -> Iterator[str]:
    """Keywords of a schema; `names`: the names here are of properties, not keywords."""
    if isinstance(rule, dict):
        for name, inner in rule.items():
            if not names:
                yield name
            if name not in {"examples", "enum", "const", "required"}:
                yield from keywords(inner, names=not names and name in {"properties", "$defs"})
    elif isinstance(rule, list):
        for inner in rule:
            yield from keywords(inner)


def test_every_keyword_of_the_schema_is_known() -> None:
    assert set(keywords(schema())) <= {*_KEYWORDS, *SILENT}


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("level", list(Disclosure))
@pytest.mark.parametrize("machine", remembered.MACHINES[:4], ids=lambda path: path.stem)
def test_whatever_we_make_is_known(machine: Path, level: Disclosure, lang: str) -> None:
    report = remembered.report(machine)
    document = json.loads(json.dumps(given_away(report, words_for(lang, report, stand_ins(level, report)))))
    assert fits(document)
    assert reread.is_known(document)


def places(item: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if way:
        yield way
    for name, inner in item.items() if isinstance(item, dict) else enumerate(item) if isinstance(item, list) else ():
        yield from places(inner, (*way, name))


PLACES = list(places(DOCUMENT))
GONE: Any = object()
OTHERS: tuple[Any, ...] = (
    GONE,
    None,
    True,
    0,
    7,
    -1,
    1 << 60,
    "",
    "act",
    "x" * 3000,
    "\x1b[2J",
    [],
    [1],
    {},
    {"kind": "text", "text": "x"},
)


def changed(way: tuple[Any, ...], other: Any) -> dict[str, Any]:
    document: dict[str, Any] = copy.deepcopy(DOCUMENT)
    around: Any = document
    for name in way[:-1]:
        around = around[name]
    if other is GONE:
        del around[way[-1]]
    else:
        around[way[-1]] = other
    return document


@given(st.sampled_from(PLACES), st.sampled_from(OTHERS))
@settings(deadline=None, max_examples=150)
def test_it_says_what_another_validator_says(way: tuple[Any, ...], other: Any) -> None:
    document = changed(way, other)
    assert fits(document) is JUDGE.is_valid(document)


@given(st.sampled_from(PLACES), st.sampled_from(OTHERS))
@settings(deadline=None, max_examples=150)
def test_whatever_is_known_can_be_made_into_every_format(way: tuple[Any, ...], other: Any) -> None:
    """Whoever edits a report can make a new fingerprint: nothing that is let through may fail, or command a terminal."""
    document = changed(way, other)
    if not reread.is_known(document):
        return
    for form in formats.MODULES:
        if form != "pdf":
            assert b"\x1b" not in formats.render(form, document)


@pytest.mark.parametrize("way", [way for way in PLACES if len(way) == 1], ids=str)
def test_a_pdf_is_made_of_whatever_is_known(way: tuple[Any, ...]) -> None:
    others: tuple[Any, ...] = ("x" * 100, [], GONE)
    for other in others:
        document = changed(way, other)
        if reread.is_known(document):
            assert formats.render("pdf", document).startswith(b"%PDF-")
