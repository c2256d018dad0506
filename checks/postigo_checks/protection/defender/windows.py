r"""Microsoft Defender's own answer, and the meaning of its silence: shared by all checks.

Defender that is stopped answers every question with 0x800106ba (seen for Get-MpComputerStatus and Get-MpPreference). Where
it was taken out, its provider cannot be loaded (0x80041013), its class is unknown (0x80041010), or its namespace is gone
(0x8004100e); the same numbers come from a Windows whose management is broken, so they count only beside the service itself:
gone, or switched off. Anything else that is no answer stays "could not tell".

The mode: "EDR Block Mode" is shown by a Defender that watches, too (microsoft-365-docs#9775 and #8328 contradict each
other), so there its other words decide. A mode that we do not know says neither on nor off.
"""

from __future__ import annotations

from enum import Enum
from typing import Final, TypeVar

from postigo.api import ABSENT, CannotTell, System, Unknown
from postigo.windows_calls import WindowsCall

T = TypeVar("T")

SERVICE: Final = r"HKLM\SYSTEM\CurrentControlSet\Services\WinDefend"

_ASIDE: Final = {"Passive", "Passive Mode", "SxS Passive Mode", "Not running"}
_EITHER: Final = {"EDR Block Mode", "EDR Blocked"}
_STOPPED: Final = ("0x800106ba", "0x80070422")  # its service does not run; may not be started
_NO_PROVIDER: Final = ("0x80041013", "0x80041010", "0x8004100e")  # provider load failure; invalid class, namespace
_BY_A_NUMBER: Final = {Unknown.MISSING, Unknown.UNREADABLE}
_DISABLED: Final = 4  # SERVICE_DISABLED


class Silence(Enum):
    """Why Defender does not answer, where that itself is known."""

    STOPPED = "its service does not run"
    TAKEN_OUT = "it was taken out of this Windows"


class Mode(Enum):
    """How Defender runs, by its own word."""

    ACTIVE = "active"
    ASIDE = "stepped aside for another product"
    EITHER = "blocks what another product found, and may watch itself"


def report(system: System, question: WindowsCall[T]) -> T | Silence:
    """Answer of Defender to one question. DENIED, TIMEOUT, UNREADABLE where it is not known why there is none."""
    try:
        return system.call(question)
    except CannotTell as unknown:
        return _silence(system, unknown)


def _silence(system: System, unknown: CannotTell) -> Silence:
    said = unknown.detail.lower()
    if unknown.why in _BY_A_NUMBER:
        if any(number in said for number in _STOPPED):
            return Silence.STOPPED
        if any(number in said for number in _NO_PROVIDER) and not _may_run(system):
            return Silence.TAKEN_OUT
    raise unknown


def _may_run(system: System) -> bool:
    """Whether Defender's service is there and may be started."""
    service = system.registry(SERVICE, optional=True)
    return service is not ABSENT and service.values.get("Start") != _DISABLED


def mode(said: str | None) -> Mode:
    """Mode that a word stands for. Before platform 4.18.2003 there is none, and it is active."""
    if said is None or said == "Normal":
        return Mode.ACTIVE
    if said in _ASIDE:
        return Mode.ASIDE
    if said in _EITHER:
        return Mode.EITHER
    raise CannotTell(Unknown.UNREADABLE, f"AMRunningMode {said!r:.40}")
