"""Difference between two audits of one computer, thing by thing. Pure.

A thing is told by its check, its code and its `ref`. What could not be seen is never called mended, and what a check looks at
in another way is neither better nor worse (decision 0688).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from postigo.core.model import BUILT_IN, Finding, Level
from postigo.core.report import CheckInfo, PackInfo, Report, without_private


class Change(StrEnum):
    """Kinds of difference of one thing, in the order in which a person reads them."""

    NEW = "new"  # it asks for something, and was not there
    WORSE = "worse"  # it asks for more than it did
    FIXED = "fixed"  # it asked for something, and all was seen: it is there no more
    BETTER = "better"  # it asks for less than it did
    NO_LONGER_VISIBLE = "no-longer-visible"  # it was seen, and now a part of its check could not be
    NOT_LOOKED_AT = "not-looked-at"  # it was seen, and its check was not asked now
    NEW_WAY = "new-way"  # it differs, and so does the way in which it was looked at
    NOW_VISIBLE = "now-visible"  # a part of its check could not be seen, and now it is
    FIRST_LOOK = "first-look"  # its check was not asked before
    NO_LONGER_THERE = "no-longer-there"  # what it is about is not on this computer any more
    APPEARED = "appeared"  # worth knowing, asks for nothing, and was not there
    ENDED = "ended"  # was worth knowing, and is no more
    STILL_NOT_VISIBLE = "still-not-visible"  # a part of its check could be seen neither time
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Side:
    """One of two audits. `refs` are those of each check's findings, in their order.

    Those of two sides name the same things where their `ref_key` is the same, and is not empty.
    """

    report: Report
    refs: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)
    ref_key: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """Difference of one thing. Without a finding on either side, of a whole check.

    `line` is the check as the later audit lists it, else as the earlier one does.
    """

    change: Change
    line: CheckInfo
    before: Finding | None = None
    after: Finding | None = None

    @property
    def finding(self) -> Finding | None:
        """The thing as it was seen last."""
        return self.after or self.before

    @property
    def level(self) -> Level | None:
        """Level of the thing as it was seen last."""
        return None if self.finding is None else self.finding.level


@dataclass(frozen=True, slots=True)
class Diff:
    """Differences of two audits, in the order of `Change` and then of the catalogue.

    `by_thing` is false where things could be told apart by their check and code only. `left_out` are checks whose answers are in
    no file, and so in no comparison.
    """

    before: Report
    after: Report
    differences: tuple[Difference, ...]
    by_thing: bool
    left_out: tuple[CheckInfo, ...] = ()

    def of(self, change: Change) -> tuple[Difference, ...]:
        """Differences of one kind."""
        return tuple(one for one in self.differences if one.change is change)

    def counts(self) -> dict[Change, int]:
        """How many differences there are of each kind."""
        return {change: len(self.of(change)) for change in Change}

    def worst(self) -> Level | None:
        """Worst level of what is new or worse. None if that is nothing, and something could not be compared; else GOOD."""
        levels = [one.level for one in self.differences if one.change in WORSENED and one.level is not None]
        if levels:
            return max(levels)
        return None if any(_is_untold(one) for one in self.differences) else Level.GOOD


WORSENED: Final = frozenset({Change.NEW, Change.WORSE})
UNSEEN: Final = frozenset({Change.NO_LONGER_VISIBLE, Change.NOT_LOOKED_AT, Change.STILL_NOT_VISIBLE})
"""Kinds for what the later audit could not see, or did not look at."""
_INCOMPARABLE: Final = frozenset({Change.NEW_WAY, Change.NOW_VISIBLE, Change.FIRST_LOOK})


def _is_untold(one: Difference) -> bool:
    """Whether nobody can say if it became better or worse."""
    asks = one.level is None or one.level >= Level.ADVISE
    return one.change in UNSEEN or (one.change in _INCOMPARABLE and asks)


class Incomparable(Exception):  # noqa: N818 - what they are
    """Two audits that are not of one computer. The system differs, or one of them is of a box within it."""


def diff(before: Side, after: Side) -> Diff:
    """Comparison of two audits, thing by thing. `Incomparable` where they speak of different systems."""
    by_thing = bool(before.ref_key) and before.ref_key == after.ref_key
    one, other = _Look.of(before, by_thing=by_thing), _Look.of(after, by_thing=by_thing)
    if (one.report.platform, one.report.box) != (other.report.platform, other.report.box):
        raise Incomparable(f"{one.report.platform}, {one.report.box}; {other.report.platform}, {other.report.box}")
    left_out = {line.check: line for line in (*one.report.left_out, *other.report.left_out)}
    rights = one.report.elevated == other.report.elevated
    found = [
        difference
        for check in dict.fromkeys((*other.lines, *one.lines))
        if check not in left_out
        for difference in _Check(
            other.lines.get(check) or one.lines[check],
            one.seen(check),
            other.seen(check),
            other_way=not rights or not _same_way(one.way(check), other.way(check)),
        ).differences()
    ]
    kinds = {change: number for number, change in enumerate(Change)}
    found.sort(key=lambda difference: kinds[difference.change])  # stable: the catalogue's order stays
    return Diff(one.report, other.report, tuple(found), by_thing, tuple(left_out.values()))


@dataclass(frozen=True, slots=True)
class _Seen:
    """Answer of one check on one side. Findings stand by code and reference, each list the worst first."""

    things: Mapping[tuple[str, str | None], list[Finding]]
    gap: bool
    absent: bool


@dataclass(frozen=True, slots=True)
class _Look:
    """One side without what leaves in no file, and its checks by their ids."""

    report: Report
    refs: Mapping[str, tuple[str | None, ...]]
    lines: Mapping[str, CheckInfo]
    packs: Mapping[str, PackInfo]

    @classmethod
    def of(cls, side: Side, *, by_thing: bool) -> _Look:
        """The side. Where things cannot be told apart by their references, it has none."""
        report = without_private(side.report)
        return cls(
            report,
            side.refs if by_thing else {},
            {line.check: line for line in report.listed},
            {pack.name: pack for pack in report.packs},
        )

    def seen(self, check: str) -> _Seen | None:
        """The answer; None where nobody asked. A verdict that says nothing at all is a gap."""
        said = self.report.verdict(check)
        if said is None or check not in self.lines:
            return None
        things: dict[tuple[str, str | None], list[Finding]] = defaultdict(list)
        refs = self.refs.get(check) or (None,) * len(said.findings)
        for finding, ref in zip(said.findings, refs, strict=True):
            things[finding.code, ref].append(finding)
        for alike in things.values():
            alike.sort(key=lambda finding: -finding.level)
        absent = said.not_applicable is not None
        return _Seen(things, bool(said.gaps) or not (said.findings or absent), absent)

    def way(self, check: str) -> _Way | None:
        """In which way a check looked. None where nobody asked."""
        line = self.lines.get(check)
        if line is None:
            return None
        pack = self.packs.get(line.pack)
        return _Way(line.version, "" if pack is None else pack.version, pack is not None and pack.origin == BUILT_IN)


@dataclass(frozen=True, slots=True)
class _Way:
    """Way in which a check looked: its version, if told, and that of its pack. `ours`: the pack comes with Postigo."""

    version: int | None
    pack: str
    ours: bool


def _same_way(one: _Way | None, other: _Way | None) -> bool:
    """Whether two ways are the same, as far as is told. Of a check of ours its own version decides, if both tell it."""
    if one is None or other is None:
        return True
    told = one.version is not None and other.version is not None
    if told and one.version != other.version:
        return False
    return (told and one.ours and other.ours) or one.pack == other.pack


@dataclass(frozen=True, slots=True)
class _Check:
    """Comparison of one check."""

    line: CheckInfo
    before: _Seen | None
    after: _Seen | None
    other_way: bool

    def differences(self) -> Iterator[Difference]:
        """Every thing of the check, once. The check itself follows where a gap is told by no thing."""
        told = False
        for one, other in self._pairs():
            change = self._change(one, other)
            if change is not None:
                told = told or change in {Change.NO_LONGER_VISIBLE, Change.NOT_LOOKED_AT}
                yield Difference(change, self.line, one, other)
        if not told and (whole := self._whole()) is not None:
            yield Difference(whole, self.line)

    def _pairs(self) -> Iterator[tuple[Finding | None, Finding | None]]:
        """Things of both sides, the same ones together. Alike things are paired by their level, the worst first."""
        one = {} if self.before is None else self.before.things
        other = {} if self.after is None else self.after.things
        for thing in dict.fromkeys((*one, *other)):
            mine, theirs = one.get(thing, []), other.get(thing, [])
            for index in range(max(len(mine), len(theirs))):
                yield (
                    mine[index] if index < len(mine) else None,
                    theirs[index] if index < len(theirs) else None,
                )

    def _change(self, one: Finding | None, other: Finding | None) -> Change | None:
        """Change of one thing. None for good news that came or went: what took its place tells of it."""
        if one is not None and other is not None:
            return self._stayed(one, other)
        if one is not None:
            return self._gone(one)
        return None if other is None else self._come(other)

    def _stayed(self, one: Finding, other: Finding) -> Change:
        if one.level == other.level:
            return Change.SAME
        if self.other_way:
            return Change.NEW_WAY
        if other.level > one.level:
            return Change.WORSE
        return Change.NO_LONGER_VISIBLE if self._hidden(self.after) else Change.BETTER

    def _gone(self, one: Finding) -> Change | None:
        if self.after is None:
            return Change.NOT_LOOKED_AT
        if self._hidden(self.after):
            return Change.NO_LONGER_VISIBLE
        if self.after.absent:
            return Change.NEW_WAY if self.other_way else Change.NO_LONGER_THERE
        if one.level is Level.GOOD:
            return None
        if self.other_way:
            return Change.NEW_WAY
        return Change.FIXED if one.level >= Level.ADVISE else Change.ENDED

    def _come(self, other: Finding) -> Change | None:
        if self.before is None:
            return Change.FIRST_LOOK
        if self._hidden(self.before):
            return Change.NOW_VISIBLE
        if other.level is Level.GOOD:
            return None
        if self.other_way:
            return Change.NEW_WAY
        return Change.NEW if other.level >= Level.ADVISE else Change.APPEARED

    def _whole(self) -> Change | None:
        """Change of the whole check, where a gap is told by no thing."""
        if self.after is None:
            return Change.NOT_LOOKED_AT if self.before is not None else None
        if self._hidden(self.after):
            if self.before is None:
                return Change.FIRST_LOOK
            return Change.STILL_NOT_VISIBLE if self._hidden(self.before) else Change.NO_LONGER_VISIBLE
        return None

    @staticmethod
    def _hidden(seen: _Seen | None) -> bool:
        return seen is not None and seen.gap
