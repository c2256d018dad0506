"""Probe of `info.location` on Windows."""

from __future__ import annotations

from typing import Final

from postigo.api import Absent, CannotTell, Data, Platform, System, Unknown, Unseen, attempt
from postigo_checks.capture.location.fact import Part, Whereabouts
from postigo_checks.capture.permissions.windows import consents
from postigo_checks.common import known_programs

POLICY: Final = r"HKLM\SOFTWARE\Policies\Microsoft\Windows\LocationAndSensors"


def windows(system: System, data: Data) -> Whereabouts:
    """The policy over all, then the switches."""
    unseen: list[Unseen[Part]] = []
    policy = attempt(_forbidden, system)
    if policy is True:
        return Whereabouts(off=True)
    if isinstance(policy, CannotTell):
        unseen.append(Unseen(Part.SWITCH, policy.why))
    table = known_programs.load(data, Platform.WINDOWS)
    found = consents(system, table, "location", "LetAppsAccessLocation")
    unseen += [Unseen(Part.LIST, one.why) for one in found.unseen]
    off = bool(found.off) and not found.apps and not found.free
    return Whereabouts(found.apps, off, bool(found.free), unseen=tuple(unseen))


def _forbidden(system: System) -> bool:
    key = system.registry(POLICY, optional=True)
    value = 0 if isinstance(key, Absent) else key.values.get("DisableLocation", 0)
    if value not in (0, 1):
        raise CannotTell(Unknown.UNREADABLE, f"DisableLocation is {value!r:.40}")
    return value == 1
