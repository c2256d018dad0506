r"""Value of Windows' registry (REGISTRY_VALUE), below HKCU: its data and type.

HKLM is the system's, and changed by the helper with rights only. A key that is not there is made, and an undo takes it away again.
"""

from __future__ import annotations

import base64
from contextlib import suppress
from typing import Final

from postigo.core.change import CannotChange, Refusal, RegistryData, Setting
from postigo.core.handle import Handle
from postigo.core.system import ABSENT, Absent, CannotTell, Json
from postigo.fixes.access import Access
from postigo.fixes.settings.asked import as_expected, untold

_POLICIES: Final = {
    r"hkcu\control panel\desktop": r"HKCU\Software\Policies\Microsoft\Windows\Control Panel\Desktop",
}
"""Keys, and the key in which a policy sets values of the same names."""
_PLAIN: Final = {1, 2}  # REG_SZ and REG_EXPAND_SZ of winnt.h
_NUMBERS: Final = {4: 1 << 32, 11: 1 << 64}
"""REG_DWORD and REG_QWORD of winnt.h, and the first number beyond each."""
_TEXTS: Final = 7  # REG_MULTI_SZ of winnt.h


def state(access: Access, setting: Handle) -> Setting:
    """Data of a value with its type; or not set, with the outermost missing key."""
    if not setting.within.upper().startswith("HKCU\\"):
        raise CannotChange(Refusal.NEEDS_RIGHTS, "not below HKCU")
    _refuse_managed(access, setting)
    found = access.changes.registry_data(setting.within, setting.id)
    if isinstance(found, Absent):
        return Setting(is_set=False, missing=_missing(access, setting.within))
    return Setting({"type": found.type, "data": _written(found)})


def target(before: Setting, wish: Setting) -> Setting:
    """The wish; of `{"else": data}` what is there, and only where nothing is, the data."""
    match wish.value:
        case {"else": data}:
            return before if before.is_set and _is_said(before) else Setting(data)
        case _:
            return wish


def _is_said(before: Setting) -> bool:
    """Whether a value says anything: an empty text stands for none."""
    return isinstance(before.value, dict) and before.value.get("data") != ""


def put(access: Access, setting: Handle, to: Setting, expected: Setting) -> None:
    """Set a value; or delete it, with the empty keys that were made for it."""
    found = as_expected(state(access, setting), expected)
    access.changes.set_registry(setting.within, setting.id, _data(to), expected=_data(found))
    if not to.is_set and to.missing:
        key = setting.within
        while len(key) >= len(to.missing) and access.changes.drop_key(key):
            key = key.rpartition("\\")[0]


def _missing(access: Access, key: str) -> str:
    """The outermost key that is not there; "" if all are."""
    missing = ""
    try:
        while "\\" in key and access.system.registry(key, optional=True) is ABSENT:
            missing, key = key, key.rpartition("\\")[0]
    except CannotTell as unknown:
        raise CannotChange(Refusal.DENIED, str(unknown)) from None
    return missing


def _written(found: RegistryData) -> Json:
    match found.data:
        case bytes(data):
            return base64.b64encode(data).decode()
        case tuple(data):
            return list(data)
        case data:
            return data


def _data(of: Setting) -> RegistryData | Absent:
    if not of.is_set:
        return ABSENT
    match of.value:
        case {"type": int(kind), "data": str(data)} if kind in _PLAIN:
            return RegistryData(kind, data)
        case {"type": int(kind), "data": str(data)} if kind not in _NUMBERS:
            with suppress(ValueError):
                return RegistryData(kind, base64.b64decode(data, validate=True))
        case {"type": 7, "data": [*texts]} if all(isinstance(text, str) for text in texts):
            return RegistryData(_TEXTS, tuple(str(text) for text in texts))
        case {"type": int(kind), "data": int(data)} if 0 <= data < _NUMBERS.get(kind, 0):
            return RegistryData(kind, data)
        case {"type": int(kind), "data": None}:
            return RegistryData(kind, None)
    raise CannotChange(Refusal.UNREADABLE, "no data of a registry value")


def _refuse_managed(access: Access, setting: Handle) -> None:
    """MANAGED where a policy sets the same value."""
    policy = _POLICIES.get(setting.within.casefold())
    if policy is None:
        return
    try:
        key = access.system.registry(policy, optional=True)
    except CannotTell as unknown:
        raise untold(unknown) from None
    if not isinstance(key, Absent) and setting.id in key.values:
        raise CannotChange(Refusal.MANAGED)
