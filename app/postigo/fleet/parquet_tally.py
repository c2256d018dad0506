"""Tally of a Parquet file, in SQL: the same numbers as those of `fold`.

A file from elsewhere is not trusted: a column that is not there, or a word that is none of ours, is `NotPacked`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date
from pathlib import Path
from typing import Any, Final

from postigo.core.letters import one_line
from postigo.core.report import DOOR, TIPS, Shutter
from postigo.fleet.parquet import NotPacked, Packed
from postigo.fleet.states import STATES, Change, Left, State, Visit, change
from postigo.fleet.summary import LISTED, Device, Omitted, Summary, Which, named
from postigo.fleet.tally import KEEP_DAYS, SILENT_AFTER, Deed, Named, Tally, conclude, too_old

_TIPS: Final = tuple(tip for tip in TIPS if tip != DOOR)
_COUNTS: Final = ", ".join(f"n_{state.name.lower()}" for state in STATES)
_SHUTTERS: Final = ", ".join(f"tip_{tip}" for tip in _TIPS)
_NEWEST: Final = "reports WHERE age = 1"
_WORST: Final = f"""CASE WHEN n_act > 0 THEN 'act' WHEN n_advise > 0 THEN 'advise'
    WHEN broken = 0 AND finished AND n_unknown = 0 AND n_fine > 0 AND 'fogged' NOT IN ({_SHUTTERS}) THEN 'fine' ELSE 'unknown' END"""
"""As `Gathered.worst`. A blank is never fine."""
_VISITS: Final = {
    Visit.ACT: "n_act > 0",
    Visit.BROKEN: "broken > 0",
    Visit.UNFINISHED: "NOT finished",
    Visit.UNSEEN: "2 * n_unknown >= n_act + n_advise + n_fine + n_unknown",
    Visit.SILENT: f"$today - began::DATE > {SILENT_AFTER.days}",
}
_ANY_VISIT: Final = " OR ".join(_VISITS.values())


def summarise(place: Path, as_of: date, keep_days: int = KEEP_DAYS) -> Summary:
    """Summary of a Parquet file that `pack` wrote. `NotPacked` for another one, `OSError` where it cannot be read."""
    with Packed(place) as packed:
        try:
            return conclude(_Counting(packed, as_of, keep_days).tally())
        except (ValueError, TypeError, AttributeError, LookupError) as odd:  # what `pack` never writes
            raise NotPacked(str(odd)) from None


class _Counting:
    """Counts of one file. Computers have numbers until all are counted: then those that are named are looked up."""

    def __init__(self, packed: Packed, as_of: date, keep_days: int) -> None:
        self._packed = packed
        self._as_of = as_of
        self._tally = Tally(as_of, passed_over=packed.passed_over)
        self._too_old = too_old(as_of, keep_days).replace(tzinfo=None)
        self._limit = LISTED
        self._names: dict[int, str] = {}

    def tally(self) -> Tally:
        """All counts."""
        tally = self._tally
        ((tally.devices, tally.reports, tally.oldest, tally.newest, sites, tally.compared, tally.old),) = self._rows(
            """SELECT count(*) FILTER (age = 1), count(*), min(began) FILTER (age = 1), max(began) FILTER (age = 1),
            count(DISTINCT site) FILTER (age = 1), count(*) FILTER (age = 1 AND gathered > 1),
            count(*) FILTER (began < $too_old) FROM reports""",
            too_old=self._too_old,
        )
        tally.oldest, tally.newest = (
            None if one is None else one.replace(tzinfo=UTC) for one in (tally.oldest, tally.newest)
        )
        self._limit = named(tally.devices)
        self._name(several=sites > 1)
        self._answers()
        self._things()
        self._changes()
        self._places()
        self._visits(several=sites > 1)
        self._left(several=sites > 1)
        return tally

    def _rows(self, sql: str, **values: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401 - what SQL has
        return self._packed.rows(sql.replace("{few}", str(self._limit)), values)

    def _name(self, *, several: bool) -> None:
        """Names of computers that a list may have. The numbers of computers are in the order of their places and devices."""
        wanted = "" if self._tally.devices <= LISTED else "AND FALSE"
        name = "site || '/' || name" if several else "name"
        self._names = dict(self._rows(f"SELECT computer, {name} FROM {_NEWEST} {wanted}"))  # noqa: S608 - our own words
        self._named_so = name

    def _which(self, groups: dict[Any, tuple[int, list[int]]]) -> dict[Any, Which]:
        """Computers of each group by name."""
        missing = {number for _, numbers in groups.values() for number in numbers} - self._names.keys()
        if missing:
            self._names |= dict(
                self._rows(
                    f"SELECT computer, {self._named_so} FROM {_NEWEST} AND computer IN (SELECT unnest($wanted))",  # noqa: S608
                    wanted=sorted(missing),
                )
            )
        return {
            key: Which(count, tuple(one_line(self._names[number]) for number in numbers))
            for key, (count, numbers) in groups.items()
        }

    def _answers(self) -> None:
        tally = self._tally
        told = self._rows(
            """SELECT "check", state, count(*), min(computer, {few}) FROM answers WHERE age = 1 GROUP BY "check", state"""
        )
        tally.states = self._which({(check, State(state)): (count, first) for check, state, count, first in told})
        tally.names = {
            check: Named(tip, one_line(title))
            for check, (tip, title) in self._rows(
                """SELECT "check", arg_max((tip, title), (told, tip, title)) FROM (
                    SELECT "check", tip, title, count(*) FILTER (tip > 0) told FROM answers WHERE age = 1 GROUP BY ALL
                ) GROUP BY "check\""""
            )
        }
        found = self._rows(
            """SELECT "check", code, state, count(*), min(computer, {few}), count(*) FILTER (aside)
            FROM found WHERE age = 1 GROUP BY "check", code, state"""
        )
        which = self._which(
            {(check, code, State(state)): (count, first) for check, code, state, count, first, _ in found}
        )
        tally.codes = {
            (check, code, State(state)): (which[check, code, State(state)], aside)
            for check, code, state, _, _, aside in found
        }

    def _things(self) -> None:
        tally = self._tally
        told = self._rows(
            """SELECT "check", fix, count(*), min(computer, {few}), count(*) FILTER (act) FROM (
                SELECT "check", fix, computer, bool_or(state = 'act') act FROM to_do WHERE age = 1 GROUP BY ALL
            ) GROUP BY "check", fix"""
        )
        which = self._which({(check, fix): (count, first) for check, fix, count, first, _ in told})
        tally.things = {(check, fix): (which[check, fix], act) for check, fix, _, _, act in told}
        tally.deeds = {
            (check, fix): Deed(one_line(what), one_line(effort), who)
            for check, fix, (what, effort, who) in self._rows(
                """SELECT "check", fix, arg_max((what, effort, who), (told, what, effort, who)) FROM (
                    SELECT "check", fix, what, effort, who, count(*) told FROM to_do WHERE age = 1 GROUP BY ALL
                ) GROUP BY "check", fix"""
            )
        }

    def _changes(self) -> None:
        tally = self._tally
        pairs = self._rows(
            """SELECT "check", was, state, count(*), min(computer, {few}) FROM (
                SELECT "check", was, state, computer FROM answers WHERE age = 1 AND was IS NOT NULL AND was <> 'other-version'
                UNION ALL SELECT "check", was, 'not-looked', computer FROM gone
            ) GROUP BY "check", was, state"""
        )
        groups: dict[tuple[str, Change], tuple[int, list[int]]] = {}
        for check, was, state, count, first in pairs:
            if (became := change(State(was), State(state))) is not None:
                before, others = groups.get((check, became), (0, []))
                groups[check, became] = before + count, sorted([*others, *first])[: self._limit]
        tally.changes = self._which(groups)
        for check, (tip, title) in self._rows(
            """SELECT "check", arg_max((tip, title), (told, tip, title)) FROM (
                SELECT "check", tip, title, count(*) told FROM gone GROUP BY ALL) GROUP BY "check\""""
        ):
            tally.names.setdefault(check, Named(tip, one_line(title)))
        ((count, first),) = self._rows(
            f"SELECT count(*), coalesce(min(computer, {{few}}), []) FROM {_NEWEST} AND gathered = 1"  # noqa: S608
        )
        tally.first = self._which({"": (count, first)})[""]

    def _places(self) -> None:
        tally = self._tally
        for site, state, count, going in self._rows(
            f"SELECT site, {_WORST}, count(*), count(*) FILTER ({_ANY_VISIT}) FROM {_NEWEST} GROUP BY ALL",  # noqa: S608
            today=self._as_of,
        ):
            devices, states, visits = tally.sites.get(site, (0, {}, 0))
            tally.sites[site] = devices + count, states | {State(state): count}, visits + going
        for site, tip, shutter, count in self._rows(
            f"""SELECT site, tip[5:]::INTEGER, shutter, count(*) FROM (
                UNPIVOT (SELECT site, {_SHUTTERS} FROM {_NEWEST}) ON {_SHUTTERS} INTO NAME tip VALUE shutter
            ) GROUP BY ALL"""  # noqa: S608
        ):
            tally.tips.setdefault(site, {})[tip, Shutter(shutter)] = count

    def _visits(self, *, several: bool) -> None:
        tally = self._tally
        name = "site || '/' || name" if several else "name"
        reasons = ", ".join(f"count(*) FILTER ({holds})" for holds in _VISITS.values())
        ((count, first, *counts),) = self._rows(
            f"""SELECT count(*) FILTER ({_ANY_VISIT}), coalesce(min(computer, {{few}}) FILTER ({_ANY_VISIT}), []), {reasons}
            FROM {_NEWEST}""",  # noqa: S608
            today=self._as_of,
        )
        tally.visits = self._which({"": (count, first)})[""]
        tally.visit_reasons = {reason: n for reason, n in zip(_VISITS, counts, strict=True) if n}
        tally.listed = tuple(
            self._rows_as_devices(
                f"""SELECT {name}, site, began, platform, system, gathered, {_SHUTTERS}, {_COUNTS}, {", ".join(_VISITS.values())}
                FROM {_NEWEST} ORDER BY n_act = 0, NOT ({_ANY_VISIT}), computer LIMIT {{few}}"""  # noqa: S608
            )
        )

    def _rows_as_devices(self, sql: str) -> Iterator[Device]:
        for name, site, began, platform, system, gathered, *more in self._rows(sql, today=self._as_of):
            shutters, counts, reasons = more[:5], more[5:11], more[11:]
            yield Device(
                one_line(name),
                site,
                began.replace(tzinfo=UTC),
                platform,
                one_line(system),
                tuple(map(Shutter, shutters)),
                {state: n for state, n in zip(STATES, counts, strict=True) if n},
                tuple(reason for reason, holds in zip(_VISITS, reasons, strict=True) if holds),
                gathered,
            )

    def _left(self, *, several: bool) -> None:
        tally = self._tally
        tally.omitted = {Left(why): n for why, n in self._rows("SELECT why, count(*) FROM omitted GROUP BY why")}
        tally.omitted_named = tuple(
            Omitted(one_line(source), Left(why), one_line(detail), one_line(device))
            for source, why, detail, device in self._rows(
                f"SELECT source, why, detail, device FROM omitted ORDER BY source, why LIMIT {LISTED}"  # noqa: S608
            )
        )
        sql = f"""SELECT DISTINCT device FROM omitted WHERE device <> ''
            AND device NOT IN (SELECT site || '/' || device FROM {_NEWEST})"""  # noqa: S608
        unread = sorted(one_line(device) for (device,) in self._rows(sql))
        several = several or len({one.partition("/")[0] for one in unread} | set(tally.sites)) > 1
        tally.unread = Which(
            len(unread), tuple(one if several else one.partition("/")[2] for one in unread[: self._limit])
        )
