r"""`image.screen-memory`: whether Windows Recall keeps pictures of the screen.

Where a person's own switch for it lies is not published, and an empty policy does not mean off. So, in this order: a
policy that forbids it; a Windows that does not have it (before build 26100); the optional feature, which an ordinary
user may ask CIM about (`Get-WindowsOptionalFeature` needs an administrator); and the folder where the pictures are kept.
Some computers that cannot have it do not list the feature: that counts where features that every Windows has are listed.
Pictures from before are looked for also where it is off now. Of that folder only the dates are looked at: nothing in it is opened, and security programs watch for those who do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from postigo.api import (
    ABSENT,
    CannotTell,
    Check,
    Coverage,
    Data,
    Finding,
    Gap,
    Instruct,
    Level,
    OpenSettings,
    Plan,
    Platform,
    Probe,
    SettingsPage,
    Share,
    System,
    Text,
    Unknown,
    attempt,
)
from postigo_checks.common.windows.build import read_build
from postigo_checks.common.windows.security_center import records

POLICIES: Final = tuple(rf"{root}\SOFTWARE\Policies\Microsoft\Windows\WindowsAI" for root in ("HKLM", "HKCU"))
FEATURE: Final = (
    "Get-CimInstance -ClassName Win32_OptionalFeature -Filter \"Name='Recall' OR Name='MSRDC-Infrastructure'"
    " OR Name='Printing-Foundation-Features'\" | Select-Object Name,InstallState"
)
KEPT: Final = r"%LOCALAPPDATA%\CoreAIPlatform.00\UKP\*\*"

FIRST_BUILD: Final = 26100
RECENT: Final = timedelta(days=2)

_ENABLED, _DISABLED, _ABSENT = 1, 2, 3
_FEATURES: Final = {"Recall", "MSRDC-Infrastructure", "Printing-Foundation-Features"}
_STATES: Final = {_ENABLED, _DISABLED, _ABSENT}


class Memory(StrEnum):
    """How the screen history of Windows stands for this account."""

    NONE = "none"  # this Windows has none
    FORBIDDEN = "forbidden"  # a policy keeps it off
    OFF = "off"
    UNUSED = "unused"  # it could be turned on; this account never did
    ON = "on"
    ONCE = "once"  # it was on; whether it still is cannot be told


@dataclass(frozen=True, slots=True)
class ScreenMemory:
    """What was learned; `memory` is None where that could not be told."""

    memory: Memory | None
    missed: tuple[CannotTell, ...] = ()


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
    missed = tuple(one for one in (policy, enabled, kept) if isinstance(one, CannotTell))
    if isinstance(kept, CannotTell) or (kept is Memory.UNUSED and missed):
        return ScreenMemory(None, missed)
    if kept is Memory.ONCE:
        missed += (CannotTell(Unknown.MISSING, "the switch of this account is not published"),)
    return ScreenMemory(kept, missed)


def _but_for_old_ones(system: System, memory: Memory) -> ScreenMemory:
    """What holds where none are taken any more: those that are left can still be looked at."""
    kept = attempt(_kept, system)
    if isinstance(kept, CannotTell):
        return ScreenMemory(memory, (kept,))
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
    said = records(system.powershell(FEATURE))
    states = {str(one.get("Name")): one.get("InstallState") for one in said}
    if not all(type(state) is int and state in _STATES for state in states.values()) or len(states) != len(said):
        raise CannotTell(Unknown.UNREADABLE, f"the optional feature Recall: {said!r:.80}")
    if not states or not states.keys() <= _FEATURES:
        raise CannotTell(Unknown.UNREADABLE, f"optional features: {sorted(states)!r:.80}")
    return states.get("Recall", _ENABLED) == _ENABLED


def _kept(system: System) -> Memory:
    """By the dates of what is kept."""
    dates = [entry.modified for entry in system.glob(KEPT)]
    if not dates:
        return Memory.UNUSED
    return Memory.ON if system.now() - max(dates) <= RECENT else Memory.ONCE


_SAID: Final = {
    Memory.NONE: ("none", Level.GOOD, Text("This Windows keeps no pictures of your screen.")),
    Memory.FORBIDDEN: (
        "forbidden",
        Level.GOOD,
        Text("A rule of this computer keeps the screen history of Windows off."),
    ),
    Memory.OFF: ("off", Level.GOOD, Text("The screen history of Windows (Recall) is off.")),
    Memory.UNUSED: ("unused", Level.GOOD, Text("Your account does not use the screen history of Windows (Recall).")),
    Memory.ON: (
        "on",
        Level.ADVISE,
        Text(
            "Windows takes pictures of your screen again and again, and keeps them (Recall)."
            " Another person with your password could look at them."
        ),
    ),
    Memory.ONCE: ("was-on", Level.NOTE, Text("Windows has kept pictures of your screen in the past (Recall).")),
}


def judge(fact: ScreenMemory) -> Iterator[Finding | Gap]:
    """One sentence, then what could not be seen."""
    if fact.memory is not None:
        code, level, text = _SAID[fact.memory]
        yield Finding(code, level, text, fixes=("turn-off",) if level is not Level.GOOD else ())
    for unknown in fact.missed:
        yield Gap(unknown.why, Text("We could not see all that tells whether Windows keeps pictures of your screen."))


SCREEN_MEMORY: Final = Check(
    id="image.screen-memory",
    title=Text("Pictures that are kept of your screen"),
    why=Text("What was once on the screen, a chat or a call, stays there to be seen by whoever knows your password."),
    tip=1,
    probe=Probe(windows=windows),
    judge=judge,
    coverage={
        Platform.WINDOWS: Coverage(
            Text("Whether Windows Recall is forbidden, installed, and in use by your account. No picture is opened."),
            Text("Programs of other makers that keep pictures of the screen."),
        ),
    },
    share=Share.OPEN,
    budget=40.0,
    fixes=(
        Plan(
            "turn-off",
            Text("Turn off the screen history"),
            (
                OpenSettings(SettingsPage.SCREEN_MEMORY),
                Instruct(Text("Open “Recall & snapshots”, and turn off “Save snapshots”.")),
                Instruct(Text("There, choose “Delete snapshots” if you do not want to keep the old ones.")),
            ),
            Text("About 2 minutes."),
            on=frozenset({Platform.WINDOWS}),
        ),
    ),
)
