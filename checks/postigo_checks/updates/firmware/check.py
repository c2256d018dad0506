"""`update.firmware`: how well the firmware under the system is protected, as fwupd measured it.

fwupd gives a level from 0 to 5 (Host Security ID); its makers call 1 the least that is safe. Below it is a **NOTE**: many
new computers come so, and mostly only their maker could change it (docs/decisions/0330-firmware-is-a-note.md). A mark
behind the number (`!`) tells of the running system, for example a kernel that lets modules without signature in: NOTE.

Traps: its service ends by itself after two hours, and asking `fwupdmgr` would start it, which wakes disks and buses. So it is
asked by D-Bus only where it runs. In a virtual machine it answers `HSI:INVALID…`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from postigo.api import (
    ABSENT,
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
    attempt,
)
from postigo_checks.common.linux import dbus_property

FWUPD: Final = "org.freedesktop.fwupd"
TOOL: Final = "fwupdmgr"
_HSI: Final = re.compile(r"HSI:([0-5])(?:\+[A-Z]+)?(!?)(?: \(v[\d.]+\))?")


@dataclass(frozen=True, slots=True)
class Firmware:
    """The level that fwupd measured; `runtime`: something in the running system spoils it. None: no fwupd here."""

    level: int | None
    runtime: bool = False


def linux(system: System, data: Data) -> Firmware:
    """By fwupd, if it runs."""
    del data
    said = attempt(dbus_property.get, system, FWUPD, "/", FWUPD, "HostSecurityId")
    if isinstance(said, CannotTell):
        if said.why is Unknown.MISSING and system.which(TOOL, optional=True) is ABSENT:
            return Firmware(None)
        raise said
    found = _HSI.fullmatch(said) if isinstance(said, str) else None
    if found is None:
        why = Unknown.MISSING if isinstance(said, str) and said.startswith("HSI:INVALID") else Unknown.UNREADABLE
        raise CannotTell(why, "fwupd has no level for this computer")
    return Firmware(int(found[1]), bool(found[2]))


def judge(fact: Firmware) -> Iterator[Finding | Gap] | NotApplicable:
    """The level."""
    if fact.level is None:
        return NotApplicable(Text("This system has no tool that looks after the firmware (fwupd)."))
    return _judge(fact.level, fact)


def _judge(level: int, fact: Firmware) -> Iterator[Finding | Gap]:
    if level == 0:
        text = Text(
            "The firmware (what runs before the system) is less protected than its makers advise: level 0 of 5."
        )
        yield Finding("low", Level.NOTE, text, fixes=("renew",))
    else:
        text = Text(
            "The firmware (what runs before the system) is protected at level {level} of 5.", values={"level": level}
        )
        yield Finding("protected", Level.GOOD, text)
    if fact.runtime:
        yield Finding(
            "runtime",
            Level.NOTE,
            Text(
                "Something in the running system weakens the protection of the firmware (what runs before the system)."
            ),
        )


UPDATE_FIRMWARE: Final = Check(
    id="update.firmware",
    title=Text("The protection of the firmware"),
    why=Text("The firmware starts before the system. Who changes it stays, even if the disk is wiped."),
    tip=3,
    probe=Probe(linux=linux),
    judge=judge,
    coverage={
        Platform.LINUX: Coverage(
            Text("The level that fwupd measured, if its service is running. It is not started."),
            Text("Whether a newer firmware exists. Everything, where the service is not running."),
        ),
    },
    share=Share.OPEN,
    scope=Scope.MACHINE,
    fixes=(
        Plan(
            "renew",
            Text("Look for new firmware"),
            (
                Instruct(Text("Plug the computer in.")),
                OpenSettings(Place.UPDATES),
                Instruct(Text("Install what is offered as firmware, or type in a terminal: fwupdmgr update")),
                Instruct(Text("Some parts only the maker can improve. Then there is nothing you must do.")),
            ),
            Text("About 20 minutes and a restart."),
            on=frozenset({Platform.LINUX}),
        ),
    ),
)
