r"""The shared folders of Windows, from the registry, where an ordinary user may read.

The shares that Windows makes by itself (C$, ADMIN$, IPC$) are not stored there; `print$` is, and is no folder of a
person. Each is a list of `Name=value`; Type 0 is a folder. Switching off "password protected sharing" sets two values:
everyone includes the anonymous, and a caller without a name may come in.
"""

from __future__ import annotations

from typing import Final

from postigo.api import ABSENT, CannotTell, Data, Path, System, Unknown, Unseen, attempt
from postigo_checks.image.open_shares.fact import Part, Shared, Shares

SERVER: Final = r"HKLM\SYSTEM\CurrentControlSet\Services\LanmanServer"
FOLDERS: Final = rf"{SERVER}\Shares"
SETTINGS: Final = rf"{SERVER}\Parameters"
LSA: Final = r"HKLM\SYSTEM\CurrentControlSet\Control\Lsa"

_DISABLED: Final = 4


def windows(system: System, data: Data) -> Shares:
    """How they are shared is asked only where there are any."""
    del data
    names = sorted(folders(system))
    if not names:
        return Shares()
    freely = attempt(_freely, system)
    unseen = (Unseen(Part.PASSWORDS, freely.why),) if isinstance(freely, CannotTell) else ()
    return Shares(tuple(Shared(Path(name), freely is True) for name in names), unseen=unseen)


def folders(system: System) -> dict[str, str]:
    """Folders that are shared, by their share. None where the service is disabled."""
    service = system.registry(SERVER)  # each Windows has it: one that does not was not looked into
    if service.values.get("Start") == _DISABLED:
        return {}
    if not isinstance(service.values.get("Start"), int):
        raise CannotTell(Unknown.UNREADABLE, "LanmanServer has no Start")
    stored = system.registry(FOLDERS, optional=True)
    shared = {}
    for name, value in () if stored is ABSENT else stored.values.items():
        settings = dict(line.split("=", 1) for line in value if "=" in line) if isinstance(value, tuple) else {}
        if not settings.get("Type", "").isdecimal() or "Path" not in settings:
            raise CannotTell(Unknown.UNREADABLE, f"the share {name!r:.20} has no Type or no Path")
        if int(settings["Type"]) == 0 and name.lower() != "print$":  # the others are printers and the like
            shared[name] = settings["Path"]
    return shared


def _freely(system: System) -> bool:
    return _number(system, LSA, "everyoneincludesanonymous", 0) == 1 or (
        _number(system, SETTINGS, "restrictnullsessaccess", 1) == 0
    )


def _number(system: System, key: str, name: str, default: int) -> int:
    """Number of a value, whose name the registry finds in any case. Its default where nobody has written it."""
    values = {named.lower(): value for named, value in system.registry(key).values.items()}
    value = values.get(name, default)
    if not isinstance(value, int):
        raise CannotTell(Unknown.UNREADABLE, f"{name} is {value!r:.40}")
    return value
