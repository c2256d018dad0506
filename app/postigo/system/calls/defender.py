"""Answers of Microsoft Defender. Only read: neither class has a method called."""

from __future__ import annotations

import sys
from typing import Final

assert sys.platform == "win32"  # noqa: S101 - tells mypy too

from postigo.system.calls import wmi, wmi_rows  # noqa: E402
from postigo.system.calls.answering import answers  # noqa: E402
from postigo.windows_calls.defender import (  # noqa: E402
    DEFENDER_PREFERENCES,
    DEFENDER_STATUS,
    DefenderPreferences,
    DefenderStatus,
)

_NAMESPACE: Final = r"root\Microsoft\Windows\Defender"
_STATUS: Final = (
    "AMRunningMode",
    "AntivirusEnabled",
    "RealTimeProtectionEnabled",
    "AntivirusSignatureAge",
    "DefenderSignaturesOutOfDate",
    "IsTamperProtected",
)
_EXCLUSIONS: Final = ("ExclusionPath", "ExclusionProcess", "ExclusionExtension", "ExclusionIpAddress")


@answers(DEFENDER_STATUS)
def defender_status() -> DefenderStatus:
    """MSFT_MpComputerStatus."""
    row = wmi_rows.only(wmi.rows(_NAMESPACE, "MSFT_MpComputerStatus", _STATUS), "MSFT_MpComputerStatus")
    return DefenderStatus(
        wmi_rows.text(row, "AMRunningMode"),
        wmi_rows.flag(row, "AntivirusEnabled"),
        wmi_rows.flag(row, "RealTimeProtectionEnabled"),
        wmi_rows.unsigned(row, "AntivirusSignatureAge"),
        wmi_rows.flag(row, "DefenderSignaturesOutOfDate"),
        wmi_rows.flag(row, "IsTamperProtected"),
    )


@answers(DEFENDER_PREFERENCES)
def defender_preferences() -> DefenderPreferences:
    """MSFT_MpPreference."""
    row = wmi_rows.only(wmi.rows(_NAMESPACE, "MSFT_MpPreference", _EXCLUSIONS), "MSFT_MpPreference")
    return DefenderPreferences(*(wmi_rows.texts(row, name) for name in _EXCLUSIONS))
