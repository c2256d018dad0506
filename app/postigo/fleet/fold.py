"""Fold of reports into a tally, in plain Python.

The window and `postigo fleet report FOLDER` count with it.
"""

from __future__ import annotations

import copy
from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Self, TypeVar

from postigo.core.report import DOOR, TIPS
from postigo.fleet.folder import Folder
from postigo.fleet.rows import Answer, Gathered, Origin
from postigo.fleet.states import Change, Left, State, Visit, change
from postigo.fleet.summary import LISTED, Device, Omitted, Summary, Which, named
from postigo.fleet.tally import KEEP_DAYS, Deed, Named, Tally, conclude, silent, too_old

T = TypeVar("T", bound=tuple[object, ...])
_NOBODY_TELLS: Final = Answer("", 0, State.NOT_LOOKED, "", version=0)
"""Answer of a check that a report does not name. An older Postigo made it, or a pack could not be loaded."""
_TIPS: Final = tuple(tip for tip in TIPS if tip != DOOR)


@dataclass
class Omissions:
    """Count of what was left out, with the first by name, and of which computers. A hostile file has millions of lines."""

    counts: Counter[Left] = field(default_factory=Counter)
    named: list[Omitted] = field(default_factory=list)
    devices: set[str] = field(default_factory=set)

    def add(self, one: Omitted) -> None:
        """Count what was left out."""
        self.counts[one.why] += 1
        if one.device:
            self.devices.add(one.device)
        insort(self.named, one, key=lambda left: (left.name, left.why))
        del self.named[LISTED:]


@dataclass
class _Computer:
    """Reports of one computer by their time, with others of the same second."""

    first: dict[datetime, Gathered] = field(default_factory=dict)
    again: dict[datetime, list[Gathered]] = field(default_factory=dict)


@dataclass
class Fold:
    """Reports of a folder as they come in, and what was left out."""

    computers: dict[Origin, _Computer] = field(default_factory=dict)
    omitted: Omissions = field(default_factory=Omissions)

    @classmethod
    def of(cls, found: Iterable[Gathered | Omitted]) -> Self:
        """All of them, taken in."""
        fold = cls()
        for one in found:
            fold.add(one)
        return fold

    def add(self, one: Gathered | Omitted) -> None:
        """Take in a report, or what was left out."""
        if isinstance(one, Omitted):
            self.omitted.add(one)
            return
        known = self.computers.setdefault(one.origin, _Computer())
        if known.first.setdefault(one.began, one) is not one:
            known.again.setdefault(one.began, []).append(one)

    def pairs(self) -> tuple[list[Pair], Omissions]:
        """The newest report of each computer with the one before, in a summary's order. With all omissions."""
        found, left = [], copy.deepcopy(self.omitted)
        for known in self.computers.values():
            times = sorted(known.first.keys() - _doubtful(known, left))
            if times:
                before = known.first[times[-2]] if len(times) > 1 else None
                found.append(Pair(known.first[times[-1]], before, tuple(times)))
        return sorted(found, key=lambda pair: (pair.now.origin.site, pair.now.origin.device)), left

    def tally(self, as_of: date, passed_over: int = 0, keep_days: int = KEEP_DAYS) -> Tally:
        """Counts of what was taken in."""
        (pairs, left), limit = self.pairs(), too_old(as_of, keep_days)
        tally = tally_of(pairs, left, as_of, passed_over)
        tally.old = sum(one < limit for pair in pairs for one in pair.times)
        return tally


def _doubtful(known: _Computer, left: Omissions) -> set[datetime]:
    """Times of which two reports say something else: none of them counts. The very same counts once."""
    doubtful = set()
    for began, again in known.again.items():
        whole = [known.first[began], *again]
        differ = len({one.sha256 for one in whole}) > 1
        for one in whole if differ else again:
            left.add(Omitted(one.source, Left.CLASH if differ else Left.TWICE, device=key(one.origin)))
        if differ:
            doubtful.add(began)
    return doubtful


@dataclass(frozen=True, slots=True)
class Pair:
    """Newest report of a computer, the one before, and the times of all."""

    now: Gathered
    before: Gathered | None
    times: tuple[datetime, ...]


def summarise(found: Iterable[Gathered | Omitted], as_of: date, keep_days: int = KEEP_DAYS) -> Summary:
    """Summary of reports as they come."""
    fold = Fold.of(found)
    passed = found.passed.over if isinstance(found, Folder) else 0
    return conclude(fold.tally(as_of, passed, keep_days))


def tally_of(pairs: list[Pair], left: Omissions, as_of: date, passed_over: int) -> Tally:
    """Counts of the newest reports, each beside the one before."""
    several = len({pair.now.origin.site for pair in pairs}) > 1
    names = {pair.now.origin: name_of(pair.now, several=several) for pair in pairs}
    tally = Tally(as_of, len(pairs), sum(len(pair.times) for pair in pairs), passed_over=passed_over)
    tally.oldest = min((pair.now.began for pair in pairs), default=None)
    tally.newest = max((pair.now.began for pair in pairs), default=None)
    visits = {
        pair.now.origin: (*pair.now.visit, *([Visit.SILENT] if silent(pair.now.began, as_of) else [])) for pair in pairs
    }
    _answers(tally, pairs, names)
    _things(tally, pairs, names)
    _changes(tally, pairs, names)
    _places(tally, pairs, visits)
    tally.visits = which(tally, [names[origin] for origin, reasons in visits.items() if reasons])
    tally.visit_reasons = dict(Counter(reason for reasons in visits.values() for reason in reasons))
    tally.listed = _listed(pairs, names, visits)
    tally.omitted = dict(left.counts)
    tally.omitted_named = tuple(left.named)
    tally.unread = unread(left, pairs)
    return tally


def unread(left: Omissions, pairs: list[Pair]) -> Which:
    """Computers of which something was left out, and no report could be read."""
    there = {key(pair.now.origin) for pair in pairs}
    missing = sorted(left.devices - there)
    sites = {one.partition("/")[0] for one in (*there, *missing)}
    names = [one if len(sites) > 1 else one.partition("/")[2] for one in missing[: named(len(pairs))]]
    return Which(len(missing), tuple(names))


def key(origin: Origin) -> str:
    """Computer by its place and its device, by which it is put in order."""
    return f"{origin.site}/{origin.device}"


def name_of(one: Gathered, *, several: bool) -> str:
    """Name of a computer, after that of its place where there are several."""
    return f"{one.origin.site}/{one.name}" if several else one.name


def which(tally: Tally, names: list[str]) -> Which:
    """Computers, in the order in which they were counted: that of their places and devices."""
    return Which(len(names), tuple(names[: named(tally.devices)]))


def _answers(tally: Tally, pairs: list[Pair], names: Mapping[Origin, str]) -> None:
    states: defaultdict[tuple[str, State], list[str]] = defaultdict(list)
    codes: defaultdict[tuple[str, str, State], list[str]] = defaultdict(list)
    aside: Counter[tuple[str, str, State]] = Counter()
    titles: defaultdict[str, Counter[tuple[int, str]]] = defaultdict(Counter)
    for pair in pairs:
        name = names[pair.now.origin]
        for answer in pair.now.answers:
            states[answer.check, answer.state].append(name)
            titles[answer.check][answer.tip, answer.title] += bool(answer.tip)  # what is not there tells no tip
            for asked in answer.asked:
                codes[answer.check, asked.code, asked.state].append(name)
                aside[answer.check, asked.code, asked.state] += asked.aside
    tally.states = {key: which(tally, found) for key, found in states.items()}
    tally.codes = {key: (which(tally, found), aside[key]) for key, found in codes.items()}
    tally.names = {check: Named(*most(told)) for check, told in titles.items()}


def _things(tally: Tally, pairs: list[Pair], names: Mapping[Origin, str]) -> None:
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    act: Counter[tuple[str, str]] = Counter()
    words: defaultdict[tuple[str, str], Counter[tuple[str, str, str]]] = defaultdict(Counter)
    for pair in pairs:
        worst: dict[tuple[str, str], bool] = {}
        for one in pair.now.to_do:
            key = one.check, one.fix
            worst[key] = worst.get(key, False) or one.state is State.ACT
            words[key][one.what, one.effort, one.who] += 1
        for key, urgent in worst.items():
            found[key].append(names[pair.now.origin])
            act[key] += urgent
    tally.things = {key: (which(tally, there), act[key]) for key, there in found.items()}
    tally.deeds = {key: Deed(*most(told)) for key, told in words.items()}


def most(told: Counter[T]) -> T:
    """Words that most say; of equals the last by its letters. One report alone cannot rename a check."""
    return max(told, key=lambda one: (told[one], one))


def _changes(tally: Tally, pairs: list[Pair], names: Mapping[Origin, str]) -> None:
    seen: defaultdict[tuple[str, Change], list[str]] = defaultdict(list)
    gone: defaultdict[str, Counter[tuple[int, str]]] = defaultdict(Counter)
    for pair in pairs:
        if pair.before is None:
            continue
        before = {one.check: one for one in pair.before.answers}
        now = {one.check: one for one in pair.now.answers}
        for check in before.keys() | now.keys():
            was, stands = before.get(check, _NOBODY_TELLS), now.get(check, _NOBODY_TELLS)
            if was.version == stands.version or not (was.version and stands.version):
                became = change(was.state, stands.state)
                if became is not None:
                    seen[check, became].append(names[pair.now.origin])
        for check in before.keys() - now.keys():
            gone[check][before[check].tip, before[check].title] += 1
    for check in gone.keys() - tally.names.keys():  # no computer has it any more
        tally.names[check] = Named(*most(gone[check]))
    tally.changes = {key: which(tally, found) for key, found in seen.items()}
    tally.compared = sum(pair.before is not None for pair in pairs)
    tally.first = which(tally, [names[pair.now.origin] for pair in pairs if pair.before is None])


def _places(tally: Tally, pairs: list[Pair], visits: Mapping[Origin, tuple[Visit, ...]]) -> None:
    for pair in pairs:
        origin = pair.now.origin
        devices, states, going = tally.sites.get(origin.site, (0, {}, 0))
        states[pair.now.worst] = states.get(pair.now.worst, 0) + 1
        tally.sites[origin.site] = devices + 1, states, going + bool(visits[origin])
        tips = tally.tips.setdefault(origin.site, {})
        for key in zip(_TIPS, pair.now.shutters, strict=True):
            tips[key] = tips.get(key, 0) + 1


def _listed(
    pairs: list[Pair], names: Mapping[Origin, str], visits: Mapping[Origin, tuple[Visit, ...]]
) -> tuple[Device, ...]:
    """The computers, those to visit first: what is urgent there before all else."""
    first = sorted(pairs, key=lambda pair: order(visits[pair.now.origin]))[: named(len(pairs))]
    return tuple(
        Device(
            names[pair.now.origin],
            pair.now.origin.site,
            pair.now.began,
            pair.now.platform,
            pair.now.system,
            pair.now.shutters,
            pair.now.counts,
            visits[pair.now.origin],
            len(pair.times),
        )
        for pair in first
    )


def order(visit: tuple[Visit, ...]) -> tuple[bool, bool]:
    """Rank of a computer among those that are listed."""
    return Visit.ACT not in visit, not visit
