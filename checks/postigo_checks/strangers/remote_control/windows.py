r"""Remote control on Windows: services, running programs, and switches of Remote Desktop and SSH.

One look at the list of services, then only at those in the table: `Start` is 2 (with Windows), 3 (when asked for) or
4 (off). Portable programs leave no service, so the running ones are looked at too, and what starts at sign-in (`windows_sign_in`). Remote Desktop is refused while
`fDenyTSConnections` is 1, by policy or else by its own switch; that its service runs proves nothing. That somebody may
be *invited* (Remote Assistance is on by default) is no finding.

Whoever hands out RustDesk may call it as they like, and service, folder and program then have that name. It is told by
its shape: `…\X\X.exe" --service` with X the service's own name, and X.exe running for the system and for the account.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from postigo.api import ABSENT, CannotTell, Data, Handle, HandleKind, Key, Platform, Process, System, Unknown, attempt
from postigo_checks.common.windows import service as windows_service
from postigo_checks.strangers.remote_control import windows_sign_in
from postigo_checks.strangers.remote_control.fact import Door, Kind, Look, Open, Part, RemoteAccess
from postigo_checks.strangers.remote_control.table import Table, load, see_running

SERVICES: Final = r"HKLM\SYSTEM\CurrentControlSet\Services"
RDP_POLICY: Final = r"HKLM\SOFTWARE\Policies\Microsoft\Windows NT\Terminal Services"
RDP: Final = r"HKLM\SYSTEM\CurrentControlSet\Control\Terminal Server"
DENY: Final = "fDenyTSConnections"

_AUTOMATIC: Final = {0, 1, 2}  # boot, system, automatic


def windows(system: System, data: Data) -> RemoteAccess:
    """Remote access of a Windows."""
    table = load(data, Platform.WINDOWS)
    found = Look()
    found.bad_lines(table.bad)
    services = attempt(system.registry, SERVICES)
    if isinstance(services, CannotTell):
        found.could_not(Part.SERVICES, services)
    else:
        _services(system, table, services, found)
    windows_sign_in.look(system, table, found)
    processes = see_running(system, table, found)
    if not isinstance(services, CannotTell):
        _renamed(system, table, services, processes, found)
    try:
        found.doors += _remote_desktop(system)
    except CannotTell as unknown:
        found.could_not(Door.RDP, unknown)
    return found.fact(system.school)


def _services(system: System, table: Table, listed: Key, found: Look) -> None:
    if not listed.subkeys:  # every Windows has hundreds
        found.could_not(Part.SERVICES, CannotTell(Unknown.UNREADABLE))
    for name in listed.subkeys:
        line = table.services.suspected(name)
        if line is None and name.casefold() != "sshd":
            continue
        start = attempt(windows_service.start, system, rf"{SERVICES}\{name}", driver=True)
        if line is None:
            if isinstance(start, CannotTell):
                found.could_not(Door.SSH, start)
            elif start in _AUTOMATIC:
                found.doors.append(Open(Door.SSH, Handle(HandleKind.SERVICE, name)))
            continue
        _service(found, line.name, line.kind, name, start)


def _service(found: Look, program: str, kind: Kind, service: str, start: int | CannotTell) -> None:
    """Record a service of a program, by its start."""
    if start in _AUTOMATIC:
        found.starts(program, kind, Handle(HandleKind.SERVICE, service))
        return
    found.add(program, kind)
    if isinstance(start, CannotTell):
        found.could_not(Part.SERVICE, start, program)


_OWN_FOLDER: Final = re.compile(r"[a-z]:\\(?:.+\\)?([^\\]+)\\\1\.exe", re.IGNORECASE)


def _renamed(system: System, table: Table, listed: Key, processes: Iterable[Process], found: Look) -> None:
    """RustDesk under its helper's name. Asked only of a service whose program runs for the system and for the account."""
    running: dict[str, set[bool]] = {}
    for process in processes:
        place = _OWN_FOLDER.fullmatch(process.path or "")
        if place is not None and table.of_process(process) is None:
            running.setdefault(place[1].casefold(), set()).add(process.own)
    for name in listed.subkeys:
        if len(running.get(name.casefold(), ())) < len((True, False)):
            continue
        key = attempt(system.registry, rf"{SERVICES}\{name}")
        image = key if isinstance(key, CannotTell) else key.values.get("ImagePath")
        if not isinstance(image, str):
            unknown = image if isinstance(image, CannotTell) else CannotTell(Unknown.UNREADABLE)
            found.could_not(Part.SERVICE, unknown, name)
        elif re.search(rf'\\{re.escape(name)}\.exe"? --service$', image.strip(), re.IGNORECASE):
            start = attempt(windows_service.start, system, rf"{SERVICES}\{name}", driver=True)
            _service(found, name, Kind.REMOTE, name, start)


def _remote_desktop(system: System) -> list[Open]:
    """Remote Desktop, if it lets anybody in. What a policy opens, only who laid it down can close: no handle."""
    policy = system.registry(RDP_POLICY, optional=True)
    if policy is not ABSENT and DENY in policy.values:
        return [] if _refused(policy) else [Open(Door.RDP)]
    switch = Handle(HandleKind.REGISTRY_VALUE, DENY, RDP)
    return [] if _refused(system.registry(RDP)) else [Open(Door.RDP, switch)]


def _refused(key: Key) -> int:
    value = key.values.get(DENY)
    if not isinstance(value, int) or value not in {0, 1}:
        raise CannotTell(Unknown.UNREADABLE, f"{DENY} is {value!r}")
    return value
