"""Calls of Windows: all questions that compiled interfaces answer, and the types of their answers.

A module for each subject holds its calls, its types and `CALLS`. Public to packs, as `postigo.api` is; what answers them is
`postigo.system.calls`, with a module of the same name for each. Facts: the headers of the Windows SDK 10.0.26100.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from postigo.core.windows_call import WindowsCall
from postigo.windows_calls import (
    accounts,
    backups,
    bluetooth,
    cameras,
    certificates,
    defender,
    disks,
    firewall,
    firmware,
    folders,
    microphones,
    networks,
    optional_features,
    power,
    security_center,
    updates,
)

__all__ = ["CALLS", "SUBJECT_OF", "WindowsCall"]

_SUBJECTS: Final = (
    accounts,
    backups,
    bluetooth,
    cameras,
    certificates,
    defender,
    disks,
    firewall,
    firmware,
    folders,
    microphones,
    networks,
    optional_features,
    power,
    security_center,
    updates,
)

CALLS: Final[Mapping[str, WindowsCall[Any]]] = MappingProxyType(
    {call.name: call for subject in _SUBJECTS for call in subject.CALLS}
)
"""The closed list, by name."""

SUBJECT_OF: Final[Mapping[str, str]] = MappingProxyType(
    {call.name: subject.__name__.rpartition(".")[2] for subject in _SUBJECTS for call in subject.CALLS}
)
"""Module that each call belongs to, by the call's name."""
