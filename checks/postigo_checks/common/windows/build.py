"""Build of this Windows, and the texts beside it in the registry."""

from __future__ import annotations

import re
from typing import Final

from postigo.api import CannotTell, Key, System, Unknown

CURRENT: Final = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion"
_BUILD: Final = re.compile(r"[1-9]\d{0,8}", re.ASCII)


def read_build(system: System) -> int:
    """The build of this Windows: 26100 for Windows 11 24H2. UNREADABLE where the registry does not tell it."""
    return build_of(system.registry(CURRENT))


def build_of(key: Key) -> int:
    """The build that the key of the current version tells."""
    build = text_of(key, "CurrentBuild")
    if not _BUILD.fullmatch(build):
        raise CannotTell(Unknown.UNREADABLE, "CurrentBuild is not a number")
    return int(build)


def text_of(key: Key, name: str) -> str:
    """A value that must be a text and not empty; UNREADABLE otherwise."""
    value = key.values.get(name)
    if not isinstance(value, str) or not value:
        raise CannotTell(Unknown.UNREADABLE, f"{name} is not a text")
    return value
