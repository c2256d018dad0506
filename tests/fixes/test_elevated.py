"""Changes by the helper with rights, asked of a stand-in: offered only where it is, noted before it is asked, told as it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from postigo.core.change import CannotChange, Refusal, Setting
from postigo.core.model import BUILT_IN, Change, Means
from postigo.core.offer import Offer, offers
from postigo.core.report import CheckInfo, PackInfo, Report
from postigo.core.values import Text
from postigo.fix_helper.request import Fix as FixOfHelper
from postigo.fixes import engine
from postigo.fixes.elevation import SENTENCES, Do, Fix, How, Outcome
from postigo.fixes.engine import Helper
from postigo.fixes.journal import How as Ended
from postigo.fixes.journal import can_be_undone, interrupted
from postigo.fixes.session import Session
from postigo_checks import pack
from tests.fixes.case import CHECKS, Bench, ChangeCase

WALL = "firewall.enabled"
Asked = list[tuple[Fix, Do, str]]


def bench(folder: Path) -> Bench:
    found = sorted(
        path.stem
        for path in (Path(__file__).parents[1] / "recordings" / WALL).glob("linux-*.json")
        if '"read /etc/ufw/ufw.conf"' in path.read_text("utf-8") and "ENABLED=no" in path.read_text("utf-8")
    )
    return Bench(WALL, ChangeCase(found[0], "set-up", (), "fixed", {}, {}, "documented", ""), folder)


def offered(made: Bench, *, rights: bool) -> tuple[Offer, ...]:
    platform = made.changes.platform
    report = Report(
        "0.1.0",
        platform,
        made.changes.system.now(),
        packs=(PackInfo(pack.name, "0.1.0", BUILT_IN),),
        listed=(CheckInfo.of(made.check, pack.name, platform),),
        verdicts=(made.look_again(WALL),),
    )
    return offers(report, rights=rights)


def helper(asked: Asked, how: How) -> Helper:
    def request(fix: Fix, do: Do, subject: str, _heard: Callable[[str, int], None]) -> Outcome:
        asked.append((fix, do, subject))
        return Outcome(how)

    return Helper(request, lambda _step, _percent: None)


def test_it_is_offered_only_where_the_helper_is(tmp_path: Path) -> None:
    made = bench(tmp_path)
    assert not offered(made, rights=False)
    (offer,) = offered(made, rights=True)
    assert offer.means.helper == "firewall-on"
    assert not offer.alone, "what asks for a password is never made in passing"


def test_what_others_may_notice_comes_with_the_safety_note(tmp_path: Path) -> None:
    """A firewall can shut out whoever looks in from another computer, and that person finds out (guidance 5.2)."""
    made = bench(tmp_path)
    (offer,) = offered(made, rights=True)
    assert offer.plan.affects is not None
    assert not offer.plan.safety, "the steps by hand are no change of ours"
    shown = Session(lambda _: pytest.fail("nothing is looked at"), made.access, made.journal).preview(offer)
    assert shown.safety
    by_us = replace(offer, means=replace(offer.means, helper="", says=None, changes=(Change(Setting(1), Text("x")),)))
    assert not by_us.alone, "it is no part of what can be done safely"
    assert replace(by_us, plan=replace(offer.plan, affects=None)).alone


def test_every_fix_that_a_plan_names_is_one_of_the_helpers() -> None:
    named = {means.helper for check in CHECKS.values() for plan in check.fixes for means in plan.means if means.helper}
    assert named
    assert named <= {fix.value for fix in FixOfHelper}


def test_it_is_noted_before_it_is_asked_and_undone_by_the_helper(tmp_path: Path) -> None:
    made = bench(tmp_path)
    (offer,) = offered(made, rights=True)
    asked: Asked = []

    def request(fix: Fix, do: Do, subject: str, _heard: Callable[[str, int], None]) -> Outcome:
        assert made.journal.read().entries, "it is in the journal before anybody is asked"
        asked.append((fix, do, subject))
        return Outcome(How.DONE if do is Do.APPLY else How.UNDONE)

    there = Helper(request, lambda _step, _percent: None)
    done = engine.apply(made.access, made.journal, offer, made.look_again, (), there).entry
    assert done.how is Ended.STILL_THERE, "the stand-in changed nothing, and the check says so"
    undone = engine.undo(made.access, made.journal, done.id, made.look_again, helper=there).entry
    assert undone.how is Ended.RESTORED
    assert asked == [(Fix.FIREWALL_ON, Do.APPLY, ""), (Fix.FIREWALL_ON, Do.UNDO, "")]
    assert [entry.how for entry in made.journal.read().entries] == [Ended.UNDONE, Ended.RESTORED]


@pytest.mark.parametrize("how", sorted(SENTENCES))
def test_every_refusal_of_the_helper_is_its_own_sentence_and_nothing_is_left_open(how: How, tmp_path: Path) -> None:
    made = bench(tmp_path)
    (offer,) = offered(made, rights=True)
    with pytest.raises(CannotChange) as refused:
        engine.apply(made.access, made.journal, offer, made.look_again, (), helper([], how))
    assert refused.value.says == SENTENCES[how]
    (entry,) = made.journal.read().entries
    assert entry.how is {How.HALF: Ended.HALF, How.LOST: None}.get(how, Ended.PUT_BACK)
    assert refused.value.why is Refusal.HALF or how is not How.LOST, "it does not count as unchanged"


def test_an_undo_whose_end_nobody_heard_can_be_tried_again(tmp_path: Path) -> None:
    made = bench(tmp_path)
    (offer,) = offered(made, rights=True)
    done = engine.apply(made.access, made.journal, offer, made.look_again, (), helper([], How.DONE)).entry
    with pytest.raises(CannotChange):
        engine.undo(made.access, made.journal, done.id, made.look_again, helper=helper([], How.LOST))
    kept = made.journal.read()
    assert [entry.id for entry in interrupted(kept)] == [done.id]
    again = kept.entry(done.id)
    assert again is not None
    assert can_be_undone(again)


def test_without_a_helper_it_says_that_it_is_not_installed(tmp_path: Path) -> None:
    made = bench(tmp_path)
    (offer,) = offered(made, rights=True)
    with pytest.raises(CannotChange) as refused:
        engine.apply(made.access, made.journal, offer, made.look_again, ())
    assert refused.value.why is Refusal.NEEDS_RIGHTS


def test_means_have_changes_or_the_helper_and_never_both() -> None:
    with pytest.raises(ValueError, match="either"):
        Means(CHECKS[WALL].fixes[0].means[0].kind)


# --- the start of a unit of the system

REMOTE = "camera.remote-control"


def remote(name: str, folder: Path) -> tuple[Bench, Report]:
    made = Bench(REMOTE, ChangeCase(name, "stop-service", (), "fixed", {}, {}, "documented", ""), folder)
    return made, made.report()


def test_a_units_start_is_offered_with_rights_to_whoever_put_it_there(tmp_path: Path) -> None:
    _, report = remote("linux-chrome-remote-desktop", tmp_path)
    assert not offers(report, rights=True)
    assert not offers(report, mine=True)
    (offer,) = offers(report, rights=True, mine=True)
    assert (offer.plan.id, offer.means.helper, offer.handle.within) == ("stop-service", "unit-off", "")
    assert offer.noticed
    assert not offer.alone


@pytest.mark.parametrize("name", ["linux-flatpak-by-user-unit", "linux-account-autostart"])
def test_what_the_account_starts_is_none_of_the_helpers(name: str, tmp_path: Path) -> None:
    _, report = remote(name, tmp_path)
    assert {one.means.helper for one in offers(report, rights=True, mine=True)} == {""}


def test_the_helper_is_asked_for_that_very_unit(tmp_path: Path) -> None:
    made, report = remote("linux-chrome-remote-desktop", tmp_path)
    (offer,) = offers(report, rights=True, mine=True)
    asked: Asked = []
    there = helper(asked, How.DONE)
    entry = engine.apply(made.access, made.journal, offer, lambda _: None, helper=there).entry
    engine.undo(made.access, made.journal, entry.id, lambda _: None, helper=there)
    assert asked == [(Fix.UNIT_OFF, do, offer.handle.id) for do in (Do.APPLY, Do.UNDO)]
    assert offer.handle.id.endswith(".service")
