"""Which macOS this is. What it says of itself to a program is not always so; its build is.

To a program made with tools older than itself macOS gives an older version, in the very file that is read: 26.6.2 is
"16.6.2" (python/cpython#135675), and every one from 11 on was "10.16". The build in the same file stays true: its first
number is Darwin's, and 22 is macOS 13, 23 is 14, 24 is 15, 25 is 26, 26 is 27. Where the two disagree in another way,
nobody can tell which macOS it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from packaging.version import Version

from postigo.api import CannotTell, Json, System, Unknown

SYSTEM_VERSION: Final = "/System/Library/CoreServices/SystemVersion.plist"

_VERSION: Final = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6}){0,5})(?: ?\(([a-z])\))?")
_BUILD: Final = re.compile(r"([0-9]{2})[A-Z][0-9]{1,9}[a-z]?")
_TEST: Final = re.compile(r"[0-9]{2}[A-Z]5[0-9]{3}[a-z]")  # 5 and four digits in all, with a letter: a test version's
_OF_DARWIN: Final = ((25, 1), (20, -9))  # from this Darwin on, the number of macOS is so much more
_FIRST_DARWIN, _TEN_LESS = 8, 4  # Darwin 19 was macOS 10.15
_OLD_WORDS: Final = (Version("10.16"), Version("16"))


@dataclass(frozen=True, slots=True, order=True)
class MacVersion:
    """A version of macOS; `extra` is the letter of a rapid security response, "26.6.2 (a)"."""

    number: Version
    extra: str = ""


@dataclass(frozen=True, slots=True)
class MacOS:
    """This macOS: its `release` ("10.15", "26") is sure. Its whole version may be kept from us, its letter (`extra`) is not."""

    release: str
    build: str
    version: MacVersion | CannotTell
    extra: str = ""

    @property
    def major(self) -> int:
        """The first number of the version."""
        return Version(self.release).major

    @property
    def is_test(self) -> bool:
        """Whether it is a test version (a beta)."""
        return is_test(self.build)


def version(text: Json) -> MacVersion:
    """A version as Apple writes it; UNREADABLE for anything else."""
    found = _VERSION.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise CannotTell(Unknown.UNREADABLE, "not a version of macOS")
    return MacVersion(Version(found[1]), found[2] or "")


def is_test(build: str) -> bool:
    """Whether a build is one of Apple's test versions. Those end in a small letter and their number begins with 5."""
    return _TEST.fullmatch(build) is not None


def release_of(build: Json) -> Version:
    """The release that a build belongs to: 10.15, 13, 26."""
    found = _BUILD.fullmatch(build) if isinstance(build, str) else None
    darwin = int(found[1]) if found else 0
    if darwin < _FIRST_DARWIN:
        raise CannotTell(Unknown.UNREADABLE, "not a build of macOS")
    more = next((more for first, more in _OF_DARWIN if darwin >= first), None)
    return Version(f"10.{darwin - _TEN_LESS}") if more is None else Version(str(darwin + more))


def macos_version(system: System) -> MacOS:
    """This macOS. UNREADABLE where version and build belong to different releases."""
    plist = system.plist(SYSTEM_VERSION)
    if not isinstance(plist, dict):
        raise CannotTell(Unknown.UNREADABLE, f"{SYSTEM_VERSION} has no versions")
    extra, build = plist.get("ProductVersionExtra", ""), plist.get("ProductBuildVersion")
    told = version(f"{plist.get('ProductVersion')} {extra}".strip())
    release = release_of(build)
    return MacOS(str(release), str(build), _reconciled(told, release), told.extra)


def _reconciled(told: MacVersion, release: Version) -> MacVersion | CannotTell:
    """The version that was told, corrected where it is the one for older programs."""
    number = told.number
    if number.release[: len(release.release)] == release.release:
        return told
    if release.major == 26 and number.major == 16:
        return MacVersion(Version(".".join(map(str, (release.major, *number.release[1:])))), told.extra)
    if any(number.release[: len(old.release)] == old.release for old in _OLD_WORDS) and release.major > 10:
        return CannotTell(Unknown.MISSING, "macOS gives this program the version that older programs expect")
    raise CannotTell(Unknown.UNREADABLE, f"version {number} with a build of {release}")
