"""Fingerprint of a report: what keeps it, what changes it, and what `postigo verify` says of each file."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from postigo.__main__ import main
from postigo.cli.verify import said
from postigo.core.redact import Disclosure
from postigo.reports import formats, json_, jsonl, shape
from postigo.reports.cover import Cover
from postigo.reports.integrity import LONGEST, Checked, Held, Signature, check, fingerprint
from postigo.reports.redaction import stand_ins, words_for
from postigo.reports.signature import signed
from postigo.words import Words
from tests.support import made
from tests.support.pdf_text import read_back

REPORT = replace(made.everything(), label="Aula 3, PC 12")


def document(level: Disclosure = Disclosure.SHARED, lang: str = "es") -> shape.Document:
    return shape.given(REPORT, words_for(lang, REPORT, stand_ins(level, REPORT)), Cover(notes="Ñandú “x”"))


DOCUMENT = document()
SECRET = bytes(range(32))
MARK = DOCUMENT["integrity"]["sha256"]


def as_json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()


# --- unchanged


@pytest.mark.parametrize("level", list(Disclosure))
@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_what_was_made_is_unchanged(form: str, lang: str, level: Disclosure) -> None:
    one = document(level, lang)
    checked = check(formats.render(form, one))
    assert (checked.held, checked.sha256) == (Held.UNCHANGED, one["integrity"]["sha256"])
    assert checked.document == one


@pytest.mark.parametrize("form", [*formats.MODULES, *formats.ENGINES])
def test_the_fingerprint_is_printed_in_every_format(form: str) -> None:
    content = formats.render(form, DOCUMENT)
    assert MARK in read_back(form, content)
    assert check(content).held in {Held.UNCHANGED, Held.PRINTED}
    assert check(content).sha256 == MARK


def test_other_spaces_and_another_order_change_nothing() -> None:
    turned = dict(reversed(DOCUMENT.items()))
    for content in (json.dumps(turned, indent=4).encode(), as_json(turned), rfc8785.dumps(DOCUMENT)):
        assert check(content).held is Held.UNCHANGED
    with_ends = jsonl.render(DOCUMENT).replace(b"\n", b"\r\n") + b"\r\n"
    assert check(with_ends).held is Held.UNCHANGED


@pytest.mark.parametrize("schema", ["postigo.report/1", "postigo.report/2", "postigo.report/17"])
def test_a_younger_postigo_has_properties_that_are_in_the_fingerprint(schema: str) -> None:
    younger = DOCUMENT | {"schema": schema, "mood": {"of": ["tomorrow", 1.5, None]}}
    younger["integrity"] = {"method": "SHA-256 of RFC 8785", "sha256": fingerprint(younger), "signature": "of tomorrow"}
    assert check(json_.render(younger)).held is Held.UNCHANGED
    assert check(json_.render(younger | {"mood": "calm"})).held is Held.CHANGED


GOLDEN = Path(__file__).parents[1] / "golden/report"


@pytest.mark.parametrize(
    ("name", "signature"),
    [("1-share.json", Signature.NONE), ("1-internal.jsonl", Signature.FITS), ("younger.json", Signature.UNKNOWN)],
)
def test_reports_of_every_version_are_still_unchanged(name: str, signature: Signature) -> None:
    """They are history, and one is of tomorrow, made by hand: nothing renews them."""
    checked = check((GOLDEN / name).read_bytes())
    assert (checked.held, checked.signature) == (Held.UNCHANGED, signature)


# --- changed


def _edited() -> list[dict[str, Any]]:
    calm = json.loads(as_json(DOCUMENT))
    calm["results"][0]["findings"][0]["level"] = "good"
    fewer = json.loads(as_json(DOCUMENT))
    del fewer["results"][-1]
    return [calm, fewer, DOCUMENT | {"label": "Aula 4"}, DOCUMENT | {"more": 1}, DOCUMENT | {"counts": {}}]


@pytest.mark.parametrize("edited", _edited())
def test_an_edited_report_is_changed_whatever_was_edited(edited: dict[str, Any]) -> None:
    assert check(json_.render(edited)).held is Held.CHANGED
    assert check(jsonl.render(edited)).held is Held.CHANGED


@given(st.integers(0, len(json_.render(DOCUMENT)) - 1), st.integers(1, 255))
@settings(deadline=None, max_examples=150)
def test_no_flipped_byte_is_taken_for_unchanged_unless_it_means_the_same(place: int, change: int) -> None:
    content = bytearray(json_.render(DOCUMENT))
    content[place] ^= change
    checked = check(bytes(content))
    if checked.held is Held.UNCHANGED:
        assert checked.document == DOCUMENT


def test_a_property_that_is_there_twice_is_a_change() -> None:
    """Whoever reads the first one sees another report."""
    content = json_.render(DOCUMENT).decode()
    twice = content.replace('"lang": "es"', '"lang": "en",\n "lang": "es"', 1)
    assert json.loads(twice) == DOCUMENT
    assert check(twice.encode()).held is Held.CHANGED


def _lines(place: int, **more: Any) -> bytes:
    lines = [json.loads(line) for line in jsonl.render(DOCUMENT).splitlines()]
    lines[place] |= more
    return b"".join(as_json(line) + b"\n" for line in lines)


@pytest.mark.parametrize(
    "edited",
    [
        _lines(1, label="Aula 9"),
        _lines(-1, label="Aula 9"),
        _lines(0, results=[]),
        _lines(0, not_here=[]),
        _lines(0, counts={"good": 99}),
        _lines(0, integrity={}),
        _lines(-1, ended="2026-01-01T00:00:00Z"),
        _lines(-1, lang="en"),
    ],
)
def test_whatever_is_edited_in_a_line_is_a_change_though_it_stands_in_another_line_too(edited: bytes) -> None:
    assert check(edited).held is Held.CHANGED


def test_a_mark_that_an_editor_put_before_it_is_no_change() -> None:
    for content in (json_.render(DOCUMENT), jsonl.render(DOCUMENT)):
        assert check(b"\xef\xbb\xbf" + content).held is Held.UNCHANGED
        assert check(b"\xef\xbb\xbf" + content[:-40]).held is Held.CUT


@pytest.mark.parametrize("form", ["text", "html", "pdf", "md", "csv"])
def test_a_page_names_its_own_fingerprint_whatever_was_noted_on_it(form: str) -> None:
    noted = Cover(notes=f"before: {'ab' * 32}, postigo")
    one = signed(shape.given(REPORT, words_for("en", REPORT, stand_ins(Disclosure.SHARED, REPORT)), noted), SECRET)
    checked = check(formats.render(form, one))
    assert (checked.held, checked.sha256) == (Held.PRINTED, one["integrity"]["sha256"])


@pytest.mark.parametrize("number", [1 << 60, -(1 << 60)])
def test_a_number_that_has_no_canonical_form_is_a_change(number: int) -> None:
    assert check(as_json(DOCUMENT | {"counts": {"good": number}})).held is Held.CHANGED
    assert check(json.dumps(DOCUMENT | {"title": "\ud800"}).encode()).held is Held.CHANGED


# --- neither

LINES = jsonl.render(DOCUMENT).splitlines(keepends=True)


@pytest.mark.parametrize(
    ("content", "held"),
    [
        (as_json({name: one for name, one in DOCUMENT.items() if name != "integrity"}), Held.UNMARKED),
        (as_json(DOCUMENT | {"integrity": "fine"}), Held.UNMARKED),
        (as_json(DOCUMENT | {"integrity": {"method": "SHA-3", "sha256": "00"}}), Held.NEWER),
        (json_.render(DOCUMENT)[:-200], Held.CUT),
        (json_.render(DOCUMENT)[:100], Held.CUT),
        (b"".join(LINES[:-1]), Held.CUT),
        (LINES[0], Held.CUT),
        (b"".join(LINES)[:-40], Held.CUT),
        (b"".join(LINES * 2), Held.SEVERAL),
        (b"".join(LINES[1:]), Held.NOT_OURS),
        (b"", Held.NOT_OURS),
        (b"[]", Held.NOT_OURS),
        (b'{"schema": "postigo.audit/1"}', Held.NOT_OURS),
        (b'{"schema": "postigo.report/0"}', Held.NOT_OURS),
        (b"[" * 100_000, Held.NOT_OURS),
        (b"\xff\xfe\x00", Held.NOT_OURS),
        (b"0" * 64, Held.NOT_OURS),
        (b'{"a": 1, "a": 2}', Held.NOT_OURS),
        (b'{"schema": "postigo.audit/1", "schema": "postigo.report/1"}', Held.NOT_OURS),
        (b"{}\n" * 1_000_000, Held.NOT_OURS),
        (LINES[0] + b"[]\n" + LINES[-1], Held.CUT),
        (b'{"schema": "postigo.report/1", "results": [NaN]}', Held.CUT),
    ],
)
def test_what_cannot_be_checked_is_told_apart(content: bytes, held: Held) -> None:
    assert check(content).held is held


@given(st.binary(max_size=300))
@settings(deadline=None, max_examples=100)
def test_no_file_is_unchanged_by_chance(content: bytes) -> None:
    assert check(content).held is not Held.UNCHANGED


# --- the command


@pytest.mark.parametrize("held", list(Held))
@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_answer_has_two_sentences_and_never_says_that_it_is_true(held: Held, lang: str) -> None:
    sentences = [Words(lang).say(sentence) for sentence in said(Checked(held, MARK))]
    assert len(sentences) == 2
    shown = " ".join(sentences)
    for word in ("true", "genuine", "authentic", "verdader", "auténtic", "cierto"):
        assert word not in shown.casefold()


@pytest.fixture
def verified(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[[bytes], tuple[int, str]]:
    def call(content: bytes) -> tuple[int, str]:
        place = tmp_path / "report"
        place.write_bytes(content)
        status = main(["--lang", "en", "verify", str(place)])
        return status, " ".join(capsys.readouterr().out.split())

    return call


def test_the_exit_status_tells_a_program(verified: Callable[[bytes], tuple[int, str]]) -> None:
    status, told = verified(json_.render(DOCUMENT))
    assert (status, told.partition(":")[0]) == (0, "This report is unchanged since its fingerprint was made")
    assert verified(json_.render(DOCUMENT | {"label": "x"}))[0] == 2
    assert verified(formats.render("html", DOCUMENT))[0] == 3
    assert verified(b"nothing")[0] == 3


def test_a_folder_a_huge_file_and_none_are_one_sentence_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    huge = tmp_path / "huge.json"
    with huge.open("wb") as file:
        file.truncate(2 << 30)  # a hole: it takes no room
    for name in (str(tmp_path), str(huge), str(tmp_path / "nowhere"), os.devnull):
        assert main(["--lang", "en", "verify", name]) == 64
        told = capsys.readouterr()
        assert told.out == ""
        assert len(told.err.splitlines()) == 1
    assert LONGEST < 2 << 30


# --- signed


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_a_signed_report_names_the_key(form: str) -> None:
    one = signed(DOCUMENT, SECRET)
    checked = check(formats.render(form, one))
    assert (checked.held, checked.signature) == (Held.UNCHANGED, Signature.FITS)
    assert checked.key == one["integrity"]["signature"]["key"]
    assert checked.key in " ".join(Words("en").say(sentence) for sentence in said(checked))
    assert SECRET.hex() not in json.dumps(one)


@pytest.mark.parametrize("form", formats.MODULES)
def test_the_key_is_printed_in_every_format(form: str) -> None:
    one = signed(DOCUMENT, SECRET)
    assert one["integrity"]["signature"]["key"] in read_back(form, formats.render(form, one))


@pytest.mark.parametrize("name", ["key", "value"])
def test_another_signature_does_not_fit(name: str) -> None:
    other = signed(document(), bytes(32))["integrity"]["signature"]
    one = signed(DOCUMENT, SECRET)
    for wrong in (other[name], "", "zz", "00" * 40):
        forged = one["integrity"] | {"signature": one["integrity"]["signature"] | {name: wrong}}
        assert check(as_json(one | {"integrity": forged})).held is Held.MISSIGNED


def test_an_edited_report_with_a_new_fingerprint_is_not_signed() -> None:
    one = signed(DOCUMENT, SECRET)
    edited = one | {"label": "Aula 4"}
    edited["integrity"] = one["integrity"] | {"sha256": fingerprint(edited)}
    assert check(as_json(edited)).held is Held.MISSIGNED


def test_a_signature_of_tomorrow_is_said_to_be_unknown() -> None:
    younger = DOCUMENT | {"integrity": DOCUMENT["integrity"] | {"signature": {"method": "ML-DSA"}}}
    checked = check(as_json(younger))
    assert (checked.held, checked.signature) == (Held.UNCHANGED, Signature.UNKNOWN)
    assert "update Postigo" in Words("en").say(said(checked)[1])


def test_without_a_key_ring_nothing_is_signed_and_no_key_is_in_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setattr("postigo.passwords.tag_key._ring", lambda: None)
    assert main(["--lang", "en", "audit", "boot.secure", "--sign"]) == 64
    assert "Postigo keeps no such key in a file" in capsys.readouterr().err
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
