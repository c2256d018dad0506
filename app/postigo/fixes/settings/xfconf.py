"""Property of XFCE's settings (XFCONF): type and data, as `xfconf-query` has them.

What is set keeps its own type; the type counts where a property must be made. A property that a school has locked says so
(`IsPropertyLocked` of xfconfd's interface).
"""

from __future__ import annotations

from typing import Final

from postigo.core.change import NOT_SET, CannotChange, Refusal, Setting
from postigo.core.handle import Handle
from postigo.core.system import Bus, BusError
from postigo.fixes.access import Access
from postigo.fixes.settings.asked import as_expected, as_wished, bus

XFCONF: Final = ("org.xfce.Xfconf", "/org/xfce/Xfconf", "org.xfce.Xfconf")
_TYPES: Final = {bool: "bool", int: "int", str: "string"}
_NOT_THERE: Final = {"org.xfce.Xfconf.Error.PropertyNotFound", "org.xfce.Xfconf.Error.ChannelNotFound"}


def state(access: Access, setting: Handle) -> Setting:
    """Value of a property. MANAGED where it is locked."""
    names = (setting.within, setting.id)
    if bus(access, Bus.SESSION, *XFCONF, "IsPropertyLocked", signature="ss", arguments=names) != [False]:
        raise CannotChange(Refusal.MANAGED)
    match bus(access, Bus.SESSION, *XFCONF, "GetProperty", signature="ss", arguments=names):
        case BusError(name) if name in _NOT_THERE:
            return NOT_SET
        case [bool() | int() | str() as value]:
            return Setting({"type": _TYPES[type(value)], "data": _text(value)})
        case other:
            raise CannotChange(Refusal.UNREADABLE, f"{other!r:.80}")


target = as_wished


def put(access: Access, setting: Handle, to: Setting, expected: Setting) -> None:
    """Set, make or reset a property."""
    as_expected(state(access, setting), expected)
    where = ("-c", setting.within, "-p", setting.id)
    match to.is_set, to.value:
        case True, {"type": str(kind), "data": str(data)}:
            make = () if expected.is_set else ("-n", "-t", kind)
            output = access.changes.run("xfconf-query", *where, *make, "-s", data)
        case False, _:
            output = access.changes.run("xfconf-query", *where, "-r")
        case _:
            raise CannotChange(Refusal.UNREADABLE, "no value of a property")
    if output.code:
        raise CannotChange(Refusal.FAILED, output.err[:200])


def _text(value: bool | float | str) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
