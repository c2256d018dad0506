"""Probe of `boot.secure` on Linux: a variable of the firmware. It has four bytes of attributes and one that is 1 or 0.

Without `/sys/firmware/efi` a computer with the tables of a PC (ACPI) starts in the older way (BIOS), and has none: that is not "off".
What is described by a device tree (a Raspberry Pi, many an ARM computer) or is a Chromebook has a start of its own, and no BIOS. In a
container the variables may be missing. What the firmware starts first is shim, and shim can be told to check nothing
(`mokutil --disable-validation`); then `MokSBStateRT` is 1, and the kernel too takes Secure Boot for off.
"""

from __future__ import annotations

from typing import Final

from postigo.api import ABSENT, CannotTell, Data, System, Unknown
from postigo_checks.protection.secure_boot.fact import SecureBoot, Way

VARIABLE: Final = "/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"
SHIM: Final = "/sys/firmware/efi/efivars/MokSBStateRT-605dab50-e046-4300-abb6-3dd810dd8b23"
FIRMWARE: Final = "/sys/firmware/*"


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
