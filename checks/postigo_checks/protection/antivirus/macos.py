"""Antivirus on macOS: XProtect, whether its scans are on, and its list's age. It is always there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from postigo.api import ABSENT, CannotTell, Data, Json, Keyword, System, Unknown, attempt
from postigo_checks.common.json_answers import told
from postigo_checks.protection.antivirus.fact import Antivirus, Custom, Guard, Lists, State, days_old

XPROTECT: Final = Keyword("XProtect")
BUNDLE: Final = "/Library/Apple/System/Library/CoreServices/XProtect.bundle/Contents/Info.plist"

# Days. Apple sent 13 lists in the half year from September 2024 (eclecticlight.co), and about one a week in 2025 and 2026
# (5319 in October 2025, 5346 in May 2026, 5363 in September). Six weeks without one are four to six missed in a row,
# longer than any pause we know of: such a Mac is cut off from them. A shorter limit would alarm after each holiday.
_OLD_AFTER: Final = 45


def macos(system: System, data: Data) -> Antivirus:
    """Antivirus of a Mac: from macOS 15 by its own tool, before by its bundle. Before, there was no switch to read.

    From 15 on, the bundle at the old place is a relic: its version and date say nothing about what is in use.
    """
    if system.which("xprotect", optional=True) is ABSENT:  # the tool came with macOS 15
        guard = _before_15(system, data)
    else:
        state = attempt(_state, system)
        made = attempt(_installed, system)
        guard = _guard(state, made, system.now(), data)
    return Antivirus(Custom.AMONG_OTHERS, (guard,))


def _guard(state: State | CannotTell, made: datetime | CannotTell, now: datetime, data: Data) -> Guard:
    age = made if isinstance(made, CannotTell) else attempt(days_old, made, now, data)
    if isinstance(age, CannotTell):
        return Guard(XPROTECT, state, age)
    return Guard(XPROTECT, state, Lists.OLD if age > _OLD_AFTER else Lists.CURRENT, age)


def _before_15(system: System, data: Data) -> Guard:
    """The bundle up to macOS 14. Its absence proves nothing: the place may have moved once more."""
    entries = system.glob(BUNDLE)
    if not entries:
        raise CannotTell(Unknown.MISSING, "XProtect.bundle is not where it was")
    return replace(_guard(State.ON, entries[0].modified, system.now(), data), presumed=True)


def _state(system: System) -> State:
    """`xprotect status --json`: on only if both kinds of scan are.

    A "no" to an ordinary account is none: a Mac in use whose list was three days old said off and off without root, and
    everybody who publishes such answers asks with root's rights.
    """
    said = _json(system, "status")
    scans = [said.get("xprotect_launch_scans"), said.get("xprotect_background_scans")]
    if not all(isinstance(scan, bool) for scan in scans):
        raise CannotTell(Unknown.UNREADABLE, f"xprotect status: {said!r:.120}")
    if not all(scans) and not system.elevated:
        raise CannotTell(Unknown.DENIED, "xprotect may not tell an ordinary account")
    return State.ON if all(scans) else State.OFF


def _installed(system: System) -> datetime:
    """`xprotect version --json`: when the list in use was installed."""
    said = _json(system, "version")
    installed, version = said.get("xprotect_bundle_install_date"), said.get("xprotect_bundle_version")
    if not isinstance(installed, str) or not isinstance(version, str) or not version.isdecimal():
        raise CannotTell(Unknown.UNREADABLE, f"xprotect version: {said!r:.120}")
    try:
        when = datetime.fromisoformat(installed)
    except ValueError:
        raise CannotTell(Unknown.UNREADABLE, f"xprotect version: {installed!r:.40}") from None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _json(system: System, command: str) -> dict[str, Json]:
    return told(system.run("xprotect", command, "--json"), f"xprotect {command}")
