r"""Probe of `update.reboot` on Windows: four marks in the registry, and Windows Update itself.

Two keys are there only while something waits. Since Windows 10 20H2 a plain "Restart" takes `RebootRequired` away though the update
was not applied (only "Update and restart" does that); then `WindowsUpdate\UX\StateVariables` still says RebootRequired 1, and
`WindowsUpdate\Orchestrator\RebootRequired` is there. That none of them is there counts only on a machine whose registry tells which
Windows it is, and where Windows Update itself says that it needs none (ISystemInformation.RebootRequired, documented as the marks are not). `PendingFileRenameOperations` is not asked: antivirus programs write it at each of their daily updates.
"""

from __future__ import annotations

from typing import Final

from postigo.api import ABSENT, CannotTell, Data, Key, System, Unknown, Unseen, attempt
from postigo.windows_calls.updates import RESTART_NEEDED
from postigo_checks.common.windows.build import read_build
from postigo_checks.updates.restart.fact import Part, Reason, Restart, Wait

_VERSION: Final = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion"
_MARKS: Final = (
    (rf"{_VERSION}\Component Based Servicing\RebootPending", Reason.COMPONENTS, Part.COMPONENTS),
    (rf"{_VERSION}\WindowsUpdate\Auto Update\RebootRequired", Reason.UPDATES, Part.UPDATES),
    (r"HKLM\SOFTWARE\Microsoft\WindowsUpdate\Orchestrator\RebootRequired", Reason.UPDATES, Part.UPDATES),
)
_VARIABLES: Final = r"HKLM\SOFTWARE\Microsoft\WindowsUpdate\UX\StateVariables"


def windows(system: System, data: Data) -> Restart:
    """Restart by four marks and by Windows Update. A key tells the earliest day; the others have none of their own."""
    del data
    waiting: list[Wait] = []
    unseen: list[Unseen[Part]] = []
    for path, reason, part in _MARKS:
        key = attempt(system.registry, path, optional=True)
        if isinstance(key, Key):
            waiting.append(Wait(reason, key.written))
        elif isinstance(key, CannotTell):
            unseen.append(Unseen(part, key.why))
    said = attempt(_said, system)
    if isinstance(said, CannotTell):
        unseen.append(Unseen(Part.UPDATES, said.why))
    elif said:
        waiting.append(Wait(Reason.UPDATES))
    needed = attempt(system.call, RESTART_NEEDED)
    if isinstance(needed, CannotTell):
        unseen.append(Unseen(Part.UPDATES, needed.why))
    elif needed and all(wait.reason is not Reason.UPDATES for wait in waiting):  # a mark may know the day
        waiting.append(Wait(Reason.UPDATES))
    if not (waiting or unseen):
        known = attempt(read_build, system)
        if isinstance(known, CannotTell):
            unseen.append(Unseen(Part.COMPONENTS, known.why))
    return Restart(system.now(), tuple(waiting), unseen=tuple(unseen))


def _said(system: System) -> bool:
    """Whether the variable says that a restart waits."""
    key = system.registry(_VARIABLES, optional=True)
    value = 0 if key is ABSENT else key.values.get("RebootRequired", 0)
    if isinstance(value, bool) or value not in (0, 1):
        raise CannotTell(Unknown.UNREADABLE, "RebootRequired is neither 0 nor 1")
    return value == 1
