"""Write side of macOS. Built from documentation; it never ran on a Mac."""

from __future__ import annotations

from postigo.core.system import Platform
from postigo.system.changes.machine import PosixChanges


class MacChanges(PosixChanges):
    """macOS: see `Changes`."""

    platform = Platform.MACOS
    commands = (("defaults", "write"), ("defaults", "delete"))
