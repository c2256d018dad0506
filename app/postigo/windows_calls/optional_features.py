"""Calls about the parts of Windows that can be taken out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from postigo.core.windows_call import WindowsCall

RECALL: Final = "Recall"
EVERYWHERE: Final = ("MSRDC-Infrastructure", "Printing-Foundation-Features")
"""Features of every Windows. Where they are listed, one that is not listed is not there."""


class FeatureState(StrEnum):
    """State of an optional feature. InstallState of Win32_OptionalFeature: 1 enabled, 2 disabled, 3 absent, 4 unknown."""

    ENABLED = "enabled"
    DISABLED = "disabled"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class OptionalFeature:
    """Optional feature of Windows. `state` is None where Windows does not know it, or says another number."""

    name: str
    state: FeatureState | None


OPTIONAL_FEATURES: Final = WindowsCall("optional-features", tuple[OptionalFeature, ...], seconds=20.0)
"""Win32_OptionalFeature, of `RECALL` and `EVERYWHERE` only. DISM tells the same to administrators."""

CALLS: Final = (OPTIONAL_FEATURES,)
