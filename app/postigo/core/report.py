"""Report of an audit: what was asked and answered, each shutter, and what comes first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from postigo.core.model import Check, Coverage, Finding, Level, Plan, Scope, Share, Verdict
from postigo.core.redact import exportable
from postigo.core.system import Platform
from postigo.core.values import Text

TIPS = (1, 2, 3, 4, 5, 6)
DOOR: Final = 6
"""The tip that is the way to help, and never a state."""
PASSWORDS = 4
"""Tip about passwords, which no check sees. They are looked at only in files that the person chooses."""


class PackState(StrEnum):
    """State of a pack."""

    RUNS = "runs"
    OFF = "off"  # a stranger's, listed but not enabled
    BROKEN = "broken"  # could not be loaded


@dataclass(frozen=True, slots=True)
class PackInfo:
    """Description of a pack: its name, version, origin and state.

    `origin` is "built-in" or the distribution that brought the pack; `error` says why broken. `locale` is the folder of
    its translations, so that a reader of events needs not import it.
    """

    name: str
    version: str
    origin: str
    state: PackState = PackState.RUNS
    error: str = ""
    locale: str = ""


@dataclass(frozen=True, slots=True)
class CheckInfo:
    """A check as it stands in the catalogue, without its code. `coverage` is that of the audited platform.

    `told`: a person said it, and nothing was seen. Such a row counts for nothing, moves no shutter and is in no copy. So it is
    with a check that is `discreet`. `version` is the check's; None in a copy that does not tell it.
    """

    check: str
    pack: str
    title: Text
    why: Text
    tip: int
    share: Share
    scope: Scope
    fixes: tuple[Plan, ...]
    coverage: Coverage
    on_request: bool = False
    told: bool = False
    discreet: bool = False
    version: int | None = 1

    @property
    def counts(self) -> bool:
        """Whether its answer is in the sums and moves the shutter."""
        return not (self.told or self.discreet)

    @property
    def behind_door(self) -> bool:
        """Whether it belongs to the way to help.

        It is in no list and never offered, and runs for whoever knows its id.
        """
        return self.discreet and self.tip == DOOR

    @property
    def seeks_watchers(self) -> bool:
        """Whether it looks for what may watch the person. The safety flow goes with it (guidance 5.2)."""
        return self.discreet and not self.behind_door

    @classmethod
    def of(cls, check: Check[object], pack: str, platform: Platform) -> CheckInfo:
        """Listing of a check on one platform, with the plans meant for that platform."""
        fixes = tuple(plan for plan in check.fixes if platform in plan.on)
        coverage = check.coverage[platform]
        return cls(
            check.id,
            pack,
            check.title,
            check.why,
            check.tip,
            check.share,
            check.scope,
            fixes,
            coverage,
            check.on_request,
            discreet=check.discreet,
            version=check.version,
        )

    def plan(self, fix: str) -> Plan | None:
        """One of its plans by id; None if it is not meant for this platform."""
        return next((plan for plan in self.fixes if plan.id == fix), None)


class Box(StrEnum):
    """A system within another one. What an audit says there is about the box, not about the whole computer."""

    CONTAINER = "container"
    CHROOT = "chroot"  # another folder stands in the place of the system's own root
    SANDBOX = "sandbox"  # of one program (Flatpak, Snap)
    WSL = "wsl"  # the Linux within Windows


class Shutter(StrEnum):
    """How the window of one tip stands."""

    CLOSED = "closed"  # nothing to do
    AJAR = "ajar"  # can be better
    ASKING = "asking"  # drawn ajar: somebody looks through it now, and only the person knows whether that is right
    OPEN = "open"  # act
    FOGGED = "fogged"  # could not look
    BARE = "bare"  # not looked at, or only the person can know

    @property
    def shape(self) -> str:
        """Which of the five drawings shows it."""
        return Shutter.AJAR.value if self is Shutter.ASKING else self.value


@dataclass(frozen=True)  # no slots: it keeps two indexes of itself
class Report:
    """One audit, in Text: it can be shown later in another language.

    `remembered` is true when the machine was a recording; `elevated` when the audit had administrator rights;
    `box` is set where the audit speaks of a system within another one. `ended` is None while it runs; `incomplete_tips` are the tips of which some checks were left out by the call. `offered` is
    what nobody asked for and is looked at only when somebody does: it counts for nothing, in no shutter and in no sum.
    `left_out` are the checks that answered, and whose answers are not in this copy, whatever they said. `system` is what
    the machine runs, by the name its maker gives it ("" where nothing told it), and `label` what the person called this audit.
    `passwords` says that the person had their own passwords looked at too.
    """

    app: str
    platform: Platform
    began: datetime
    ended: datetime | None = None
    elevated: bool = False
    remembered: bool = False
    packs: tuple[PackInfo, ...] = ()
    listed: tuple[CheckInfo, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    incomplete_tips: tuple[int, ...] = ()
    offered: tuple[CheckInfo, ...] = ()
    box: Box | None = None
    left_out: tuple[CheckInfo, ...] = ()
    system: str = ""
    label: str = ""
    passwords: bool = False

    @cached_property
    def _lines(self) -> dict[str, CheckInfo]:
        return {line.check: line for line in (*self.listed, *self.offered)}

    @cached_property
    def _said(self) -> dict[str, Verdict]:
        return {verdict.check: verdict for verdict in self.verdicts}

    def listing(self, check: str) -> CheckInfo:
        """The catalogue's line of a check, listed or offered; KeyError if there is none."""
        return self._lines[check]

    def verdict(self, check: str) -> Verdict | None:
        """Verdict of a check, or None."""
        return self._said.get(check)

    def offers(self, check: str) -> bool:
        """Whether a check is one that nobody has asked for yet."""
        return any(line.check == check for line in self.offered)

    def of_tip(self, tip: int) -> Iterator[tuple[CheckInfo, Verdict]]:
        """Checks of one tip that count, with their verdicts, in the catalogue's order."""
        for line in self.listed:
            if line.tip == tip and line.counts and line.check in self._said:
                yield line, self._said[line.check]

    @property
    def seen(self) -> Iterator[Verdict]:
        """Verdicts that count."""
        return (said for said in self.verdicts if self.listing(said.check).counts)

    def merge(self, verdict: Verdict) -> Report:
        """Report with one verdict added, or put in the place of the older one.

        A verdict on what was only offered: somebody asked for it, and from now on it is listed like the rest.
        """
        if self.offers(verdict.check):
            others = tuple(line for line in self.offered if line.check != verdict.check)
            listed = (*self.listed, self.listing(verdict.check))
            return replace(self, listed=listed, offered=others).merge(verdict)
        if self.verdict(verdict.check) is None:
            return replace(self, verdicts=(*self.verdicts, verdict))
        return replace(self, verdicts=tuple(verdict if v.check == verdict.check else v for v in self.verdicts))

    def counts(self) -> dict[str, int]:
        """How many checks are good, note, advise, act and unknown. What is not on this machine is not counted."""
        seen = {level.name.lower(): 0 for level in Level} | {"unknown": 0}
        for verdict in self.seen:
            if verdict.not_applicable is None:
                seen["unknown" if verdict.level is None else verdict.level.name.lower()] += 1
        return seen

    def shutter(self, tip: int) -> Shutter:
        """State of a tip's shutter: its worst news. Fog comes only where there is no bad news.

        No shutter is closed of which only a part was looked at; that of passwords is, unless they were looked at too.
        """
        stands = shutter_of(verdict for _, verdict in self.of_tip(tip))
        whole = tip not in self.incomplete_tips and (self.passwords or tip != PASSWORDS)
        return Shutter.BARE if stands is Shutter.CLOSED and not whole else stands

    def worst(self) -> Level | None:
        """Worst ADVISE or ACT; else None if anything is untold or unseen. Else NOTE or GOOD."""
        levels = [verdict.level for verdict in self.seen if verdict.not_applicable is None]
        seen = [level for level in levels if level is not None]
        top = max(seen, default=None)
        if top is not None and top >= Level.ADVISE:
            return top
        broken = any(pack.state is PackState.BROKEN for pack in self.packs)
        return None if broken or len(seen) < len(levels) else top


def shutter_of(verdicts: Iterable[Verdict]) -> Shutter:
    """How a shutter stands for a few verdicts."""
    told = [verdict for verdict in verdicts if verdict.not_applicable is None]
    here = [verdict.level for verdict in told]
    seen = {level for level in here if level is not None}
    if Level.ACT in seen:
        return Shutter.OPEN
    if Level.ADVISE in seen:
        return Shutter.AJAR
    if any(finding.needs_confirmation for verdict in told for finding in verdict.findings):
        return Shutter.ASKING
    if None in here:
        return Shutter.FOGGED
    return Shutter.CLOSED if here else Shutter.BARE


def without_private(report: Report, *, watchers: bool = False) -> Report:
    """The report without the checks that leave in no file. Those that answered are named as left out, whatever they said.

    No shutter that they belong to is closed any more. What a person told is gone without a word: that somebody answered is theirs.
    So is a discreet check: a copy is the one of a look in which nobody asked for it. `watchers`: the person wants what may
    watch them in this one copy.
    """
    private = [
        line
        for line in report.listed
        if not (exportable(line.share) or (watchers and line.seeks_watchers)) and report.verdict(line.check)
    ]
    left_out = tuple(line for line in private if line.counts)
    gone = {line.check for line in private}
    listed = tuple(line for line in report.listed if line.check not in gone)
    kept = {line.check for line in listed}
    return replace(
        report,
        listed=listed,
        offered=tuple(line for line in report.offered if exportable(line.share)),
        verdicts=tuple(said for said in report.verdicts if said.check in kept),
        incomplete_tips=tuple(sorted({*report.incomplete_tips, *(line.tip for line in left_out)})),
        left_out=(*report.left_out, *left_out),
    )


def prioritised(report: Report) -> list[tuple[CheckInfo, Finding]]:
    """Findings that ask for something, the most useful first.

    Worse before better: who could be harmed now comes first. Within a level, what has a plan on this machine comes
    before what has none (a thing that one can do now is worth more), then the catalogue's order, which puts eyes and
    ears before walls. What was set aside comes after all others.
    """
    order = {line.check: index for index, line in enumerate(report.listed)}
    found = [
        (report.listing(verdict.check), finding)
        for verdict in report.verdicts
        for finding in verdict.findings
        if finding.level >= Level.ADVISE
    ]
    return sorted(
        found,
        key=lambda pair: (
            pair[1].aside is not None,
            -pair[1].level,
            not any(pair[0].plan(fix) for fix in pair[1].fixes),
            order[pair[0].check],
        ),
    )


def ranked(report: Report) -> tuple[str, ...]:
    """Ids of checks in the order of the list. First what asks, then what is not known, then the rest.

    Last comes what nobody has asked for yet.
    """
    first = list(dict.fromkeys(line.check for line, _ in prioritised(report)))
    unknown = [
        v.check for v in report.verdicts if v.level is None and v.not_applicable is None and v.check not in first
    ]
    rest = [line.check for line in report.listed]
    offered = [line.check for line in report.offered]
    return tuple(dict.fromkeys((*first, *(c for c in rest if c in unknown), *rest, *offered)))


def tips_in_order(report: Report) -> tuple[int, ...]:
    """Tips in the order of every report. What asks for something comes first, the way to help last."""
    told = ((report.listing(check).tip, report.verdict(check)) for check in ranked(report))
    shown = (tip for tip, said in told if tip != DOOR and (said is None or said.not_applicable is None))
    return tuple(dict.fromkeys((*shown, *TIPS)))


def in_order(report: Report, tip: int) -> list[tuple[CheckInfo, Verdict]]:
    """Checks of one tip that have something to tell here, in the order of `ranked`."""
    pairs = ((report.listing(check), report.verdict(check)) for check in ranked(report))
    return [
        (line, said) for line, said in pairs if line.tip == tip and said is not None and said.not_applicable is None
    ]


def verdict_digest(verdict: Verdict) -> dict[str, Any]:
    """A verdict as recordings hold it: level, codes with their levels, gap reasons. No prose, so wording may improve."""
    return {
        "level": None if verdict.level is None else verdict.level.name.lower(),
        "findings": sorted(f"{finding.code}: {finding.level.name.lower()}" for finding in verdict.findings),
        "gaps": sorted(gap.why.value for gap in verdict.gaps),
        **({"not_here": True} if verdict.not_applicable else {}),
    }
