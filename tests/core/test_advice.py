"""Which plans are shown: terminal, window, page and JSON name the same ones, of every remembered machine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import tests.support.offscreen  # noqa: F401 - before anything of Qt
from postigo.core.advice import advise, questions, things
from postigo.core.model import Finding, Instruct, Level, OpenSettings, Plan
from postigo.core.report import CheckInfo, Report
from postigo.core.settings_page import PageInfo, SettingsPage
from postigo.core.values import Device, Program, Text, Value
from postigo.gui.today.models.audit import Audit
from postigo.gui.today.models.checklist import Checklist
from postigo.gui.today.models.detail import Detail, detail
from postigo.reports import html, shape, text
from postigo.reports.paper import Paper
from postigo.reports.redaction import words_for
from tests.stories.window_story import THEN, FakeStream, Story
from tests.support import made, remembered

pytestmark = pytest.mark.breadth(4)

every_machine = pytest.mark.parametrize("machine", remembered.MACHINES, ids=lambda path: path.stem)


def alone(report: Report) -> Iterator[tuple[CheckInfo, Report]]:
    """The report of each check that answered, by itself."""
    for line in report.listed:
        said = report.verdict(line.check)
        if said is not None:
            yield line, replace(report, listed=(line,), verdicts=(said,))


def by_text(report: Report) -> list[str]:
    """What the terminal names, behind its arrows; a plan with its steps or by the command that tells them."""
    shown = text.whole(shape.shown(report, words_for("en", report)), words_for("en", report), Paper(width=100_000))
    found = [line.strip().removeprefix("→ ") for line in shown if line.strip().startswith("→ ")]
    return [re.sub(r": postigo explain \S+$| \([^()]*\)$", "", line) for line in found]


def by_page(report: Report) -> list[str]:
    """What the page names in its part for everything, with the steps or by the number under "Start here"."""
    page = html.render(shape.given(report, words_for("en", report))).decode()
    found = re.findall(r'<div class="plan"><h4>(.*?)</h4>|<p class="plan">See “Start here”, \d+: (.*?)</p>', page)
    return [unescape(steps or above) for steps, above in found]


def by_json(report: Report) -> set[str]:
    """What the JSON names, at each finding."""
    results = shape.given(report, words_for("en", report))["results"]
    return {fix["title"] for one in results for finding in one["findings"] for fix in finding["fixes"]}


def opened_row(report: Report, check: str, *, no: bool) -> Detail | None:
    """The open row; `no`: once every "Is it you?" was answered so."""
    streams: list[FakeStream] = []

    def opened() -> FakeStream:
        streams.append(FakeStream())
        return streams[-1]

    audit = Audit(opened, lambda: THEN)
    checklist = Checklist(audit)
    audit.look()
    streams[-1].send(*Story(report.verdicts, report.packs, listed=report.listed, platform=report.platform).events())
    streams[-1].ended.emit("")
    if no:
        audit.answer([name for one in audit.questions for name in one.asked], mine=False)
    checklist.open(check)
    return detail(checklist)


def by_window(report: Report, check: str, *, no: bool) -> list[str]:
    """What the open row names."""
    told, words = opened_row(report, check, no=no), words_for("en", report)
    return [words.say(guide.title.text, guide.title.pack) for guide in told.guides] if told else []


@every_machine
def test_terminal_window_page_and_json_name_the_same_plans(machine: Path, qtbot: QtBot) -> None:
    del qtbot  # an application object must be there for QObjects
    for line, report in alone(remembered.report(machine)):
        words = words_for("en", report)
        found = advise(line, report.verdicts[0].findings)
        every = [words.say(plan.title, line.pack) for plan in found.every]
        told = [words.say(plan.title, line.pack) for plan in (*found.needed, *found.offered)]
        assert by_text(report) == every, line.check
        assert by_page(report) == every, line.check
        assert by_json(report) == set(every), line.check
        assert by_window(report, line.check, no=False) == told, line.check
        assert sorted(by_window(report, line.check, no=True)) == sorted(every), line.check


def test_each_page_has_a_button_also_where_a_pack_calls_its_own_like_one_of_ours(qtbot: QtBot) -> None:
    del qtbot
    own = PageInfo("updates", Text("Open it."), Text("Open"), windows=("ms-settings:windowsupdate-history",))
    ours = SettingsPage.UPDATES
    one, other = (
        Plan(name, Text("Do it"), tuple(map(OpenSettings, pages)))
        for name, pages in {"a": (ours, own, ours), "b": (own, SettingsPage.CAMERA)}.items()
    )
    line = made.listed("update.apps", 3, one, other)
    report = made.report((line, made.verdict("update.apps", found(Level.ADVISE, "a", "b"))))
    told = opened_row(report, "update.apps", no=False)
    assert told is not None
    pages = [[button.page for button in guide.buttons] for guide in told.guides]
    assert pages == [[ours.info, own], [SettingsPage.CAMERA.info]]


@every_machine
def test_what_to_do_first_is_a_plan_of_its_own_check(machine: Path) -> None:
    for thing in things(remembered.report(machine)):
        said = remembered.report(machine).verdict(thing.line.check)
        assert said is not None
        needed = advise(thing.line, said.findings).needed
        assert thing.plan in needed if thing.plan else not needed


def plan(name: str) -> Plan:
    return Plan(name, Text("Do it"), (Instruct(Text("Press the button.")),))


def found(level: Level, *fixes: str, asks: bool = False) -> Finding:
    return replace(made.finding(level, "Something.", *fixes), needs_confirmation=asks)


def ids(plans: tuple[Plan, ...]) -> list[str]:
    return [plan.id for plan in plans]


def test_the_worst_finding_is_first_and_each_plan_stands_once_where_it_is_needed_most() -> None:
    line = made.listed("update.apps", 3, *map(plan, "abcde"))
    told = advise(
        line,
        (
            found(Level.NOTE, "d", "e", asks=True),
            found(Level.NOTE, "c", "a"),
            found(Level.ADVISE, "b", "of another system"),
            found(Level.ACT, "a", "b"),
            found(Level.GOOD, "d"),
        ),
    )
    assert ids(told.needed) == ["a", "b"]
    assert ids(told.offered) == ["c", "d"]
    assert ids(told.if_not_you) == ["e"]


def test_one_sentence_said_of_two_things_is_asked_once_in_the_terminal_too() -> None:
    def uses(device: Text, level: Level = Level.NOTE) -> Finding:
        values: dict[str, Value | Text] = {"program": Program("Zoom"), "device": device}
        return Finding(
            "in-use", level, Text("{program} uses {device}. Is it you?", values=values), needs_confirmation=True
        )

    camera, microphone = Text("the camera"), Text("the microphone")
    report = made.report(
        (made.listed("camera.in-use", 2), made.verdict("camera.in-use", uses(camera))),
        (made.listed("camera.microphone", 2), made.verdict("camera.microphone", uses(microphone))),
        (made.listed("camera.screen", 2), made.verdict("camera.screen", uses(microphone, Level.ACT))),
    )
    first, other = questions(report)
    assert [name[0] for name in first.asked] == ["camera.in-use", "camera.microphone"]
    assert other.level is Level.ACT, "what asks for something is no part of what asks for nothing"
    shown = "\n".join(
        text.start(shape.shown(report, words_for("en", report)), words_for("en", report), Paper(width=400))
    )
    assert "• Zoom uses the camera and the microphone. Is it you?" in shown
    assert questions(report, [*first.asked, *other.asked]) == ()


def test_a_name_is_never_listed_with_another() -> None:
    def seen(name: str) -> Finding:
        return Finding(
            "in-use", Level.NOTE, Text("{device} is on.", values={"device": Device(name)}), needs_confirmation=True
        )

    report = made.report((made.listed("camera.in-use", 2), made.verdict("camera.in-use", seen("A"), seen("B"))))
    assert len(questions(report)) == 2
