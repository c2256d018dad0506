"""Tally of a folder: what is counted of the reports, however they were read. `conclude` makes the summary of it.

Two ways fill it with the same numbers: `fold`, in plain Python, of reports; and `parquet_tally`, in SQL, of a Parquet file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from postigo.core.report import DOOR, TIPS, Shutter
from postigo.fleet.states import STATES, Change, Left, State, Visit
from postigo.fleet.summary import (
    NONE,
    Changed,
    Changes,
    Code,
    Device,
    Item,
    Omitted,
    Quarantine,
    Site,
    Summary,
    Thing,
    Tip,
    Which,
)

SILENT_AFTER: Final = timedelta(days=14)
"""Time without a new report, after which somebody should go and look."""


@dataclass(frozen=True, slots=True)
class Named:
    """Check by the words that most reports have for it."""

    tip: int
    title: str


@dataclass(frozen=True, slots=True)
class Deed:
    """Thing to do by the words that most reports have for it."""

    what: str
    effort: str
    who: str


@dataclass
class Tally:
    """Counts of the newest report of each computer. Keys of `codes` and `things` are check, code or fix, and state."""

    as_of: date
    devices: int = 0
    reports: int = 0
    oldest: datetime | None = None
    newest: datetime | None = None
    listed: tuple[Device, ...] = ()
    names: dict[str, Named] = field(default_factory=dict)
    states: dict[tuple[str, State], Which] = field(default_factory=dict)
    codes: dict[tuple[str, str, State], tuple[Which, int]] = field(default_factory=dict)
    deeds: dict[tuple[str, str], Deed] = field(default_factory=dict)
    things: dict[tuple[str, str], tuple[Which, int]] = field(default_factory=dict)
    tips: dict[str, dict[tuple[int, Shutter], int]] = field(default_factory=dict)
    sites: dict[str, tuple[int, dict[State, int], int]] = field(default_factory=dict)
    visits: Which = NONE
    visit_reasons: dict[Visit, int] = field(default_factory=dict)
    compared: int = 0
    first: Which = NONE
    changes: dict[tuple[str, Change], Which] = field(default_factory=dict)
    omitted: dict[Left, int] = field(default_factory=dict)
    omitted_named: tuple[Omitted, ...] = ()
    unread: Which = NONE
    passed_over: int = 0
    old: int = 0


def conclude(tally: Tally) -> Summary:
    """The summary of what was counted: what comes first, and nothing that was not counted."""
    return Summary(
        tally.as_of,
        tally.devices,
        tally.reports,
        tally.oldest,
        tally.newest,
        tally.listed,
        _tips(_total(tally.tips)),
        _items(tally),
        _first(tally),
        tally.visits,
        tally.visit_reasons,
        tuple(
            Site(site, devices, states, _tips(tally.tips.get(site, {})), visits)
            for site, (devices, states, visits) in sorted(tally.sites.items())
        ),
        Quarantine(tally.omitted, tally.omitted_named, tally.unread),
        Changes(tally.compared, tally.first, _changes(tally)),
        tally.passed_over,
        tally.old,
    )


KEEP_DAYS: Final = 30
"""Days that a gathered report is kept where no policy says fewer."""


def too_old(as_of: date, keep_days: int) -> datetime:
    """Time before which a report is older than it may be kept."""
    return datetime.combine(as_of - timedelta(days=keep_days), time(), UTC)


def silent(began: datetime, as_of: date) -> bool:
    """Whether a newest report is so old that somebody should go and look."""
    return as_of - began.date() > SILENT_AFTER


def _total(tips: Mapping[str, Mapping[tuple[int, Shutter], int]]) -> dict[tuple[int, Shutter], int]:
    total: dict[tuple[int, Shutter], int] = {}
    for counts in tips.values():
        for key, count in counts.items():
            total[key] = total.get(key, 0) + count
    return total


def _tips(counts: Mapping[tuple[int, Shutter], int]) -> tuple[Tip, ...]:
    return tuple(
        Tip(tip, {shutter: n for shutter in Shutter if (n := counts.get((tip, shutter), 0))})
        for tip in TIPS
        if tip != DOOR
    )


def _items(tally: Tally) -> tuple[Item, ...]:
    """Checks, those first that ask on most computers, act before advise. Then what is unknown on most."""
    codes: dict[str, list[Code]] = {}
    for (check, code, state), (where, aside) in tally.codes.items():
        codes.setdefault(check, []).append(Code(code, state, where, aside))
    items = []
    for check, named in tally.names.items():
        states = {state: tally.states.get((check, state), NONE) for state in STATES}
        rest = tally.devices - sum(one.count for one in states.values())
        if rest:  # computers whose report does not name the check at all: an older Postigo, or a pack that is not there
            told = states[State.NOT_LOOKED]
            states[State.NOT_LOOKED] = Which(told.count + rest, told.names)
        found = sorted(codes.get(check, ()), key=lambda one: (STATES.index(one.state), -one.where.count, one.code))
        items.append(Item(check, named.tip, named.title, states, tuple(found)))
    return tuple(sorted(items, key=_order))


def _order(item: Item) -> tuple[int, int, int, int, str]:
    count = {state: which.count for state, which in item.states.items()}
    return -count[State.ACT], -count[State.ADVISE], -count[State.UNKNOWN], item.tip, item.check


def _first(tally: Tally) -> tuple[Thing, ...]:
    """Things to do, those first that are urgent on most computers."""
    things = []
    for (check, fix), (where, act) in tally.things.items():
        deed = tally.deeds[check, fix]
        state = State.ACT if act else State.ADVISE
        tip = tally.names[check].tip
        things.append(Thing(check, fix, tip, deed.what, deed.effort, deed.who, state, where, act))
    return tuple(sorted(things, key=lambda one: (-one.act, -one.where.count, one.tip, one.check, one.fix)))


def _changes(tally: Tally) -> tuple[Changed, ...]:
    seen: dict[str, dict[Change, Which]] = {}
    for (check, change), which in tally.changes.items():
        seen.setdefault(check, {})[change] = which
    items = [Changed(check, tally.names[check].tip, tally.names[check].title, seen[check]) for check in seen]
    return tuple(sorted(items, key=lambda one: (one.tip, one.check)))
