"""Write side of Windows: its registry, as winreg sets it."""

# mypy: disable-error-code="attr-defined,unused-ignore"

from __future__ import annotations

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
