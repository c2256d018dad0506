"""Write side of Linux."""

from __future__ import annotations

from typing import Final

from postigo.core.change import CannotChange, Refusal
from postigo.core.system import Bus, BusError, CannotTell, Json, Platform
from postigo.system.changes.machine import MachineChanges, untold

_STORE: Final = "org.freedesktop.impl.portal.PermissionStore"
_SHARING: Final = "org.gnome.SettingsDaemon.Sharing"
_SHARED: Final = "gnome-user-share-webdav"
"""The one service of those that GNOME switches for sharing, which may be switched."""
METHODS: Final = frozenset(
    {
        (Bus.SESSION, f"{_STORE}.SetPermission"),
        (Bus.SESSION, f"{_STORE}.DeletePermission"),
        (Bus.SESSION, f"{_STORE}.Delete"),
        (Bus.SESSION, "org.kde.screensaver.configure"),
        (Bus.SESSION, f"{_SHARING}.EnableService"),
        (Bus.SESSION, f"{_SHARING}.DisableService"),
        (Bus.SYSTEM, "org.freedesktop.DBus.Properties.Set"),
    }
)
"""The closed list of methods that change something."""
_SET: Final = frozenset({("org.bluez", "org.bluez.Adapter1", "Discoverable")})
"""Properties that may be set: of whom, interface, name."""


class LinuxChanges(MachineChanges):
    """Linux: see `Changes`."""

    platform = Platform.LINUX
    commands = (
        ("gsettings", "set"),
        ("gsettings", "reset"),
        ("xfconf-query", "-c"),
        ("systemctl", "--user", "enable"),
        ("systemctl", "--user", "disable"),
        ("net", "usershare", "add"),
        ("net", "usershare", "delete"),
    )

    def dbus(
        self, bus: Bus, destination: str, path: str, interface: str, member: str, signature: str = "", *arguments: Json
    ) -> Json | BusError:
        """See `Changes.dbus`."""
        method = (bus, f"{interface}.{member}")
        other = interface == _SHARING and arguments[:1] != (_SHARED,)
        if method not in METHODS or other or (member == "Set" and (destination, *arguments[:2]) not in _SET):
            raise CannotChange(Refusal.NO_WAY, f"{interface}.{member} is not in the list")
        from postigo.system import bus as client  # noqa: PLC0415 - it needs jeepney

        try:
            return client.ask(bus, (destination, path, interface, member), signature, arguments, 10.0)
        except CannotTell as unknown:
            raise untold(unknown) from None
