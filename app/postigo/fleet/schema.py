"""Types of `postigo.report/1` as far as a summary counts it, for msgspec.

Properties that stand here and are not as `resources/postigo_resources/schema/report-1.json` says are refused; others are passed
over, as that version promises. A test holds these types against the schema.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

Id = Annotated[str, Meta(min_length=1, max_length=200)]
Check = Annotated[
    str, Meta(max_length=200, pattern=r"^([a-z0-9]+(-[a-z0-9]+)*:)?[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*$")
]
Number = Annotated[int, Meta(ge=1, le=6)]
Level = Literal["good", "note", "advise", "act"]
Time = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$")]
Label = Annotated[str, Meta(min_length=1, max_length=100)]
Reason = Literal["denied", "missing", "timeout", "crashed", "cancelled", "unreadable"]
Disclosure = Literal["share", "internal", "full", "give-away"]
Shutter = Literal["closed", "ajar", "asking", "open", "fogged", "bare", "door"]


class Device(Struct, frozen=True):
    """The computer."""

    platform: Literal["linux", "windows", "macos"]
    elevated: bool
    remembered: bool
    system: str = ""


class App(Struct, frozen=True):
    """What made the report."""

    version: Id


class Pack(Struct, frozen=True):
    """Whose checks these are."""

    name: str
    state: Literal["runs", "broken"]


class Window(Struct, frozen=True):
    """Window of one tip."""

    tip: Number
    state: Shutter


class Gap(Struct, frozen=True):
    """What could not be seen."""

    why: Reason


class Aside(Struct, frozen=True):
    """Mark of what was set aside."""

    kind: Literal["snoozed", "accepted", "policy"]


class Finding(Struct, frozen=True):
    """One thing that was seen."""

    code: Id
    level: Level
    aside: Aside | None = None


class Result(Struct, frozen=True):
    """What one check said."""

    check: Check
    tip: Number
    title: Annotated[str, Meta(min_length=1)]
    level: Level | None
    gaps: list[Gap]
    looked_at: Time
    findings: list[Finding]
    version: Annotated[int, Meta(ge=1, le=1_000_000)] = 1
    counts: Literal[False] | None = None
    """False: it is in no sum and moves no shutter."""


class NotHere(Struct, frozen=True):
    """What there is not on that computer."""

    check: Check
    title: str = ""


class Thing(Struct, frozen=True):
    """What asks for something."""

    check: Check
    code: Id
    level: Level
    what: Annotated[str, Meta(min_length=1)]
    fix: Id | None
    effort: str | None
    who: Literal["user", "machine"]


class Report(Struct, frozen=True):
    """The report."""

    schema: Literal["postigo.report/1"]
    app: App
    lang: Annotated[str, Meta(pattern="^[a-z]{2}$")]
    level: Disclosure
    device: Device
    began: Time
    ended: Time | None
    packs: list[Pack]
    results: list[Result]
    not_here: list[NotHere]
    label: Label | None = None
    shutters: list[Window] = []
    to_do: list[Thing] = []
    not_looked: list[NotHere] = []
    offered: list[Check] = []
    left_out: list[Check] = []
