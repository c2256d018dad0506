"""Write side of Linux."""

from __future__ import annotations

from postigo.core.system import Platform
from postigo.system.changes.machine import MachineChanges


class LinuxChanges(MachineChanges):
    """Linux: see `Changes`."""

    platform = Platform.LINUX
    commands = (("gsettings", "set"), ("gsettings", "reset"))
