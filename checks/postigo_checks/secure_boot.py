r"""`boot.secure`: whether the computer starts only systems that somebody vouches for (Secure Boot).

- Linux: a variable of the firmware, four bytes of attributes and one that is 1 or 0. Without `/sys/firmware/efi` the computer
  starts in the older way (BIOS), and has none: that is not "off". In a container the variables may be missing. What the
  firmware starts first is shim, and shim can be told to check nothing (`mokutil --disable-validation`); then
  `MokSBStateRT` is 1, and the kernel too takes Secure Boot for off.
- Windows: `UEFISecureBootEnabled`; without that key the computer starts in the older way, or cannot do it.
- macOS tells it only to root (`bputil`), and there it is on unless somebody took trouble: the check does not exist on it.

Off is **ADVISE**; the older way is a **NOTE**, since nothing can be switched on there.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Final

from postigo.api import (
    ABSENT,
    CannotTell,
    Check,
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
    Sight,
    System,
    Text,
    Unknown,
)

VARIABLE: Final = "/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"
SHIM: Final = "/sys/firmware/efi/efivars/MokSBStateRT-605dab50-e046-4300-abb6-3dd810dd8b23"
FIRMWARE: Final = "/sys/firmware/*"
STATE: Final = r"HKLM\SYSTEM\CurrentControlSet\Control\SecureBoot\State"


class SecureBoot(Enum):
    """How this computer starts."""

    ON = "on"
    OFF = "off"
    UNCHECKED = "on, and what the firmware starts checks nothing"
    OLDER = "in the older way"


def linux(system: System, data: Data) -> SecureBoot:
    """By the firmware's own variable."""
    del data
    there = [entry.path.rpartition("/")[2] for entry in system.glob(FIRMWARE)]
    if not there:
        raise CannotTell(Unknown.MISSING, "the firmware is not to be seen (a container)")
    if "efi" not in there:
        return SecureBoot.OLDER
    if not _is_one(system.read(VARIABLE)):
        return SecureBoot.OFF
    shim = system.read(SHIM, optional=True)
    return SecureBoot.UNCHECKED if shim is not ABSENT and _is_one(shim) else SecureBoot.ON


def _is_one(variable: bytes) -> bool:
    """Whether a variable of the firmware is 1, and not 0."""
    if len(variable) != 5 or variable[4] not in {0, 1}:
        raise CannotTell(Unknown.UNREADABLE, f"a variable of {len(variable)} bytes")
    return variable[4] == 1


def windows(system: System, data: Data) -> SecureBoot:
    """By what Windows noted when it started."""
    del data
    key = system.registry(STATE, optional=True)
    if key is ABSENT:
        return SecureBoot.OLDER
    match key.values.get("UEFISecureBootEnabled"):
        case 1:
            return SecureBoot.ON
        case 0:
            return SecureBoot.OFF
        case _:
            raise CannotTell(Unknown.UNREADABLE, "UEFISecureBootEnabled is neither 0 nor 1")


def judge(fact: SecureBoot) -> Iterator[Finding | Gap]:
    """One sentence."""
    match fact:
        case SecureBoot.ON:
            yield Finding(
                "on", Level.GOOD, Text("Secure Boot is on. The computer starts only systems that are vouched for.")
            )
        case SecureBoot.OFF:
            text = Text("Secure Boot is off. Somebody with the computer in hand could change how it starts.")
            yield Finding("off", Level.ADVISE, text, fixes=("turn-on",))
        case SecureBoot.UNCHECKED:
            text = Text("Secure Boot is on, but somebody told Linux not to check what it starts.")
            yield Finding("unchecked", Level.ADVISE, text, fixes=("check-again",))
        case SecureBoot.OLDER:
            text = Text("This computer starts in the older way (BIOS). There is no Secure Boot to switch on.")
            yield Finding("older-way", Level.NOTE, text)


BOOT_SECURE: Final = Check(
    id="boot.secure",
    title=Text("Secure Boot"),
    why=Text("A program that starts before the system can hide from it, and from the antivirus."),
    tip=3,
    probe=Probe(linux=linux, windows=windows),
    judge=judge,
    sight={
        Platform.LINUX: Sight(
            Text("What the firmware says of itself, and whether Linux checks what it starts."),
            Text("Which keys the firmware trusts. A container does not see the firmware."),
        ),
        Platform.WINDOWS: Sight(
            Text("What Windows noted when it started."),
            Text("Which keys the firmware trusts."),
        ),
    },
    share=Share.OPEN,
    scope=Scope.MACHINE,
    fixes=(
        Plan(
            "turn-on",
            Text("Turn on Secure Boot"),
            (
                Instruct(Text("Is the disk encrypted? First find the recovery key, and write it down on paper.")),
                Instruct(Text("Restart, open the firmware (often with F2 or Del), and look for “Secure Boot”.")),
                Instruct(
                    Text("If the computer does not start after that, turn it off again. Ask for help if you want.")
                ),
            ),
            Text("About 15 minutes, better with help."),
        ),
        Plan(
            "check-again",
            Text("Let Linux check what it starts"),
            (
                Instruct(Text("Type in a terminal: sudo mokutil --enable-validation. Choose a password for it.")),
                Instruct(Text("Restart. In the blue window choose “Change Secure Boot state” and follow it.")),
                Instruct(Text("Did you turn it off for a driver? That driver may stop working. Ask for help first.")),
            ),
            Text("About 10 minutes and a restart, better with help."),
            on=frozenset({Platform.LINUX}),
        ),
    ),
)
