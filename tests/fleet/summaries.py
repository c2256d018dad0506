"""Summaries of made-up computers: of a class, of a school, of a district, and one in which every field is hostile."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Final

from postigo.core.report import Shutter
from postigo.fleet.fold import Fold
from postigo.fleet.reading import gathered, read
from postigo.fleet.rows import Gathered, Origin
from postigo.fleet.states import STATES, Change, Left, State, Visit
from postigo.fleet.summary import (
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
from postigo.fleet.tally import conclude
from tests.fleet.reports import document

TODAY: Final = date(2026, 11, 30)
BEGAN: Final = datetime(2026, 11, 28, 8, 0, tzinfo=UTC)
KINDS: Final[Sequence[Mapping[str, str]]] = (
    {"update.auto": "good", "firewall.enabled": "good", "disk.encrypted": "advise", "remote.programs": "note"},
    {"update.auto": "advise", "firewall.enabled": "good", "disk.encrypted": "unknown", "remote.programs": "good"},
    {"update.auto": "act", "firewall.enabled": "advise", "disk.encrypted": "good", "remote.programs": "not-looked"},
    {
        "update.auto": "unknown",
        "firewall.enabled": "unknown",
        "disk.encrypted": "unknown",
        "remote.programs": "unknown",
    },
    {"update.auto": "good", "firewall.enabled": "good", "disk.encrypted": "absent", "remote.programs": "good"},
)
LEFT: Final = (
    Omitted("site=room-3/date=2026-11-28/pc-31.json", Left.EDITED, device="room-3/pc-31"),
    Omitted("site=room-3/date=2026-11-28/pc-02.json", Left.CLOCK, "1970-01-01T00:00:00Z", device="room-3/PC 02"),
    Omitted("notes.json", Left.NOT_OURS),
)


@cache
def _reports() -> Sequence[Gathered]:
    contents = (json.dumps(document(one, tip=at % 5 + 1)).encode() for at, one in enumerate(KINDS))
    return [gathered(read(one, TODAY), Origin("", ""), "", "") for one in contents]


def summary(
    computers: int, sites: Sequence[str] = ("room-3",), *, weeks: int = 2, left: Sequence[Omitted] = LEFT
) -> Summary:
    """Summary of so many computers, of five kinds, in turn at each place. One in seventeen was not heard of for long."""
    fold = Fold()
    for week in reversed(range(weeks)):
        for number in range(computers):
            site = sites[number % len(sites)]
            name = f"PC {number // len(sites) + 1:02}"
            silent = timedelta(days=20) if number % 17 == 5 else timedelta()
            one = _reports()[(number + week) % len(KINDS)]
            began = BEGAN - timedelta(weeks=week) - silent
            source = f"{site}/{name}/{week}.json"
            fold.add(replace(one, origin=Origin(site, name), name=name, source=source, began=began, sha256=source))
    for omitted in left:
        fold.add(omitted)
    return conclude(fold.tally(TODAY, passed_over=2))


def rooms(n: int) -> tuple[str, ...]:
    """Names of so many places."""
    return tuple(f"room-{number:02}" for number in range(1, n + 1))


def several() -> Iterator[tuple[str, Summary]]:
    """A class, a school that lies flat, a district, and one of which everything is hostile; each by a name."""
    yield "nothing", conclude(Fold().tally(TODAY))
    yield "three", summary(3, weeks=1, left=())
    yield "class", summary(30)
    yield "flat", summary(120, ("",))
    yield "district", summary(400, rooms(14))
    yield "hostile", hostile('<b onclick=x>&amp;#read("x")')


def hostile(said: str) -> Summary:
    """A summary with this in every field that comes from a report or from a folder."""
    which = Which(5, (said, f"{said}/2"))
    counts = {State.ACT: 1, State.UNKNOWN: 2}
    shutters = (Shutter.OPEN, Shutter.AJAR, Shutter.FOGGED, Shutter.BARE, Shutter.CLOSED)
    visits = (Visit.ACT, Visit.UNSEEN)
    tips = tuple(Tip(tip, {shutters[tip - 1]: 5}) for tip in range(1, 6))
    return Summary(
        TODAY,
        2,
        3,
        BEGAN,
        BEGAN,
        tuple(Device(f"{said}{n}", said, BEGAN, said, said, shutters, counts, visits) for n in range(2)),
        tips,
        (Item(said, 1, said, dict.fromkeys(STATES, which), (Code(said, State.ACT, which, 1),)),),
        (Thing(said, said, 1, said, f"{said}. {said}", "machine", State.ACT, which, 1),),
        which,
        dict.fromkeys(visits, 5),
        (Site(said, 1, counts, tips, 1), Site(f"{said}2", 1, counts, tips, 1)),
        Quarantine({Left.EDITED: 1}, (Omitted(said, Left.EDITED, said, said),), which),
        Changes(2, which, (Changed(said, 1, said, dict.fromkeys(Change, which)),)),
        1,
    )
