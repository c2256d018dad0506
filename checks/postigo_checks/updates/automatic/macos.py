"""Probe of `update.auto` on macOS, from its own settings and those that an organisation lays over them.

A key that was never written means a default: on for looking and for small security repairs. For installing macOS itself the
default differs between versions and the answers in the set-up, so a missing key is a gap. From macOS 26 an organisation can
also decide by declarations, which are kept elsewhere; only an enrolled Mac can have them.

A switch that is on is not yet an update that is installed. The same file tells when the Mac first tried each at night
(`FirstInstallTonightDateDictionary`; entries of installed versions stay, so they are compared with this one), and how often
an ordered one failed (`DDMPersistedErrorKey`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from postigo.api import ABSENT, CannotTell, Data, Json, System, Unknown, attempt
from postigo_checks.common.macos.version import macos_version
from postigo_checks.updates.automatic.fact import AutoUpdates, Mode
from postigo_checks.updates.pending.macos import PREFERENCES, known_version, offered_number

MANAGED = "/Library/Managed Preferences/com.apple.SoftwareUpdate.plist"
DECLARED = "/var/db/softwareupdate/SoftwareUpdateDDMStatePersistence.plist"
ENROLLED = ("profiles", "status", "-type", "enrollment")

_LATELY = timedelta(days=14)
_NOT_ENROLLED = re.compile(r"^MDM enrollment: No$", re.MULTILINE)  # not translated


def macos(system: System, data: Data) -> AutoUpdates:
    """What is laid over the settings comes first, then the settings."""
    del data
    own = _dictionary(system.plist(PREFERENCES), PREFERENCES)
    over = system.plist(MANAGED, optional=True)
    managed = {} if over is ABSENT else _dictionary(over, MANAGED)
    doubts = []
    if not _undeclared(system):
        doubts.append(CannotTell(Unknown.UNREADABLE, "an organisation may decide by declarations"))
    look = _switch(own, managed, "AutomaticCheckEnabled")
    fetch = _switch(own, managed, "AutomaticDownload")
    install = _switch(own, managed, "AutomaticallyInstallMacOSUpdates")
    repairs = [_switch(own, managed, name) for name in ("CriticalUpdateInstall", "ConfigDataInstall")]
    mode: Mode | None = None
    if look is False:
        mode = Mode.OFF
    elif install is False or fetch is False:
        mode = Mode.WAITS
    elif install and fetch:
        mode = Mode.INSTALLS
    else:
        doubts.append(CannotTell(Unknown.MISSING, "macOS did not write down whether it installs updates"))
    tries, failed = attempt(_tries, system, own), attempt(_failed, own, system.now())
    doubts += [unknown for unknown in (tries, failed) if isinstance(unknown, CannotTell)]
    return AutoUpdates(
        mode,
        "macos-auto",
        system.now(),
        managed=bool(managed),
        repairs_off=False in repairs,
        tries=None if isinstance(tries, CannotTell) else tries,
        failed=0 if isinstance(failed, CannotTell) else failed,
        doubts=tuple(doubts),
    )


def _tries(system: System, own: Mapping[str, Json]) -> datetime | None:
    """Since when an update is tried at night that is newer than this macOS."""
    tonight = _dictionary(own.get("FirstInstallTonightDateDictionary", {}), "FirstInstallTonightDateDictionary")
    if not tonight:
        return None
    current = known_version(macos_version(system), own).number
    return min((_day(day) for key, day in tonight.items() if offered_number(key) > current), default=None)


def _failed(own: Mapping[str, Json], now: datetime) -> int:
    """How often an ordered update failed; a failure of long ago is over."""
    if "DDMPersistedErrorKey" not in own:
        return 0
    told = _dictionary(own["DDMPersistedErrorKey"], "DDMPersistedErrorKey")
    count = told.get("count")
    if type(count) is not int:
        raise CannotTell(Unknown.UNREADABLE, "DDMPersistedErrorKey does not count")
    return count if now - _day(told.get("timestamp")) < _LATELY else 0


def _day(text: Json) -> datetime:
    try:
        day = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        day = None
    if day is None or day.tzinfo is None:
        raise CannotTell(Unknown.UNREADABLE, "a date that is none")
    return day


def _undeclared(system: System) -> bool:
    """Whether no declaration of an organisation stands over the settings."""
    found = attempt(system.plist, DECLARED, optional=True)
    if found is ABSENT:
        return True
    if isinstance(found, CannotTell):  # the folder may be closed to users: then only enrolment can tell
        said = attempt(system.run, *ENROLLED)
        return not isinstance(said, CannotTell) and said.code == 0 and _NOT_ENROLLED.search(said.out) is not None
    fields = _dictionary(found, DECLARED).get("SUCorePersistedStatePolicyFields", {})
    settings = _dictionary(fields, DECLARED).get("SUCoreDDMDeclarationGlobalSettings", {})
    return not _dictionary(settings, DECLARED)


def _dictionary(value: Json, path: str) -> Mapping[str, Json]:
    if not isinstance(value, dict):
        raise CannotTell(Unknown.UNREADABLE, f"{path} is not a dictionary")
    return value


def _switch(own: Mapping[str, Json], managed: Mapping[str, Json], name: str) -> bool | None:
    """On, off, or None where nobody wrote it down. Some tools write 0 and 1."""
    value = managed.get(name, own.get(name))
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and value in {0, 1}:
        return bool(value)
    raise CannotTell(Unknown.UNREADABLE, f"{name} is neither on nor off")
