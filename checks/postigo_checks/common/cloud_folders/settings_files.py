r"""Settings files of sync programs that are alike on more than one system.

Only settings are read, never the files that are copied. Nextcloud writes an INI in Qt's own spelling: keys with
backslashes, other letters as `\xNN` with one to four digits. Its folders stand in three groups (Folders, FoldersWithPlaceholders, and Multifolders for those of
several accounts; its folder.cpp), so each `localPath` counts. `rclone.conf` holds secrets, so it is never opened.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from postigo.api import ABSENT, CannotTell, Program, System, Unknown, Unseen, attempt
from postigo_checks.common.cloud_folders.fact import Part
from postigo_checks.common.json_answers import an_object
from postigo_checks.common.person_folders import from_home

_QT_PATH: Final = re.compile(r"[^=]+\\localPath=(.*)")
_QT_LETTER: Final = re.compile(r"\\x([0-9a-fA-F]{1,4})")


def dropbox(system: System, path: str) -> list[str]:
    """The folders of Dropbox's accounts; none where it was never set up."""
    content = system.read(path, optional=True)
    if content is ABSENT:
        return []
    accounts = list(an_object(content, path).values())
    found = [account["path"] for account in accounts if isinstance(account, dict) and "path" in account]
    paths = [one for one in found if isinstance(one, str)]
    if len(paths) != len(accounts) or not paths:
        raise CannotTell(Unknown.UNREADABLE, f"{path} names no folder")
    return paths


def nextcloud(system: System, path: str) -> list[str]:
    """The folders that Nextcloud copies; none where it was never set up."""
    content = system.read(path, optional=True)
    if content is ABSENT:
        return []
    try:
        lines = content.decode().splitlines()
    except UnicodeDecodeError:
        raise CannotTell(Unknown.UNREADABLE, f"{path} is not text") from None
    if not any(line.startswith("[") for line in lines):
        raise CannotTell(Unknown.UNREADABLE, f"{path} is no settings file")
    found = [entry[1].strip('"') for line in lines if (entry := _QT_PATH.fullmatch(line.strip()))]
    return [_QT_LETTER.sub(lambda letter: chr(int(letter[1], 16)), one) for one in found]


def by_settings(
    system: System,
    sources: Iterable[tuple[str, Callable[[System, str], list[str]], str]],
    unseen: list[Unseen[Part]],
) -> list[tuple[Program, str]]:
    """Folders that programs copy on Linux or macOS. What cannot be read is added to `unseen`.

    `sources`: of each program its name, what reads its settings, and where they are.
    """
    copied = []
    for name, ask, path in sources:
        roots = attempt(ask, system, path)
        if isinstance(roots, CannotTell):
            unseen.append(Unseen(Part.SETTINGS, roots.why))
        else:
            copied += [(Program(name), from_home(root)) for root in roots]
    return copied


def set_up(system: System, traces: Mapping[str, Program], unseen: list[Unseen[Part]]) -> tuple[Program, ...]:
    """Programs that left a trace of being set up. What cannot be looked at is added to `unseen`."""
    found = []
    for path, program in traces.items():
        there = attempt(system.glob, path)
        if isinstance(there, CannotTell):
            unseen.append(Unseen(Part.TRACES, there.why))
        elif there:
            found.append(program)
    return tuple(found)
