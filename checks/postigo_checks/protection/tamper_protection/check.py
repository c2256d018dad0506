"""`av.tamper`: whether a program could switch off Microsoft Defender behind the person's back.

Where another maker's product watches, Defender stands aside and has nothing to protect: then there is no such thing. That it
has stopped altogether looks the same from here, and is what `av.active` tells.
"""

from __future__ import annotations

from collections.abc import Iterator
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
    NotApplicable,
    OpenSettings,
    Place,
    Plan,
    Platform,
    Probe,
    Scope,
    Share,
    System,
    Text,
    Unknown,
)
from postigo_checks.protection.defender import windows as defender
from postigo_checks.protection.defender.windows import Mode, Silence

STATUS: Final = "Get-MpComputerStatus | Select-Object AMRunningMode,AntivirusEnabled,IsTamperProtected"


class Tamper(Enum):
    """Whether Defender lets its own switches be moved."""

    PROTECTED = "protected"
    OPEN = "open"
    ASIDE = "Defender does not watch"


def windows(system: System, data: Data) -> Tamper:
    """By Defender's own word."""
    del data
    status = defender.report(system, STATUS)
    if isinstance(status, Silence):
        return Tamper.ASIDE
    mode, enabled, protected = defender.mode(status), status.get("AntivirusEnabled"), status.get("IsTamperProtected")
    if not isinstance(enabled, bool):
        raise CannotTell(Unknown.UNREADABLE, "Defender's status has no booleans")
    if mode is Mode.ASIDE or not enabled:
        return Tamper.ASIDE
    if not isinstance(protected, bool):  # not there before platform 4.18.1909
        raise CannotTell(Unknown.UNREADABLE, "IsTamperProtected is no boolean")
    return Tamper.PROTECTED if protected else Tamper.OPEN


def judge(fact: Tamper) -> Iterator[Finding | Gap] | NotApplicable:
    """One sentence."""
    if fact is Tamper.ASIDE:
        return NotApplicable(Text("Microsoft Defender does not watch this computer now."))
    if fact is Tamper.PROTECTED:
        text = Text("No program can switch off Microsoft Defender on its own.")
        return iter((Finding("protected", Level.GOOD, text),))
    text = Text("A program could switch off Microsoft Defender without asking you.")
    return iter((Finding("open", Level.ADVISE, text, fixes=("turn-on",)),))


AV_TAMPER: Final = Check(
    id="av.tamper",
    title=Text("The lock on the antivirus' settings"),
    why=Text("Harmful programs first try to switch off the antivirus."),
    tip=3,
    probe=Probe(windows=windows),
    judge=judge,
    coverage={
        Platform.WINDOWS: Coverage(
            Text("What Microsoft Defender says of its tamper protection."),
            Text("How antivirus programs of other makers protect themselves."),
        ),
    },
    share=Share.OPEN,
    scope=Scope.MACHINE,
    budget=30.0,
    fixes=(
        Plan(
            "turn-on",
            Text("Turn on tamper protection"),
            (
                OpenSettings(Place.ANTIVIRUS),
                Instruct(Text("Choose “Virus & threat protection”, then “Manage settings”.")),
                Instruct(Text("Turn on “Tamper Protection”.")),
            ),
            Text("About 1 minute."),
            on=frozenset({Platform.WINDOWS}),
        ),
    ),
)
