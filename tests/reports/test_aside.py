"""What is set aside, in every format: marked, never good, and its reason in a full copy only."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from postigo.core import setting_aside
from postigo.core.diff import Side, diff
from postigo.core.model import Level
from postigo.core.redact import Disclosure
from postigo.core.report import Report
from postigo.core.values import Quoted
from postigo.reports import comparable, comparison, comparison_json, json_, jsonl, shape, text
from postigo.reports.cover import Cover
from postigo.reports.paper import Paper
from postigo.reports.redaction import stand_ins, words_for
from postigo.store.document.read import read
from postigo.store.document.write import write
from postigo.store.history.history import history
from tests.reports.test_redaction import CASES, FORMATS, rendered
from tests.reports.test_schema import WHOLE, line_validator
from tests.store.golden import FOLDER, KEY, templates
from tests.support import made

SET_ASIDE = made.set_aside()
PLAIN = setting_aside.marked(SET_ASIDE, lambda _line, _finding: None, made.NOW.date())
MARKS = {
    "en": ("Set aside on 23 Nov 2026, until 24 Nov 2026.", "Set aside on 23 Nov 2026 as fine here, until 23 Nov 2027."),
    "es": (
        "Apartado el 23 nov 2026, hasta el 24 nov 2026.",
        "Apartado el 23 nov 2026 porque aquí está bien, hasta el 23 nov 2027.",
    ),
}


def given(level: Disclosure = Disclosure.SHARED, report: Report = SET_ASIDE, lang: str = "en") -> shape.Document:
    words = words_for(lang, report, stand_ins(level, report))
    return shape.given(report, words, Cover(key=bytes(32)))


@pytest.mark.parametrize("level", Disclosure)
@pytest.mark.parametrize(("form", "lang"), [case for case in CASES if case[0] != "prom"])  # it has no sentences
def test_every_format_marks_what_is_set_aside(form: str, lang: str, level: Disclosure) -> None:
    told = " ".join(rendered(form, level, lang, SET_ASIDE).split())
    assert [mark for mark in MARKS[lang] if mark not in told] == []
    assert ("canary-reason" in told) is (level is Disclosure.FULL)
    assert "canary-reason" not in " ".join(rendered(form, level, lang, PLAIN).split())


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_marks_what_is_not_set_aside(form: str) -> None:
    told = rendered(form, Disclosure.FULL, "en", PLAIN)
    assert "Set aside" not in told
    assert "aside" not in told.lower()


def test_it_is_counted_as_before_and_beside_the_counts() -> None:
    one, other = given(report=PLAIN), given()
    assert one["counts"].items() <= other["counts"].items()
    assert other["counts"]["set_aside"] == 2
    assert one["shutters"] == other["shutters"]
    assert set(one["verdict"]) < set(other["verdict"])
    assert [result["level"] for result in one["results"]] == [result["level"] for result in other["results"]]


def test_what_is_to_do_holds_it_last() -> None:
    to_do = given()["to_do"]
    assert [thing["check"] for thing in to_do] == ["firewall.enabled", "av.active", "update.auto"]
    assert [thing.get("aside", {}).get("kind") for thing in to_do] == [None, "snoozed", "accepted"]


def test_the_screen_begins_with_what_is_not_set_aside() -> None:
    document = shape.shown(SET_ASIDE, words_for("en", SET_ASIDE))
    words = words_for("en", SET_ASIDE)
    begun = "\n".join(text.start(document, words, Paper()))
    assert "It is not on." in begun
    assert "It is off." not in begun
    everything = " ".join("\n".join(text.whole(document, words, Paper())).split())
    assert MARKS["en"][0] in everything
    assert "Why: canary-reason" in everything


@pytest.mark.parametrize("level", Disclosure)
def test_what_is_written_is_what_is_published(level: Disclosure) -> None:
    document = given(level)
    WHOLE.validate(json.loads(json_.render(document)))
    for line in jsonl.render(document).splitlines():
        line_validator().validate(json.loads(line))


# --- kept, read again, compared


def test_a_kept_look_does_not_lose_it_and_has_no_reason() -> None:
    content = write(SET_ASIDE, templates(SET_ASIDE), KEY)
    assert b"canary" not in content
    again = read(content)
    assert again.not_understood == ()
    kept = [finding.aside for said in again.report.verdicts for finding in said.findings]
    marks = [finding.aside for said in SET_ASIDE.verdicts for finding in said.findings]
    assert kept == [replace(mark, reason=None) if mark else None for mark in marks]


def test_the_history_does_not_lose_it(tmp_path: Path) -> None:
    number = history(tmp_path).keep(SET_ASIDE, templates(SET_ASIDE), made.NOW)
    assert number is not None
    kept = history(tmp_path).open(number)
    assert kept is not None
    assert [finding.aside is not None for _, finding in kept.findings()] == [True, True, False]


def test_the_golden_document_has_it() -> None:
    again = read((FOLDER / "1" / "aside.json").read_bytes())
    assert [str(finding.aside.kind) for _, finding in again.findings() if finding.aside] == ["snoozed", "accepted"]


@pytest.mark.parametrize(
    "mark", [{}, "snoozed", {"kind": "later", "since": "2026-11-23", "until": "2026-11-24"}, {"kind": "snoozed"}, 7]
)
def test_a_mark_that_is_not_understood_makes_nothing_better(mark: object) -> None:
    data: dict[str, Any] = json.loads(write(SET_ASIDE, templates(SET_ASIDE), KEY))
    data["checks"][0]["findings"][0]["aside"] = mark
    again = read(json.dumps(data).encode())
    assert again.not_understood == ("checks[0].findings[0].aside",)
    assert again.report.verdicts[0].level is Level.ACT
    assert again.report.verdicts[0].gaps
    report = json.loads(json_.render(given()))
    report["results"][0]["findings"][0]["aside"] = mark
    assert comparable.side(json.dumps(report).encode()).report.verdicts[0].findings[0].aside is None


def test_a_comparison_marks_it_and_calls_nothing_better() -> None:
    for before, after in ((PLAIN, SET_ASIDE), (SET_ASIDE, SET_ASIDE)):
        seen = diff(Side(before), Side(after))
        assert {one.change.value for one in seen.differences} == {"same"}
        told = " ".join(" ".join(comparison.lines(seen, words_for("en", after), Paper())).split())
        assert MARKS["en"][0] in told
        rows = [row for part in comparison.parts(seen, words_for("en", after)) for row in part.rows]
        assert sum("Set aside" in row.sentence for row in rows) == 2
        kinds = [one["after"].get("aside", {}).get("kind") for one in _told(seen, after)]
        assert sorted(map(str, kinds)) == ["None", "accepted", "snoozed"]


def _told(seen: Any, report: Report) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = comparison_json.shape(seen, words_for("en", report))["differences"]
    return told


def test_two_reports_that_were_given_away_are_compared_with_their_marks() -> None:
    side = comparable.side(json_.render(given()))
    marks = [finding.aside for said in side.report.verdicts for finding in said.findings]
    assert [mark and str(mark.kind) for mark in marks] == ["snoozed", "accepted", None]


def test_a_reason_that_carries_code_is_only_words() -> None:
    mark = setting_aside.accepted("=HYPERLINK(1) <b>x</b> \x1b[31m \u202e", made.NOW.date())
    report = setting_aside.marked(
        PLAIN, lambda line, _finding: mark if line.check == "update.auto" else None, made.NOW.date()
    )
    page = FORMATS["html"](given(Disclosure.FULL, report)).decode()
    assert "<b>x" not in page
    for form in ("text", "md", "csv", "json", "jsonl", "html"):
        content = FORMATS[form](given(Disclosure.FULL, report)).decode()
        assert "\x1b" not in content
        assert "\u202e" not in content
    assert mark.reason == Quoted("=HYPERLINK(1) <b>x</b> \x1b[31m \u202e")
