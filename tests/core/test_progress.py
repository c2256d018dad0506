"""The fold of events: one report for terminal, window and recording, and nothing taken that no audit sends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from PySide6.QtCore import QCoreApplication

import tests.support.offscreen  # noqa: F401 - before anything of Qt
from postigo.cli import audit as terminal
from postigo.cli import record
from postigo.cli.parser import parse
from postigo.core.evaluate import unknown_verdict
from postigo.core.events import Catalogue, Done, Event, Finished, Remembered, Started
from postigo.core.model import Level
from postigo.core.progress import Progress
from postigo.core.report import Report
from postigo.core.system import Platform, Unknown
from postigo.gui.today.models.audit import Audit, Phase
from postigo.store.context import Context
from postigo.words import Words
from tests.stories.window_story import FakeStream
from tests.support.made import NOW, finding, listed, verdict

ENDED = NOW + timedelta(seconds=7)
CHECKS = tuple(f"some.check-{n}" for n in range(5))
ANSWERS = {check: verdict(check, finding(level)) for check, level in zip(CHECKS, [*Level, Level.ACT], strict=True)}


def catalogue(*checks: str, offered: tuple[str, ...] = ()) -> Catalogue:
    lines, later = (tuple(listed(check, 1 + n % 5) for n, check in enumerate(some)) for some in (checks, offered))
    return Catalogue("0.1.0", Platform.LINUX, NOW, False, False, (), lines, offered=later)


@some.composite
def audits(draw: some.DrawFn) -> list[Event]:
    """What a supervisor can send: checks side by side, some answered for without a start, whole or cut short at any time."""
    checks = draw(some.lists(some.sampled_from(CHECKS), min_size=1, unique=True))
    events: list[Event] = [catalogue(*checks)]
    waiting, running = draw(some.permutations(checks)), list[str]()
    left = draw(some.integers(0, 2 * len(checks)))  # steps until the person stops it, if it has not ended by then
    while (waiting or running) and left:
        left -= 1
        if waiting and (not running or draw(some.booleans())):
            running.append(waiting.pop())
            if draw(some.booleans()):
                events.append(Started(running[-1]))
        else:
            events.append(Finished(ANSWERS[running.pop(draw(some.integers(0, len(running) - 1)))]))
    unanswered = [check for check in checks if check in {*waiting, *running}]
    events += [Finished(unknown_verdict(check, ENDED, Unknown.CANCELLED)) for check in unanswered]
    return [*events, Done(ENDED, cancelled=bool(unanswered))]


def followed(events: list[Event]) -> Progress:
    heard = Progress()
    for event in events:
        heard = heard.after(event)
    return heard


class Silent:
    """A printer that keeps what it should print."""

    told: Report | None = None
    words = Words("en")

    def __init__(self, _wish: object) -> None:
        Silent.told = None

    def update(self, report: Report) -> None:
        assert not report.verdicts

    def close(self, report: Report) -> None:
        Silent.told = report


def printed(events: list[Event]) -> tuple[Report | None, int]:
    """What the terminal prints of an audit, and its exit status."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("postigo.audit.supervisor.audit", lambda *_: iterated(events))
        patch.setattr("postigo.cli.audit_printer.AuditPrinter", Silent)
        status = terminal.run(parse(["audit", "--lang", "en", "--scope", "user"], "en"), Context("en"))
    return Silent.told, status


def recorded(events: list[Event]) -> Progress:
    """What a recording is made of."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("postigo.audit.supervisor.audit", lambda *_: iterated(events))
        return record._look(parse(["record", "--lang", "en", "--output", "x.json"], "en"), Context("en"), Words("en"))


def shown(events: list[Event]) -> Audit:
    """What the window shows."""
    stream = FakeStream()
    audit = Audit(lambda: stream, lambda: ENDED)
    audit.look()
    stream.send(*events)
    stream.ended.emit("")
    return audit


def iterated(events: list[Event]) -> Iterator[Event]:
    yield from events


@given(audits())
@settings(max_examples=60)
def test_any_order_gives_the_same_report_in_terminal_window_and_recording(
    qapp: QCoreApplication, events: list[Event]
) -> None:
    del qapp  # an application object must be there for QObjects
    done = events[-1]
    assert isinstance(done, Done)
    window, (report, status) = shown(events), printed(events)
    assert window.trouble is None
    assert window.phase is Phase.LOOKED
    assert report == recorded(events).report == window.report == followed(events).report
    assert report is not None
    assert report.ended == ENDED
    answers = {event.verdict.check: event.verdict for event in events if isinstance(event, Finished)}
    assert {said.check: said for said in report.verdicts} == answers
    assert (status == 130) == window.cancelled == done.cancelled


@given(audits(), some.data())
def test_an_audit_that_is_lost_half_way_has_an_answer_for_each_check(
    events: list[Event], data: some.DataObject
) -> None:
    first = events[: data.draw(some.integers(1, len(events) - 1))]
    half = followed(first)
    answered = {event.verdict.check for event in first if isinstance(event, Finished)}
    assert half.pending == tuple(check for check in half.asked if check not in answered)
    lost = half.cut_off(Unknown.CRASHED, ENDED, "SIGKILL")
    assert lost.report is not None
    assert not lost.running
    for check in half.pending:
        said = lost.report.verdict(check)
        assert said is not None
        assert [gap.why for gap in said.gaps] == [Unknown.CRASHED]
    assert {said.check for said in lost.report.verdicts} == set(half.asked)


def test_what_looks_now_is_known_the_latest_last() -> None:
    a, b, *_ = CHECKS
    heard = followed([catalogue(a, b), Started(a), Started(b)])
    assert heard.running == (a, b)
    assert heard.after(Started(a)).running == (b, a)
    assert heard.after(Finished(ANSWERS[b])).running == (a,)
    assert heard.after(Done(ENDED)).running == ()


def test_an_audit_that_was_stopped_goes_on_with_what_had_not_answered() -> None:
    a, b, *_ = CHECKS
    gap = Finished(unknown_verdict(b, ENDED, Unknown.CANCELLED))
    stopped = followed([catalogue(a, b), Finished(ANSWERS[a]), gap, Done(ENDED, cancelled=True)])
    again = stopped.after(catalogue(b))
    assert again.pending == (b,)
    assert not again.cancelled
    whole = again.after(Finished(ANSWERS[b])).after(Done(ENDED))
    assert whole.report is not None
    assert whole.report.verdicts == (ANSWERS[a], ANSWERS[b])


def test_what_an_audit_remembers_is_kept_in_order() -> None:
    one, two = Remembered(CHECKS[:1], "{}"), Remembered(CHECKS[1:2], "{}")
    heard = followed([catalogue(*CHECKS[:2]), one, two])
    assert heard.remembered == (one, two)


@pytest.mark.parametrize(
    "events",
    [
        [Started(CHECKS[0])],
        [Finished(ANSWERS[CHECKS[0]])],
        [catalogue(CHECKS[0]), Started(CHECKS[1])],
        [catalogue(CHECKS[0], offered=CHECKS[1:2]), Finished(ANSWERS[CHECKS[1]])],
        [catalogue(CHECKS[0]), catalogue(CHECKS[0])],
        [catalogue(CHECKS[0]), Done(ENDED), Started(CHECKS[0])],
        [catalogue(CHECKS[0]), Done(ENDED), catalogue(CHECKS[1])],
        [catalogue(CHECKS[0]), Finished(ANSWERS[CHECKS[0]]), Finished(ANSWERS[CHECKS[0]])],
        [catalogue(CHECKS[0]), Finished(ANSWERS[CHECKS[0]]), Started(CHECKS[0])],
        [catalogue(CHECKS[0]), Done(ENDED, cancelled=True), Done(ENDED)],
        [Done(ENDED, cancelled=True), Done(ENDED)],
        [Done(ENDED, cancelled=True), catalogue(CHECKS[0])],
    ],
    ids=lambda events: "-".join(type(event).__name__ for event in events),
)
def test_what_no_audit_sends_is_refused(events: list[Event]) -> None:
    *before, wrong = events
    heard = followed(before)
    with pytest.raises(ValueError, match=r".+"):
        heard.after(wrong)


def test_an_audit_that_was_cancelled_before_its_catalogue_has_no_report() -> None:
    heard = followed([Done(ENDED, cancelled=True)])
    assert heard.report is None
    assert heard.cancelled
