r"""Day of the newest update of Windows, the witness beside an empty list.

Windows Update answers with an empty list and no error where it cannot build its catalogue, so nothing found proves nothing.
Two witnesses tell the day, and the older one counts:

- the day on which the revision (`UBR`) came out, by the bundled table, which has clients only;
- the day on which the roll-up of that very revision was installed, by the list of packages: `Package_for_RollupFix~…~amd64~~
  <base>.<revision>.<n>.<n>` with CurrentState 112. The base is not always the build (19041 for 19045), so only the revision is
  compared. A roll-up that came with the system itself, when it was set up, is as old as its image, and its day tells nothing.

Where neither is known, a higher number in the table still proves that a revision is old.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from postigo.api import CannotTell, Data, Key, System, Unknown, attempt
from postigo_checks.common.windows.build import CURRENT, build_of
from postigo_checks.updates.pending import windows_builds
from postigo_checks.updates.pending.fact import Newest

PACKAGES = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\Packages"
INSTALLED = 112
_MOST = 8  # roll-ups of one revision; there is one, or one for each of few architectures
_ROLLUP = re.compile(r"Package_for_RollupFix~[^~]*~[^~]*~[^~]*~\d+\.(\d+)\.\d+\.\d+", re.ASCII | re.IGNORECASE)
_1601 = datetime(1601, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(days=1)
_SET_UP = timedelta(days=1)
"""Time after the system's installation in which a roll-up came with the system itself."""


def newest(system: System, data: Data) -> Newest:
    """Update that is the newest, by table and packages; MISSING where neither knows it."""
    key = system.registry(CURRENT)
    build, revision = build_of(key), _number(key, "UBR")
    table = windows_builds.read_table(data)
    issued = bound = None
    if _is_client(key):
        issued, bound = table.issued(build, revision), table.not_after(build, revision)
    installed = attempt(_installed, system, key, revision)
    days = [] if isinstance(installed, CannotTell) else [installed.date()]
    days += [issued] if issued is not None else []
    witnessed = bool(days)
    days += [bound] if bound is not None else []
    if not days:
        raise installed if isinstance(installed, CannotTell) else CannotTell(Unknown.MISSING, "no day")
    return Newest(min(days), witnessed)


def _is_client(key: Key) -> bool:
    kind = key.values.get("InstallationType")
    if not isinstance(kind, str) or not kind:
        raise CannotTell(Unknown.UNREADABLE, "InstallationType is not a text")
    return kind == "Client"


def _installed(system: System, current: Key, revision: int) -> datetime:
    """Time at which the roll-up of that revision was installed. MISSING where there is none, or it came with the system."""
    names = [name for name in system.registry(PACKAGES).subkeys if _revision(name) == revision]
    if len(names) > _MOST:
        raise CannotTell(Unknown.UNREADABLE, f"{len(names)} roll-ups of revision {revision}")
    times = [time for name in names if (time := _time(system.registry(rf"{PACKAGES}\{name}"), name)) is not None]
    if not times:
        raise CannotTell(Unknown.MISSING, f"no roll-up of revision {revision} is installed")
    time = min(times)
    if time > system.now() + _AHEAD:
        raise CannotTell(Unknown.UNREADABLE, "the roll-up was installed after today")
    set_up = current.values.get("InstallDate")
    if set_up is not None:
        seconds = _number(current, "InstallDate")
        if seconds and time.timestamp() <= seconds + _SET_UP.total_seconds():
            raise CannotTell(Unknown.MISSING, "the roll-up came with the system when it was set up")
    return time


def _revision(name: str) -> int | None:
    found = _ROLLUP.fullmatch(name)
    return int(found[1]) if found else None


def _time(package: Key, name: str) -> datetime | None:
    """When a package was installed; None for one that is not."""
    if _number(package, "CurrentState") != INSTALLED:
        return None
    ticks = (_number(package, "InstallTimeHigh") << 32) + _number(package, "InstallTimeLow")
    try:
        return _1601 + timedelta(microseconds=ticks // 10)
    except OverflowError:
        raise CannotTell(Unknown.UNREADABLE, f"InstallTimeHigh of {name} is no time") from None


def _number(key: Key, name: str) -> int:
    value = key.values.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise CannotTell(Unknown.UNREADABLE, f"{name} is not a number")
    return value
