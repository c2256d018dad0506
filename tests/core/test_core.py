"""The words of the house: levels, honesty of a verdict, and what travels."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from postigo.core.codec import DecodeError, decode, encode
from postigo.core.evaluate import Facts, run_check
from postigo.core.events import Catalogue, Done, Event, Finished, Started
from postigo.core.handle import Handle, HandleKind
from postigo.core.model import (
    Check,
    Coverage,
    Finding,
    Gap,
    Implementation,
    Level,
    NotApplicable,
    Plan,
    Probe,
    Scope,
    Share,
    Verdict,
)
from postigo.core.report import CheckInfo, PackInfo, PackState, Report, Shutter, prioritised, shutter_of, verdict_digest
from postigo.core.system import CannotTell, Platform, System, Unknown, attempt
from postigo.core.unseen import Unseen, gaps
from postigo.core.values import Device, Keyword, Path, Program, Quoted, Text, Value, Version
from postigo.pipe.messages import from_line, to_line
from postigo.system.recording import Recording
from postigo.system.replay import Replay
from tests.support.pace import within

NOW = datetime(2026, 11, 23, 8, 12, tzinfo=UTC)
SEEN = Coverage(Text("Everything."), Text("Nothing."))


class NoData:
    def read(self, name: str) -> bytes:
        raise AssertionError(name)


def machine(**answers: Any) -> Replay:
    return Replay(Recording(Platform.LINUX, "test", {"now": NOW.isoformat(), **answers}))


def check(way: Any, judge: Any, *, id: str = "test.one", fixes: tuple[Plan, ...] = ()) -> Check[Any]:  # noqa: A002
    return Check(
        id,
        Text("Title"),
        Text("Why"),
        3,
        Probe(linux=way),
        judge,
        {Platform.LINUX: SEEN},
        fixes=fixes,
    )


def verdict(*said: Finding | Gap | NotApplicable, id: str = "test.one") -> Verdict:  # noqa: A002
    return Verdict(
        id,
        NOW,
        tuple(word for word in said if isinstance(word, Finding)),
        tuple(word for word in said if isinstance(word, Gap)),
        next((word for word in said if isinstance(word, NotApplicable)), None),
    )


def finding(level: Level, code: str = "code", fixes: tuple[str, ...] = ()) -> Finding:
    return Finding(code, level, Text("Seen."), fixes=fixes)


GAP = Gap(Unknown.DENIED, Text("Not seen."))


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ([finding(Level.GOOD)], Level.GOOD),
        ([finding(Level.GOOD), finding(Level.NOTE)], Level.NOTE),
        ([finding(Level.GOOD), GAP], None),
        ([finding(Level.NOTE), GAP], None),
        ([finding(Level.ADVISE), GAP], Level.ADVISE),
        ([finding(Level.ACT), finding(Level.GOOD), GAP], Level.ACT),
        ([GAP], None),
        ([NotApplicable(Text("No camera."))], None),
    ],
)
def test_a_gap_is_never_good_and_never_hides_bad_news(said: list[Any], level: Level | None) -> None:
    assert verdict(*said).level is level


@pytest.mark.parametrize(
    ("worst", "stands"),
    [
        ([[finding(Level.GOOD)]], Shutter.CLOSED),
        ([[finding(Level.GOOD)], [GAP]], Shutter.FOGGED),
        ([[finding(Level.ADVISE)], [GAP]], Shutter.AJAR),
        ([[finding(Level.ADVISE)], [finding(Level.ACT)]], Shutter.OPEN),
        ([[NotApplicable(Text("None."))]], Shutter.BARE),
        ([], Shutter.BARE),
        ([[Finding("in-use", Level.NOTE, Text("Is it you?"), needs_confirmation=True)], [GAP]], Shutter.ASKING),
        (
            [[Finding("in-use", Level.NOTE, Text("Is it you?"), needs_confirmation=True)], [finding(Level.ADVISE)]],
            Shutter.AJAR,
        ),
    ],
)
def test_a_shutter_shows_its_worst_news(worst: list[list[Any]], stands: Shutter) -> None:
    assert shutter_of(verdict(*said) for said in worst) is stands


def test_what_a_probe_could_not_see_is_a_gap_with_its_reason() -> None:
    def way(system: System, data: object) -> str:
        del data
        return system.read("/etc/absent").decode()

    said = run_check(check(way, lambda fact: [finding(Level.GOOD)]), Facts(machine()), NoData())
    assert said.level is None
    assert [gap.why for gap in said.gaps] == [Unknown.MISSING]
    assert "/etc/absent" in said.detail


def test_a_gap_tells_what_was_asked_and_what_was_answered() -> None:
    def way(system: System, _data: NoData) -> int:
        attempt(system.read, "/etc/closed")
        return 1

    def senseless(system: System, _data: NoData) -> int:
        system.run("lsblk", "--json")
        system.read("/etc/odd")
        raise CannotTell(Unknown.UNREADABLE)

    answers = {
        "read /etc/closed": {"unknown": "denied", "detail": "closed to this account"},
        "run lsblk --json": {"code": 0, "out": "{}"},
        "read /etc/odd": "psk=secret",
    }
    asked = Facts(machine(**answers))
    partly = run_check(check(way, lambda _: [Gap(Unknown.DENIED, Text("No."))]), asked, NoData())
    assert partly.detail == "read /etc/closed: denied: closed to this account"
    unread = run_check(check(senseless, lambda _: [finding(Level.GOOD)]), asked, NoData())
    assert unread.detail.splitlines() == ["run lsblk --json: 0 '{}'", "read /etc/odd: bytes (10)"]
    assert not run_check(check(way, lambda _: [finding(Level.GOOD)]), asked, NoData()).detail


class Part(Enum):
    DOOR = "door"
    EACH = "each"


def test_what_is_unseen_becomes_gaps_by_the_sentence_of_its_part() -> None:
    unseen = (Unseen(Part.EACH, Unknown.DENIED), Unseen(Part.DOOR, Unknown.MISSING))
    say = {Part.DOOR: Text("The door."), Part.EACH: Text("Each.")}
    assert list(gaps(unseen, say)) == [Gap(Unknown.DENIED, Text("Each.")), Gap(Unknown.MISSING, Text("The door."))]
    assert list(gaps((), say)) == []


def test_a_sentence_may_depend_on_what_is_unseen_and_why() -> None:
    def say(item: Unseen[Part]) -> Text:
        assert item.subject is not None
        return Text("{who}: {why}", values={"who": item.subject, "why": Keyword.of(item.why)})

    unseen = [Unseen(Part.EACH, Unknown.DENIED, Program(name)) for name in ("one", "other", "one")]
    unseen.append(Unseen(Part.EACH, Unknown.TIMEOUT, Program("one")))
    told = [(gap.why.value, *gap.text.values.values()) for gap in gaps(unseen, say)]
    assert told == [  # each thing once, and no two that differ are one
        ("denied", Program("one"), Keyword("denied")),
        ("denied", Program("other"), Keyword("denied")),
        ("timeout", Program("one"), Keyword("timeout")),
    ]


def test_a_handle_travels_in_events_and_is_in_no_digest_and_no_repr() -> None:
    one = replace(finding(Level.ACT), handle=Handle(HandleKind.UNIT, "canary.service", "canary-within"))
    told = verdict(one)
    assert from_line(Event, to_line(Finished(told))) == Finished(told)
    assert b"canary.service" in to_line(Finished(told))
    assert "canary" not in f"{verdict_digest(told)}{told!r}{told}"


def test_a_handle_is_not_in_the_detail_of_a_finding_that_is_refused() -> None:
    wrong = Finding("code", "act", Text("Seen."), handle=Handle(HandleKind.PATH, "/canary"))  # type: ignore[arg-type]
    said = run_check(check(lambda *_: 1, lambda _: [wrong]), Facts(machine()), NoData())
    assert said.gaps[0].why is Unknown.CRASHED
    assert "Seen." in said.detail
    assert "canary" not in said.detail


def test_a_fix_has_one_id_and_a_variant_for_each_platform() -> None:
    variants = (
        Plan("close", Text("On Linux"), (), on=frozenset({Platform.LINUX})),
        Plan("close", Text("Elsewhere"), (), on=frozenset({Platform.WINDOWS, Platform.MACOS})),
    )
    one = check(lambda *_: 1, lambda _: [finding(Level.ACT, fixes=("close",))], fixes=variants)
    plan = CheckInfo.of(one, "acme", Platform.LINUX).plan("close")
    assert plan is variants[0]
    assert run_check(one, Facts(machine()), NoData()).level is Level.ACT


def test_absence_is_an_answer_only_where_it_was_declared() -> None:
    there = machine(**{"read /run/flag": {"absent": True}})
    assert not there.read("/run/flag", optional=True)
    with pytest.raises(CannotTell) as unknown:
        there.read("/run/flag")
    assert unknown.value.why is Unknown.MISSING


def raises(fault: BaseException) -> Any:
    def way(*_: object) -> object:
        raise fault

    return way


@pytest.mark.parametrize(
    "judge",
    [
        lambda fact: 1 / 0,
        lambda fact: [],
        lambda fact: None,
        lambda fact: ["good"],
        lambda fact: [Finding("c", "good", Text("x"))],  # type: ignore[arg-type]
        lambda fact: [Finding("c", Level.GOOD, "x")],  # type: ignore[arg-type]
        lambda fact: [Finding("c", Level.ACT, Text("x"), fixes=("no-such-fix",))],
        lambda fact: [Finding("c", Level.ACT, Text("Hello {name}"))],
        lambda fact: [Finding("c", Level.ACT, Text("{a}", values={"a": [Text("one {")]}))],
        lambda fact: [Gap(Unknown.DENIED, Text("x {n!r}", values={"n": 1}))],
        lambda fact: NotApplicable(Text("Hello }")),
    ],
)
def test_a_judge_at_fault_is_a_crash_and_not_an_answer(judge: Any) -> None:
    said = run_check(check(lambda system, data: 1, judge), Facts(machine()), NoData())
    assert said.level is None
    assert [gap.why for gap in said.gaps] == [Unknown.CRASHED]
    assert said.detail


def test_a_probe_at_fault_is_a_crash_for_every_check_that_shares_it() -> None:
    probe: Probe[Any] = Probe(linux=raises(KeyError("x")))
    facts = Facts(machine())
    for name in ("test.one", "test.two"):
        one = Check(name, Text("T"), Text("W"), 3, probe, lambda fact: [finding(Level.GOOD)], {Platform.LINUX: SEEN})
        assert [gap.why for gap in run_check(one, facts, NoData()).gaps] == [Unknown.CRASHED]


@pytest.mark.parametrize("again", [False, True], ids=["one probe", "two probes with one way"])
def test_two_checks_that_look_in_one_way_ask_once(*, again: bool) -> None:
    asked = []

    def way(*_: object) -> int:
        asked.append(1)
        return 1

    probe: Probe[Any] = Probe(linux=way)
    facts = Facts(machine())
    for name, by in {"test.one": probe, "test.two": Probe(linux=way) if again else probe}.items():
        one = Check(name, Text("T"), Text("W"), 3, by, lambda fact: [finding(Level.GOOD)], {Platform.LINUX: SEEN})
        assert run_check(one, facts, NoData()).level is Level.GOOD
    assert asked == [1]


def loading(load: Any, *, id: str = "test.one") -> Check[Any]:  # noqa: A002
    return Check(id, Text("Title"), Text("Why"), 3, coverage={Platform.LINUX: SEEN}, load=load)


def test_what_conducts_a_check_is_loaded_when_it_is_conducted_and_shares_its_fact() -> None:
    done = []

    def way(*_: object) -> int:
        done.append("asked")
        return 1

    def load(platform: Platform) -> Implementation[int]:
        done.append(f"loaded for {platform.value}")
        return Implementation(way, lambda fact: [finding(Level.GOOD)])

    checks = [loading(load, id=name) for name in ("test.one", "test.two")]
    assert [check.platforms for check in checks] == [{Platform.LINUX}] * 2
    assert done == []
    facts = Facts(machine())
    assert [run_check(check, facts, NoData()).level for check in checks] == [Level.GOOD, Level.GOOD]
    assert done == ["loaded for linux", "asked", "loaded for linux"]


@pytest.mark.parametrize(
    ("load", "detail"),
    [
        (raises(ImportError("no module of this name")), "ImportError: no module of this name"),
        (raises(CannotTell(Unknown.DENIED, "not now")), "CannotTell: denied: not now"),
        (raises(SystemExit("enough")), "SystemExit: enough"),
        (lambda _: None, "TypeError: what it loads is no Implementation of a way to look and a judge"),
        (lambda _: Implementation(None, None), "TypeError: what it loads is no Implementation of a .*"),  # type: ignore[arg-type]
        (lambda: None, "TypeError: .*"),
    ],
)
def test_what_cannot_be_loaded_is_a_crash_of_this_check(load: Any, detail: str) -> None:
    said = run_check(loading(load), Facts(machine()), NoData())
    assert (said.level, [gap.why for gap in said.gaps]) == (None, [Unknown.CRASHED])
    assert re.fullmatch(detail, said.detail)


def test_what_a_maker_forgot_is_a_crash_and_no_word_of_this_computer() -> None:
    """Said to exist on Windows, and without a way to look there; or asked where it is not said to exist."""
    named = {Platform.LINUX: SEEN, Platform.WINDOWS: SEEN}
    forgotten = replace(check(lambda *_: 1, lambda _: [finding(Level.GOOD)]), coverage=named)
    windows = Facts(Replay(Recording(Platform.WINDOWS, "test", {"now": NOW.isoformat()})))
    for one in (forgotten, loading(raises(AssertionError("asked")))):
        said = run_check(one, windows, NoData())
        assert [gap.why for gap in said.gaps] == [Unknown.CRASHED]
        assert said.detail == "LookupError: test.one does not exist on windows"


def test_a_judge_of_another_fact_is_refused_by_mypy_and_crashes_where_nobody_ran_it() -> None:
    """That mypy refuses it is seen by the comments: it would say that they are unused."""

    def learn(_system: System, _data: object) -> int:
        return 1

    def judge(fact: str) -> list[Finding]:
        return [finding(Level.GOOD, fact.upper())]

    loaded = loading(lambda _: Implementation(learn, judge))  # type: ignore[misc]
    coverage = {Platform.LINUX: SEEN}
    at_hand = Check("test.one", Text("T"), Text("W"), 3, Probe(linux=learn), judge, coverage)  # type: ignore[arg-type]
    for one in (loaded, at_hand):
        said = run_check(one, Facts(machine()), NoData())
        assert [gap.why for gap in said.gaps] == [Unknown.CRASHED]


@pytest.mark.parametrize(
    "forms",
    [
        {},
        {"probe": Probe(linux=lambda *_: 1)},
        {"judge": lambda fact: ()},
        {"probe": Probe(linux=lambda *_: 1), "judge": lambda fact: (), "load": lambda: None},
        {"judge": lambda fact: (), "load": lambda: None},
    ],
)
def test_a_check_says_in_one_form_what_conducts_it(forms: Any) -> None:
    with pytest.raises(TypeError, match=r"^test\.one (needs|has) a "):
        Check("test.one", Text("T"), Text("W"), 3, coverage={Platform.LINUX: SEEN}, **forms)


@pytest.mark.parametrize("value", ["a name", b"bytes", 1.5, None, ["a name"], object()])
def test_a_bare_string_cannot_slip_into_a_sentence(value: Any) -> None:
    with pytest.raises(TypeError):
        Text("{x} is here", values={"x": value})


def report(*verdicts: Verdict, packs: tuple[PackInfo, ...] = ()) -> Report:
    fix = Plan("mend", Text("Mend it"), ())
    listed = tuple(
        CheckInfo(name, "pack", Text("T"), Text("W"), tip, Share.OPEN, Scope.MACHINE, (fix,), SEEN)
        for name, tip in (("camera.one", 2), ("update.two", 3), ("update.three", 3))
    )
    return Report("0", Platform.LINUX, NOW, packs=packs, listed=listed, verdicts=verdicts)


def test_what_harms_now_comes_first_then_what_can_be_done() -> None:
    whole = report(
        verdict(finding(Level.ADVISE, "no-plan"), id="camera.one"),
        verdict(finding(Level.ADVISE, "has-plan", ("mend",)), id="update.two"),
        verdict(finding(Level.ACT, "harm"), finding(Level.NOTE, "note"), id="update.three"),
    )
    assert [found.code for _, found in prioritised(whole)] == ["harm", "has-plan", "no-plan"]


def test_the_worst_of_a_report_is_never_good_when_something_could_not_be_told() -> None:
    good = verdict(finding(Level.GOOD), id="camera.one")
    assert report(good).worst() is Level.GOOD
    assert report(good, verdict(GAP, id="update.two")).worst() is None
    assert report(good, verdict(GAP, finding(Level.ACT), id="update.two")).worst() is Level.ACT
    broken = PackInfo("x", "1", "somewhere", PackState.BROKEN, "ImportError")
    assert report(good, packs=(broken,)).worst() is None
    assert report().worst() is None


def test_counts_leave_out_what_is_not_here() -> None:
    whole = report(verdict(NotApplicable(Text("None.")), id="camera.one"), verdict(GAP, id="update.two"))
    assert whole.counts() == {"good": 0, "note": 0, "advise": 0, "act": 0, "unknown": 1}


def test_looking_again_replaces_the_older_answer_in_its_place() -> None:
    whole = report(verdict(GAP, id="camera.one"), verdict(GAP, id="update.two"))
    merged = whole.merge(verdict(finding(Level.GOOD), id="camera.one"))
    assert [v.level for v in merged.verdicts] == [Level.GOOD, None]
    assert merged.shutter(2) is Shutter.CLOSED


def offering(*verdicts: Verdict) -> Report:
    """A report beside which one more check of tip 3, and the only one of tip 4, are offered."""
    offered = tuple(
        CheckInfo(name, "pack", Text("T"), Text("W"), tip, Share.OPEN, Scope.USER, (), SEEN, on_request=True)
        for name, tip in (("update.asked", 3), ("password.asked", 4))
    )
    return replace(report(*verdicts), offered=offered)


def test_what_is_only_offered_counts_for_nothing() -> None:
    seen = [verdict(finding(Level.GOOD), id=name) for name in ("camera.one", "update.two", "update.three")]
    whole = offering(*seen)
    assert (whole.shutter(3), whole.shutter(4)) == (Shutter.CLOSED, Shutter.BARE)
    assert whole.worst() is Level.GOOD
    assert whole.counts() == report(*seen).counts()
    assert [line.check for line, _ in whole.of_tip(3)] == ["update.two", "update.three"]


@pytest.mark.parametrize(
    ("said", "stands"),
    [(finding(Level.GOOD), Shutter.CLOSED), (finding(Level.ADVISE), Shutter.AJAR), (GAP, Shutter.FOGGED)],
)
def test_once_somebody_asked_it_counts_like_the_rest(said: Finding | Gap, stands: Shutter) -> None:
    whole = offering().merge(verdict(said, id="update.asked"))
    assert whole.shutter(3) is stands
    assert not whole.offers("update.asked")
    assert [line.check for line in whole.offered] == ["password.asked"]
    assert whole.listing("update.asked") in whole.listed
    assert len(whole.merge(verdict(GAP, id="update.asked")).listed) == 4


@pytest.mark.parametrize(
    ("said", "looked", "stands"),
    [
        (finding(Level.GOOD), False, Shutter.BARE),
        (finding(Level.NOTE), False, Shutter.BARE),
        (finding(Level.GOOD), True, Shutter.CLOSED),
        (finding(Level.ADVISE), False, Shutter.AJAR),
        (GAP, False, Shutter.FOGGED),
    ],
)
def test_the_shutter_of_passwords_closes_only_once_passwords_were_looked_at(
    said: Finding | Gap, looked: bool, stands: Shutter
) -> None:
    """That nobody is signed in automatically says nothing of a password."""
    whole = replace(offering().merge(verdict(said, id="password.asked")), passwords=looked)
    assert whole.shutter(4) is stands


values = some.one_of(
    some.integers(),
    some.datetimes(timezones=some.just(UTC)),
    some.dates(),
    some.builds(Version, some.text()),
    some.builds(Keyword, some.text()),
    some.builds(Program, some.text()),
    some.builds(Path, some.text()),
    some.builds(Device, some.text()),
    some.builds(Quoted, some.text()),
)
texts = some.builds(
    Text,
    some.text(min_size=1),
    values=some.dictionaries(some.text(), some.one_of(values, some.lists(values).map(tuple))),
)
handles = some.builds(Handle, some.sampled_from(HandleKind), some.text(), some.text())
findings = some.builds(
    Finding,
    some.text(),
    some.sampled_from(Level),
    texts,
    some.one_of(some.none(), values),
    some.dictionaries(some.text(), values),
    some.lists(some.text()).map(tuple),
    handle=some.one_of(some.none(), handles),
)
verdicts = some.builds(
    Verdict,
    some.text(),
    some.datetimes(timezones=some.just(UTC)),
    some.lists(findings, max_size=3).map(tuple),
    some.lists(some.builds(Gap, some.sampled_from(Unknown), texts), max_size=2).map(tuple),
    detail=some.text(),
)


@given(verdicts)
def test_whatever_can_be_said_travels_unchanged(said: Verdict) -> None:
    assert from_line(Event, to_line(Finished(said))) == Finished(said)
    assert to_line(Finished(said)).index(b"\n") == len(to_line(Finished(said))) - 1


@pytest.mark.parametrize(
    "event",
    [
        Started("a.b"),
        Done(NOW, cancelled=True),
        Catalogue("0", Platform.MACOS, NOW, False, True, (PackInfo("p", "1", "built-in"),), report().listed),
        Catalogue("0", Platform.LINUX, NOW, False, False, (), report().listed, (3,), offering().offered),
    ],
)
def test_every_event_travels_unchanged(event: Event) -> None:
    assert from_line(Event, to_line(event)) == event


@pytest.mark.parametrize(
    "data",
    [
        {"is": "Finished"},
        {"is": "Finished", "verdict": 3},
        {"is": "Exit", "code": 0},
        {"is": "Started", "check": ["a"]},
        {"is": "Started", "check": "a", "extra": 1},
        [],
        None,
    ],
)
def test_what_does_not_fit_is_refused(data: Any) -> None:
    with pytest.raises(DecodeError):
        decode(Event, data)


def test_dates_and_times_are_told_apart() -> None:
    text = Text("x", values={"day": date(2026, 1, 2), "time": NOW})
    back = decode(Text, encode(text))
    assert type(back.values["day"]) is date
    assert type(back.values["time"]) is datetime


@pytest.mark.parametrize("data", [{"text": "secret.docx"}, {"name": "Zoom"}])
def test_of_several_that_fit_none_is_guessed(data: dict[str, str]) -> None:
    with pytest.raises(DecodeError, match='"is" expected'):
        decode(Value, data)


def test_the_only_one_that_fits_needs_no_name() -> None:
    assert decode(Version | Text, {"text": "13"}) == Version("13")
    assert decode(Program | Version, {"is": "Version", "text": "13"}) == Version("13")


@pytest.mark.parametrize(
    ("hint", "data", "where"),
    [
        (Value, {"is": ["Version"], "text": "13"}, ""),
        (Text, {"one": "x", "values": {"a": {"is": "Version", "text": 1}}}, "values.a.text"),
        (tuple[Version, ...], [{"text": "1"}, {"text": 2}], "[1].text"),
        (dict[str, tuple[Version, ...]], {"k": [{"text": "1", "more": 2}]}, "k[0].more"),
    ],
)
def test_a_misfit_says_where_it_is(hint: Any, data: Any, where: str) -> None:
    with pytest.raises(DecodeError) as caught:
        decode(hint, data)
    assert caught.value.where == where


def test_a_report_of_many_checks_is_read_in_a_moment() -> None:
    names = [f"test.n{number}" for number in range(5000)]
    listed = tuple(
        CheckInfo(name, "pack", Text("T"), Text("W"), 3, Share.OPEN, Scope.MACHINE, (), SEEN) for name in names
    )
    report = Report(
        "1", Platform.LINUX, NOW, listed=listed, verdicts=tuple(verdict(finding(Level.ACT), id=n) for n in names)
    )
    shown, wanted = within(2, lambda: (list(report.of_tip(3)), prioritised(report)), time.process_time)
    assert [line.check for line, _ in shown] == names
    assert len(wanted) == 5000
    with pytest.raises(KeyError):
        report.listing("test.nowhere")
    assert report.verdict("test.nowhere") is None
