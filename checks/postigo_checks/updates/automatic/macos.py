"""Probe of `update.auto` on macOS: its own settings, and an organisation's over them.

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

from postigo.api import ABSENT, CannotTell, Data, Handle, HandleKind, Json, System, Unknown, Unseen, attempt
from postigo_checks.common.macos.version import macos_version
from postigo_checks.updates.automatic.fact import AutoUpdates, Mode, Part
from postigo_checks.updates.pending.macos import PREFERENCES, known_version, offered_number

MANAGED = "/Library/Managed Preferences/com.apple.SoftwareUpdate.plist"
DECLARED = "/var/db/softwareupdate/SoftwareUpdateDDMStatePersistence.plist"
ENROLLED = ("profiles", "status", "-type", "enrollment")

_LOOK = "AutomaticCheckEnabled"
_REPAIRS = ("CriticalUpdateInstall", "ConfigDataInstall")
_LATELY = timedelta(days=14)
_NOT_ENROLLED = re.compile(r"^MDM enrollment: No$", re.MULTILINE)  # not translated


def macos(system: System, data: Data) -> AutoUpdates:
    """Updates by what lies over the settings, then by the settings."""
    del data
    own = _dictionary(system.plist(PREFERENCES), PREFERENCES)
    over = system.plist(MANAGED, optional=True)
    managed = {} if over is ABSENT else _dictionary(over, MANAGED)
    unseen: list[Unseen[Part]] = []
    if not _undeclared(system):  # an organisation may decide by declarations
        unseen.append(Unseen(Part.RULES, Unknown.UNREADABLE))
    look = _switch(own, managed, _LOOK)
    fetch = _switch(own, managed, "AutomaticDownload")
    install = _switch(own, managed, "AutomaticallyInstallMacOSUpdates")
    repairs_off = [name for name in _REPAIRS if _switch(own, managed, name) is False]
    mode: Mode | None = None
    if look is False:
        mode = Mode.OFF
    elif install is False or fetch is False:
        mode = Mode.WAITS
    elif install and fetch:
        mode = Mode.INSTALLS
    else:
        unseen.append(Unseen(Part.SETTINGS, Unknown.MISSING))  # nobody wrote down whether it installs updates
    tried, failed = attempt(_tried, system, own), attempt(_failed, own, system.now())
    if isinstance(tried, CannotTell):
        unseen.append(Unseen(Part.TRIES, tried.why))
        tried = None
    if isinstance(failed, CannotTell):
        unseen.append(Unseen(Part.FAILURES, failed.why))
        failed = 0
    return AutoUpdates(
        mode,
        "macos-auto",
        system.now(),
        managed=bool(managed),
        repairs_off=bool(repairs_off),
        tries=None if tried is None else tried[0],
        failed=failed,
        unseen=tuple(unseen),
        setting=_handle(managed, _LOOK) if mode is Mode.OFF else None,
        repairs=_handle(managed, repairs_off[0]) if repairs_off else None,
        tried=None if tried is None else Handle(HandleKind.PACKAGE, tried[1], "softwareupdate"),
    )


def _handle(managed: Mapping[str, Json], name: str) -> Handle | None:
    """The setting of that name; None where an organisation laid it down."""
    return None if name in managed else Handle(HandleKind.DEFAULTS, name, PREFERENCES.removesuffix(".plist"))


def _tried(system: System, own: Mapping[str, Json]) -> tuple[datetime, str] | None:
    """Day and product key of the update that is tried at night for longest. It is newer than this macOS."""
    tonight = _dictionary(own.get("FirstInstallTonightDateDictionary", {}), "FirstInstallTonightDateDictionary")
    if not tonight:
        return None
    current = known_version(macos_version(system), own).number
    return min(((_day(day), key) for key, day in tonight.items() if offered_number(key) > current), default=None)


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
