"""Tables of a summary: places, checks, computers, files that are left out, meanings."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

from postigo.core.named_after import is_named_after_a_person
from postigo.core.values import Text
from postigo.fleet import wording
from postigo.fleet.page.outline import Table
from postigo.fleet.page.telling import ROWS, Telling, natural, plain
from postigo.fleet.states import STATES, Left, State
from postigo.reports import wording as common
from postigo.reports.printable import printable

_WORST: Final = (State.ACT, State.ADVISE, State.UNKNOWN, State.FINE)


def visits(told: Telling) -> Table:
    """Computers to visit with their reasons. Empty where the first sheet has room for all."""
    if all(n <= told.few for n in told.summary.visit_reasons.values()):
        return Table((), ())
    going = [one for one in told.summary.listed if one.visit]
    rows = tuple(
        (plain(one.name), " ".join(told.say(wording.VISITS[why]) for why in one.visit)) for one in going[:ROWS]
    )
    return Table(told.heads(wording.COMPUTER, Text("Why")), rows, told.more(told.summary.visits.count, len(rows)))


def places(told: Telling) -> Table:
    """Places of a district, each with its computers."""
    sites = told.summary.sites if told.summary.is_district else ()
    states = [wording.STATES[state] for state in _WORST]
    heads = told.heads(Text("Place"), Text("Computers"), *states, Text("to visit"))
    rows = tuple(
        (
            plain(one.site) or told.say(wording.NO_PLACE),
            told.number(one.devices),
            *(told.number(one.states.get(state, 0)) for state in _WORST),
            told.number(one.visits),
        )
        for one in sites[:ROWS]
    )
    return Table(heads, rows, told.more(len(sites)))


def checks(told: Telling) -> Table:
    """Checks with the number of computers in each state. Unknown has a column of its own."""
    items = told.summary.items
    heads = told.heads(Text("What is looked at"), *(wording.STATES[state] for state in STATES))
    rows = tuple(
        (plain(item.title), *(told.number(item.states[state].count) for state in STATES)) for item in items[:ROWS]
    )
    return Table(heads, rows, told.more(len(items)))


def devices(told: Telling) -> Table:
    """Computers with the number of checks in each state."""
    shown = sorted(told.summary.listed[:ROWS], key=lambda one: natural(one.name))
    states = (State.ACT, State.ADVISE, State.FINE, State.UNKNOWN, State.NOT_LOOKED)
    heads = told.heads(
        wording.COMPUTER, *(wording.STATES[state] for state in states), Text("Looked at"), Text("System")
    )
    rows = tuple(
        (
            plain(one.name),
            *(told.number(one.counts.get(state, 0)) for state in states),
            told.words.day(one.began.astimezone().date()),
            plain(one.system) or _platform(one.platform),
        )
        for one in shown
    )
    return Table(heads, rows, told.more(told.summary.devices, len(rows)))


def _platform(platform: str) -> str:
    known = {one.value: name.text for one, name in common.PLATFORMS.items()}
    return known.get(platform, plain(platform))


def reasons(told: Telling) -> Table:
    """Reasons for which files are left out."""
    rows = tuple((told.say(wording.LEFT[why]), told.number(n)) for why, n in by_number(told))
    return Table(told.heads(Text("Why"), Text("Files")), rows)


def by_number(told: Telling) -> list[tuple[Left, int]]:
    """Reasons with their numbers, the most frequent first."""
    counts = told.summary.quarantine.counts
    return sorted(((why, n) for why, n in counts.items() if n), key=lambda one: (-one[1], one[0]))


def files(told: Telling) -> Table:
    """Files that are left out, each with its reason."""
    left = told.summary.quarantine
    rows = tuple(
        (
            _file_name(told, one.name),
            " ".join(part for part in (told.say(wording.LEFT[one.why]), _detail(one.detail)) if part),
        )
        for one in left.named[:ROWS]
    )
    return Table(told.heads(Text("File"), Text("Why")), rows, told.more(left.total, len(rows)))


def _file_name(told: Telling, name: str) -> str:
    """Name of a file, unless it is a person's. A page goes from hand to hand; the terminal names it."""
    path = PurePosixPath(name)
    named = any(map(is_named_after_a_person, (*path.parent.parts, path.stem)))
    return told.say(wording.PERSONS_FILE) if named else plain(name)


def meanings(told: Telling) -> Table:
    """Words for the states, and what they mean."""
    rows = tuple((told.say(wording.STATES[state]), told.say(wording.MEANINGS[state])) for state in STATES)
    return Table(told.heads(Text("Word"), Text("What it means")), rows)


def made(told: Telling) -> Table:
    """Numbers on how the page was made."""
    summary = told.summary
    items = [
        (Text("Made on"), told.words.day(summary.as_of)),
        (Text("Computers"), told.number(summary.devices)),
        (Text("Reports that were read"), told.number(summary.reports)),
        (Text("Files that are left out"), told.number(summary.quarantine.total)),
    ]
    if summary.passed_over:
        items.append((Text("Other files, as pages and pictures"), told.number(summary.passed_over)))
    if summary.old:
        items.append((Text("Reports that are older than they may be kept"), told.number(summary.old)))
    items.append((Text("Names in one list"), told.say(wording.lists_are_short(told.most))))
    return Table(told.heads(Text("What"), Text("Value")), tuple((told.say(name), what) for name, what in items))


def _detail(detail: str) -> str:
    return f"({printable(detail)})" if detail else ""
