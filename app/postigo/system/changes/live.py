"""Write side of this machine."""

from __future__ import annotations

import sys

from postigo.core.change import CannotChange, Changes, Refusal


def live() -> Changes:
    """Write side of the machine that we run on. `CannotChange(NO_WAY)` on a system that is none of the three."""
    if sys.platform == "win32":
        from postigo.system.changes.windows import WindowsChanges  # noqa: PLC0415 - only one of the three can be imported here

        return WindowsChanges()
    if sys.platform == "darwin":
        from postigo.system.changes.macos import MacChanges  # noqa: PLC0415

        return MacChanges()
    if sys.platform.startswith("linux"):
        from postigo.system.changes.linux import LinuxChanges  # noqa: PLC0415

        return LinuxChanges()
    raise CannotChange(Refusal.NO_WAY, f"Postigo does not know the system {sys.platform}")
