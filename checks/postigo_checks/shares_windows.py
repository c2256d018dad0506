r"""The shared folders of Windows, from the registry, where an ordinary user may read.

The shares that Windows makes by itself (C$, ADMIN$, IPC$) are not stored there; `print$` is, and is no folder of a
person. Each is a list of `Name=value`; Type 0 is a folder. Switching off "password protected sharing" sets two values:
everyone includes the anonymous, and a caller without a name may come in.
"""

from __future__ import annotations

from typing import Final

from postigo.api import ABSENT, CannotTell, Data, Path, System, Unknown, attempt
from postigo_checks.shares_fact import Shared, Shares

SERVER: Final = r"HKLM\SYSTEM\CurrentControlSet\Services\LanmanServer"
FOLDERS: Final = rf"{SERVER}\Shares"
SETTINGS: Final = rf"{SERVER}\Parameters"
LSA: Final = r"HKLM\SYSTEM\CurrentControlSet\Control\Lsa"

_DISABLED: Final = 4


def windows(system: System, data: Data) -> Shares:
    """Nothing is shared where the service is disabled."""
    del data
    service = system.registry(SERVER, optional=True)
    if service is ABSENT or service.values.get("Start") == _DISABLED:
        return Shares()
    if not isinstance(service.values.get("Start"), int):
        raise CannotTell(Unknown.UNREADABLE, "LanmanServer has no Start")
    stored = system.registry(FOLDERS, optional=True)
    values = {} if stored is ABSENT else stored.values
    names = [name for name, value in values.items() if _is_folder(value, name) and name.lower() != "print$"]
    if not names:
        return Shares()
    freely = attempt(_freely, system)
    missed = (freely,) if isinstance(freely, CannotTell) else ()
    return Shares(tuple(Shared(Path(name), freely is True) for name in sorted(names)), missed=missed)


def _is_folder(value: object, name: str) -> bool:
    """Whether a stored share is a folder; the others are printers and the like."""
    lines = value if isinstance(value, tuple) else ()
    kinds = [line.removeprefix("Type=") for line in lines if line.startswith("Type=")]
    if len(kinds) != 1 or not kinds[0].isdigit():
        raise CannotTell(Unknown.UNREADABLE, f"the share {name!r:.20} has no Type")
    return int(kinds[0]) == 0


def _freely(system: System) -> bool:
    return _number(system, LSA, "everyoneincludesanonymous", 0) == 1 or (
        _number(system, SETTINGS, "restrictnullsessaccess", 1) == 0
    )


def _number(system: System, key: str, name: str, default: int) -> int:
    """A value, whose name the registry finds in any case; its default where nobody has written it."""
    values = {named.lower(): value for named, value in system.registry(key).values.items()}
    value = values.get(name, default)
    if not isinstance(value, int):
        raise CannotTell(Unknown.UNREADABLE, f"{name} is {value!r:.40}")
    return value
