"""Name and version of the system, as its maker gives it. "Debian GNU/Linux 12 (bookworm)", "macOS 15.7".

For whoever has many reports before them; no check rests on it. Linux: PRETTY_NAME of os-release(5). Windows: `ProductName`, which
still says Windows 10 on 11 (builds from 22000), with `DisplayVersion` and the build. macOS: SystemVersion.plist.
"""

from __future__ import annotations

import shlex
from typing import Final

from postigo.core.system import Absent, CannotTell, Platform, System, attempt

_CURRENT: Final = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion"
_MACOS: Final = "/System/Library/CoreServices/SystemVersion.plist"
_FIRST_ELEVEN: Final = 22000
_LONGEST: Final = 100  # letters: it stands in one line


def release(system: System) -> str:
    """The name with the version; "" where nothing tells it."""
    match system.platform:
        case Platform.LINUX:
            found = attempt(_linux, system)
        case Platform.WINDOWS:
            found = attempt(_windows, system)
        case Platform.MACOS:
            found = attempt(_macos, system)
    return "" if isinstance(found, CannotTell) else " ".join(found.split())[:_LONGEST]


def _linux(system: System) -> str:
    for place in ("/etc/os-release", "/usr/lib/os-release"):
        content = system.read(place, optional=True)
        if isinstance(content, Absent):
            continue
        for line in content.decode(errors="replace").splitlines():
            name, _, value = line.partition("=")
            if name == "PRETTY_NAME":
                return _unquoted(value)
    return ""


def _unquoted(value: str) -> str:
    try:
        return " ".join(shlex.split(value))
    except ValueError:  # a quote that does not end: whoever wrote it meant it as it stands
        return value.strip("\"'")


def _windows(system: System) -> str:
    values = system.registry(_CURRENT).values
    name, build = (str(values.get(key, "")) for key in ("ProductName", "CurrentBuild"))
    if build.isdigit() and int(build) >= _FIRST_ELEVEN:
        name = name.replace("Windows 10", "Windows 11", 1)
    version = str(values.get("DisplayVersion", ""))
    return f"{name} {version} ({build})" if build else f"{name} {version}"


def _macos(system: System) -> str:
    told = system.plist(_MACOS)
    if not isinstance(told, dict):
        return ""
    return f"{told.get('ProductName', 'macOS')} {told.get('ProductVersion', '')}"
