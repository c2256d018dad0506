"""The schema of stored audits, today's writer held to it, and the documents of every past version."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from postigo.core.report import Box, PackState
from postigo.core.system import Platform, Unknown
from postigo.store.document.model import LEVELS, SCHEMA
from postigo.store.document.read import read
from postigo.store.document.write import shape
from tests.store import golden
from tests.support import made, remembered

VERSIONS = sorted(path.name for path in golden.FOLDER.iterdir())
GOLDEN = sorted(path for path in golden.FOLDER.glob("*/*.json") if not path.name.endswith(golden.EXPECTED))
WRITTEN = [path for path in GOLDEN if path.stem != "younger"]


def schema(version: str) -> dict[str, Any]:
    place = resources.files("postigo_resources") / "schema" / f"audit-{version}.json"
    found: dict[str, Any] = json.loads(place.read_text("utf-8"))
    return found


def validator(version: str) -> Draft202012Validator:
    return Draft202012Validator(schema(version), format_checker=Draft202012Validator.FORMAT_CHECKER)


TODAYS = SCHEMA.rpartition("/")[2]


def content(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def test_the_schema_is_one_and_closed_everywhere() -> None:
    Draft202012Validator.check_schema(schema(TODAYS))
    assert schema(TODAYS)["$id"] == f"urn:postigo:schema:audit:{TODAYS}"
    assert schema(TODAYS)["properties"]["schema"]["const"] == SCHEMA

    def objects(node: Any) -> Iterator[dict[str, Any]]:
        if isinstance(node, dict):
            if node.get("type") == "object":
                yield node
            for inner in node.values():
                yield from objects(inner)
        elif isinstance(node, list):
            for inner in node:
                yield from objects(inner)

    found = list(objects(schema(TODAYS)))
    assert len(found) > 10
    assert [node for node in found if "additionalProperties" not in node] == []


@pytest.mark.parametrize("path", remembered.MACHINES, ids=lambda path: path.stem)
def test_what_is_written_of_every_machine_fits(path: Path) -> None:
    report = remembered.report(path)
    validator(TODAYS).validate(shape(report, golden.templates(report), golden.KEY))


def test_every_closed_word_may_stand_in_it() -> None:
    whole = json.dumps(schema(TODAYS))
    for words in (Platform, Unknown, PackState):
        assert json.dumps([word.value for word in words]) in whole
    assert json.dumps([*(box.value for box in Box), None]) in whole
    assert json.dumps(list(LEVELS)) in whole


@pytest.mark.parametrize(
    "spoil",
    [{"schema": "postigo.audit/2"}, {"detail": ""}, {"began": "yesterday"}, {"answered": -1}, {"languages": []}],
)
def test_what_is_no_stored_audit_does_not_fit(spoil: dict[str, Any]) -> None:
    report = made.everything()
    whole = shape(report, golden.templates(report), golden.KEY)
    validator(TODAYS).validate(whole)
    with pytest.raises(ValidationError):
        validator(TODAYS).validate(whole | spoil)


# --- compatibility (docs/stored-audit.md)


def test_each_version_has_its_documents_and_a_younger_one() -> None:
    assert VERSIONS[-1] == TODAYS
    for version in VERSIONS:
        names = {path.stem for path in GOLDEN if path.parent.name == version}
        assert {"everything", "younger", *golden.MACHINES} <= names


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_document_of_every_version_says_what_it_always_said(path: Path) -> None:
    assert golden.digest(read(path.read_bytes())) == content(path.with_suffix(golden.EXPECTED))


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_document_of_every_version_fits_its_schema_of_today(path: Path) -> None:
    validator(path.parent.name).validate(content(path))


def fields(node: Any, path: str = "") -> Iterator[str]:
    """Every field of a document: the names that the schema gives, and not those of a sentence's values."""
    match node:
        case dict():
            free = path.endswith((".values", ".evidence", ".text.text"))
            for name, item in node.items():
                place = f"{path}.{'*' if free else name}"
                yield place
                yield from fields(item, place)
        case list():
            for item in node:
                yield from fields(item, f"{path}[]")


def test_no_field_is_removed_within_a_version() -> None:
    today = {
        field
        for report in golden.reports().values()
        for field in fields(shape(report, golden.templates(report), golden.KEY))
    }
    once = {field for path in WRITTEN if path.parent.name == TODAYS for field in fields(content(path))}
    assert once - today == set()
