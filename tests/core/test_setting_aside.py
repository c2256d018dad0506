"""What may be set aside, for how long, and that no level, shutter, count or verdict gets better by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postigo.core import advice, setting_aside
from postigo.core.aside import Aside, AsideKind
from postigo.core.evaluate import Facts, run_check
from postigo.core.model import Check, Coverage, Finding, Gap, Level, Plan, Probe
from postigo.core.report import TIPS, CheckInfo, Report, ranked
from postigo.core.setting_aside import A_DAY, ALL, NONE, Choices, Span
from postigo.core.system import Platform, Unknown
from postigo.core.values import Quoted, Text
from postigo.reports import wording
from postigo.system.recording import Recording
from postigo.system.replay import Replay
from tests.support import made
from tests.tables import data_of

TODAY = date(2026, 11, 23)
LINE = made.listed("update.auto", 3, made.INSTALL)
GAP = Gap(Unknown.DENIED, Text("It could not be seen."))
WEEK = setting_aside.snoozed(Span.WEEK, TODAY)
FINE = setting_aside.accepted("It is the library's.", TODAY)


def whole(*findings: Finding, line: CheckInfo = LINE) -> Report:
    return made.report((line, made.verdict(line.check, *findings)))


def marked(report: Report, mark: Aside | None, today: date = TODAY) -> Report:
    return setting_aside.marked(report, lambda _line, _finding: mark, today)


def held(level: Level, mark: Aside, today: date = TODAY) -> bool:
    return setting_aside.holds(mark, LINE, made.finding(level), today)


# --- what may be


@pytest.mark.parametrize(
    ("finding", "line", "allowed"),
    [
        (made.finding(Level.ADVISE), LINE, ALL),
        (made.finding(Level.ACT), LINE, A_DAY),
        (made.finding(Level.NOTE), LINE, NONE),
        (made.finding(Level.GOOD), LINE, NONE),
        (replace(made.finding(Level.ADVISE), needs_confirmation=True), LINE, NONE),
        (replace(made.finding(Level.ACT), whose=True), LINE, NONE),
        (made.finding(Level.ADVISE), replace(LINE, discreet=True), NONE),
        (made.finding(Level.ADVISE), replace(LINE, told=True), NONE),
        (made.finding(Level.ACT), replace(LINE, tip=6), NONE),
        (made.finding(Level.ADVISE, "Seen.", "close"), made.listed("camera.in-use", 2, made.CLOSE), A_DAY),
        (made.finding(Level.ADVISE, "Seen.", "install"), LINE, ALL),
    ],
)
def test_the_worse_it_is_the_shorter_it_can_be_set_aside(finding: Finding, line: CheckInfo, allowed: Choices) -> None:
    assert setting_aside.choices(line, finding) == allowed


def test_all_of_a_check_is_set_aside_in_the_way_that_fits_the_worst() -> None:
    asks = replace(made.finding(Level.ADVISE), needs_confirmation=True)
    both = [made.finding(Level.ADVISE), made.finding(Level.ACT), asks]
    assert setting_aside.choices_together(LINE, both) == A_DAY
    assert setting_aside.choices_together(LINE, [made.finding(Level.ADVISE), made.finding(Level.GOOD)]) == ALL
    assert setting_aside.choices_together(LINE, [asks]) == NONE


def test_a_finding_that_came_is_not_set_aside_with_its_check() -> None:
    mark = replace(made.finding(Level.ADVISE), aside=WEEK)
    assert setting_aside.is_set_aside([mark, made.finding(Level.GOOD)])
    assert not setting_aside.is_set_aside([mark, made.finding(Level.ADVISE)])
    assert not setting_aside.is_set_aside([made.finding(Level.GOOD)])


# --- how long


@pytest.mark.parametrize(("days", "held_then"), [(0, True), (6, True), (7, False), (8, False), (-1, False)])
def test_it_comes_back_on_the_day_that_was_said_and_a_clock_before_it_counts_for_nothing(
    days: int, held_then: bool
) -> None:
    assert held(Level.ADVISE, WEEK, TODAY + timedelta(days=days)) is held_then


@pytest.mark.parametrize("today", [date(1970, 1, 1), date(2099, 1, 1), date.min, date.max])
def test_a_clock_that_is_wrong_sets_nothing_aside(today: date) -> None:
    assert not held(Level.ADVISE, WEEK, today)
    assert not held(Level.ADVISE, FINE, today)


def test_a_mark_that_is_longer_than_the_finding_allows_holds_nothing() -> None:
    """Whoever writes a hundred years into the file, or a week for what is urgent, gets nothing."""
    assert held(Level.ACT, setting_aside.snoozed(Span.DAY, TODAY))
    assert not held(Level.ACT, WEEK)
    assert not held(Level.ACT, FINE)
    assert not held(Level.ADVISE, replace(WEEK, until=date(2126, 1, 1)))
    assert not held(Level.ADVISE, replace(FINE, until=TODAY + timedelta(days=366)))
    assert not held(Level.ADVISE, replace(FINE, reason=None))


def test_a_policy_may_not_set_aside_what_is_urgent() -> None:
    policy = Aside(AsideKind.POLICY, TODAY, TODAY + timedelta(days=90))
    assert held(Level.ADVISE, policy)
    assert not held(Level.ACT, policy)


@pytest.mark.parametrize("reason", ["", "   ", "\n\t"])
def test_a_reason_is_needed(reason: str) -> None:
    with pytest.raises(ValueError, match="a reason"):
        setting_aside.accepted(reason, TODAY)


def test_a_reason_is_one_short_line() -> None:
    assert setting_aside.accepted(" one\n two ", TODAY).reason == Quoted("one two")
    assert setting_aside.accepted("x" * 9000, TODAY).reason == Quoted("x" * setting_aside.LONGEST_REASON)


# --- what it changes, and what it never does

_FINDINGS = st.builds(
    lambda level, asks, code: replace(made.finding(level), needs_confirmation=asks, code=code),
    st.sampled_from(Level),
    st.booleans(),
    st.sampled_from("abc"),
)
_VERDICTS = st.lists(st.tuples(st.lists(_FINDINGS, max_size=3), st.booleans()), min_size=1, max_size=4)


@given(_VERDICTS, st.sampled_from([WEEK, FINE, setting_aside.snoozed(Span.DAY, TODAY)]))
def test_no_level_shutter_count_or_verdict_is_better_for_it(
    said: list[tuple[list[Finding], bool]], mark: Aside
) -> None:
    before = made.report(
        *(
            (made.listed(f"a.c{index}", 1 + index % 5), made.verdict(f"a.c{index}", *found, *([GAP] if gap else [])))
            for index, (found, gap) in enumerate(said)
            if found or gap
        )
    )
    after = marked(before, mark)
    assert (before.counts(), before.worst()) == (after.counts(), after.worst())
    assert [before.shutter(tip) for tip in TIPS] == [after.shutter(tip) for tip in TIPS]
    assert [verdict.level for verdict in before.verdicts] == [verdict.level for verdict in after.verdicts]
    assert {thing.key for thing in advice.things(before)} == {thing.key for thing in advice.things(after)}
    told = wording.verdict_and_when(after)
    assert [sentence for sentence in wording.verdict_and_when(before) if sentence not in told] == []
    assert sorted(ranked(before)) == sorted(ranked(after))


def test_it_comes_last_and_is_counted() -> None:
    urgent = made.listed("av.active", 3)
    report = made.report(
        (urgent, made.verdict("av.active", made.finding(Level.ACT, "Off."))),
        (LINE, made.verdict("update.auto", made.finding(Level.ADVISE, "Off too."))),
    )
    day = setting_aside.snoozed(Span.DAY, TODAY)
    after = setting_aside.marked(report, lambda line, _finding: day if line is urgent else None, TODAY)
    assert [thing.line.check for thing in advice.things(report)] == ["av.active", "update.auto"]
    assert [thing.line.check for thing in advice.things(after)] == ["update.auto", "av.active"]
    assert [line.check for line, _ in advice.set_aside(after)] == ["av.active"]
    assert Text(
        "One thing is set aside. It still counts.", "{n} things are set aside. They still count.", 1, {"n": 1}
    ) in (wording.verdict(after))


def test_a_thing_that_another_finding_asks_for_too_is_not_last() -> None:
    first, second = (replace(made.finding(Level.ADVISE, code, "install"), code=code) for code in ("a", "b"))
    report = setting_aside.marked(
        whole(first, second), lambda _line, finding: WEEK if finding.code == "a" else None, TODAY
    )
    assert [thing.finding.aside for thing in advice.things(report)] == [None]


def test_what_a_machine_sends_as_set_aside_is_not() -> None:
    """Only what was kept in this account marks a finding: a stranger's pack does not mute itself."""
    sent = whole(replace(made.finding(Level.ADVISE), aside=WEEK))
    (said,) = marked(sent, None).verdicts
    assert said.findings[0].aside is None


def test_a_judge_that_sets_its_own_finding_aside_has_crashed() -> None:
    def judge(_fact: object) -> list[Finding]:
        return [replace(made.finding(Level.ACT), aside=WEEK, handle=None)]

    told = {Platform.LINUX: Coverage(Text("A file."), Text("Nothing."))}
    check: Check[object] = Check(
        "acme.muted", Text("Muted"), Text("Why."), 3, Probe(linux=lambda _system, _data: object()), judge, told
    )
    recording = Recording(Platform.LINUX, "test", {"now": made.NOW.isoformat()})
    said = run_check(check, Facts(Replay(recording)), data_of(recording))
    assert said.level is None
    assert said.gaps[0].why is Unknown.CRASHED


def test_nothing_set_aside_leaves_the_very_same_report() -> None:
    report = made.everything()
    assert marked(report, None) is report


def test_a_plan_of_another_system_does_not_make_it_shorter() -> None:
    assert (
        setting_aside.choices(made.listed("a.b", 3, Plan("x", Text("X"), ())), made.finding(Level.ADVISE, "S", "y"))
        == ALL
    )
