"""What waits for a restart on Windows: two registry keys that are there only while something waits.

`PendingFileRenameOperations` is not asked: antivirus programs write it at each of their daily updates.
"""

from __future__ import annotations

from typing import Final

from postigo.api import CannotTell, Data, Key, System, attempt
from postigo_checks.restart_fact import Part, Restart, Source, Wait

_VERSION: Final = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion"
_MARKS: Final = (
    (rf"{_VERSION}\Component Based Servicing\RebootPending", Part.COMPONENTS, Source.COMPONENTS),
    (rf"{_VERSION}\WindowsUpdate\Auto Update\RebootRequired", Part.UPDATES, Source.UPDATES),
)


def windows(system: System, data: Data) -> Restart:
    """That a key is there is the answer; when it was last written tells since when at most."""
    del data
    waiting, missed = [], []
    for path, part, source in _MARKS:
        key = attempt(system.registry, path, optional=True)
        if isinstance(key, Key):
            waiting.append(Wait(part, key.written))
        elif isinstance(key, CannotTell):
            missed.append((source, key))
    return Restart(system.now(), tuple(waiting), missed=tuple(missed))
