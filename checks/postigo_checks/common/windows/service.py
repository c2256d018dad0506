r"""How a service of Windows starts: `Start` in its key below `HKLM\SYSTEM\CurrentControlSet\Services`.

0 (boot) and 1 (system) are of drivers, 2 is automatic, 3 by hand, 4 disabled: the numbers that CreateService takes.
"""

from __future__ import annotations

from typing import Final

from postigo.api import CannotTell, System, Unknown
from postigo_checks.common.windows.values import value_of

DISABLED: Final = 4
_OF_A_DRIVER: Final = frozenset((0, 1))
_OF_A_PROGRAM: Final = frozenset((2, 3, DISABLED))  # by hand: Windows starts it when it wants it


def start(system: System, key: str, *, driver: bool = False) -> int:
    """How a service starts; `driver`: it may be one. UNREADABLE where it says nothing, or what no service can say."""
    told = value_of(system.registry(key), "Start")
    can = _OF_A_PROGRAM | _OF_A_DRIVER if driver else _OF_A_PROGRAM
    if type(told) is not int or told not in can:
        raise CannotTell(Unknown.UNREADABLE, f"{key} starts in no way that a service can: {told!r:.20}")
    return told
