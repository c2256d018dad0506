r"""BitLocker (or "device encryption", which is the same underneath), as an ordinary user can see it.

`BootStatus` says whether the drive was protected when Windows started; it may be absent. The number of the shell's
property is nowhere documented: 1, 2, 3, 4 and 8 are what several sources agree on, 0, 5, 6 and 7 mean different things
to different ones. Win32_EncryptableVolume and `manage-bde` need an administrator.
"""

from __future__ import annotations

from typing import Final

from postigo.api import ABSENT, CannotTell, Choice, Data, System, Unknown, attempt
from postigo_checks.encryption_fact import Encryption, State

BOOT: Final = r"HKLM\SYSTEM\CurrentControlSet\Control\BitLockerStatus"
PROPERTY: Final = (
    "(New-Object -ComObject Shell.Application).NameSpace($env:SystemDrive + '\\').Self"
    ".ExtendedProperty('System.Volume.BitLockerProtection')"
)

_STATES: Final = {1: State.ON, 2: State.OFF, 3: State.LOCKING, 4: State.UNLOCKING, 8: State.KEY_OPEN}


def windows(system: System, data: Data) -> Encryption:
    """The registry costs nothing; PowerShell is asked where it does not say "protected"."""
    del data
    tool = Choice("BitLocker")
    at_start = attempt(_at_start, system)
    if at_start is True:
        return Encryption(tool, State.ON)
    state = attempt(_now, system)
    if not isinstance(state, CannotTell):
        return Encryption(tool, state)
    if isinstance(at_start, CannotTell):
        return Encryption(tool, None, (state,))
    return Encryption(tool, State.OFF, (state,))  # it may have been turned on since Windows started


def _at_start(system: System) -> bool:
    key = system.registry(BOOT, optional=True)
    status = None if key is ABSENT else key.values.get("BootStatus")
    if not isinstance(status, int) or status not in {0, 1}:
        raise CannotTell(Unknown.UNREADABLE, f"BootStatus is {status!r:.40}")
    return status == 1


def _now(system: System) -> State:
    number = system.powershell(PROPERTY)
    if not isinstance(number, int) or isinstance(number, bool) or number not in _STATES:
        raise CannotTell(Unknown.UNREADABLE, f"BitLockerProtection is {number!r:.40}")
    return _STATES[number]
