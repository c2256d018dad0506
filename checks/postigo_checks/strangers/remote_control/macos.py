"""Remote control on macOS: Screen Sharing, Remote Login, Remote Management, and programs. They lie there or run.

RustDesk under its helper's name is told by the shape of its two launchd files: `….X_service.plist` among the daemons and
`….X_server.plist` among the agents.
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import ABSENT, CannotTell, Data, Handle, HandleKind, Platform, System, Unknown, attempt
from postigo_checks.common.macos import launchd
from postigo_checks.strangers.remote_control.fact import Door, Kind, Look, Open, Part, RemoteAccess
from postigo_checks.strangers.remote_control.table import Table, load, see_running

LABELS: Final = {Door.SCREEN_SHARING: "com.apple.screensharing", Door.SSH: "com.openssh.sshd"}
MANAGEMENT: Final = "/Library/Application Support/Apple/Remote Desktop/RemoteManagement.launchd"
APPS: Final = "/Applications/*.app"
JOBS: Final = ("/Library/LaunchDaemons/*.plist", "/Library/LaunchAgents/*.plist")


def macos(system: System, data: Data) -> RemoteAccess:
    """Remote access of a Mac."""
    table = load(data, Platform.MACOS)
    found = Look()
    found.bad_lines(table.bad)
    switched = attempt(launchd.switches, system)
    for door, label in LABELS.items():
        try:
            on = launchd.is_on(system, switched, label)
        except CannotTell as unknown:
            found.could_not(door, unknown)
        else:
            if on:
                found.doors.append(Open(door, Handle(HandleKind.LAUNCHD, label)))
    try:
        if _managed(system):
            found.doors.append(Open(Door.REMOTE_MANAGEMENT, Handle(HandleKind.SWITCH, "", "kickstart")))
    except CannotTell as unknown:
        found.could_not(Door.REMOTE_MANAGEMENT, unknown)
    _installed(system, table, found)
    see_running(system, table, found)
    return found.fact(system.school)


def _managed(system: System) -> bool:
    content = system.read(MANAGEMENT, optional=True)
    if content is ABSENT:
        return False
    if content.strip() not in {b"enabled", b"disabled", b""}:
        raise CannotTell(Unknown.UNREADABLE, f"{MANAGEMENT} says something else")
    return content.strip() == b"enabled"


_RUSTDESK: Final = re.compile(r"(?:.+\.)?([^.]+)_(service|server)\.plist", re.IGNORECASE)


def _installed(system: System, table: Table, found: Look) -> None:
    apps = attempt(system.glob, APPS)
    if isinstance(apps, CannotTell):
        found.could_not(Part.APPS, apps)
    else:
        for entry in apps:
            line = table.processes.suspected(entry.path.rsplit("/", 1)[1])
            if line is not None:
                found.add(line.name, line.kind)
    _jobs(system, table, found)


def _jobs(system: System, table: Table, found: Look) -> None:
    halves: dict[str, dict[str, str]] = {}
    for pattern in JOBS:
        jobs = attempt(system.glob, pattern)
        if isinstance(jobs, CannotTell):
            found.could_not(Part.SERVICES, jobs)
            continue
        for entry in jobs:
            name = entry.path.rsplit("/", 1)[1]
            line = table.of_job(name)
            if line is not None:
                found.starts(line.name, line.kind, Handle(HandleKind.PATH, entry.path))
            elif (half := _RUSTDESK.fullmatch(name)) is not None:
                halves.setdefault(half[1], {})[half[2].casefold()] = entry.path
    for program, seen in sorted(halves.items()):
        if len(seen) == len(("service", "server")):
            found.starts(program, Kind.REMOTE, Handle(HandleKind.PATH, seen["service"]))
