"""Summary of a folder of reports."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from postigo.core.report import Shutter
from postigo.fleet.fold import summarise
from postigo.fleet.folder import Folder
from postigo.fleet.page.houses import worst
from postigo.fleet.states import Change, Left, State, Visit, change
from postigo.fleet.summary import Summary, Which
from postigo.reports.integrity import sealed
from tests.fleet.reports import document, write

TODAY = date(2026, 11, 30)


def summary(folder: Path, today: date = TODAY) -> Summary:
    return summarise(Folder(folder, today), today)


def a_class(folder: Path) -> None:
    """Three computers of one room: one bad, one mended since last week, one into which nobody could look."""
    write(
        folder,
        "site=r3/date=2026-11-16/pc-1.json",
        document({"update.auto": "act", "firewall.enabled": "good"}, "2026-11-16T08:00:00Z"),
    )
    write(folder, "site=r3/date=2026-11-23/pc-1.json", document({"update.auto": "act", "firewall.enabled": "advise"}))
    write(
        folder,
        "site=r3/date=2026-11-16/pc-2.json",
        document({"update.auto": "act", "firewall.enabled": "good"}, "2026-11-16T08:00:00Z"),
    )
    write(folder, "site=r3/date=2026-11-23/pc-2.json", document({"update.auto": "good", "firewall.enabled": "good"}))
    write(
        folder, "site=r3/date=2026-11-23/pc-3.json", document({"update.auto": "unknown", "firewall.enabled": "unknown"})
    )


def test_each_computer_is_in_one_column_of_each_item(tmp_path: Path) -> None:
    a_class(tmp_path)
    seen = summary(tmp_path)
    assert (seen.devices, seen.reports, seen.is_district) == (3, 5, False)
    updates, firewall = seen.items
    assert (updates.check, updates.title) == ("update.auto", "About update.auto")
    assert updates.states[State.ACT] == Which(1, ("pc-1",))
    assert updates.states[State.FINE] == Which(1, ("pc-2",))
    assert updates.states[State.UNKNOWN] == Which(1, ("pc-3",))
    assert [code.code for code in updates.codes] == ["off"]
    assert firewall.asking == 1
    for item in seen.items:
        assert sum(which.count for which in item.states.values()) == 3


def test_a_check_that_a_report_does_not_name_was_not_looked_at(tmp_path: Path) -> None:
    write(tmp_path, "a.json", document({"update.auto": "good", "camera.in-use": "absent"}))
    write(tmp_path, "b.json", document({"firewall.enabled": "not-looked"}))
    states = {
        item.check: {state: one.count for state, one in item.states.items() if one.count}
        for item in summary(tmp_path).items
    }
    assert states == {
        "update.auto": {State.FINE: 1, State.NOT_LOOKED: 1},
        "camera.in-use": {State.ABSENT: 1, State.NOT_LOOKED: 1},
        "firewall.enabled": {State.NOT_LOOKED: 2},
    }


def test_what_is_urgent_on_most_computers_comes_first(tmp_path: Path) -> None:
    for number in range(5):
        write(
            tmp_path,
            f"pc{number}.json",
            document({"update.auto": "advise", "firewall.enabled": "act" if number < 2 else "good"}),
        )
    first = summary(tmp_path).first
    assert [(one.check, one.state, one.act, one.where.count) for one in first] == [
        ("firewall.enabled", State.ACT, 2, 2),
        ("update.auto", State.ADVISE, 0, 5),
    ]


def test_who_needs_a_visit_and_why(tmp_path: Path) -> None:
    a_class(tmp_path)
    write(tmp_path, "site=r3/date=2026-11-01/pc-4.json", document({"update.auto": "good"}, "2026-11-01T08:00:00Z"))
    write(tmp_path, "site=r3/date=2026-11-23/pc-5.json", document({"update.auto": "good"}, ended=None))
    broken = [{"name": "postigo_checks", "version": "0.1.0", "origin": "built-in", "state": "broken"}]
    write(tmp_path, "site=r3/date=2026-11-23/pc-6.json", document({"update.auto": "good"}, packs=broken))
    seen = summary(tmp_path)
    assert seen.visits == Which(5, ("pc-1", "pc-3", "pc-4", "pc-5", "pc-6"))
    assert {one.name: one.visit for one in seen.listed if one.visit} == {
        "pc-1": (Visit.ACT,),
        "pc-3": (Visit.UNSEEN,),
        "pc-4": (Visit.SILENT,),
        "pc-5": (Visit.UNFINISHED,),
        "pc-6": (Visit.BROKEN,),
    }
    assert seen.listed[0].name == "pc-1"


def test_a_window_is_closed_only_if_it_is_on_each_computer(tmp_path: Path) -> None:
    for name, level in (("a", "good"), ("b", "good"), ("c", "unknown")):
        write(tmp_path, f"{name}.json", document({"update.auto": level}))
    tip = next(one for one in summary(tmp_path).tips if one.tip == 3)
    assert tip.shutters == {Shutter.CLOSED: 2, Shutter.FOGGED: 1}
    assert tip.worst is Shutter.FOGGED


def test_places_are_told_apart_and_computers_named_with_theirs(tmp_path: Path) -> None:
    write(tmp_path, "site=north/date=2026-11-23/pc-1.json", document({"update.auto": "act"}))
    write(tmp_path, "site=south/date=2026-11-23/pc-1.json", document({"update.auto": "good"}))
    seen = summary(tmp_path)
    assert seen.is_district
    assert [(one.site, one.devices, one.states, one.visits) for one in seen.sites] == [
        ("north", 1, {State.ACT: 1}, 1),
        ("south", 1, {State.FINE: 1}, 0),
    ]
    assert seen.visits.names == ("north/pc-1",)


def test_what_changed_since_the_report_before(tmp_path: Path) -> None:
    a_class(tmp_path)
    changes = summary(tmp_path).changes
    assert (changes.compared, changes.first) == (2, Which(1, ("pc-3",)))
    assert {one.check: dict(one.changes) for one in changes.items} == {
        "firewall.enabled": {Change.WORSE: Which(1, ("pc-1",))},
        "update.auto": {Change.BETTER: Which(1, ("pc-2",))},
    }


def test_a_check_that_is_gone_from_a_report_is_lost_and_not_mended(tmp_path: Path) -> None:
    write(
        tmp_path,
        "site=r/date=2026-11-16/a.json",
        document({"update.auto": "act", "firewall.enabled": "good"}, "2026-11-16T08:00:00Z"),
    )
    write(tmp_path, "site=r/date=2026-11-23/a.json", document({"firewall.enabled": "good"}))
    seen = summary(tmp_path)
    assert [(one.check, dict(one.changes)) for one in seen.changes.items] == [
        ("update.auto", {Change.LOST: Which(1, ("a",))})
    ]
    assert next(one for one in seen.items if one.check == "update.auto").states[State.NOT_LOOKED].count == 1


def test_checks_of_two_versions_are_not_compared(tmp_path: Path) -> None:
    older, newer = document({"update.auto": "act"}, "2026-11-16T08:00:00Z"), document({"update.auto": "good"})
    write(tmp_path, "site=r/date=2026-11-16/a.json", older)
    results = [newer["results"][0] | {"version": 2}]
    write(tmp_path, "site=r/date=2026-11-23/a.json", document({"update.auto": "good"}, results=results))
    assert summary(tmp_path).changes.items == ()


def test_a_computer_on_which_a_policy_leaves_nearly_all_out_is_not_fine(tmp_path: Path) -> None:
    """One check that looked says nothing of the others: their window is fogged, and the computer is no better than that."""
    whole = document({"update.auto": "good", "update.support": "unknown"})
    whole["results"][1]["gaps"] = [{"why": "policy", "text": "The policy leaves this out."}]
    whole.pop("integrity")
    write(tmp_path, "site=a/date=2026-11-23/pc-1.json", sealed(whole))
    seen = summary(tmp_path)
    assert seen.sites[0].states == {State.UNKNOWN: 1}
    assert worst(seen.listed[0]) is State.UNKNOWN
    assert seen.visits.count == 0


@pytest.mark.parametrize("before", list(State))
@pytest.mark.parametrize("now", [State.UNKNOWN, State.NOT_LOOKED])
def test_what_nobody_can_tell_is_never_better(before: State, now: State) -> None:
    assert change(before, now) in {None, Change.LOST}


def test_a_label_names_the_computer_and_a_persons_name_does_not(tmp_path: Path) -> None:
    write(tmp_path, "x1.json", document({"update.auto": "act"}, label="Room 3, PC 12"))
    write(tmp_path, "portátil de María.json", document({"update.auto": "act"}))
    assert summary(tmp_path).visits.names == ("#1", "Room 3, PC 12")


def test_other_files_are_passed_over_and_nothing_at_all_is_an_empty_summary(tmp_path: Path) -> None:
    write(tmp_path, "a.html", b"<p>")
    write(tmp_path, ".pc.json.tmp", b"{")
    seen = summary(tmp_path)
    assert (seen.devices, seen.passed_over, seen.quarantine.total, seen.items) == (0, 1, 0, ())


def test_a_report_that_is_there_twice_counts_once_and_two_that_differ_not_at_all(tmp_path: Path) -> None:
    same = document({"update.auto": "good"})
    write(tmp_path, "site=r/date=2026-11-23/a.json", same)
    write(tmp_path, "site=r/date=2026-11-23/a.081200.json", same)
    write(tmp_path, "site=r/date=2026-11-23/b.json", same)
    write(tmp_path, "site=r/date=2026-11-23/b.081200.json", document({"update.auto": "act"}))
    seen = summary(tmp_path)
    assert (seen.devices, seen.reports) == (1, 1)
    assert seen.quarantine.counts == {Left.TWICE: 1, Left.CLASH: 2}
    assert seen.quarantine.unread == Which(1, ("b",))
    assert seen.visits.count == 0


def test_one_place_or_one_day_that_is_chosen_by_itself_has_the_same_computers(tmp_path: Path) -> None:
    a_class(tmp_path)
    whole, place = summary(tmp_path), summary(tmp_path / "site=r3")
    assert (place.devices, place.reports, place.sites, place.items) == (3, 5, whole.sites, whole.items)
    day = summary(tmp_path / "site=r3" / "date=2026-11-16")
    assert (day.devices, [one.site for one in day.sites]) == (2, ["r3"])
    file = summary(tmp_path / "site=r3" / "date=2026-11-23" / "pc-1.json")
    assert (file.devices, [one.site for one in file.sites]) == (1, ["r3"])
