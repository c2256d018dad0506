"""Places in which anybody can put a program. Remote control that runs there was installed by nobody.

Whoever is talked into it on the telephone starts such a program where the browser put it. Wider than `where()`, which
asks where downloads land: the whole home counts here, for a program for remote control that is meant to stay is put
where an administrator puts programs. macOS runs what came by a browser from a random place (`…/AppTranslocation/…`),
and what lies in a disk image from /Volumes; there, and on Linux' mounted sticks, nothing is installed either. Homes of Linux
may lie below another folder (`/export/home`, `/data/home`), and where the system is an image, `/mnt` and root's home lie
in /var. Some folders anybody may write to; and what runs from memory alone (`/memfd:…`, memfd_create(2)) lies nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from postigo.api import Platform
from postigo_checks.common.known_programs import Where, folded_path, in_one_spelling, where

_WINDOWS: Final = re.compile(r"[a-z]:/(?:users|documents and settings|\$recycle\.bin)/|[a-z]:/[^/]+$")
_LINUX: Final = re.compile(
    r"~/|(?:/(?!usr/|opt/|nix/|gnu/|snap/|app/)[^/]+){0,3}/home/|/root/|/var/roothome/|/tmp/|/var/tmp/|/var/crash/"
    r"|(?:/var)?/run/lock/|/var/lock/|/media/|/run/media/|(?:/var)?/mnt/|/cdrom/|/memfd:|/proc/"
)
_LINUX_INSTALLED: Final = re.compile(
    r"(?:~|(?:/var)?/home/[^/]+|/root)/\.local/share/flatpak/|/home/linuxbrew/\.linuxbrew/|(?:~|/home/[^/]+)/\.nix-profile/"
)
_MACOS: Final = re.compile(
    r"~/|/users/(?!shared/)|/volumes/|(?:/private)?/tmp/|(?:/private)?/var/(?:folders|tmp)/|/users/shared/downloads/"
)
_MACOS_INSTALLED: Final = re.compile(r"(?:~|/users/[^/]+)/applications/|/volumes/[^/]+/(?:applications|library)/")


def lands(path: str, platform: Platform, homes: Sequence[str] = ()) -> bool:
    """Whether a program that runs from a path was not installed. `homes`: where its installer puts it for one account."""
    folded = folded_path(path)
    if platform is Platform.MACOS:
        folded = in_one_spelling(folded)
    if any(f"/{home}" in folded for home in homes):
        return False
    match platform:
        case Platform.WINDOWS:
            mine = bool(_WINDOWS.match(folded))
        case Platform.LINUX:
            mine = bool(_LINUX.match(folded)) and not _LINUX_INSTALLED.match(folded)
        case Platform.MACOS:
            mine = bool(_MACOS.match(folded)) and not _MACOS_INSTALLED.match(folded)
    return mine or where(path, platform) is Where.LANDING
