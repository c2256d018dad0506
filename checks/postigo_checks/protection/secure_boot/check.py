r"""`boot.secure`: whether the computer starts only systems that somebody vouches for (Secure Boot).

- Linux: a variable of the firmware, four bytes of attributes and one that is 1 or 0. Without `/sys/firmware/efi` a computer with
  the tables of a PC (ACPI) starts in the older way (BIOS), and has none: that is not "off". What is described by a device tree (a
  Raspberry Pi, many an ARM computer) or is a Chromebook has a start of its own, and no BIOS. In a container the variables may be missing. What the
  firmware starts first is shim, and shim can be told to check nothing (`mokutil --disable-validation`); then
  `MokSBStateRT` is 1, and the kernel too takes Secure Boot for off.
- Windows: `UEFISecureBootEnabled`; without that key the computer starts in the older way, or cannot do it. The certificates of 2011
  that vouch for what starts ran out in June and October 2026. What is on goes on starting, but lists of what was called back, and new
  parts that start first, are signed with those of 2023. Windows brings these, and notes under `Servicing` how far it is:
  `UEFICA2023Status` is `NotStarted`, `InProgress` or `Updated`. A Windows without that value has not begun. `WindowsUEFICA2023Capable`
  2 tells that the certificate is in the firmware's list and that Windows starts by it. That is seen beside `NotStarted` on real
  computers (cjee21/Check-UEFISecureBootVariables#8, #9), so then nothing is said of the certificates: neither that they are old, nor
  that the key was renewed that lets the lists in.
- macOS tells it only to root (`bputil`), and there it is on unless somebody took trouble: the check does not exist on it.

Off is **ADVISE**; the older way is a **NOTE**, since nothing can be switched on there; so are certificates of 2011, since Windows
renews them by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
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

VARIABLE: Final = "/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"
SHIM: Final = "/sys/firmware/efi/efivars/MokSBStateRT-605dab50-e046-4300-abb6-3dd810dd8b23"
FIRMWARE: Final = "/sys/firmware/*"
SERVICING: Final = r"HKLM\SYSTEM\CurrentControlSet\Control\SecureBoot\Servicing"
STATE: Final = r"HKLM\SYSTEM\CurrentControlSet\Control\SecureBoot\State"


class Way(Enum):
    """How this computer starts."""

    ON = "on"
    OFF = "off"
    UNCHECKED = "on, and what the firmware starts checks nothing"
    OLDER = "in the older way"
    OWN = "in a way of its own kind"


@dataclass(frozen=True, slots=True)
class SecureBoot:
    """How this computer starts; `renewed`: whether it has the certificates of 2023, None where that is not looked at."""

    way: Way
    renewed: bool | CannotTell | None = None


def linux(system: System, data: Data) -> SecureBoot:
    """By the firmware's own variable."""
    del data
    there = {entry.path.rpartition("/")[2] for entry in system.glob(FIRMWARE)}
    if not there:
        raise CannotTell(Unknown.MISSING, "the firmware is not to be seen (a container)")
    if "efi" not in there:
        return SecureBoot(Way.OLDER if there & _PC and not there & _NO_PC else Way.OWN)
    if not _is_one(system.read(VARIABLE)):
        return SecureBoot(Way.OFF)
    shim = system.read(SHIM, optional=True)
    return SecureBoot(Way.UNCHECKED if shim is not ABSENT and _is_one(shim) else Way.ON)


_PC: Final = frozenset({"acpi", "dmi", "memmap", "edd"})
_NO_PC: Final = frozenset({"devicetree", "google", "vpd", "coreboot"})  # the last three: a Chromebook


def _is_one(variable: bytes) -> bool:
    """Whether a variable of the firmware is 1, and not 0."""
    if len(variable) != 5 or variable[4] not in {0, 1}:
        raise CannotTell(Unknown.UNREADABLE, f"a variable of {len(variable)} bytes")
    return variable[4] == 1


def windows(system: System, data: Data) -> SecureBoot:
    """By what Windows noted when it started, and when it renewed the certificates."""
    del data
    key = system.registry(STATE, optional=True)
    if key is ABSENT:
        return SecureBoot(Way.OLDER)
    match key.values.get("UEFISecureBootEnabled"):
        case 1:
            return SecureBoot(Way.ON, attempt(_renewed, system))
        case 0:
            return SecureBoot(Way.OFF)
        case _:
            raise CannotTell(Unknown.UNREADABLE, "UEFISecureBootEnabled is neither 0 nor 1")


_STARTS_BY_IT: Final = 2


def _renewed(system: System) -> bool | None:
    key = system.registry(SERVICING, optional=True)
    status = None if key is ABSENT else key.values.get("UEFICA2023Status")
    if not isinstance(status, str | None):
        raise CannotTell(Unknown.UNREADABLE, "UEFICA2023Status is no word")
    if (status or "").lower() == "updated":
        return True
    return None if key is not ABSENT and key.values.get("WindowsUEFICA2023Capable") == _STARTS_BY_IT else False


def judge(fact: SecureBoot) -> Iterator[Finding | Gap]:
    """One sentence, and one on the certificates."""
    match fact.way:
        case Way.ON:
            yield Finding(
                "on",
                Level.GOOD,
                Text(
                    "Secure Boot is on. When it is turned on, the computer starts only systems with a signature that it knows."
                ),
            )
        case Way.OFF:
            text = Text("Secure Boot is off. Somebody with the computer in hand could change how it starts.")
            yield Finding("off", Level.ADVISE, text, fixes=("turn-on",))
        case Way.UNCHECKED:
            text = Text("Secure Boot is on, but somebody told Linux not to check what it starts.")
            yield Finding("unchecked", Level.ADVISE, text, fixes=("check-again",))
        case Way.OLDER:
            text = Text("This computer starts in the older way (BIOS). There is no Secure Boot to switch on.")
            yield Finding("older-way", Level.NOTE, text)
        case Way.OWN:
            text = Text("This kind of computer starts in a way of its own. There is no Secure Boot to switch on.")
            yield Finding("own-way", Level.NOTE, text)
    if isinstance(fact.renewed, CannotTell):
        text = Text("We could not see whether the certificates of Secure Boot were renewed.")
        yield Gap(fact.renewed.why, text)
    elif fact.renewed is False:
        text = Text(
            "Secure Boot still rests on certificates that ran out in 2026. "
            "It goes on working, but some repairs of it cannot reach this computer."
        )
        yield Finding("old-certificates", Level.NOTE, text, fixes=("renew-certificates",))


BOOT_SECURE: Final = Check(
    id="boot.secure",
    title=Text("Secure Boot"),
    why=Text("A program that starts before the system can hide from it, and from the antivirus."),
    tip=3,
    probe=Probe(linux=linux, windows=windows),
    judge=judge,
    coverage={
        Platform.LINUX: Coverage(
            Text("What the firmware says of itself, and whether Linux checks what it starts."),
            Text("Which keys the firmware trusts. A container does not see the firmware."),
        ),
        Platform.WINDOWS: Coverage(
            Text("What Windows noted when it started, and whether it renewed the certificates of 2011."),
            Text("Which keys the firmware trusts besides."),
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
            "renew-certificates",
            Text("Let Windows renew the certificates"),
            (
                OpenSettings(Place.UPDATES),
                Instruct(
                    Text("Install all updates and restart. Windows renews them by itself, often over some weeks.")
                ),
                Instruct(Text("Does it stay so? Install the newest firmware (UEFI) of the maker of the computer.")),
                Instruct(Text("Never turn Secure Boot off for it. Ask for help if you want.")),
            ),
            Text("About 20 minutes and a restart."),
            on=frozenset({Platform.WINDOWS}),
        ),
        Plan(
            "check-again",
            Text("Let Linux check what it starts"),
            (
                Instruct(
                    Text(
                        "Choose a password when this asks for one. Type in a terminal: sudo mokutil --enable-validation"
                    )
                ),
                Instruct(Text("Restart. In the blue window choose “Change Secure Boot state” and follow it.")),
                Instruct(Text("Did you turn it off for a driver? That driver may stop working. Ask for help first.")),
            ),
            Text("About 10 minutes and a restart, better with help."),
            on=frozenset({Platform.LINUX}),
        ),
    ),
)
