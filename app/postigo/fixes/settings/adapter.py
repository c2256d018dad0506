"""Whether a Bluetooth adapter shows itself (DEVICE `/org/bluez/hci0`): true or false, by BlueZ (org.bluez.Adapter1).

The switch lasts; BlueZ keeps it over a restart (`Discoverable` with `DiscoverableTimeout` 0).
"""

from __future__ import annotations

import re
from typing import Final

from postigo.core.change import CannotChange, Refusal, Setting
from postigo.core.handle import Handle
from postigo.core.system import Bus
from postigo.fixes.access import Access
from postigo.fixes.settings.asked import as_expected, as_wished, bus, must

_ADAPTER: Final = re.compile(r"/org/bluez/hci\d+")
_PROPERTY: Final = ("org.bluez.Adapter1", "Discoverable")


def state(access: Access, setting: Handle) -> Setting:
    """Whether it shows itself now. NO_WAY for a device that is no adapter."""
    if not _ADAPTER.fullmatch(setting.id):
        raise CannotChange(Refusal.NO_WAY, "no adapter of Bluetooth")
    where = ("org.bluez", setting.id, "org.freedesktop.DBus.Properties", "Get")
    match bus(access, Bus.SYSTEM, *where, signature="ss", arguments=_PROPERTY):
        case [bool(shown)]:
            return Setting(shown)
        case other:
            raise CannotChange(Refusal.UNREADABLE, f"{other!r:.80}")


target = as_wished


def put(access: Access, setting: Handle, to: Setting, expected: Setting) -> None:
    """Show it or hide it."""
    as_expected(state(access, setting), expected)
    where = ("org.bluez", setting.id, "org.freedesktop.DBus.Properties", "Set")
    must(access.changes.dbus(Bus.SYSTEM, *where, "ssv", *_PROPERTY, ["b", bool(to.value)]))
