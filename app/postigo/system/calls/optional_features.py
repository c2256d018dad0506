"""Answers about the optional features of Windows."""

from __future__ import annotations

import sys
from typing import Final

assert sys.platform == "win32"  # noqa: S101 - tells mypy too

from postigo.core.system import CannotTell, Unknown  # noqa: E402
from postigo.system.calls import wmi  # noqa: E402
from postigo.system.calls.answering import answers  # noqa: E402
from postigo.system.calls.meanings import FEATURE_STATES  # noqa: E402
from postigo.windows_calls.optional_features import (  # noqa: E402
    EVERYWHERE,
    OPTIONAL_FEATURES,
    RECALL,
    OptionalFeature,
)

_ASKED: Final = " OR ".join(f"Name='{name}'" for name in (RECALL, *EVERYWHERE))


@answers(OPTIONAL_FEATURES)
def optional_features() -> tuple[OptionalFeature, ...]:
    """Win32_OptionalFeature of root/cimv2. Features whose names we did not ask for are none of its answer."""
    found = wmi.rows(r"root\cimv2", "Win32_OptionalFeature", ("Name", "InstallState"), _ASKED)
    return tuple(_feature(row.get("Name"), row.get("InstallState")) for row in found)


def _feature(name: object, state: object) -> OptionalFeature:
    if not isinstance(name, str):
        raise CannotTell(Unknown.UNREADABLE, "an optional feature without a name")
    return OptionalFeature(name, FEATURE_STATES.get(state) if isinstance(state, int) else None)
