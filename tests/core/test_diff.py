"""The difference of two audits: what is new, worse and mended, and that what could not be seen is none of these."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postigo.core.diff import Change, Diff, Incomparable, Side, diff
from postigo.core.evaluate import Facts, run_check
from postigo.core.model import BUILT_IN, Finding, Gap, Level, NotApplicable, Share, Verdict
from postigo.core.report import Box, PackInfo, Report
from postigo.core.system import Platform, Unknown
from postigo.core.values import Text
from postigo.store.document.read import read
from postigo.store.document.write import write
from postigo.system.recording import load
from postigo.system.replay import Replay
from tests.machines.build import RECORDINGS, checks_of
from tests.store.golden import KEY, templates
from tests.support import made, remembered
from tests.tables import data_of

GAP = Gap(Unknown.DENIED, Text("It could not be seen."))
ABSENT = NotApplicable(Text("There is none."))
CODES = ("a", "b")
REFS = ("1" * 16, "2" * 16, None)


def finding(code: str, level: Level) -> Finding:
    return Finding(code, level, Text("Something was seen."))


def side(*said: Verdict, refs: dict[str, tuple[str | None, ...]] | None = None, key: str = "f" * 16) -> Side:
    report = made.report(*((made.listed(one.check, 3), one) for one in said))
    return Side(report, refs or {}, key)


def told(one: Diff) -> list[tuple[str, str | None]]:
    """Each difference by its kind and the code of its thing."""
    return [(each.change.value, each.finding.code if each.finding else None) for each in one.differences]


def both(before: Verdict, after: Verdict) -> list[tuple[str, str | None]]:
    return told(diff(side(before), side(after)))


# --- one thing


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (None, Level.ADVISE, "new"),
        (None, Level.ACT, "new"),
        (None, Level.NOTE, "appeared"),
        (Level.ADVISE, None, "fixed"),
        (Level.NOTE, None, "ended"),
        (Level.ADVISE, Level.ACT, "worse"),
        (Level.NOTE, Level.ADVISE, "worse"),
        (Level.ACT, Level.ADVISE, "better"),
        (Level.ACT, Level.GOOD, "better"),
        (Level.ACT, Level.ACT, "same"),
    ],
)
def test_a_thing_that_came_went_or_stayed(before: Level | None, after: Level | None, change: str) -> None:
    good = finding("other", Level.GOOD)
    one, other = ([] if level is None else [finding("a", level)] for level in (before, after))
    assert (change, "a") in both(made.verdict("x.y", good, *one), made.verdict("x.y", good, *other))


def test_good_news_that_came_or_went_is_told_by_what_took_its_place() -> None:
    on, off = made.verdict("x.y", finding("on", Level.GOOD)), made.verdict("x.y", finding("off", Level.ACT))
    assert both(on, off) == [("new", "off")]
    assert both(off, on) == [("fixed", "off")]


def test_what_could_not_be_seen_is_not_fixed_even_where_the_rest_was() -> None:
    bad, good = finding("a", Level.ACT), finding("b", Level.GOOD)
    assert both(made.verdict("x.y", bad), made.verdict("x.y", GAP)) == [("no-longer-visible", "a")]
    assert both(made.verdict("x.y", bad, good), made.verdict("x.y", good, GAP)) == [
        ("no-longer-visible", "a"),
        ("same", "b"),
    ]
    assert both(made.verdict("x.y", bad, GAP), made.verdict("x.y", good, GAP)) == [
        ("no-longer-visible", "a"),
        ("now-visible", "b"),
    ]


def test_a_thing_that_seems_better_behind_a_gap_is_not() -> None:
    one = made.verdict("x.y", finding("a", Level.ACT))
    assert both(one, made.verdict("x.y", finding("a", Level.NOTE), GAP)) == [("no-longer-visible", "a")]


def test_good_news_that_is_seen_no_more_is_told() -> None:
    one = made.verdict("x.y", finding("a", Level.GOOD))
    assert both(one, made.verdict("x.y", GAP)) == [("no-longer-visible", "a")]
    assert both(one, made.verdict("x.y", finding("a", Level.GOOD), GAP)) == [("no-longer-visible", None), ("same", "a")]


def test_what_could_be_seen_neither_time_is_told_once() -> None:
    assert both(made.verdict("x.y", GAP), made.verdict("x.y", GAP, GAP)) == [("still-not-visible", None)]


def test_a_verdict_that_says_nothing_is_a_gap() -> None:
    assert both(made.verdict("x.y", finding("a", Level.ACT)), made.verdict("x.y")) == [("no-longer-visible", "a")]


def test_what_was_seen_behind_a_gap_is_not_called_new() -> None:
    assert both(made.verdict("x.y", GAP), made.verdict("x.y", finding("a", Level.ACT))) == [("now-visible", "a")]


def test_what_is_not_on_the_computer_any_more_is_not_fixed() -> None:
    one, none = made.verdict("x.y", finding("a", Level.ACT)), made.verdict("x.y", not_applicable=ABSENT)
    assert both(one, none) == [("no-longer-there", "a")]
    assert both(none, one) == [("new", "a")]
    assert both(none, none) == []
    assert both(none, made.verdict("x.y", GAP)) == [("no-longer-visible", None)]


def test_a_check_that_was_not_asked_is_not_looked_at() -> None:
    one = made.verdict("x.y", finding("a", Level.ACT), finding("b", Level.GOOD))
    assert told(diff(side(one), side())) == [("not-looked-at", "a"), ("not-looked-at", "b")]
    assert told(diff(side(), side(one))) == [("first-look", "a"), ("first-look", "b")]
    assert told(diff(side(made.verdict("x.y", GAP)), side())) == [("not-looked-at", None)]
    assert told(diff(side(), side(made.verdict("x.y", GAP)))) == [("first-look", None)]


def test_what_is_only_offered_is_not_looked_at() -> None:
    one = side(made.verdict("x.y", finding("a", Level.ACT)))
    other = replace(one.report, listed=(), offered=one.report.listed, verdicts=())
    assert told(diff(one, Side(other, {}, one.ref_key))) == [("not-looked-at", "a")]


def test_a_check_in_no_file_is_left_out_whatever_it_said() -> None:
    one = made.verdict("x.y", finding("a", Level.ACT))
    private = made.report((made.listed("x.y", 3, share=Share.NEVER), one))
    seen = diff(Side(private), side(one))
    assert seen.differences == ()
    assert [line.check for line in seen.left_out] == ["x.y"]


# --- the way of looking


def version(one: Side, number: int | None, pack: str = "1.2", origin: str = BUILT_IN) -> Side:
    lines = tuple(replace(line, version=number) for line in one.report.listed)
    return replace(one, report=replace(one.report, listed=lines, packs=(PackInfo("acme", pack, origin),)))


BAD = side(made.verdict("x.y", finding("a", Level.ACT)))
FINE = side(made.verdict("x.y", finding("b", Level.GOOD)))


def test_a_new_version_of_a_check_is_neither_worse_nor_better() -> None:
    assert told(diff(version(FINE, 1), version(BAD, 2))) == [("new-way", "a")]
    assert told(diff(version(BAD, 1), version(FINE, 2))) == [("new-way", "a")]
    assert told(diff(version(BAD, 1), version(BAD, 2))) == [("same", "a")]


def test_a_new_postigo_with_the_same_check_tells_what_is_new() -> None:
    assert told(diff(version(FINE, 1, "1.2"), version(BAD, 1, "1.3"))) == [("new", "a")]


def test_of_a_strangers_check_and_of_one_without_a_version_the_pack_counts() -> None:
    assert told(diff(version(FINE, 1, "1.2", "acme-dist"), version(BAD, 1, "1.3", "acme-dist"))) == [("new-way", "a")]
    assert told(diff(version(FINE, None, "1.2"), version(BAD, None, "1.3"))) == [("new-way", "a")]
    assert told(diff(version(FINE, None, "1.2"), version(BAD, None, "1.2"))) == [("new", "a")]


def test_what_a_new_version_finds_nothing_to_look_at_for_is_not_gone() -> None:
    none = side(made.verdict("x.y", not_applicable=ABSENT))
    assert told(diff(version(BAD, 1), version(none, 1))) == [("no-longer-there", "a")]
    seen = diff(version(BAD, 1), version(none, 2))
    assert told(seen) == [("new-way", "a")]
    assert seen.worst() is None


def test_other_rights_are_another_way() -> None:
    as_root = replace(FINE, report=replace(FINE.report, elevated=True))
    assert told(diff(BAD, as_root)) == [("new-way", "a")]


# --- identity


def test_two_things_of_one_code_are_told_apart_by_their_reference() -> None:
    said = made.verdict("x.y", finding("a", Level.ADVISE))
    one, other = side(said, refs={"x.y": (REFS[0],)}), side(said, refs={"x.y": (REFS[1],)})
    seen = diff(one, other)
    assert seen.by_thing
    assert told(seen) == [("new", "a"), ("fixed", "a")]


def test_under_different_keys_things_are_told_by_check_and_code() -> None:
    said = made.verdict("x.y", finding("a", Level.ADVISE))
    twice = made.verdict("x.y", finding("a", Level.ADVISE), finding("a", Level.ACT))
    one = side(said, refs={"x.y": (REFS[0],)})
    for key in ("e" * 16, ""):
        seen = diff(one, side(twice, refs={"x.y": (REFS[1], REFS[2])}, key=key))
        assert not seen.by_thing
        assert told(seen) == [("new", "a"), ("worse", "a")]


@pytest.mark.parametrize("other", [replace(BAD.report, platform=Platform.MACOS), replace(BAD.report, box=Box.WSL)])
def test_audits_of_different_systems_are_not_compared(other: Report) -> None:
    with pytest.raises(Incomparable):
        diff(BAD, Side(other))


def test_the_worst_is_of_what_is_new_or_worse() -> None:
    assert diff(FINE, BAD).worst() is Level.ACT
    assert diff(BAD, FINE).worst() is Level.GOOD
    assert diff(BAD, BAD).worst() is Level.GOOD
    assert diff(FINE, side(made.verdict("x.y", GAP))).worst() is None
    assert diff(version(FINE, 1), version(BAD, 2)).worst() is None


# --- laws, for made-up audits

findings = st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from(REFS), st.sampled_from(Level)), max_size=4)


@st.composite
def sides(draw: st.DrawFn, *, gaps: bool = True) -> Side:
    said: list[Verdict] = []
    refs: dict[str, tuple[str | None, ...]] = {}
    for check in ("x.y", "x.z"):
        found = draw(findings)
        kind = draw(st.sampled_from(("seen", "gap", "absent", "unasked") if gaps else ("seen",)))
        seen = [finding(code, level) for code, _, level in found] if kind in {"seen", "gap"} else []
        if kind == "seen" and not seen:
            seen, found = [finding("a", Level.GOOD)], [("a", None, Level.GOOD)]
        if kind != "unasked":
            absent = ABSENT if kind == "absent" else None
            said.append(made.verdict(check, *seen, *([GAP] if kind == "gap" else []), not_applicable=absent))
            refs[check] = tuple(ref for _, ref, _ in found) if seen else ()
    return side(*said, refs=refs, key=draw(st.sampled_from(("f" * 16, "e" * 16))))


def things(one: Diff, *changes: Change) -> list[tuple[str, str, Level]]:
    return sorted(
        (each.line.check, each.finding.code, each.finding.level)
        for each in one.differences
        if each.change in changes and each.finding is not None
    )


@given(sides())
def test_an_audit_is_the_same_as_itself(one: Side) -> None:
    seen = {each.change for each in diff(one, one).differences}
    assert seen <= {Change.SAME, Change.STILL_NOT_VISIBLE}


@given(sides(), sides())
def test_what_is_new_one_way_is_fixed_or_gone_the_other_way(one: Side, other: Side) -> None:
    gone = [
        thing for thing in things(diff(other, one), Change.FIXED, Change.NO_LONGER_THERE) if thing[2] >= Level.ADVISE
    ]
    came = things(diff(one, other), Change.NEW)
    assert set(things(diff(other, one), Change.FIXED)) <= set(came)
    assert came == gone


@given(sides(), sides())
def test_no_thing_is_lost_or_told_twice(one: Side, other: Side) -> None:
    seen = diff(one, other)
    for attribute, end in (("before", one), ("after", other)):
        told_of = sorted(
            (each.line.check, getattr(each, attribute).code, getattr(each, attribute).level)
            for each in seen.differences
            if getattr(each, attribute) is not None
        )
        there = sorted((said.check, f.code, f.level) for said in end.report.verdicts for f in said.findings)
        missing = list(there)
        for thing in told_of:
            missing.remove(thing)
        assert all(level is Level.GOOD for _, _, level in missing)  # its place is taken by what is told


def poorer(one: Side) -> Iterator[Side]:
    """The same audit with an answer taken away: one whole check, all that it saw, or one thing of it."""
    for said in one.report.verdicts:
        others = tuple(verdict for verdict in one.report.verdicts if verdict is not said)
        lines = tuple(line for line in one.report.listed if line.check != said.check)
        refs = {check: of for check, of in one.refs.items() if check != said.check}
        yield replace(one, report=replace(one.report, verdicts=others, listed=lines), refs=refs)
        for less in (said.findings[:0], said.findings[1:], said.findings[:-1]):
            hidden = replace(said, findings=less, gaps=(*said.gaps, GAP), not_applicable=None)
            kept = one.refs.get(said.check, ())
            yield replace(
                one,
                report=replace(one.report, verdicts=(*others, hidden)),
                refs={**refs, said.check: kept[1:] if less == said.findings[1:] else kept[: len(less)]},
            )


@given(sides(), sides())
def test_an_answer_that_is_taken_away_makes_nothing_fixed_or_better(one: Side, other: Side) -> None:
    good_news = (Change.FIXED, Change.BETTER, Change.NO_LONGER_THERE)
    whole = things(diff(one, other), *good_news)
    for less in poorer(other):
        seen = diff(one, less)
        assert set(things(seen, *good_news)) <= set(whole)
    assert diff(one, one).counts()[Change.FIXED] == 0


# --- two volunteers' machines, before and after ten fixes

FIXES = {
    "windows-11-family": (
        "camera.remote-control",
        "update.os-pending",
        "update.os-supported",
        "update.auto",
        "av.active",
        "firewall.enabled",
        "image.screenshot-sync",
        "password.admin-daily",
        "info.device-name",
        "info.lockscreen",
    ),
    "windows-10-old": (
        "update.browser",
        "update.reboot",
        "net.listening",
        "net.wifi",
        "image.open-shares",
        "image.screen-lock",
        "image.disk-encryption",
        "password.blank-or-auto",
        "info.discoverable",
        "info.nearby",
    ),
}


@cache
def mended(check: str, platform: Platform) -> Verdict:
    """What a check says of a computer on which all is as it should be: of the first recording with nothing to do."""
    conducted = next(one for one in checks_of(platform) if one.id == check)
    for path in sorted(
        (RECORDINGS / check).glob(f"{platform.value}-*.json"), key=lambda path: "usual" not in path.name
    ):
        recording = load(path.read_bytes())
        said = run_check(conducted, Facts(Replay(recording)), data_of(recording))
        if said.level in {Level.GOOD, Level.NOTE} and not said.gaps:
            return said
    raise AssertionError(f"no recording of {check} on {platform} asks for nothing")


def stored(report: Report) -> Side:
    audit = read(write(report, templates(report), KEY))
    return Side(audit.report, audit.refs, audit.ref_key)


@pytest.mark.parametrize("name", FIXES)
def test_ten_fixes_on_a_volunteers_machine_are_exactly_those_ten(name: str) -> None:
    path: Path = next(path for path in remembered.MACHINES if path.stem == name)
    before = after = remembered.report(path)
    for check in FIXES[name]:
        after = after.merge(mended(check, before.platform))
    seen = diff(stored(before), stored(after))
    assert seen.by_thing
    assert sorted(one.line.check for one in seen.of(Change.FIXED)) == sorted(FIXES[name])
    others = {change for change, n in seen.counts().items() if n}
    assert others <= {Change.FIXED, Change.SAME, Change.APPEARED, Change.ENDED, Change.STILL_NOT_VISIBLE}
    assert {one.line.check for one in (*seen.of(Change.APPEARED), *seen.of(Change.ENDED))} <= set(FIXES[name])
    back = diff(stored(after), stored(before))
    assert sorted(one.line.check for one in back.of(Change.NEW)) == sorted(FIXES[name])
    assert back.of(Change.FIXED) == ()
