r"""The shared folders of Windows, from the registry, where an ordinary user may read.

The shares that Windows makes by itself (C$, ADMIN$, IPC$) are not stored there; `print$` is, and is no folder of a
person. Each is a list of `Name=value`; Type 0 is a folder.
"""

from __future__ import annotations

from typing import Final

from postigo.api import ABSENT, CannotTell, System, Unknown
from postigo_checks.common.windows.service import DISABLED, start

SERVER: Final = r"HKLM\SYSTEM\CurrentControlSet\Services\LanmanServer"
FOLDERS: Final = rf"{SERVER}\Shares"


def folders(system: System) -> dict[str, str]:
    """Folders that are shared, by their share. None where the service is disabled."""
    if start(system, SERVER) == DISABLED:  # each Windows has it: one that does not was not looked into
        return {}
    stored = system.registry(FOLDERS, optional=True)
    shared = {}
    for name, value in () if stored is ABSENT else stored.values.items():
        settings = dict(line.split("=", 1) for line in value if "=" in line) if isinstance(value, tuple) else {}
        if not settings.get("Type", "").isdecimal() or "Path" not in settings:
            raise CannotTell(Unknown.UNREADABLE, f"the share {name!r:.20} has no Type or no Path")
        if int(settings["Type"]) == 0 and name.lower() != "print$":  # the others are printers and the like
            shared[name] = settings["Path"]
    return shared
