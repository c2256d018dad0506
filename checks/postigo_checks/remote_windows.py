r"""Remote control on Windows: services by name, running programs, and the switches of Remote Desktop and SSH.

One look at the list of services, then only at those in the table: `Start` is 2 (with Windows), 3 (when asked for) or
4 (off). Portable programs leave no service, so the running ones are looked at too. Remote Desktop is refused while
`fDenyTSConnections` is 1, by policy or else by its own switch; that its service runs proves nothing. That somebody may
be *invited* (Remote Assistance is on by default) is no finding.
"""

from __future__ import annotations

from typing import Final

from postigo.api import ABSENT, CannotTell, Data, Key, Platform, System, Unknown, attempt
from postigo_checks import remote_table
from postigo_checks.remote_fact import Door, Look, Part, RemoteAccess

SERVICES: Final = r"HKLM\SYSTEM\CurrentControlSet\Services"
RDP_POLICY: Final = r"HKLM\SOFTWARE\Policies\Microsoft\Windows NT\Terminal Services"
RDP: Final = r"HKLM\SYSTEM\CurrentControlSet\Control\Terminal Server"
DENY: Final = "fDenyTSConnections"

_AUTOMATIC: Final = {0, 1, 2}  # boot, system, automatic
_STARTS: Final = range(5)


def windows(system: System, data: Data) -> RemoteAccess:
    """Who could see or use this computer from far away."""
    table = remote_table.load(data, Platform.WINDOWS)
    found = Look()
    services = attempt(system.registry, SERVICES)
    if isinstance(services, CannotTell):
        found.could_not(Part.SERVICES, services)
    else:
        _services(system, table, services, found)
    remote_table.see_running(system, table, found)
    try:
        if _rdp_allowed(system):
            found.doors.append(Door.RDP)
    except CannotTell as unknown:
        found.could_not(Part.DOOR, unknown, door=Door.RDP)
    return found.fact()


def _services(system: System, table: tuple[remote_table.Line, ...], listed: Key, found: Look) -> None:
    if not listed.subkeys:  # every Windows has hundreds
        found.could_not(Part.SERVICES, CannotTell(Unknown.UNREADABLE))
    for name in listed.subkeys:
        line = remote_table.of_service(table, name)
        if line is None and name.casefold() != "sshd":
            continue
        start = attempt(_start, system, name)
        if line is None:
            if isinstance(start, CannotTell):
                found.could_not(Part.DOOR, start, door=Door.SSH)
            elif start in _AUTOMATIC:
                found.doors.append(Door.SSH)
            continue
        found.add(line.name, starts=start in _AUTOMATIC)
        if isinstance(start, CannotTell):
            found.could_not(Part.SERVICE, start, line.name)


def _start(system: System, name: str) -> int:
    start = system.registry(rf"{SERVICES}\{name}").values.get("Start")
    if not isinstance(start, int) or start not in _STARTS:
        raise CannotTell(Unknown.UNREADABLE, f"service {name}: Start is {start!r}")
    return start


def _rdp_allowed(system: System) -> bool:
    policy = system.registry(RDP_POLICY, optional=True)
    if policy is not ABSENT and DENY in policy.values:
        return _refused(policy) == 0
    return _refused(system.registry(RDP)) == 0


def _refused(key: Key) -> int:
    value = key.values.get(DENY)
    if not isinstance(value, int) or value not in {0, 1}:
        raise CannotTell(Unknown.UNREADABLE, f"{DENY} is {value!r}")
    return value
