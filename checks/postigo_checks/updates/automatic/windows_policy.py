r"""Policies over Windows' updates: the whole of their keys, not one value of each.

- `…\WindowsUpdate`: DisableWindowsUpdateAccess 1 ends it; a pause of security updates lasts 35 days from its start; a server
  (WUServer) counts only with UseWUServer in `…\AU`. One that is blank, or on this very computer, is how tools cut a computer off
  (Microsoft's own advice for that is a blank); whether a real one answers was seen by nobody.
- `…\WindowsUpdate\AU`: NoAutoUpdate 1 is off. AUOptions 2, 3 and 7 wait for the person ("notify for download", "for install",
  and the servers' "notify for restart"); 4 installs; with 5 somebody chose in settings that Windows no longer has, so nobody can
  tell. 1 (never) is of Windows XP.
- What a school or firm sets from afar (Intune) stands elsewhere: AllowAutoUpdate 5 is off, 0 waits for the person;
  AllowUpdateService 0 is off. Beside each value it notes who set it and when, in names that end in an underscore and a word.

Tools and later versions of Windows write more. A value that we do not know, and whose name says that it takes something
away (Disable…, Pause…, NoAuto…, Target…), makes nothing good. What is known to leave security updates alone is listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from postigo.api import (
    ABSENT,
    Absent,
    CannotTell,
    Handle,
    HandleKind,
    Key,
    RegistryValue,
    System,
    Unknown,
    Unseen,
    attempt,
)
from postigo_checks.common import unknown_policies
from postigo_checks.common.windows.values import number, value_of
from postigo_checks.updates.automatic.fact import Mode, Part
from postigo_checks.updates.automatic.update_server import leads_nowhere

UPDATES = r"HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate"
AUTOMATIC = rf"{UPDATES}\AU"
MANAGED = r"HKLM\SOFTWARE\Microsoft\PolicyManager\current\device\Update"

_PAUSE_START = "PauseQualityUpdatesStartTime"
PAUSE = timedelta(days=35)  # how long a pause by policy lasts from its start
_FROM_AFAR = {0: Mode.WAITS, 1: Mode.INSTALLS, 2: Mode.INSTALLS, 3: Mode.INSTALLS, 4: Mode.INSTALLS, 5: Mode.OFF}

_READ = {
    "disablewindowsupdateaccess": UPDATES,
    "noautoupdate": AUTOMATIC,
}
"""Values that are read in one key only. In another they are rules that we do not know."""
_KNOWN = frozenset(
    name.lower()
    for name in (
        "PauseQualityUpdates",
        "PauseQualityUpdatesStartTime",
        "PauseQualityUpdatesEndTime",
        "TargetReleaseVersion",
        "TargetReleaseVersionInfo",
        # what follows leaves security updates as they are
        "PauseFeatureUpdates",
        "PauseFeatureUpdatesStartTime",
        "PauseFeatureUpdatesEndTime",
        "NoAutoRebootWithLoggedOnUsers",  # no restart while somebody is signed in
        "SetDisablePauseUXAccess",  # nobody may pause: it protects
        "SetDisableUXWUAccess",  # the page is shut, updates go on
        "DisableOSUpgrade",  # no other version of Windows
        "DisableWUfBSafeguards",  # new versions also where Microsoft waits
        "DisableDualScan",  # nothing from Microsoft beside one's own server
        "TargetGroup",  # to which group of a server this computer belongs
        "TargetGroupEnabled",
    )
)
_PIN = "TargetReleaseVersion"
_UPGRADES = "DisableOSUpgrade"


_LONGEST_DELAY = 30
_NOT_LAID_DOWN = "CORPWSUS"  # what UpdateServiceUrl says where nobody wrote one
_NAMES_FROM_AFAR = frozenset(("AllowAutoUpdate", "AllowUpdateService", "UpdateServiceUrl"))

Said = tuple[Mode, tuple[str, ...], Handle | None]
"""Mode by one policy, names of its values, and the one to take away. None where nobody at this computer may."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Policies as one. `names` are the values that decide; `pinned`: the version at which Windows is kept.

    `afar`: an organisation manages this computer, by its own means. `setting`: the value that decides, where somebody at this
    computer may take it away. `unseen`: what could not be read or understood.
    """

    mode: Mode | None = None
    until: datetime | None = None
    pinned: str | None = None
    names: tuple[str, ...] = ()
    afar: bool = False
    setting: Handle | None = None
    unseen: tuple[Unseen[Part], ...] = ()


def read(system: System) -> Policy:
    """Policies of all three keys.

    What is of a wrong type, or a number that there is not, is a gap and hides nothing else.
    """
    doubts: list[CannotTell] = []
    there: dict[str, Key | Absent] = {}
    for path in (UPDATES, AUTOMATIC, MANAGED):
        key = attempt(system.registry, path, optional=True)
        if isinstance(key, CannotTell):
            doubts.append(key)
        there[path] = ABSENT if isinstance(key, CannotTell) else key
    updates, automatic, managed = there.values()
    keys = {path: key for path, key in there.items() if isinstance(key, Key)}
    for path, each in keys.items():
        doubts += _unknown(path, each)
    doubts += [late for key in keys.values() if isinstance(late := attempt(_deferred, key), CannotTell)]
    said: list[Said] = []
    for found in (
        attempt(_off, updates, "DisableWindowsUpdateAccess", UPDATES),
        attempt(_off, automatic, "NoAutoUpdate", AUTOMATIC),
        attempt(_server, updates, automatic),
        attempt(_options, automatic),
        attempt(_from_afar, managed) if isinstance(managed, Key) else None,
        attempt(_server_from_afar, managed) if isinstance(managed, Key) else None,
    ):
        if isinstance(found, CannotTell):
            doubts.append(found)
        elif found is not None:
            said.append(found)
    paused = _paused(keys, system.now(), doubts)
    if paused is not None:
        said.append((Mode.PAUSED, ("PauseQualityUpdates",), _value(_PAUSE_START, paused[1])))
    mode = next((mode for mode in _WORST if any(each is mode for each, _, _ in said)), None)
    names = tuple(dict.fromkeys(name for each, of, _ in said if each is mode for name in of))
    afar = any(name in _NAMES_FROM_AFAR for _, of, _ in said for name in of)
    return Policy(
        mode,
        None if paused is None else paused[0],
        _pinned(list(keys.values())),
        names,
        afar,
        None if afar else next((value for each, _, value in said if each is mode and value), None),
        tuple(Unseen(Part.RULES, doubt.why) for doubt in doubts),
    )


def _value(name: str, path: str) -> Handle | None:
    """A value by its name and key; None for what an organisation set from afar."""
    return None if path == MANAGED else Handle(HandleKind.REGISTRY_VALUE, name, path)


_WORST = (Mode.OFF, Mode.PAUSED, Mode.WAITS, Mode.SERVER, Mode.INSTALLS)
"""Modes in the order in which they count where policies say several things."""


def _unknown(path: str, key: Key) -> Iterator[CannotTell]:
    """Doubts, one for each unknown value whose name says that it takes something away."""
    known = _KNOWN | {name for name, where in _READ.items() if where == path}
    for name in unknown_policies.unknown(unknown_policies.without_notes(key.values), known):
        yield CannotTell(Unknown.UNREADABLE, f"{name} is a rule that we do not know")


def _flag(key: Key | Absent, name: str) -> bool:
    value = number(key, name)
    if value not in {None, 0, 1}:
        raise CannotTell(Unknown.UNREADABLE, f"{name} {value}")
    return value == 1


def _off(key: Key | Absent, name: str, path: str) -> Said | None:
    return (Mode.OFF, (name,), _value(name, path)) if _flag(key, name) else None


def _server(updates: Key | Absent, automatic: Key | Absent) -> Said | None:
    if not _flag(automatic, "UseWUServer"):
        return None
    value = value_of(updates, "WUServer")
    if value is None:
        raise CannotTell(Unknown.MISSING, "UseWUServer is 1, and no WUServer is named")
    return _sent_to(value, AUTOMATIC, "UseWUServer", "WUServer")


def _server_from_afar(managed: Key) -> Said | None:
    value = value_of(managed, "UpdateServiceUrl")
    return None if value in {None, "", _NOT_LAID_DOWN} else _sent_to(value, MANAGED, "UpdateServiceUrl")


def _sent_to(value: RegistryValue, path: str, *names: str) -> Said:
    if not isinstance(value, str):
        raise CannotTell(Unknown.UNREADABLE, f"{names[-1]} is not a text")
    return (Mode.OFF if leads_nowhere(value) else Mode.SERVER), names, _value(names[0], path)


def _options(automatic: Key | Absent) -> Said | None:
    options = number(automatic, "AUOptions")
    match options:
        case None:
            kept_on = value_of(automatic, "NoAutoUpdate") == 0
            return (Mode.INSTALLS, ("NoAutoUpdate",), None) if kept_on else None
        case 1:
            return Mode.OFF, ("AUOptions",), _value("AUOptions", AUTOMATIC)
        case 4:
            return Mode.INSTALLS, ("AUOptions",), None
        case 5:
            raise CannotTell(Unknown.MISSING, "AUOptions 5: somebody on this computer chose")
        case 2 | 3 | 7:
            return Mode.WAITS, ("AUOptions",), _value("AUOptions", AUTOMATIC)
    raise CannotTell(Unknown.UNREADABLE, f"AUOptions {options}")


def _from_afar(managed: Key) -> Said | None:
    """Decision of a school or firm from afar; None where it made none."""
    if number(managed, "AllowUpdateService") == 0:
        return Mode.OFF, ("AllowUpdateService",), None
    value = number(managed, "AllowAutoUpdate")
    if value is None:
        return None
    if value not in _FROM_AFAR:
        raise CannotTell(Unknown.UNREADABLE, f"AllowAutoUpdate {value}")
    return _FROM_AFAR[value], ("AllowAutoUpdate",), None


def _paused(keys: dict[str, Key], today: datetime, doubts: list[CannotTell]) -> tuple[datetime, str] | None:
    """End of the longest pause that is not over, and the key that says so."""
    longest: tuple[datetime, str] | None = None
    for path, key in keys.items():
        end = attempt(_pause, key)
        if isinstance(end, CannotTell):
            doubts.append(end)
        elif end is not None and end > today:
            longest = (end, path) if longest is None or end > longest[0] else longest
    return longest


def _deferred(key: Key) -> None:
    """UNREADABLE for a delay of security updates over the 30 days that Windows knows."""
    days = number(key, "DeferQualityUpdatesPeriodInDays")
    if days is not None and not 0 <= days <= _LONGEST_DELAY:
        raise CannotTell(Unknown.UNREADABLE, f"DeferQualityUpdatesPeriodInDays {days}")


def _pause(key: Key) -> datetime | None:
    """Until when one key pauses security updates; None where it does not."""
    start = value_of(key, _PAUSE_START)
    if start in {None, ""}:
        if _flag(key, "PauseQualityUpdates"):
            raise CannotTell(Unknown.UNREADABLE, "PauseQualityUpdates is 1, and does not say since when")
        return None
    if not isinstance(start, str):
        raise CannotTell(Unknown.UNREADABLE, "PauseQualityUpdatesStartTime is not a time")
    try:
        begun = datetime.fromisoformat(start.strip())
        return (begun if begun.tzinfo else begun.replace(tzinfo=UTC)).astimezone(UTC) + PAUSE
    except (ValueError, OverflowError):
        raise CannotTell(Unknown.UNREADABLE, "PauseQualityUpdatesStartTime is not a time") from None


def _pinned(keys: list[Key]) -> str | None:
    """Version at which Windows is kept. "" where a policy forbids another one and does not say at which."""
    return next((pin.version for key in keys if (pin := _pin(key)) is not None), None)


@dataclass(frozen=True, slots=True)
class Pin:
    """Value by which a policy keeps Windows at a version, and that version if told."""

    name: str
    version: str


def _pin(key: Key) -> Pin | None:
    pin, version = value_of(key, _PIN), value_of(key, "TargetReleaseVersionInfo")
    if isinstance(pin, str) and pin.strip() not in {"", "0"}:  # from afar the value is the version itself
        return Pin(_PIN, _version(pin))
    if pin and not isinstance(pin, str):
        return Pin(_PIN, _version(version))
    return Pin(_UPGRADES, "") if value_of(key, _UPGRADES) == 1 else None


def _version(text: RegistryValue | None) -> str:
    text = text.strip() if isinstance(text, str) else ""
    return text if re.fullmatch(r"\d{4}|\d\dH\d", text, re.IGNORECASE) else ""  # what else stands there may be a name


def pinned(system: System) -> Handle | None:
    """Value by which a policy keeps Windows at its version; None without one."""
    key = system.registry(UPDATES, optional=True)
    pin = _pin(key) if isinstance(key, Key) else None
    return None if pin is None else Handle(HandleKind.REGISTRY_VALUE, pin.name, UPDATES)
