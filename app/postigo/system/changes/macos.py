"""Write side of macOS. Built from documentation; it never ran on a Mac."""

from __future__ import annotations

from postigo.core.system import Platform
from postigo.system.changes.machine import MachineChanges


class MacChanges(MachineChanges):
    """macOS: see `Changes`."""

    platform = Platform.MACOS
    commands = (("defaults", "write"), ("defaults", "delete"))
