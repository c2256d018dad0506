"""Probe of `image.screen-memory` on Windows."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from postigo.api import ABSENT, CannotTell, Data, System, Unknown, Unseen, attempt
from postigo.windows_calls.optional_features import EVERYWHERE, OPTIONAL_FEATURES, RECALL, FeatureState
from postigo_checks.common.windows.build import read_build
from postigo_checks.image.screen_memory.fact import Memory, Part, ScreenMemory

POLICIES: Final = tuple(rf"{root}\SOFTWARE\Policies\Microsoft\Windows\WindowsAI" for root in ("HKLM", "HKCU"))
KEPT: Final = r"%LOCALAPPDATA%\CoreAIPlatform*\UKP\*\*"
"""Where Recall keeps its pictures. `CoreAIPlatform.00` so far; the number may go on."""

FIRST_BUILD: Final = 26100
RECENT: Final = timedelta(days=2)


def windows(system: System, data: Data) -> ScreenMemory:
    """The cheap and sure ways first."""
    del data
    policy = attempt(_forbidden, system)
    if policy is True:
        return _but_for_old_ones(system, Memory.FORBIDDEN)
    build = attempt(read_build, system)
    if not isinstance(build, CannotTell) and build < FIRST_BUILD:
        return ScreenMemory(Memory.NONE)
    enabled = attempt(_enabled, system)
    if enabled is False:
        return _but_for_old_ones(system, Memory.OFF)
    kept = attempt(_kept, system)
    looks = ((Part.POLICY, policy), (Part.FEATURE, enabled), (Part.PICTURES, kept))
    unseen = tuple(Unseen(part, one.why) for part, one in looks if isinstance(one, CannotTell))
    if isinstance(kept, CannotTell) or (kept is Memory.UNUSED and unseen):
        return ScreenMemory(None, unseen)
    if kept is Memory.ONCE:
        unseen += (Unseen(Part.SWITCH, Unknown.MISSING),)  # it is not published
    return ScreenMemory(kept, unseen)


def _but_for_old_ones(system: System, memory: Memory) -> ScreenMemory:
    """Answer where no pictures are taken any more. Those that are left can still be looked at."""
    kept = attempt(_kept, system)
    if isinstance(kept, CannotTell):
        return ScreenMemory(memory, (Unseen(Part.PICTURES, kept.why),))
    return ScreenMemory(memory if kept is Memory.UNUSED else Memory.ONCE)


def _forbidden(system: System) -> bool:
    """Whether a policy of the machine or of this account keeps it off."""
    forbidden = False
    for path in POLICIES:
        key = system.registry(path, optional=True)
        values = {} if key is ABSENT else key.values
        allow, disable = values.get("AllowRecallEnablement", 1), values.get("DisableAIDataAnalysis", 0)
        if not isinstance(allow, int) or not isinstance(disable, int):
            raise CannotTell(Unknown.UNREADABLE, "a policy of WindowsAI is no number")
        forbidden = forbidden or disable == 1 or (allow == 0 and path.startswith("HKLM"))
    return forbidden


def _enabled(system: System) -> bool:
    """Whether the feature is switched on for this Windows. One that is not listed may be: its pictures would tell."""
    said = system.call(OPTIONAL_FEATURES)
    states = {feature.name: feature.state for feature in said}
    if not states or None in states.values() or len(states) != len(said) or not states.keys() <= {RECALL, *EVERYWHERE}:
        raise CannotTell(Unknown.UNREADABLE, f"optional features: {said!r:.120}")
    return states.get(RECALL, FeatureState.ENABLED) is FeatureState.ENABLED


def _kept(system: System) -> Memory:
    """By the dates of what is kept."""
    dates = [entry.modified for entry in system.glob(KEPT)]
    if not dates:
        return Memory.UNUSED
    return Memory.ON if system.now() - max(dates) <= RECENT else Memory.ONCE
