r"""Microsoft Defender's own answer, and the meaning of its silence: shared by all checks.

Defender that is stopped answers every question with 0x800106ba (seen for Get-MpComputerStatus and Get-MpPreference). Where
it was taken out, its provider cannot be loaded (0x80041013) or its class is unknown (0x80041010); the same numbers come
from a Windows whose management is broken, so they count only beside the service itself: gone, or switched off. Anything
else that is no answer stays "could not tell".

The mode: "EDR Block Mode" is shown by a Defender that watches, too (microsoft-365-docs#9775 and #8328 contradict each
other), so there its other words decide. A mode that we do not know says neither on nor off.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from postigo.api import ABSENT, CannotTell, Json, System, Unknown
from postigo_checks.common.json_answers import records

SERVICE: Final = r"HKLM\SYSTEM\CurrentControlSet\Services\WinDefend"

_ASIDE: Final = {"Passive", "Passive Mode", "SxS Passive Mode", "Not running"}
_EITHER: Final = {"EDR Block Mode", "EDR Blocked"}
_STOPPED: Final = ("0x800106ba", "0x80070422")  # its service does not run; may not be started
_NO_PROVIDER: Final = ("0x80041013", "0x80041010")  # provider load failure; invalid class
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


def report(system: System, question: str) -> dict[str, Json] | Silence:
    """Answer of Defender to one question. DENIED, TIMEOUT, UNREADABLE where it is not known why there is none."""
    try:
        entries = records(system.powershell(question))
    except CannotTell as unknown:
        return _silence(system, unknown)
    if len(entries) != 1:
        raise CannotTell(Unknown.UNREADABLE, f"{len(entries)} answers instead of one")
    return entries[0]


def _silence(system: System, unknown: CannotTell) -> Silence:
    said = unknown.detail.lower()
    if unknown.why is Unknown.UNREADABLE:
        if any(number in said for number in _STOPPED):
            return Silence.STOPPED
        if any(number in said for number in _NO_PROVIDER) and not _may_run(system):
            return Silence.TAKEN_OUT
    raise unknown


def _may_run(system: System) -> bool:
    """Whether Defender's service is there and may be started."""
    service = system.registry(SERVICE, optional=True)
    return service is not ABSENT and service.values.get("Start") != _DISABLED


def mode(status: dict[str, Json]) -> Mode:
    """The mode in an answer; before platform 4.18.2003 there is none, and it is active."""
    said = status.get("AMRunningMode")
    if said is None or said == "Normal":
        return Mode.ACTIVE
    if isinstance(said, str) and said in _ASIDE:
        return Mode.ASIDE
    if isinstance(said, str) and said in _EITHER:
        return Mode.EITHER
    raise CannotTell(Unknown.UNREADABLE, f"AMRunningMode {said!r:.40}")
