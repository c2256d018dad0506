r"""BitLocker ("device encryption" is the same underneath), as an ordinary user sees it.

`BootStatus` says whether the drive was protected when Windows started; it may be absent. It tells nothing of what came
after, and nobody has written down what it says of a drive whose key lies open beside it, as Windows sets one up for
an account without Microsoft: so no lock is believed on its word, only that there was none. The number of the shell's
property is nowhere documented: 1, 2, 3, 4 and 8 are what several sources agree on, 0, 5, 6 and 7 mean different things
to different ones. VeraCrypt starts its driver with Windows (Start 0) only where it encrypts the system; its setup writes 1 otherwise.
Win32_EncryptableVolume and `manage-bde` need an administrator. EasClientSecurityPolicy.CheckCompliance has documented numbers (7
suspended, 8 system volume not protected; another maker's too): made for programs of mail, tried by nobody, so it is not asked.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from postigo.api import ABSENT, CannotTell, Data, Handle, HandleKind, Keyword, System, Unknown, Unseen, attempt
from postigo.windows_calls.disks import DISK_PROTECTION
from postigo_checks.image.disk_encryption.fact import Encryption, Part, State

BOOT: Final = r"HKLM\SYSTEM\CurrentControlSet\Control\BitLockerStatus"
VERACRYPT: Final = r"HKLM\SYSTEM\CurrentControlSet\Services\veracrypt"

_DISK: Final = Handle(HandleKind.DISK, "%SystemDrive%")
_STATES: Final = {1: State.ON, 2: State.OFF, 3: State.LOCKING, 4: State.UNLOCKING, 8: State.KEY_OPEN}


def windows(system: System, data: Data) -> Encryption:
    """State of now, by the shell. Where it cannot be asked, how it was at the start, and that this is not all."""
    del data
    tool = Keyword("BitLocker")
    state = attempt(_now, system)
    if not isinstance(state, CannotTell):
        return _or_another(system, Encryption(tool, state, disk=_DISK))
    unseen = (Unseen(Part.NOW, state.why),)
    at_start = attempt(_at_start, system)
    if isinstance(at_start, CannotTell):
        return Encryption(tool, None, unseen)
    if at_start:
        return Encryption(tool, None, unseen, at_start=True)
    return _or_another(system, Encryption(tool, State.OFF, unseen, disk=_DISK))


def _or_another(system: System, fact: Encryption) -> Encryption:
    """Encryption by another program, where BitLocker is off. What cannot be seen of it is unseen."""
    if fact.state is not State.OFF:
        return fact
    another = attempt(_is_veracrypt, system)
    if isinstance(another, CannotTell):
        return replace(fact, unseen=(*fact.unseen, Unseen(Part.ANOTHER, another.why)))
    return replace(fact, tool=Keyword("VeraCrypt"), state=State.ANOTHER) if another else fact


def _is_veracrypt(system: System) -> bool:
    key = system.registry(VERACRYPT, optional=True)
    start = None if key is ABSENT else key.values.get("Start")
    if key is not ABSENT and (type(start) is not int or start not in range(5)):
        raise CannotTell(Unknown.UNREADABLE, f"VeraCrypt's driver starts in no way that one can: {start!r:.40}")
    return start == 0


def _at_start(system: System) -> bool:
    key = system.registry(BOOT, optional=True)
    status = None if key is ABSENT else key.values.get("BootStatus")
    if type(status) is not int or status not in {0, 1}:
        raise CannotTell(Unknown.UNREADABLE, f"BootStatus is {status!r:.40}")
    return status == 1


def _now(system: System) -> State:
    number = system.call(DISK_PROTECTION)
    if number not in _STATES:
        raise CannotTell(Unknown.UNREADABLE, f"BitLockerProtection is {number}")
    return _STATES[number]
