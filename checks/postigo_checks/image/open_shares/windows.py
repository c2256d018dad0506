"""The shared folders of Windows, whether they ask for a password, and programs that share.

Switching off "password protected sharing" sets two values: everyone includes the anonymous, and a caller without a name may
come in.
"""

from __future__ import annotations

from typing import Final

from postigo.api import CannotTell, Data, Path, System, Unknown, Unseen, attempt
from postigo_checks.common.windows.shares import SERVER, folders
from postigo_checks.image.open_shares import programs
from postigo_checks.image.open_shares.fact import Part, Shared, Shares

SETTINGS: Final = rf"{SERVER}\Parameters"
LSA: Final = r"HKLM\SYSTEM\CurrentControlSet\Control\Lsa"


def windows(system: System, data: Data) -> Shares:
    """What Windows itself shares, and what programs do. How folders are shared is asked only where there are any."""
    del data
    unseen: list[Unseen[Part]] = []
    shared = attempt(folders, system)
    freely = attempt(_freely, system) if not isinstance(shared, CannotTell) and shared else False
    for part, look in ((Part.OWN, shared), (Part.PASSWORDS, freely)):
        if isinstance(look, CannotTell):
            unseen.append(Unseen(part, look.why))
    processes = programs.look(system, unseen)
    names = () if isinstance(shared, CannotTell) else sorted(shared)
    return Shares(
        tuple(Shared(Path(name), freely is True) for name in names),
        showing=programs.showing(processes),
        handing_out=programs.handing_out(processes),
        unseen=tuple(unseen),
    )


def _freely(system: System) -> bool:
    return _number(system, LSA, "everyoneincludesanonymous", 0) == 1 or (
        _number(system, SETTINGS, "restrictnullsessaccess", 1) == 0
    )


def _number(system: System, key: str, name: str, default: int) -> int:
    """Number of a value. Its default where nobody has written it."""
    value = system.registry(key).values.get(name, default)
    if not isinstance(value, int):
        raise CannotTell(Unknown.UNREADABLE, f"{name} is {value!r:.40}")
    return value
