"""Remote control on macOS: Screen Sharing, Remote Login, Remote Management, and the programs that lie there or run."""

from __future__ import annotations

from typing import Final

from postigo.api import ABSENT, CannotTell, Data, Platform, System, Unknown, attempt
from postigo_checks import launchd, remote_table
from postigo_checks.remote_fact import Door, Look, Part, RemoteAccess

LABELS: Final = {Door.SCREEN_SHARING: "com.apple.screensharing", Door.SSH: "com.openssh.sshd"}
MANAGEMENT: Final = "/Library/Application Support/Apple/Remote Desktop/RemoteManagement.launchd"
APPS: Final = "/Applications/*.app"
JOBS: Final = ("/Library/LaunchDaemons/*.plist", "/Library/LaunchAgents/*.plist")


def macos(system: System, data: Data) -> RemoteAccess:
    """Who could see or use this computer from far away."""
    table = remote_table.load(data, Platform.MACOS)
    found = Look()
    switched = attempt(launchd.switches, system)
    for door, label in LABELS.items():
        try:
            on = launchd.is_on(system, switched, label)
        except CannotTell as unknown:
            found.could_not(Part.DOOR, unknown, door=door)
        else:
            if on:
                found.doors.append(door)
    try:
        if _managed(system):
            found.doors.append(Door.REMOTE_MANAGEMENT)
    except CannotTell as unknown:
        found.could_not(Part.DOOR, unknown, door=Door.REMOTE_MANAGEMENT)
    _installed(system, table, found)
    remote_table.see_running(system, table, found)
    return found.fact()


def _managed(system: System) -> bool:
    content = system.read(MANAGEMENT, optional=True)
    if content is ABSENT:
        return False
    if content.strip() not in {b"enabled", b"disabled", b""}:
        raise CannotTell(Unknown.UNREADABLE, f"{MANAGEMENT} says something else")
    return content.strip() == b"enabled"


def _installed(system: System, table: tuple[remote_table.Line, ...], found: Look) -> None:
    apps = attempt(system.glob, APPS)
    if isinstance(apps, CannotTell):
        found.could_not(Part.APPS, apps)
    else:
        names = {entry.path.rsplit("/", 1)[1].casefold() for entry in apps}
        for line in table:
            if names.intersection(line.apps):
                found.add(line.name)
    for pattern in JOBS:
        jobs = attempt(system.glob, pattern)
        if isinstance(jobs, CannotTell):
            found.could_not(Part.SERVICES, jobs)
            continue
        for entry in jobs:
            name = entry.path.rsplit("/", 1)[1].casefold()
            started = next((line for line in table if any(name.startswith(job) for job in line.services)), None)
            if started is not None:
                found.add(started.name, starts=True)
