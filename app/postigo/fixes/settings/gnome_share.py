"""Sharing of a person's files by GNOME (SHARE, in `gnome`). Its state is the network of now, where it is on.

By the service that GNOME's own settings ask (gsd-sharing-manager.c: CurrentNetwork, ListNetworks, EnableService, DisableService). It starts and stops
the unit of the same name too. Other networks stay as they are. Built from the source; it never ran in a real GNOME.
"""

from __future__ import annotations

from typing import Final

from postigo.core.change import NOT_SET, CannotChange, Refusal, Setting
from postigo.core.handle import Handle
from postigo.core.system import Bus, Json
from postigo.fixes.access import Access
from postigo.fixes.settings.asked import as_expected, bus, must

WEBDAV: Final = "gnome-user-share-webdav"
_SHARING: Final = "org.gnome.SettingsDaemon.Sharing"
_WHERE: Final = (_SHARING, "/org/gnome/SettingsDaemon/Sharing")


def state(access: Access, setting: Handle) -> Setting:
    """Network of now, by its UUID, where GNOME shares on it. Not set: it does not. NO_WAY for another service."""
    if setting.id != WEBDAV:
        raise CannotChange(Refusal.NO_WAY, "no service of GNOME's that shares files")
    now = _network(access)
    match must(bus(access, Bus.SESSION, *_WHERE, _SHARING, "ListNetworks", signature="s", arguments=(WEBDAV,))):
        case [[*networks]]:
            return Setting(now) if now in [one[0] for one in networks if isinstance(one, list) and one] else NOT_SET
        case other:
            raise CannotChange(Refusal.UNREADABLE, f"{other!r:.80}")


def put(access: Access, setting: Handle, to: Setting, expected: Setting) -> None:
    """Share on the network of now, or no more. CHANGED where it is another network than then."""
    as_expected(state(access, setting), expected)
    network = _network(access)
    if to.is_set and to.value != network:
        raise CannotChange(Refusal.CHANGED, "another network")
    member, signature, rest = ("EnableService", "s", ()) if to.is_set else ("DisableService", "ss", (network,))
    must(access.changes.dbus(Bus.SESSION, *_WHERE, _SHARING, member, signature, WEBDAV, *rest))


def _network(access: Access) -> Json:
    """UUID of the network of now."""
    get = ("org.freedesktop.DBus.Properties", "Get")
    match must(bus(access, Bus.SESSION, *_WHERE, *get, signature="ss", arguments=(_SHARING, "CurrentNetwork"))):
        case [str(network)] if network:
            return network
        case other:
            raise CannotChange(Refusal.MISSING, f"no network: {other!r:.60}")
