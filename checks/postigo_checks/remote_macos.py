"""Remote control on macOS: Screen Sharing, Remote Login, Remote Management, and the programs that lie there or run.

`launchctl print-disabled system` says `=> enabled` and `=> disabled`; before macOS 11 it said `=> true` for DISABLED.
A service without a line follows its own default, which is off for both; so it is asked whether it is loaded
(`launchctl print` ends with 0, or with 113 for a service that is not there).
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import ABSENT, CannotTell, Data, Platform, System, Unknown, attempt
from postigo_checks import remote_table
from postigo_checks.remote_fact import Door, Look, Part, RemoteAccess

DISABLED: Final = ("launchctl", "print-disabled", "system")
LABELS: Final = {Door.SCREEN_SHARING: "com.apple.screensharing", Door.SSH: "com.openssh.sshd"}
MANAGEMENT: Final = "/Library/Application Support/Apple/Remote Desktop/RemoteManagement.launchd"
APPS: Final = "/Applications/*.app"
JOBS: Final = ("/Library/LaunchDaemons/*.plist", "/Library/LaunchAgents/*.plist")

_NOT_LOADED: Final = 113
_LINE: Final = re.compile(r'\s*"([^"]+)" => (enabled|disabled|true|false)')
_ON: Final = {"enabled": True, "disabled": False, "false": True, "true": False}


def macos(system: System, data: Data) -> RemoteAccess:
    """Who could see or use this computer from far away."""
    table = remote_table.load(data, Platform.MACOS)
    found = Look()
    switches = attempt(_switches, system)
    for door, label in LABELS.items():
        try:
            if isinstance(switches, CannotTell):
                raise switches
            on = switches[label] if label in switches else _loaded(system, label)
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


def _switches(system: System) -> dict[str, bool]:
    answer = system.run(*DISABLED)
    lines = answer.out.splitlines()
    whole = answer.out.count("{") == answer.out.count("}") > 0
    if answer.code != 0 or not lines or lines[0].strip() != "disabled services = {" or not whole:
        raise CannotTell(Unknown.UNREADABLE, f"launchctl: {answer.code} {answer.err.strip()}")
    return {found[1]: _ON[found[2]] for line in lines if (found := _LINE.fullmatch(line))}


def _loaded(system: System, label: str) -> bool:
    answer = system.run("launchctl", "print", f"system/{label}")
    if answer.code not in {0, _NOT_LOADED}:
        raise CannotTell(Unknown.UNREADABLE, f"launchctl: {answer.code} {answer.err.strip()}")
    return answer.code == 0


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
