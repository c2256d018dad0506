"""The published schema of the JSON report, and our real output held against it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from postigo import testing
from postigo.core.model import Level, Share, Verdict
from postigo.core.redact import Disclosure
from postigo.core.report import Box, CheckInfo, PackInfo, Report
from postigo.core.settings_page import SettingsPage
from postigo.core.system import Platform
from postigo.core.values import Text
from postigo.reports import json_, jsonl, shape
from postigo.reports.redaction import stand_ins, words_for
from postigo.words import Words
from postigo_checks import pack
from tests.support import made
from tests.tables import data_of

pytestmark = pytest.mark.breadth(3)

RECORDINGS = Path(__file__).parents[1] / "recordings"
SCHEMA: dict[str, Any] = json.loads(
    (resources.files("postigo_resources") / "schema" / "report-1.json").read_text("utf-8")
)
WHOLE = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def line_validator() -> Draft202012Validator:
    """What a line of `--format jsonl` must be."""
    return Draft202012Validator({"$ref": "#/$defs/line", "$defs": SCHEMA["$defs"]})


def words(report: Report, level: Disclosure, lang: str = "en") -> Words:
    return words_for(lang, report, stand_ins(level, report))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"] == "urn:postigo:schema:report:1"


def test_its_examples_are_reports() -> None:
    assert SCHEMA["examples"]
    for example in SCHEMA["examples"]:
        WHOLE.validate(example)


def test_it_is_closed_everywhere() -> None:
    """So that these tests notice a property that is written and not published."""

    def objects(node: Any) -> Iterator[dict[str, Any]]:
        if isinstance(node, dict):
            if node.get("type") == "object":
                yield node
            for name, inner in node.items():
                if name != "examples":
                    yield from objects(inner)
        elif isinstance(node, list):
            for inner in node:
                yield from objects(inner)

    found = list(objects(SCHEMA))
    assert len(found) > 8
    assert [node for node in found if "additionalProperties" not in node] == []


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("level", list(Disclosure))
def test_everything_that_a_report_can_hold_fits(level: Disclosure, lang: str) -> None:
    report = replace(made.everything(), label="Aula 3, PC 12", system="Debian GNU/Linux 12", box=Box.CHROOT)
    WHOLE.validate(json.loads(json_.render(shape.given(report, words(report, level, lang)))))
    lines = jsonl.render(shape.given(report, words(report, level, lang))).decode().splitlines()
    for line in lines:
        line_validator().validate(json.loads(line))
    assert len(lines) == 8  # with the first and the last


def test_an_audit_that_did_not_end_and_saw_nothing_fits() -> None:
    report = Report("0.1.0", made.everything().platform, made.NOW)
    shown = json.loads(json_.render(shape.given(report, words(report, Disclosure.SHARED))))
    WHOLE.validate(shown)
    assert shown["ended"] is None
    first, last = jsonl.render(shape.given(report, words(report, Disclosure.SHARED))).decode().splitlines()
    assert json.loads(first)["schema"] == SCHEMA["properties"]["schema"]["const"]
    assert json.loads(last)["ended"] is None


@cache
def told_of_every_recording() -> list[tuple[Report, dict[str, str | None]]]:
    """Reports of all recordings, for all levels, and what each must say by the name of the check. None for what never leaves.

    A report is of one system and holds each check once, so the second recording of a check is in the second report.
    """
    checks = {check.id: check for check in pack.checks}
    turns: Counter[tuple[str, Platform]] = Counter()
    verdicts: dict[tuple[Platform, int], list[Verdict]] = {}
    right: dict[tuple[Platform, int], dict[str, str | None]] = {}
    for case in testing.cases(RECORDINGS):
        if case.check not in checks or checks[case.check].share is Share.NEVER:
            continue
        platform = case.recording.platform
        verdict, _ = testing.replayed(checks[case.check], case.recording, data_of(case.recording))
        report = platform, turns[case.check, platform]
        turns[case.check, platform] += 1
        verdicts.setdefault(report, []).append(verdict)
        if not verdict.not_applicable:
            right.setdefault(report, {})[case.check] = case.recording.verdicts[case.check]["level"]
    return [
        (
            Report(
                "0.1.0",
                platform,
                said[0].looked_at,
                said[0].looked_at,
                packs=(PackInfo(pack.name, "0.1.0", "built-in"),),
                listed=tuple(CheckInfo.of(checks[verdict.check], pack.name, platform) for verdict in said),
                verdicts=tuple(said),
            ),
            right.get((platform, turn), {}),
        )
        for (platform, turn), said in verdicts.items()
    ]


@pytest.mark.parametrize("level", list(Disclosure))
def test_what_our_own_checks_say_of_every_recording_fits(level: Disclosure) -> None:
    seen = 0
    for report, right in told_of_every_recording():
        shown = json.loads(json_.render(shape.given(report, words(report, level))))
        WHOLE.validate(shown)
        assert {result["check"]: result["level"] for result in shown["results"]} == right
        assert len(shown["results"]) == len(right)
        seen += len(report.verdicts)
    assert seen > 1000


@pytest.mark.parametrize(
    "spoil",
    [
        {"schema": "postigo.report/2"},
        {"level": "everything"},
        {"began": "yesterday"},
        {"host": "equipo"},
        {"label": ""},
        {"counts": {"good": -1, "note": 0, "advise": 0, "act": 0, "unknown": 0}},
    ],
)
def test_what_is_no_report_does_not_fit(spoil: dict[str, Any]) -> None:
    report = made.report((made.listed("a.b", 3), made.verdict("a.b", made.finding(Level.GOOD))))
    shown = json.loads(json_.render(shape.given(report, words(report, Disclosure.SHARED))))
    WHOLE.validate(shown)
    with pytest.raises(ValidationError):
        WHOLE.validate(shown | spoil)


def test_a_value_tells_its_kind_and_its_bare_number() -> None:
    report = made.everything()
    shown = words(report, Disclosure.SHARED)
    evidence = shape.given(report, shown)["results"][0]["findings"][0]["evidence"]
    assert evidence["number"] == {"kind": "number", "text": "69", "value": 69}
    assert evidence["when"]["value"] == "2026-11-23T08:12:00Z"
    assert evidence["day"] == {"kind": "day", "text": "20 Nov 2026", "value": "2026-11-20"}
    assert evidence["account"] == {"kind": "account", "text": "account 1"}
    assert shape.value(Text("So it is"), "acme", shown) == {"kind": "text", "text": "So it is"}


def test_every_page_of_the_settings_may_stand_in_a_report() -> None:
    pages = re.search(r'"open": \{[^}]*?"enum": \[([^\]]*)\]', json.dumps(SCHEMA))
    assert pages is not None
    assert set(json.loads(f"[{pages[1]}]")) == {page.value for page in SettingsPage}


def test_every_box_may_stand_in_a_report() -> None:
    boxes = re.search(r'"box": \{[^}]*"enum": \[([^\]]*)\]', json.dumps(SCHEMA))
    assert boxes is not None
    assert set(json.loads(f"[{boxes[1]}]")) == {None, *(box.value for box in Box)}
