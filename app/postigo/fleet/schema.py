"""Types of `postigo.report/1` as far as a summary counts it, for msgspec.

Properties that stand here and are not of the type that `resources/postigo_resources/schema/report-1.json` says are refused;
others are passed over, as that version promises. What a text must look like is looked at in `reading`, once for each that there
is: a pattern here would be tried a hundred times for each report. Without `gc` the collector of garbage does not walk through
them: they hold no cycles.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Level = Literal["good", "note", "advise", "act"]
Reason = Literal["denied", "missing", "timeout", "crashed", "cancelled", "unreadable", "policy"]
Disclosure = Literal["share", "internal", "full", "give-away"]
Shutter = Literal["closed", "ajar", "asking", "open", "fogged", "bare", "door"]


class Device(Struct, frozen=True, gc=False):
    """The computer."""

    platform: Literal["linux", "windows", "macos"]
    elevated: bool
    remembered: bool
    system: str = ""


class Pack(Struct, frozen=True, gc=False):
    """Pack of checks."""

    state: Literal["runs", "broken"]


class Window(Struct, frozen=True, gc=False):
    """Window of one tip."""

    tip: int
    state: Shutter


class Gap(Struct, frozen=True, gc=False):
    """Gap: something could not be seen."""

    why: Reason


class Aside(Struct, frozen=True, gc=False):
    """Mark of what was set aside."""

    kind: Literal["snoozed", "accepted", "policy"]


class Finding(Struct, frozen=True, gc=False):
    """One thing that was seen."""

    code: str
    level: Level
    aside: Aside | None = None


class Result(Struct, frozen=True, gc=False):
    """Answer of one check. `counts` is false where it is in no sum and moves no shutter."""

    check: str
    tip: int
    title: str
    level: Level | None
    gaps: tuple[Gap, ...]
    findings: tuple[Finding, ...]
    version: int = 1
    counts: Literal[False] | None = None


class NotHere(Struct, frozen=True, gc=False):
    """Check without an answer: no such thing is there, or nobody looked."""

    check: str
    title: str = ""


class Thing(Struct, frozen=True, gc=False):
    """Thing that asks for something."""

    check: str
    code: str
    level: Level
    what: str
    fix: str | None
    effort: str | None
    who: Literal["user", "machine"]


class Report(Struct, frozen=True, gc=False):
    """The report."""

    schema: Literal["postigo.report/1"]
    level: Disclosure
    device: Device
    began: str
    ended: str | None
    packs: tuple[Pack, ...]
    results: tuple[Result, ...]
    not_here: tuple[NotHere, ...]
    label: str | None = None
    shutters: tuple[Window, ...] = ()
    to_do: tuple[Thing, ...] = ()
    not_looked: tuple[NotHere, ...] = ()
