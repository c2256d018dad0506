r"""Record of Windows of programs that may use, and use, camera, microphone and screen.

`…\CapabilityAccessManager\ConsentStore\webcam` in HKCU and in HKLM. A Store app is a sub-key named by its package
family; a desktop program one under `NonPackaged`, named by its full path with `#` for `\`; newer Windows also has
`NonPackaged\Executables\<file name>`. In use: `LastUsedTimeStart` is not 0 and `LastUsedTimeStop` is there and 0.

A start later than its stop is a use that goes on as well.

From build 26220 on (August 2026) Windows was seen to write nothing here while a program filmed: there the record shows uses
and never that there is none (docs/decisions/0554-a-record-that-may-have-stopped.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from postigo.api import CannotTell, Key, Program, RegistryValue, System, Unknown, Unseen, attempt
from postigo_checks.capture.consent_store import ROOTS, label
from postigo_checks.capture.in_use.fact import Part
from postigo_checks.common.windows import service as windows_service

SERVICE: Final = r"HKLM\SYSTEM\CurrentControlSet\Services\camsvc"
VERSION: Final = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion"

_FIRST_BUILD: Final = 19041  # Windows 10 2004: before it, some computers note no use at all
_SILENT_BUILD: Final = (
    26220  # the first that was seen to keep old times while a device was in use (HASS.Agent issue 476)
)
EPOCH: Final = datetime(1601, 1, 1, tzinfo=UTC)
_FIRST_NOTED: Final = 130_000_000_000_000_000  # 2012: Windows notes uses since 2019
_DOUBTS: Final = frozenset({Part.STORE, Part.SERVICE, Part.OLD, Part.NEWER, Part.BUILD})


@dataclass(frozen=True, slots=True)
class Session:
    """A use that was noted and not ended. `leaf` is its key's name: a package family, a `#` path or a file name."""

    leaf: str
    packaged: bool
    bare: bool  # a file name without its path
    start: datetime


@dataclass(slots=True)
class Walk:
    """Collector of what is read in the record."""

    uses: list[Session] = field(default_factory=list)
    open: list[Session] = field(default_factory=list)
    unseen: list[Unseen[Part]] = field(default_factory=list)
    recorded: bool = False

    @property
    def living(self) -> bool:
        """Whether this Windows is known to note each use, and could be read."""
        return _DOUBTS.isdisjoint(item.part for item in self.unseen)


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


def read(system: System, capability: str) -> Walk:
    """Uses of a capability that are noted, in both hives."""
    walk = Walk()
    for hive in ROOTS:
        _read_hive(system, rf"{hive}\{capability}", walk)
    return walk


def prove(system: System, walk: Walk) -> None:
    """Look whether this Windows notes uses, by its service and its build.

    Only then none noted means none.
    """
    _read_service(system, walk)
    _read_build(system, walk)


def _read_hive(system: System, root: str, walk: Walk) -> None:
    try:
        for path, name, packaged, bare in leaves(system, root, system.registry(root)):
            _read_leaf(system, path, name, packaged=packaged, bare=bare, walk=walk)
    except CannotTell as unknown:
        walk.unseen.append(Unseen(Part.STORE, unknown.why))


def _read_leaf(system: System, path: str, name: str, *, packaged: bool, bare: bool, walk: Walk) -> None:
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
    value = values.get(name)
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
    return EPOCH + timedelta(microseconds=steps // 10)


def _read_service(system: System, walk: Walk) -> None:
    start = attempt(windows_service.start, system, SERVICE)
    if isinstance(start, CannotTell):
        walk.unseen.append(Unseen(Part.SERVICE, start.why))
    elif start == windows_service.DISABLED:
        walk.unseen.append(Unseen(Part.SERVICE, Unknown.MISSING))


def _read_build(system: System, walk: Walk) -> None:
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
