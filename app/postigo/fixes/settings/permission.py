"""Permission of an app in the portal's store (PERMISSION): its list of words.

By the store's own methods (xdg-desktop-portal, org.freedesktop.impl.portal.PermissionStore, version 2). `within` is its table and the
permission: `devices/camera`.
"""

from __future__ import annotations

from typing import Final

from postigo.core.change import CannotChange, Refusal, Setting
from postigo.core.handle import Handle
from postigo.core.system import Bus, BusError
from postigo.fixes.access import Access
from postigo.fixes.settings.asked import as_expected, as_wished, bus, must

STORE: Final = (
    "org.freedesktop.impl.portal.PermissionStore",
    "/org/freedesktop/impl/portal/PermissionStore",
    "org.freedesktop.impl.portal.PermissionStore",
)
NOT_FOUND: Final = "org.freedesktop.portal.Error.NotFound"


def state(access: Access, setting: Handle) -> Setting:
    """Words of the app. Not set: the store has none of it, or of nobody (`missing`)."""
    match bus(access, Bus.SESSION, *STORE, "Lookup", signature="ss", arguments=_place(setting)):
        case BusError(name) if name == NOT_FOUND:
            return Setting(is_set=False, missing=setting.within)
        case [dict(answers), _] if setting.id not in answers:
            return Setting(is_set=False)
        case [dict(answers), _] if isinstance(answers[setting.id], list):
            return Setting(answers[setting.id])
        case other:
            raise CannotChange(Refusal.UNREADABLE, f"{other!r:.80}")


target = as_wished


def put(access: Access, setting: Handle, to: Setting, expected: Setting) -> None:
    """Set the words of the app, or take the app out of the store."""
    as_expected(state(access, setting), expected)
    table, permission = _place(setting)
    if to.is_set and isinstance(to.value, list):
        words = (table, True, permission, setting.id, to.value)
        must(access.changes.dbus(Bus.SESSION, *STORE, "SetPermission", "sbssas", *words))
    elif to.missing:
        must(access.changes.dbus(Bus.SESSION, *STORE, "Delete", "ss", table, permission))
    elif not to.is_set:
        must(access.changes.dbus(Bus.SESSION, *STORE, "DeletePermission", "sss", table, permission, setting.id))
    else:
        raise CannotChange(Refusal.UNREADABLE, "no list of words")


def _place(setting: Handle) -> tuple[str, str]:
    """Table and permission in the store. NO_WAY for a permission that is kept elsewhere."""
    table, slash, permission = setting.within.partition("/")
    if not slash or not setting.id:
        raise CannotChange(Refusal.NO_WAY, "not in the portal's store")
    return table, permission
