r"""Calls about Microsoft Defender, answered by itself.

Classes of root\Microsoft\Windows\Defender, which any account may read. A property that this Defender does not have, or
that came as another type, is None.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from postigo.core.windows_call import WindowsCall


@dataclass(frozen=True, slots=True)
class DefenderStatus:
    """State of Defender, by MSFT_MpComputerStatus.

    From above: AMRunningMode, AntivirusEnabled, RealTimeProtectionEnabled, AntivirusSignatureAge (days),
    DefenderSignaturesOutOfDate, IsTamperProtected.
    """

    running_mode: str | None = None
    enabled: bool | None = None
    watching: bool | None = None
    signature_age: int | None = None
    signatures_out_of_date: bool | None = None
    tamper_protected: bool | None = None


@dataclass(frozen=True, slots=True)
class DefenderPreferences:
    """Exclusions of Defender, by MSFT_MpPreference.

    From above: ExclusionPath, ExclusionProcess, ExclusionExtension, ExclusionIpAddress. To who is no administrator each list has one sentence in it ("N/A: Must be an administrator to view exclusions").
    """

    paths: tuple[str, ...] | None = None
    processes: tuple[str, ...] | None = None
    extensions: tuple[str, ...] | None = None
    addresses: tuple[str, ...] | None = None


DEFENDER_STATUS: Final = WindowsCall("defender-status", DefenderStatus, seconds=15.0)
"""MSFT_MpComputerStatus. MISSING with 0x800106ba in its detail where Defender's service does not run."""

DEFENDER_PREFERENCES: Final = WindowsCall("defender-preferences", DefenderPreferences, seconds=15.0)
"""MSFT_MpPreference."""

CALLS: Final = (DEFENDER_STATUS, DEFENDER_PREFERENCES)
