"""`postigo aside`, and an audit in a terminal with things set aside."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from postigo.__main__ import main
from postigo.audit import supervisor
from postigo.audit.request import Request
from postigo.cli import terminal
from postigo.core.events import Catalogue, Done, Event, Finished
from postigo.core.report import CheckInfo
from postigo.store import aside, files
from postigo.store.history.history import history
from postigo.store.places import data_folder
from tests.stories.window_story import FAMILY, OFFERING, THEN, Story

pytestmark = pytest.mark.usefixtures("home")

Said = tuple[int, str, str]
FINE = "update.auto"
URGENT = "update.os-pending"
ASKS = "camera.in-use"


class Machine:
    """A machine that says this, in the place of this one. `asked`: the checks that were conducted."""

    def __init__(self) -> None:
        self.story: Story = FAMILY
        self.discreet: tuple[CheckInfo, ...] = ()
        self.asked: list[str] = []

    def audit(self, request: Request, _cancel: threading.Event) -> Iterator[Event]:
        listed = [
            line for line in (*self.story.listed, *self.discreet) if line.check in request.checks or not request.checks
        ]
        yield replace(self.story.catalogue(), listed=tuple(listed))
        for line in listed:
            self.asked.append(line.check)
            yield Finished(self.story.verdict(line.check))
        yield Done(THEN)

    def catalogue(self, _request: Request, _cancel: threading.Event | None = None) -> Catalogue:
        return self.story.catalogue()


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    one = Machine()
    monkeypatch.setattr(supervisor, "audit", one.audit)
    monkeypatch.setattr(supervisor, "catalogue", one.catalogue)
    return one


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], machine: Machine) -> Callable[..., Said]:
    """A call within this process: its status, and what it said on stdout and stderr, each as one line."""
    del machine

    def call(*words: str) -> Said:
        status = main(words)
        said = capsys.readouterr()
        return status, " ".join(said.out.split()), " ".join(said.err.split())

    return call


def entries() -> list[tuple[str, str]]:
    return [(entry.check, entry.kind) for entry in aside.read().entries]


def days() -> int:
    (entry,) = aside.read().entries
    return (entry.until - entry.since).days


def test_a_check_is_set_aside_listed_and_taken_up_again(say: Callable[..., Said]) -> None:
    assert say("aside")[:2] == (0, "Nothing is set aside.")
    status, told, _ = say("aside", "snooze", FINE, "--for", "week")
    assert (status, entries(), days()) == (0, [(FINE, "snoozed")], 7)
    assert "· Set aside on" in told
    assert "It still counts." in told
    assert f"aside end {FINE}" in told
    assert f"({FINE})" in say("aside")[1]
    assert say("aside", "end", FINE)[:2] == (0, "One thing asks again.")
    assert say("aside", "end", FINE)[:2] == (0, "Nothing of it was set aside.")
    assert entries() == []


@pytest.mark.parametrize(("span", "n"), [((), 1), (("--for", "day"), 1), (("--for", "month"), 30)])
def test_without_a_word_it_is_a_day(say: Callable[..., Said], span: tuple[str, ...], n: int) -> None:
    say("aside", "snooze", FINE, *span)
    assert days() == n


def test_what_is_urgent_can_be_set_aside_until_tomorrow_only(say: Callable[..., Said]) -> None:
    for words in (("snooze", URGENT, "--for", "week"), ("accept", URGENT, "--because", "x")):
        status, _, told = say("aside", *words)
        assert status == 64
        assert f"aside snooze {URGENT}" in told
    assert entries() == []
    assert say("aside", "snooze", URGENT)[0] == 0
    assert days() == 1


@pytest.mark.parametrize("check", [ASKS, "camera.microphone", "update.os-supported"])
def test_a_question_and_what_asks_for_nothing_cannot(say: Callable[..., Said], check: str) -> None:
    status, _, told = say("aside", "snooze", check)
    assert (status, entries()) == (64, [])
    assert told.startswith("There is nothing here that can be set aside.")


def test_what_is_discreet_cannot_and_is_not_looked_at(say: Callable[..., Said], machine: Machine) -> None:
    machine.discreet = (replace(FAMILY.listed[0], check="info.monitoring-software", discreet=True),)
    status, told, err = say("aside", "snooze", "info.monitoring-software")
    assert (status, told, err) == (64, "", "This cannot be set aside.")
    assert machine.asked == []


def test_a_reason_is_needed_and_is_told_to_no_pipe(say: Callable[..., Said]) -> None:
    assert say("aside", "accept", FINE)[0] == 64
    assert say("aside", "accept", FINE, "--because", "  ")[0] == 64
    status, told, _ = say("aside", "accept", FINE, "--because", "canary-reason")
    assert (status, entries(), days()) == (0, [(FINE, "accepted")], 365)
    assert "canary-reason" not in told + say("aside")[1] + say("audit", "--format", "json")[1]
    full = say("audit", "--format", "json", "--level", "full", "--reason", "a test")[1]
    assert "canary-reason" in full


def test_the_persons_own_screen_tells_the_reason(say: Callable[..., Said], monkeypatch: pytest.MonkeyPatch) -> None:
    say("aside", "accept", FINE, "--because", "canary-reason")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr(terminal, "height", lambda: 24)
    assert "Why: canary-reason" in say("aside")[1]


def test_an_audit_marks_it_and_ends_with_the_same_status(say: Callable[..., Said]) -> None:
    before = say("audit", "--format", "json")
    say("aside", "snooze", URGENT)
    say("aside", "snooze", "av.active")
    after = say("audit", "--format", "json")
    one, other = json.loads(before[1]), json.loads(after[1])
    assert before[0] == after[0] == 2
    assert one["shutters"] == other["shutters"]
    assert one["counts"].items() <= other["counts"].items()
    assert other["counts"]["set_aside"] == 2
    assert "2 things are set aside. They still count." in other["verdict"]
    assert "aside" not in json.dumps(one).replace("set aside", "")


def test_it_comes_back_when_the_facts_change(say: Callable[..., Said], machine: Machine) -> None:
    say("aside", "snooze", FINE, "--for", "month")
    said = machine.story.verdict(FINE)
    (finding,) = said.findings
    worse = replace(said, findings=(replace(finding, code="paused"),))
    machine.story = replace(FAMILY, verdicts=tuple(worse if one is said else one for one in FAMILY.verdicts))
    assert "set_aside" not in json.loads(say("audit", "--format", "json")[1])["counts"]


def test_a_remembered_machine_is_not_marked(say: Callable[..., Said], machine: Machine) -> None:
    say("aside", "snooze", FINE)
    machine.story = replace(FAMILY, remembered=True)
    assert "set_aside" not in json.loads(say("audit", "--format", "json")[1])["counts"]


def test_a_list_that_is_damaged_is_said_beside_the_report(say: Callable[..., Said]) -> None:
    before = say("audit", "--format", "json")
    place = data_folder()
    place.mkdir(parents=True, exist_ok=True)
    (place / aside.NAME).write_text("{")
    status, told, err = say("audit", "--format", "json")
    assert status == before[0]
    assert json.loads(told)["counts"] == json.loads(before[1])["counts"]
    assert "is damaged. So nothing is set aside now." in err
    for words in (("aside",), ("aside", "snooze", FINE), ("aside", "end", "all")):
        status, _, err = say(*words)
        assert status == 66
        assert "is damaged" in err
    assert (place / aside.NAME).read_text() == "{"


def test_the_history_keeps_the_mark(say: Callable[..., Said]) -> None:
    files.keep(replace(files.settings(), history=True))
    say("aside", "accept", FINE, "--because", "canary-reason")
    say("audit")
    (look,) = history().looks()
    kept = history().open(look.id)
    assert kept is not None
    assert [identity[0] for identity, finding in kept.findings() if finding.aside] == [FINE]
    assert "Set aside on" in say("history", "show", str(look.id))[1]
    assert "canary" not in say("history", "show", str(look.id), "--level", "full", "--reason", "x")[1]


@pytest.mark.parametrize(
    "words",
    [
        ("aside", "mute", FINE),
        ("aside", "snooze"),
        ("aside", "snooze", "nothing.here"),
        ("aside", "snooze", FINE, "--for", "year"),
        ("aside", "snooze", FINE, "--because", "x"),
        ("aside", "accept", FINE, "--for", "day"),
        ("aside", "end"),
        ("aside", "--for", "day"),
    ],
)
def test_a_wrong_call_is_refused_and_sets_nothing_aside(
    say: Callable[..., Said], words: tuple[str, ...], home: Path
) -> None:
    status, told, err = say(*words)
    assert (status, told) == (64, "")
    assert err
    assert not [*home.rglob(aside.NAME)]


def test_today_is_the_day_of_this_computer(say: Callable[..., Said]) -> None:
    say("aside", "snooze", FINE)
    (entry,) = aside.read().entries
    assert abs((entry.since - datetime.now(UTC).date()).days) <= 1


def test_what_is_only_offered_can_be_named(say: Callable[..., Said], machine: Machine) -> None:
    machine.story = OFFERING
    assert say("aside", "snooze", FINE)[0] == 0
    assert FINE in say("aside")[1]
