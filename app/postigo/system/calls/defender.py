"""Answers of Microsoft Defender. Only read: neither class has a method called."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any, Final

assert sys.platform == "win32"  # noqa: S101 - tells mypy too

from postigo.core.system import CannotTell, Unknown  # noqa: E402
from postigo.system.calls import wmi  # noqa: E402
from postigo.system.calls.answering import answers  # noqa: E402
from postigo.system.calls.meanings import unsigned  # noqa: E402
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
    row = _the_one("MSFT_MpComputerStatus", _STATUS)
    mode, age = row.get("AMRunningMode"), row.get("AntivirusSignatureAge")
    return DefenderStatus(
        mode if isinstance(mode, str) else None,
        _flag(row, "AntivirusEnabled"),
        _flag(row, "RealTimeProtectionEnabled"),
        unsigned(age) if isinstance(age, int) and not isinstance(age, bool) else None,
        _flag(row, "DefenderSignaturesOutOfDate"),
        _flag(row, "IsTamperProtected"),
    )


@answers(DEFENDER_PREFERENCES)
def defender_preferences() -> DefenderPreferences:
    """MSFT_MpPreference."""
    row = _the_one("MSFT_MpPreference", _EXCLUSIONS)
    return DefenderPreferences(*(_texts(row, name) for name in _EXCLUSIONS))


def _the_one(class_name: str, properties: Sequence[str]) -> dict[str, Any]:
    found = wmi.rows(_NAMESPACE, class_name, properties)
    if len(found) != 1:
        raise CannotTell(Unknown.UNREADABLE, f"{len(found)} objects of {class_name} instead of one")
    return found[0]


def _flag(row: dict[str, Any], name: str) -> bool | None:
    value = row.get(name)
    return value if isinstance(value, bool) else None


def _texts(row: dict[str, Any], name: str) -> tuple[str, ...] | None:
    """List of a property. WMI has null for a list without anything in it."""
    if name not in row:
        return None
    listed = () if row[name] is None else row[name]
    if not isinstance(listed, (list, tuple)) or not all(isinstance(item, str) for item in listed):
        raise CannotTell(Unknown.UNREADABLE, f"{name} is no list of texts")
    return tuple(listed)
