"""Write side of Windows: its registry, as winreg sets it."""

# mypy: disable-error-code="attr-defined,unused-ignore"

from __future__ import annotations

import ctypes
import errno
import winreg
from contextlib import suppress
from typing import Any, Final

from postigo.core.change import CannotChange, Refusal, RegistryData
from postigo.core.system import ABSENT, Absent, Platform
from postigo.system.changes.machine import MachineChanges, refused
from postigo.system.windows import divide

_WIDE: Final = winreg.KEY_WOW64_64KEY
_HIVES: Final = {"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE}


_IN_THE_SESSION: Final = {
    ("control panel\\desktop", "screensavetimeout"): 0x000F,  # SPI_SETSCREENSAVETIMEOUT
    ("control panel\\desktop", "screensaveactive"): 0x0011,  # SPI_SETSCREENSAVEACTIVE
    ("control panel\\desktop", "screensaverissecure"): 0x0077,  # SPI_SETSCREENSAVESECURE
}
"""Values that a session has read, and actions that tell it of new ones (winuser.h)."""
_SENDCHANGE: Final = 0x0002
_NO_SUCH_PARAMETER: Final = (
    1439  # ERROR_INVALID_SPI_VALUE of winerror.h: a session that keeps no such thing, so nobody must tell it
)


class WindowsChanges(MachineChanges):
    """Windows: see `Changes`."""

    platform = Platform.WINDOWS

    def registry_data(self, key: str, name: str) -> RegistryData | Absent:
        """See `Changes.registry_data`."""
        hive, path = _divided(key)
        try:
            with winreg.OpenKey(hive, path, 0, winreg.KEY_QUERY_VALUE | _WIDE) as opened:
                data, kind = winreg.QueryValueEx(opened, name)
        except FileNotFoundError:
            return ABSENT
        except OSError as why:
            raise refused(why) from None
        return RegistryData(kind, tuple(data) if isinstance(data, list) else data)

    def set_registry(
        self, key: str, name: str, to: RegistryData | Absent, *, expected: RegistryData | Absent
    ) -> RegistryData | Absent:
        """See `Changes.set_registry`."""
        found = self.registry_data(key, name)
        if found != expected:
            raise CannotChange(Refusal.CHANGED)
        hive, path = _divided(key)
        _set(hive, path, name, to)
        try:
            _tell_the_session(path, name, to)
        except CannotChange:
            _set(hive, path, name, found)
            raise
        return found

    def drop_key(self, key: str) -> bool:
        """See `Changes.drop_key`."""
        hive, path = _divided(key)
        with suppress(FileNotFoundError):
            try:
                with winreg.OpenKey(hive, path, 0, winreg.KEY_READ | _WIDE) as opened:
                    subkeys, values, _ = winreg.QueryInfoKey(opened)
                if subkeys or values:
                    return False
                winreg.DeleteKeyEx(hive, path, _WIDE)
            except OSError as why:
                if why.errno == errno.ENOENT:
                    raise
                raise refused(why) from None
            return True
        return False


def _divided(key: str) -> tuple[Any, str]:
    hive, path = divide(key)
    if hive not in _HIVES:
        raise CannotChange(Refusal.NO_WAY, "no hive that is changed")
    return _HIVES[hive], path


def _set(hive: Any, path: str, name: str, to: RegistryData | Absent) -> None:  # noqa: ANN401 - a number of winreg
    """Set or delete a value."""
    try:
        if isinstance(to, Absent):
            with winreg.OpenKey(hive, path, 0, winreg.KEY_SET_VALUE | _WIDE) as opened:
                winreg.DeleteValue(opened, name)
        else:
            data: Any = list(to.data) if isinstance(to.data, tuple) else to.data
            with winreg.CreateKeyEx(hive, path, 0, winreg.KEY_SET_VALUE | _WIDE) as opened:
                winreg.SetValueEx(opened, name, 0, to.type, data)
    except OSError as why:
        raise refused(why) from None


def _tell_the_session(path: str, name: str, to: RegistryData | Absent) -> None:
    """Tell this session of a number that it has read already. FAILED if it does not take it."""
    action = _IN_THE_SESSION.get((path.casefold(), name.casefold()))
    if action is None or isinstance(to, Absent) or not str(to.data).isdecimal():
        return
    user32 = ctypes.WinDLL("user32", use_last_error=True)
    told = user32.SystemParametersInfoW(action, int(str(to.data)), None, _SENDCHANGE)
    if not told and ctypes.get_last_error() != _NO_SUCH_PARAMETER:
        raise CannotChange(Refusal.FAILED, f"SystemParametersInfo {action:#x}: {ctypes.get_last_error()}")
