"""A comparison in words and as JSON, of stored audits and of reports that were given away."""

from __future__ import annotations

import contextlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as made_up
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import postigo_resources
from postigo.core.diff import Change, Diff, Side, diff
from postigo.core.model import BUILT_IN, Finding, Gap, Level, NotApplicable
from postigo.core.redact import Disclosure
from postigo.core.report import PackInfo, Report, without_private
from postigo.core.system import Unknown
from postigo.core.values import Program, Text
from postigo.reports import comparable, comparison, comparison_json, json_
from postigo.reports.paper import Paper
from postigo.reports.redaction import stand_ins, words_for
from postigo.reports.shape import given
from postigo.store.document.model import LONGEST, StoredAuditError
from postigo.store.document.write import write
from postigo.words import Words
from tests.store.golden import KEY, templates
from tests.support import made, remembered

SCHEMA = json.loads((Path(postigo_resources.__file__).parent / "schema/diff-1.json").read_text("utf-8"))
GAP = Gap(Unknown.DENIED, Text("It could not be seen."))


def one(code: str, level: Level, text: str = "Something was seen.") -> Finding:
    return Finding(code, level, Text("{app}: {x}", values={"app": Program("canary-program"), "x": Text(text)}))


def side(*said: Finding | Gap, label: str = "") -> Side:
    report = made.report((made.listed("x.y", 3), made.verdict("x.y", *said)))
    return Side(replace(report, label=label))


def copied(report: Report, level: Disclosure = Disclosure.SHARED, lang: str = "en") -> bytes:
    return json_.render(given(report, words_for(lang, report, stand_ins(level, report))))


def shown(seen: Diff, lang: str = "en", level: Disclosure = Disclosure.FULL) -> str:
    words = words_for(lang, seen.after, stand_ins(level, seen.before, seen.after))
    return "\n".join(comparison.lines(seen, words, Paper(width=200)))


# --- words


def test_each_kind_has_a_heading_of_its_own_in_both_languages() -> None:
    assert list(comparison.HEADINGS) == list(Change)
    for lang in ("en", "es"):
        said = [Words(lang).say(heading) for heading in comparison.HEADINGS.values()]
        assert len(set(said)) == len(said)


def test_what_is_new_stands_before_what_is_fixed() -> None:
    before = side(one("a", Level.ACT, "Old trouble."), one("c", Level.ADVISE, "Stays."))
    after = side(one("b", Level.ACT, "New trouble."), one("c", Level.ADVISE, "Stays."))
    told = shown(diff(before, after))
    assert "One thing is new. One thing is fixed." in told
    assert told.index("New trouble.") < told.index("Fixed: this is so no more") < told.index("Old trouble.")
    assert told.index("As before") < told.index("Stays.")


def test_what_was_seen_no_more_is_never_said_to_be_fixed() -> None:
    told = shown(diff(side(one("a", Level.ACT, "Trouble.")), side(GAP)))
    assert "That does not mean that it is fixed" in told
    assert "is fixed." not in told
    assert "One check could not see everything this time" in told
    assert "What could be compared asks for nothing new." in told


def test_two_that_are_alike_say_that_nothing_came_or_went() -> None:
    told = shown(diff(side(one("a", Level.ACT)), side(one("a", Level.ACT))))
    assert "Nothing that asks for something came or went." in told


def test_a_level_that_changed_tells_the_one_before() -> None:
    told = shown(diff(side(one("a", Level.ADVISE)), side(one("a", Level.ACT))))
    assert "(before: can be better)" in told


def test_what_cannot_be_told_is_said_above_the_rest() -> None:
    before, after = side(one("a", Level.ACT), label="PC 1"), side(one("a", Level.ACT), label="PC 2")
    after = replace(after, report=replace(after.report, elevated=True))
    told = shown(diff(before, after))
    assert "These two have no common key." in told
    assert "the rights of an administrator" in told
    assert "Is it the same computer?" in told
    assert "PC 1 · PC 2" in told


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_copy_has_no_names(lang: str) -> None:
    seen = diff(side(one("a", Level.ACT)), side(one("b", Level.ACT), GAP))
    for level, there in ((Disclosure.SHARED, False), (Disclosure.FULL, True)):
        assert ("canary" in shown(seen, lang, level)) is there
        words = words_for(lang, seen.after, stand_ins(level, seen.before, seen.after))
        assert (b"canary" in comparison_json.render(seen, words)) is there


def test_nothing_that_leaves_in_no_file_is_in_a_comparison() -> None:
    seen = diff(Side(made.everything()), Side(replace(made.everything(), verdicts=())))
    words = words_for("en", seen.after, stand_ins(Disclosure.FULL, seen.before, seen.after))
    content = comparison_json.render(seen, words).decode() + shown(seen)
    for secret in (made.SECRET, made.HANDLE.id, made.HANDLE.within, "canary-detail", "canary-host", "rotten.py"):
        assert secret not in content


# --- JSON


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_json_fits_its_schema(lang: str) -> None:
    machines = [remembered.report(path) for path in remembered.MACHINES if "windows-1" in path.stem][:4]
    for before in machines:
        for after in machines:
            seen = diff(Side(before), Side(after))
            for level in Disclosure:
                words = words_for(lang, after, stand_ins(level, before, after))
                content = json.loads(comparison_json.render(seen, words))
                Draft202012Validator(SCHEMA).validate(content)
                assert sum(content["counts"].values()) == len(content["differences"])


# --- files


@pytest.mark.parametrize("path", remembered.MACHINES, ids=lambda path: path.stem)
def test_a_report_that_was_given_away_is_the_same_as_the_audit_it_is_of(path: Path) -> None:
    report = remembered.report(path)
    for level in Disclosure:
        for lang in ("en", "es"):
            read = comparable.side(copied(report, level, lang))
            seen = diff(read, Side(report))
            assert {one.change for one in seen.differences} <= {Change.SAME, Change.STILL_NOT_VISIBLE}
            assert not seen.by_thing
            assert len(read.report.verdicts) == len(without_private(report).verdicts)
            assert len(seen.left_out) == len(without_private(report).left_out)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_what_there_is_nothing_to_look_at_any_more_is_told_by_its_name(lang: str) -> None:
    line = made.listed("x.y", 3)
    absent = made.report((line, made.verdict("x.y", not_applicable=NotApplicable(Text("There is none. It has none.")))))
    before = made.report((line, made.verdict("x.y", one("a", Level.ADVISE))))
    files = [copied(report, lang=lang) for report in (before, absent)]
    told = shown(diff(*map(comparable.side, files)), lang)
    (entry,) = json.loads(files[1])["not_here"]
    assert set(entry) == {"check", "title", "text"}
    heading = Words(lang).say(comparison.HEADINGS[Change.NO_LONGER_THERE])
    assert f"{heading}\n  - {entry['title']}: " in told
    older = json.loads(files[1])
    for without in older["not_here"]:
        del without["title"]
    sides = comparable.side(files[0]), comparable.side(json.dumps(older).encode())
    assert ".." not in shown(diff(*sides), lang)


def test_a_stored_audit_is_read_too() -> None:
    report = made.everything()
    read = comparable.side(write(report, templates(report), KEY))
    assert diff(read, read).by_thing
    assert read.report.verdict("camera.in-use") is not None


def test_references_of_a_pair_are_read_where_a_report_has_them() -> None:
    document = json.loads(copied(made.report((made.listed("x.y", 3), made.verdict("x.y", one("a", Level.ACT))))))
    document["ref_key"] = "f" * 16
    document["results"][0]["findings"][0]["ref"] = "1" * 16
    other = json.loads(json.dumps(document))
    other["results"][0]["findings"][0]["ref"] = "2" * 16
    seen = diff(*(comparable.side(json.dumps(each).encode()) for each in (document, other)))
    assert seen.by_thing
    assert [each.change for each in seen.differences] == [Change.NEW, Change.FIXED]


def version(level: Level, *, check: int = 1, pack: str = "1.2", older: bool = False) -> Side:
    """A report that was given away by a Postigo of this version; an `older` one tells no version of a check."""
    line = replace(made.listed("x.y", 3), version=check)
    report = made.report((line, made.verdict("x.y", one("a" if level is Level.ACT else "b", level))))
    document = json.loads(copied(replace(report, packs=(PackInfo("acme", pack, BUILT_IN),))))
    if older:
        del document["ref_key"]
    return comparable.side(json.dumps(document).encode())


@pytest.mark.parametrize(
    ("after", "change"),
    [
        (version(Level.ACT, pack="1.3"), Change.NEW),
        (version(Level.ACT, check=2), Change.NEW_WAY),
        (version(Level.ACT, older=True), Change.NEW),
        (version(Level.ACT, pack="1.3", older=True), Change.NEW_WAY),
    ],
)
def test_a_report_tells_the_versions_of_its_checks_and_an_older_one_that_of_its_pack(
    after: Side, change: Change
) -> None:
    assert [each.change for each in diff(version(Level.GOOD), after).differences] == [change]


@pytest.mark.parametrize("told", ["2", 0, None, 2.0, [2], True])
def test_a_version_that_is_not_understood_is_never_taken_for_the_first(told: object) -> None:
    report = made.report((made.listed("x.y", 3), made.verdict("x.y", one("b", Level.NOTE))))
    document = json.loads(copied(report))
    document["results"][0]["version"] = told
    seen = diff(version(Level.ACT), comparable.side(json.dumps(document).encode()))
    assert seen.of(Change.FIXED) == ()
    assert seen.of(Change.NO_LONGER_VISIBLE) != ()


def test_braces_in_a_sentence_stay_as_they_are() -> None:
    report = made.report((made.listed("x.y", 3), made.verdict("x.y", made.finding(Level.ACT, "{app} {"))))
    seen = diff(comparable.side(copied(report)), comparable.side(copied(report)))
    assert "{app} {" in shown(seen)


DOCUMENT = json.loads(copied(made.everything()))


def altered(**fields: Any) -> bytes:
    return json.dumps({**DOCUMENT, **fields}).encode()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", comparable.NOT_OURS),
        (b"\xff\xfe", comparable.NOT_OURS),
        (copied(made.everything())[:4000], comparable.NOT_OURS),
        (b"[" * 100_000, comparable.NOT_OURS),
        (b"[]", comparable.NOT_OURS),
        (b"<html></html>", comparable.NOT_OURS),
        (altered(schema="acme.report/1"), comparable.NOT_OURS),
        (altered(schema="postigo.passwords/1"), comparable.NOT_OURS),
        (altered(schema="postigo.report/2"), comparable.NEWER),
        (altered(device={}), comparable.DAMAGED),
        (altered(device={**DOCUMENT["device"], "platform": "amiga"}), comparable.DAMAGED),
        (altered(began="yesterday"), comparable.DAMAGED),
        (altered(results=7), comparable.DAMAGED),
        (altered(results=[7]), comparable.DAMAGED),
        (altered(results=[{**DOCUMENT["results"][0], "tip": 7}]), comparable.DAMAGED),
        (altered(results=DOCUMENT["results"][:1] * 2), comparable.DAMAGED),
    ],
)
def test_what_is_no_report_is_one_sentence(content: bytes, sentence: Text) -> None:
    with pytest.raises(StoredAuditError) as trouble:
        comparable.side(content)
    assert trouble.value.text == sentence


def test_a_file_that_is_too_large_is_not_opened() -> None:
    with pytest.raises(StoredAuditError):
        comparable.side(b" " * (LONGEST + 1))


def test_what_a_younger_postigo_added_is_passed_over() -> None:
    row = {**DOCUMENT["results"][0], "tomorrow": {"x": 1}}
    read = comparable.side(altered(results=[row], tomorrow=[1], notes="x", integrity={"hash": "0"}))
    assert len(read.report.verdicts) == 1 + len(DOCUMENT["not_here"])


@pytest.mark.parametrize("change", [{"level": "terrible"}, {"level": None}, {"findings": []}])
def test_what_is_not_understood_in_a_check_is_a_gap_and_nothing_is_fixed(change: dict[str, Any]) -> None:
    row = next(row for row in DOCUMENT["results"] if row["check"] == "update.os-pending")
    whole = comparable.side(altered(results=[row]))
    spoilt = {**row, **(change if "findings" in change else {"findings": [{**row["findings"][0], **change}]})}
    seen = diff(whole, comparable.side(altered(results=[spoilt])))
    assert seen.of(Change.FIXED) == ()
    assert seen.of(Change.NO_LONGER_VISIBLE) != ()


@made_up(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.text(), x),
        max_leaves=6,
    ),
    st.data(),
)
def test_whatever_stands_in_a_report_it_is_read_or_refused(junk: Any, data: st.DataObject) -> None:
    document = json.loads(json.dumps(DOCUMENT))
    places: list[tuple[Any, Any]] = []

    def walk(node: Any) -> None:
        for key in node if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ():
            places.append((node, key))
            walk(node[key])

    walk(document)
    node, key = places[data.draw(st.integers(0, len(places) - 1))]
    node[key] = junk
    with contextlib.suppress(StoredAuditError):  # and nothing else
        read = comparable.side(json.dumps(document).encode())
        shown(diff(read, read))
