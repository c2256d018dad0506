"""Remote control on Linux: what starts, what is installed, what runs, and GNOME's own. That is its Remote Desktop.

What starts with the computer is read from the links that systemd keeps (`/etc/systemd/system/*.wants/`): `systemctl`
refuses where systemd is not the first process, and its words are many. Other first processes keep such links too. A unit's instance may name an account
(`chrome-remote-desktop@ana`): only the program is kept. Of units that an administrator wrote the command is read. What starts when somebody signs in, and what is only installed:
see `linux_installed`.

GNOME's daemon runs in many sessions with nothing switched on, and its settings key alone proves nothing either. So a
daemon that runs is asked over D-Bus (`Enabled` of org.gnome.RemoteDesktop.Rdp.Server, and of the older Vnc.Server, which
many daemons do not have); one of another account cannot be.
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import Bus, BusError, CannotTell, Data, Handle, HandleKind, Platform, Process, System, Unknown, attempt
from postigo_checks.common.program_names import plain_name, readings
from postigo_checks.strangers.remote_control import linux_installed
from postigo_checks.strangers.remote_control.fact import Door, Look, Open, Part, RemoteAccess
from postigo_checks.strangers.remote_control.table import load, see_running

WANTED: Final = "/etc/systemd/system/*.wants/*"
OTHER_INITS: Final = ("/etc/runlevels/*/*", "/var/service/*", "/etc/rc[2-5].d/S*")
"""Folders of what OpenRC, runit and sysvinit start, where systemd is not. Alpine, Artix, Gentoo; Void; Devuan."""
GNOME: Final = "gnome-remote-desktop-daemon"
SSH_UNITS: Final = {"ssh", "sshd"}
SSH_DAEMON: Final = {"sshd", "dropbear"}

_SERVERS: Final = ("Rdp", "Vnc")
_NO_SUCH: Final = tuple(
    f"org.freedesktop.DBus.Error.Unknown{what}" for what in ("Object", "Interface", "Method", "Property")
)


def linux(system: System, data: Data) -> RemoteAccess:
    """Remote access of a Linux."""
    table = load(data, Platform.LINUX)
    found = Look()
    found.bad_lines(table.bad)
    ssh = False
    units: set[str] = set()
    wanted = attempt(system.glob, WANTED)
    if isinstance(wanted, CannotTell):
        found.could_not(Part.SERVICES, wanted)
    else:
        for entry in wanted:
            link = entry.path.rsplit("/", 1)[1]
            unit, _, ending = link.rpartition(".")
            units.add(unit)
            line = table.of_unit(unit)
            if line is not None:
                found.starts(line.name, line.kind, Handle(HandleKind.UNIT, link))
            ssh = ssh or (unit in SSH_UNITS and ending in {"service", "socket"})
    linux_installed.hand_made(system, units, table, found)
    for pattern in OTHER_INITS:
        for entry in linux_installed.listed(system, pattern, Part.SERVICES, found):
            name = re.sub(r"^S\d\d", "", entry.path.rsplit("/", 1)[1])  # S05xrdp
            line = table.of_unit(name)
            if line is not None:
                found.starts(line.name, line.kind, Handle(HandleKind.PATH, entry.path))
            ssh = ssh or name in SSH_UNITS
    linux_installed.look(system, table, found)
    processes = see_running(system, table, found)
    if processes and all(process.pid != 1 for process in processes):  # hidepid shows each account only its own
        found.could_not(Part.HIDDEN, CannotTell(Unknown.DENIED))
    if ssh or any(plain_name(process.name) in SSH_DAEMON for process in processes):
        found.doors.append(Open(Door.SSH_USUAL))
    _gnome(system, processes, found)
    return found.fact(system.school)


def _gnome(system: System, processes: tuple[Process, ...], found: Look) -> None:
    daemons = [process for process in processes if _is_gnomes(process.name)]
    own = {process.own for process in daemons}
    for mine in sorted(own):
        try:
            server = _enabled(system, own=mine)
            if server is not None:
                command = "grdctl" if mine else "grdctl --system"
                found.doors.append(Open(Door.GNOME, Handle(HandleKind.SWITCH, server.casefold(), command)))
                return
        except CannotTell as unknown:
            found.could_not(Door.GNOME, unknown)


def _is_gnomes(name: str) -> bool:
    """Whether a process is GNOME's daemon. The kernel keeps 15 letters of its name, of NixOS' `.gnome-remote-d` too."""
    return any(
        reading == GNOME or (len(name) == len("gnome-remote-de") and GNOME.startswith(reading.lstrip(".")))
        for reading in readings(name)
    )


def _enabled(system: System, *, own: bool) -> str | None:
    """Server of GNOME's daemon that lets anybody in. Of our session's daemon, or of the system's.

    The latter waits at the sign-in screen.
    """
    return next((kind for kind in _SERVERS if _server(system, kind, own=own)), None)


def _server(system: System, kind: str, *, own: bool) -> bool:
    bus, name = (Bus.SESSION, "org.gnome.RemoteDesktop.User") if own else (Bus.SYSTEM, "org.gnome.RemoteDesktop")
    path, interface = f"/org/gnome/RemoteDesktop/{kind}/Server", f"org.gnome.RemoteDesktop.{kind}.Server"
    reply = system.dbus(bus, name, path, "org.freedesktop.DBus.Properties", "Get", "ss", interface, "Enabled")
    match reply:
        case [bool() as enabled]:
            return enabled
        case BusError(name) if kind != _SERVERS[0] and name in _NO_SUCH:
            return False  # built without it
        case BusError():
            raise CannotTell(Unknown.UNREADABLE, reply.name)
    raise CannotTell(Unknown.UNREADABLE, f"Enabled is {reply!r:.60}")
