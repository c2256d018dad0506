r"""What policies say of Windows' updates: the whole of their keys, not one value of each.

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

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from postigo.api import ABSENT, Absent, CannotTell, Key, RegistryValue, System, Unknown, attempt
from postigo_checks.common import unknown_policies as policy_words
from postigo_checks.common.windows.values import number, value_of
from postigo_checks.updates.automatic.fact import Mode

UPDATES = r"HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate"
AUTOMATIC = rf"{UPDATES}\AU"
MANAGED = r"HKLM\SOFTWARE\Microsoft\PolicyManager\current\device\Update"

PAUSE = timedelta(days=35)  # how long a pause by policy lasts from its start
_FROM_AFAR = {0: Mode.WAITS, 1: Mode.INSTALLS, 2: Mode.INSTALLS, 3: Mode.INSTALLS, 4: Mode.INSTALLS, 5: Mode.OFF}

_READ = {
    "disablewindowsupdateaccess": UPDATES,
    "noautoupdate": AUTOMATIC,
}
"""What is read in one key only: in another it is a rule that we do not know."""
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


_LONGEST_DELAY = 30
_NOT_LAID_DOWN = "CORPWSUS"  # what UpdateServiceUrl says where nobody wrote one
_NAMES_FROM_AFAR = frozenset(("AllowAutoUpdate", "AllowUpdateService", "UpdateServiceUrl"))

Said = tuple[Mode, tuple[str, ...]]
"""What one policy says, and the names of its values."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What the policies say, as one. `names` are the values that decide; `pinned`: the version at which Windows is kept.

    `afar`: an organisation manages this computer, by its own means. `doubts`: what could not be read or understood.
    """

    mode: Mode | None = None
    until: datetime | None = None
    pinned: str | None = None
    names: tuple[str, ...] = ()
    afar: bool = False
    doubts: tuple[CannotTell, ...] = ()


def read(system: System) -> Policy:
    """All three keys; what is of a wrong type, or a number that there is not, is a doubt and hides nothing else."""
    doubts: list[CannotTell] = []
    there: dict[str, Key | Absent] = {}
    for path in (UPDATES, AUTOMATIC, MANAGED):
        key = attempt(system.registry, path, optional=True)
        if isinstance(key, CannotTell):
            doubts.append(key)
        there[path] = ABSENT if isinstance(key, CannotTell) else key
    updates, automatic, managed = there.values()
    keys = [key for key in there.values() if isinstance(key, Key)]
    for path, each in there.items():
        if isinstance(each, Key):
            doubts += _unknown(path, each)
    doubts += [late for key in keys if isinstance(late := attempt(_deferred, key), CannotTell)]
    said: list[Said] = []
    for found in (
        attempt(_off, updates, "DisableWindowsUpdateAccess"),
        attempt(_off, automatic, "NoAutoUpdate"),
        attempt(_server, updates, automatic),
        attempt(_options, automatic),
        attempt(_from_afar, managed) if isinstance(managed, Key) else None,
        attempt(_server_from_afar, managed) if isinstance(managed, Key) else None,
    ):
        if isinstance(found, CannotTell):
            doubts.append(found)
        elif found is not None:
            said.append(found)
    until = _paused(keys, system.now(), doubts)
    if until is not None:
        said.append((Mode.PAUSED, ("PauseQualityUpdates",)))
    mode = next((mode for mode in _WORST if any(each is mode for each, _ in said)), None)
    names = tuple(dict.fromkeys(name for each, of in said if each is mode for name in of))
    afar = any(name in _NAMES_FROM_AFAR for _, of in said for name in of)
    return Policy(mode, until, _pinned(keys), names, afar, tuple(doubts))


_WORST = (Mode.OFF, Mode.PAUSED, Mode.WAITS, Mode.SERVER, Mode.INSTALLS)
"""What counts where policies say several things."""


def _unknown(path: str, key: Key) -> Iterator[CannotTell]:
    """One doubt for each value that we do not know there and whose name says that it takes something away."""
    known = _KNOWN | {name for name, where in _READ.items() if where == path}
    for name in policy_words.unknown(policy_words.without_notes(key.values), known):
        yield CannotTell(Unknown.UNREADABLE, f"{name} is a rule that we do not know")


def _flag(key: Key | Absent, name: str) -> bool:
    value = number(key, name)
    if value not in {None, 0, 1}:
        raise CannotTell(Unknown.UNREADABLE, f"{name} {value}")
    return value == 1


def _off(key: Key | Absent, name: str) -> Said | None:
    return (Mode.OFF, (name,)) if _flag(key, name) else None


def _server(updates: Key | Absent, automatic: Key | Absent) -> Said | None:
    if not _flag(automatic, "UseWUServer"):
        return None
    value = value_of(updates, "WUServer")
    if value is None:
        raise CannotTell(Unknown.MISSING, "UseWUServer is 1, and no WUServer is named")
    return _sent_to(value, "UseWUServer", "WUServer")


def _server_from_afar(managed: Key) -> Said | None:
    value = value_of(managed, "UpdateServiceUrl")
    return None if value in {None, "", _NOT_LAID_DOWN} else _sent_to(value, "UpdateServiceUrl")


def _sent_to(value: RegistryValue, *names: str) -> Said:
    if not isinstance(value, str):
        raise CannotTell(Unknown.UNREADABLE, f"{names[-1]} is not a text")
    return (Mode.OFF if leads_nowhere(value) else Mode.SERVER), names


_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*:/+)?(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)", re.IGNORECASE)


def leads_nowhere(server: str) -> bool:
    """Whether an address is none: blank, this very computer, or a name that is kept for never being one (RFC 2606, 6761)."""
    found = _HOST.match(server.strip())
    host = found[1].strip().strip("[]").rstrip(".").casefold() if found else ""
    if not re.search(r"\w", host):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        parts = host.split(".")
        return (
            "localhost" in parts
            or "localdomain" in parts
            or parts[-1] in {"invalid", "example", "test", "null", "none"}
        )
    return address.is_loopback or address.is_unspecified or address.is_link_local or address.is_reserved


def _options(automatic: Key | Absent) -> Said | None:
    options = number(automatic, "AUOptions")
    match options:
        case None:
            kept_on = value_of(automatic, "NoAutoUpdate") == 0
            return (Mode.INSTALLS, ("NoAutoUpdate",)) if kept_on else None
        case 1:
            return Mode.OFF, ("AUOptions",)
        case 4:
            return Mode.INSTALLS, ("AUOptions",)
        case 5:
            raise CannotTell(Unknown.MISSING, "AUOptions 5: somebody on this computer chose")
        case 2 | 3 | 7:
            return Mode.WAITS, ("AUOptions",)
    raise CannotTell(Unknown.UNREADABLE, f"AUOptions {options}")


def _from_afar(managed: Key) -> Said | None:
    """What a school or firm decided from afar; None where it did not."""
    if number(managed, "AllowUpdateService") == 0:
        return Mode.OFF, ("AllowUpdateService",)
    value = number(managed, "AllowAutoUpdate")
    if value is None:
        return None
    if value not in _FROM_AFAR:
        raise CannotTell(Unknown.UNREADABLE, f"AllowAutoUpdate {value}")
    return _FROM_AFAR[value], ("AllowAutoUpdate",)


def _paused(keys: list[Key], today: datetime, doubts: list[CannotTell]) -> datetime | None:
    """Until when the longest pause lasts that is not over."""
    until = None
    for key in keys:
        end = attempt(_pause, key)
        if isinstance(end, CannotTell):
            doubts.append(end)
        elif end is not None and end > today:
            until = end if until is None else max(until, end)
    return until


def _deferred(key: Key) -> None:
    """UNREADABLE for a delay of security updates that Windows does not have: it knows up to 30 days."""
    days = number(key, "DeferQualityUpdatesPeriodInDays")
    if days is not None and not 0 <= days <= _LONGEST_DELAY:
        raise CannotTell(Unknown.UNREADABLE, f"DeferQualityUpdatesPeriodInDays {days}")


def _pause(key: Key) -> datetime | None:
    """Until when one key pauses security updates; None where it does not."""
    start = value_of(key, "PauseQualityUpdatesStartTime")
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
    """The version at which Windows is kept; "" where a policy forbids another one and does not say at which."""
    for key in keys:
        pin, version = value_of(key, _PIN), value_of(key, "TargetReleaseVersionInfo")
        if isinstance(pin, str) and pin.strip() not in {"", "0"}:  # from afar the value is the version itself
            return _version(pin)
        if pin and not isinstance(pin, str):
            return _version(version)
        if value_of(key, "DisableOSUpgrade") == 1:
            return ""
    return None


def _version(text: RegistryValue | None) -> str:
    text = text.strip() if isinstance(text, str) else ""
    return text if re.fullmatch(r"\d{4}|\d\dH\d", text, re.IGNORECASE) else ""  # what else stands there may be a name


def pinned(system: System) -> str | None:
    """The same, for who asks nothing else of the policies."""
    key = system.registry(UPDATES, optional=True)
    return _pinned([key]) if isinstance(key, Key) else None
