"""`av.gatekeeper`: whether a Mac still asks before a stranger's program runs, and guards its own system files.

Two locks of macOS itself. Gatekeeper refuses programs whose maker Apple does not know, until somebody insists; System
Integrity Protection (SIP) keeps every program, also root's, out of the system's own files. With both off XProtect is on and
its list is new, and nothing is guarded.

`spctl --status` says "assessments enabled" or "assessments disabled", the latter with status 1 (seen on 14.7.4), so the words
count. `csrutil status` tells anybody; parts of SIP can be switched off alone ("unknown (Custom Configuration)", with a list
of parts below, seen in several public outputs).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from postigo.api import (
    CannotTell,
    Check,
    Coverage,
    Data,
    Finding,
    Gap,
    Instruct,
    Level,
    Plan,
    Platform,
    Probe,
    Scope,
    Share,
    System,
    Text,
    Unknown,
    attempt,
)

GATEKEEPER: Final = ("spctl", "--status")
SIP: Final = ("csrutil", "status")

_ASSESSMENTS: Final = {"assessments enabled": True, "assessments disabled": False}
_STATUS: Final = re.compile(
    r"^System Integrity Protection status: (enabled|disabled|(?:enabled|unknown) \(Custom Configuration\))\.",
    re.MULTILINE,
)


class Integrity(Enum):
    """How System Integrity Protection stands."""

    ON = "enabled"
    OFF = "disabled"
    PARTLY = "Custom Configuration"


@dataclass(frozen=True, slots=True)
class Locks:
    """The two locks, each with its own gap."""

    asks_first: bool | CannotTell
    integrity: Integrity | CannotTell


def macos(system: System, data: Data) -> Locks:
    """By the system's own tools, which answer everybody."""
    del data
    return Locks(attempt(_gatekeeper, system), attempt(_integrity, system))


def _gatekeeper(system: System) -> bool:
    output = system.run(*GATEKEEPER)
    said = _ASSESSMENTS.get(output.out.strip())
    if said is None:
        raise CannotTell(Unknown.UNREADABLE, f"spctl: status {output.code}, {output.out!r:.60}")
    return said


def _integrity(system: System) -> Integrity:
    output = system.run(*SIP)
    said = set(_STATUS.findall(output.out))
    if output.code != 0 or len(said) != 1:
        raise CannotTell(Unknown.UNREADABLE, f"csrutil: status {output.code}, {output.out!r:.60}")
    word = said.pop()
    return Integrity.PARTLY if "Custom" in word else Integrity(word)


def judge(fact: Locks) -> Iterator[Finding | Gap]:
    """Both on is good; each that is off is advised against."""
    if fact.asks_first is False:
        text = Text("This Mac lets programs of unknown makers run without asking (Gatekeeper is off).")
        yield Finding("gatekeeper-off", Level.ADVISE, text, fixes=("gatekeeper-on",))
    if fact.integrity is Integrity.OFF:
        text = Text("A program could change this Mac's own system files (System Integrity Protection is off).")
        yield Finding("integrity-off", Level.ADVISE, text, fixes=("integrity-on",))
    if fact.integrity is Integrity.PARTLY:
        text = Text("Parts of this Mac's guard for its own system files are off (System Integrity Protection).")
        yield Finding("integrity-partly", Level.ADVISE, text, fixes=("integrity-on",))
    if fact.asks_first is True and fact.integrity is Integrity.ON:
        text = Text("This Mac asks before a program of an unknown maker runs, and guards its own system files.")
        yield Finding("locks-on", Level.GOOD, text)
    if isinstance(fact.asks_first, CannotTell):
        yield Gap(fact.asks_first.why, Text("We could not see whether Gatekeeper is on."))
    if isinstance(fact.integrity, CannotTell):
        yield Gap(fact.integrity.why, Text("We could not see whether System Integrity Protection is on."))


AV_GATEKEEPER: Final = Check(
    id="av.gatekeeper",
    title=Text("The Mac's protection against unknown programs"),
    why=Text("Who wants to spy on you often asks you to open a program. This protection stops it, or asks you first."),
    tip=3,
    probe=Probe(macos=macos),
    judge=judge,
    coverage={
        Platform.MACOS: Coverage(
            Text("Whether Gatekeeper and System Integrity Protection are on."),
            Text("Exceptions that somebody made for one program, and how the Mac's start is guarded."),
        ),
    },
    share=Share.OPEN,
    scope=Scope.MACHINE,
    budget=15.0,
    fixes=(
        Plan(
            "gatekeeper-on",
            Text("Let the Mac ask again"),
            (
                Instruct(Text("If it was not you, nor somebody who helps you, read the safety note first.")),
                Instruct(Text("Open “Privacy & Security”. Under “Allow applications from”, choose the second line.")),
                Instruct(Text("If nothing can be chosen there, type in Terminal: sudo spctl --global-enable")),
            ),
            Text("About 2 minutes."),
            safety=True,
            on=frozenset({Platform.MACOS}),
        ),
        Plan(
            "integrity-on",
            Text("Let the Mac guard its system files again"),
            (
                Instruct(Text("If it was not you, nor somebody who helps you, read the safety note first.")),
                Instruct(
                    Text("Start the Mac in recovery: with Apple silicon hold the power button, else hold ⌘ and R.")
                ),
                Instruct(Text("Open Terminal from the menu “Utilities” and type: csrutil enable")),
                Instruct(Text("Restart the Mac.")),
            ),
            Text("About 10 minutes and a restart."),
            safety=True,
            on=frozenset({Platform.MACOS}),
        ),
    ),
)
