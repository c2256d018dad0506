r"""Use of camera and microphone on Windows: seen by a witness, or noted.

A stop of 0 in the record is also what a crash or a power cut leaves behind. What began before this boot is over. What began
since, and whose program is not found among the processes, *seems* to go on, and the person is asked: a running program may
have been renamed, and Windows may have noted it under another spelling of its path (junctions, `subst`). Paths are compared in
their `#` form, short names too: decoding is ambiguous where a folder's name has a `#` itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from postigo.api import CannotTell, CaptureKind, Process, Program, System, Unknown, Unseen, attempt
from postigo_checks.capture.consent_store import CAPABILITY, label
from postigo_checks.capture.in_use import windows_live
from postigo_checks.capture.in_use.fact import (
    DeviceUse,
    Part,
    Standing,
    User,
    is_windows_own,
    merged,
    packaged_user,
    program_user,
    unplaced,
)
from postigo_checks.capture.in_use.windows_record import EPOCH, Session, Walk, prove, read
from postigo_checks.common.known_programs import KnownPrograms, basename
from postigo_checks.common.windows.short_names import all_may_be

_SLACK: Final = timedelta(seconds=10)  # a use is noted about 1.5 s after it began, and clocks are set


def in_use(system: System, table: KnownPrograms, lens: CaptureKind) -> DeviceUse:
    """Use of the camera, or of the microphone, now. Whether there is one at all is not asked."""
    walk = read(system, CAPABILITY[lens])
    prove(system, walk)
    live = windows_live.look(system, lens)
    processes = attempt(system.processes) if walk.open or live.flows else ()  # after both: who ended since is none
    noted = noted_users(system, table, lens, walk, processes) if walk.open else []
    seen = windows_live.users(live, processes, table, lens, system.now())
    found = merged(*windows_live.told_once(seen, noted, living=walk.living))
    unseen = [*walk.unseen, *live.unseen]
    if live.flows and isinstance(processes, CannotTell):
        unseen.append(Unseen(Part.LIST, processes.why))
    return DeviceUse(True, found, (*unplaced(found), *unseen))


def history(system: System, lens: CaptureKind) -> tuple[tuple[Session, ...], tuple[Unseen[Part], ...]]:
    """The last use of each program, ended or not, and what could not be read. Windows keeps one use of each."""
    walk = read(system, CAPABILITY[lens])
    prove(system, walk)
    return tuple(walk.uses), tuple(walk.unseen)


def noted_users(
    system: System,
    table: KnownPrograms,
    lens: CaptureKind,
    walk: Walk,
    processes: Sequence[Process] | CannotTell,
) -> list[User]:
    """Users that the record shows. What cannot be told of them is added to what `walk` could not see."""
    if isinstance(processes, CannotTell):
        walk.unseen += [
            Unseen(Part.ALIVE, processes.why, Program(label(s.leaf, packaged=s.packaged))) for s in walk.open
        ]
        return [packaged(table, lens, session, seems=True) for session in walk.open if session.packaged]
    started = [process.started for process in processes if process.started is not None and not process.own]
    boot = min(started, default=EPOCH)  # the oldest process of the system is nearly as old as this boot
    families = {family(process.path) for process in processes if process.path}
    users: list[User] = []
    for session in walk.open:
        since_boot = session.start >= boot - _SLACK  # else left behind by a crash or a power cut before this boot
        if not session.packaged:
            users += _desktop(system, table, lens, session, walk, processes, since_boot=since_boot)
            continue
        runs = session.leaf.casefold() in families
        if runs or since_boot:
            user = packaged(table, lens, session, seems=not runs and not is_windows_own(session.leaf))
            users.append(_by_its_files(table, lens, session, processes) or user if _unknown(user) else user)
    return users


def _unknown(user: User) -> bool:
    return user.standing is Standing.STRANGER and not user.seems


def _by_its_files(
    table: KnownPrograms, lens: CaptureKind, session: Session, processes: Sequence[Process]
) -> User | None:
    """User of an unknown package, by its program. A maker may pack a known one anew, and so may anybody."""
    for process in processes:
        if process.path is not None and family(process.path) == session.leaf.casefold():
            user = program_user(table, lens, process.name, process.path, own=process.own)
            if user.standing is Standing.MISPLACED:
                return user
    return None


def _desktop(
    system: System,
    table: KnownPrograms,
    lens: CaptureKind,
    session: Session,
    walk: Walk,
    processes: Sequence[Process],
    *,
    since_boot: bool,
) -> list[User]:
    """Process of a desktop program's session, or one that seems to be it. A gap, if one may be it unseen."""
    wanted = _plain(session.leaf, "#")
    file = basename(session.leaf.replace("#", "\\"))
    unreadable = not any(process.path for process in processes)
    for process in processes:
        if process.started is not None and session.start + _SLACK < process.started <= system.now():
            continue  # began after that use did: not the one that was noted. One from the future: the clock was set
        if process.path is None:
            unreadable = unreadable or process.name.casefold() in {"", file.casefold()}
            continue
        path = _plain(process.path, "\\")
        if all_may_be((basename(path) if session.bare else path.replace("\\", "#")).split("#"), wanted.split("#")):
            return [program_user(table, lens, process.name, path, own=process.own)]
    if unreadable:
        walk.unseen.append(Unseen(Part.ALIVE, Unknown.DENIED, Program(file)))
        return []
    path_of = None if session.bare else wanted.replace("#", "\\")
    return [program_user(table, lens, file, path_of, seems=True)] if since_boot else []


def _plain(path: str, separator: str) -> str:
    r"""A path without what Windows puts before long ones: `\\?\C:\a` and `\??\C:\a` give `C:\a`."""
    for before in (2 * separator + "?" + separator, separator + "??" + separator):
        if path.startswith(before):
            return path.removeprefix(before)
    return path


def packaged(table: KnownPrograms, lens: CaptureKind, session: Session, *, seems: bool = False) -> User:
    """The user that a Store app's session stands for."""
    return packaged_user(table, lens, session.leaf, seems=seems)


_PACKAGE_FOLDER: Final = re.compile(r"\\(windowsapps|systemapps)\\([^\\]+)\\", re.IGNORECASE)


def family(path: str) -> str:
    r"""Package family, in small letters, of a program under `…\WindowsApps\<full name>\`. "" if it is under none.

    A full name is `name_version_architecture_resource_publisher`, its family `name_publisher`.
    """
    found = _PACKAGE_FOLDER.search(path)
    if found is None:
        return ""
    parts = found[2].casefold().split("_")
    return f"{parts[0]}_{parts[-1]}"
