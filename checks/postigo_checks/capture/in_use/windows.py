r"""Record of Windows of programs that may use, and use, camera and microphone.

`…\CapabilityAccessManager\ConsentStore\webcam` in HKCU and in HKLM. A Store app is a sub-key named by its package
family; a desktop program one under `NonPackaged`, named by its full path with `#` for `\`; newer Windows also has
`NonPackaged\Executables\<file name>`. In use: `LastUsedTimeStart` is not 0 and `LastUsedTimeStop` is there and 0.

A start later than its stop is a use that goes on as well.

A stop of 0 is also what a crash or a power cut leaves behind. What began before this boot is over. What began since, and
whose program is not found among the processes, *seems* to go on, and the person is asked: a running program may have been
renamed, and Windows may have noted it under another spelling of its path (junctions, `subst`). Paths are compared in their
`#` form, short names too: decoding is ambiguous where a folder's name has a `#` itself.

From build 26220 on (August 2026) Windows was seen to write nothing here while a program filmed: there the record shows uses
and never that there is none (docs/decisions/0554-a-record-that-may-have-stopped.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from postigo.api import (
    CannotTell,
    CaptureKind,
    Key,
    Process,
    Program,
    RegistryValue,
    System,
    Unknown,
    Unseen,
    attempt,
)
from postigo_checks.capture.consent_store import CAPABILITY, ROOTS, label
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
from postigo_checks.common.known_programs import KnownPrograms, basename
from postigo_checks.common.windows.short_names import all_may_be

SERVICE: Final = r"HKLM\SYSTEM\CurrentControlSet\Services\camsvc"
VERSION: Final = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion"

_DISABLED: Final = 4  # a service's Start
_FIRST_BUILD: Final = 19041  # Windows 10 2004: before it, some computers note no use at all
_SILENT_BUILD: Final = (
    26220  # the first that was seen to keep old times while a device was in use (HASS.Agent issue 476)
)
_EPOCH: Final = datetime(1601, 1, 1, tzinfo=UTC)
_FIRST_NOTED: Final = 130_000_000_000_000_000  # 2012: Windows notes uses since 2019
_SLACK: Final = timedelta(seconds=10)  # a use is noted about 1.5 s after it began, and clocks are set


@dataclass(frozen=True, slots=True)
class Session:
    """A use that was noted and not ended. `leaf` is its key's name: a package family, a `#` path or a file name."""

    leaf: str
    packaged: bool
    bare: bool  # a file name without its path
    start: datetime


@dataclass(slots=True)
class _Walk:
    """Collector of what is read in the record."""

    uses: list[Session] = field(default_factory=list)
    open: list[Session] = field(default_factory=list)
    unseen: list[Unseen[Part]] = field(default_factory=list)
    recorded: bool = False


def leaves(system: System, root: str, key: Key) -> Iterator[tuple[str, str, bool, bool]]:
    """Keys of single programs under a capability: path, name, whether packaged, whether without path."""
    for name in key.subkeys:
        if name.casefold() != "nonpackaged":
            yield rf"{root}\{name}", name, True, False
            continue
        desktop = system.registry(rf"{root}\{name}")
        for leaf in desktop.subkeys:
            if leaf.casefold() != "executables":
                yield rf"{root}\{name}\{leaf}", leaf, False, False
                continue
            for exe in system.registry(rf"{root}\{name}\{leaf}").subkeys:
                yield rf"{root}\{name}\{leaf}\{exe}", exe, False, True


def in_use(system: System, table: KnownPrograms, lens: CaptureKind) -> DeviceUse:
    """Use of the camera, or of the microphone, now. Whether there is one at all is not asked."""
    walk = _read(system, lens)
    users = _running(system, table, lens, walk) if walk.open else []
    found = merged(*users)
    return DeviceUse(True, found, (*unplaced(found), *walk.unseen))


def history(system: System, lens: CaptureKind) -> tuple[tuple[Session, ...], tuple[Unseen[Part], ...]]:
    """The last use of each program, ended or not, and what could not be read. Windows keeps one use of each."""
    walk = _read(system, lens)
    return tuple(walk.uses), tuple(walk.unseen)


def _read(system: System, lens: CaptureKind) -> _Walk:
    walk = _Walk()
    for hive in ROOTS:
        _read_hive(system, rf"{hive}\{CAPABILITY[lens]}", walk)
    _read_service(system, walk)
    _read_build(system, walk)
    return walk


def _read_hive(system: System, root: str, walk: _Walk) -> None:
    try:
        for path, name, packaged, bare in leaves(system, root, system.registry(root)):
            _read_leaf(system, path, name, packaged=packaged, bare=bare, walk=walk)
    except CannotTell as unknown:
        walk.unseen.append(Unseen(Part.STORE, unknown.why))


def _read_leaf(system: System, path: str, name: str, *, packaged: bool, bare: bool, walk: _Walk) -> None:
    try:
        key = system.registry(path)
        start, stop = filetime(key.values, "LastUsedTimeStart"), filetime(key.values, "LastUsedTimeStop")
    except CannotTell as unknown:
        walk.unseen.append(Unseen(Part.LEAF, unknown.why, Program(label(name, packaged=packaged))))
        return
    if start is None and key.subkeys:  # keys below a program's: a shape that we do not know
        walk.unseen.append(Unseen(Part.LEAF, Unknown.UNREADABLE, Program(label(name, packaged=packaged))))
    if start is None or stop is None:
        return  # only asked for, never used: a missing stop is no data, not a 0
    walk.recorded = True
    if 0 < stop < min(start, _FIRST_NOTED):  # no end at all
        walk.unseen.append(Unseen(Part.LEAF, Unknown.UNREADABLE, Program(label(name, packaged=packaged))))
    if start > 0:
        walk.uses.append(Session(name, packaged, bare, moment(start)))
        walk.open += walk.uses[-1:] if stop < start else []


def filetime(values: Mapping[str, RegistryValue], name: str) -> int | None:
    """Time in steps of 100 ns since 1601, however it was stored. None if it is not there, UNREADABLE if nonsense."""
    value = next((stored for spelled, stored in values.items() if spelled.casefold() == name.casefold()), None)
    if value is None:
        return None
    if isinstance(value, bytes) and len(value) == 8:  # REG_BINARY on some versions
        value = int.from_bytes(value, "little")
    elif isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value)
    if isinstance(value, int) and 0 <= value < 1 << 61:  # 2^61 is the year 8907: what is later is no time
        return value
    raise CannotTell(Unknown.UNREADABLE, f"{name} is {type(value).__name__} {value!r}")


def moment(steps: int) -> datetime:
    """A FILETIME as a time, in UTC."""
    return _EPOCH + timedelta(microseconds=steps // 10)


def _read_service(system: System, walk: _Walk) -> None:
    service = attempt(system.registry, SERVICE)
    if isinstance(service, CannotTell):
        walk.unseen.append(Unseen(Part.SERVICE, service.why))
        return
    start = service.values.get("Start")
    if not isinstance(start, int):
        walk.unseen.append(Unseen(Part.SERVICE, Unknown.UNREADABLE))
    elif start == _DISABLED:
        walk.unseen.append(Unseen(Part.SERVICE, Unknown.MISSING))


def _read_build(system: System, walk: _Walk) -> None:
    """Record without a use, read by the version of Windows.

    A Windows that notes was never used; an older one, or a newer, tells nothing.
    """
    version = attempt(system.registry, VERSION)
    if isinstance(version, CannotTell):
        walk.unseen.append(Unseen(Part.BUILD, version.why))
        return
    build = version.values.get("CurrentBuildNumber", version.values.get("CurrentBuild"))
    if not isinstance(build, str) or not (build.isascii() and build.isdigit()):
        walk.unseen.append(Unseen(Part.BUILD, Unknown.UNREADABLE))
    elif int(build) >= _SILENT_BUILD:
        walk.unseen.append(Unseen(Part.NEWER, Unknown.MISSING))
    elif int(build) < _FIRST_BUILD and not walk.recorded:
        walk.unseen.append(Unseen(Part.OLD, Unknown.MISSING))


# --- is it running? --------------------------------------------------------------------------------------------------


def _running(system: System, table: KnownPrograms, lens: CaptureKind, walk: _Walk) -> list[User]:
    processes = attempt(system.processes)
    if isinstance(processes, CannotTell):
        walk.unseen += [
            Unseen(Part.ALIVE, processes.why, Program(label(s.leaf, packaged=s.packaged))) for s in walk.open
        ]
        return [packaged(table, lens, session, seems=True) for session in walk.open if session.packaged]
    started = [process.started for process in processes if process.started is not None and not process.own]
    boot = min(started, default=_EPOCH)  # the oldest process of the system is nearly as old as this boot
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
    walk: _Walk,
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
