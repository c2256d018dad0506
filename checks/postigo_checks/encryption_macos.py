"""FileVault: the words of `fdesetup status`, which are not translated, or else what `diskutil` says of the data volume.

"FileVault is On." alone in its line is not enough: a line below it may say that the work is still going on.
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import CannotTell, Choice, Data, System, Unknown, attempt
from postigo_checks.encryption_fact import Encryption, State

FDESETUP: Final = ("fdesetup", "status")
DISKUTIL: Final = ("diskutil", "info", "-plist", "/System/Volumes/Data")

_FIRST: Final = {
    "FileVault is On.": State.ON,
    "FileVault is On, but needs to be restarted to finish.": State.NEXT_START,
    "FileVault is Off.": State.OFF,
    "FileVault is Off, but will be enabled after the next restart.": State.NEXT_START,
    "FileVault is Off, but needs to be restarted to finish.": State.UNLOCKING,
}
_PROGRESS: Final = re.compile(r"(En|De)cryption in progress: Percent completed = \d+(?:\.\d+)?")
_DEFERRED: Final = "Deferred enablement appears to be active for user "
_SWITCH: Final = re.compile(r"<key>FileVault</key>\s*<(true|false)/>")


def macos(system: System, data: Data) -> Encryption:
    """The second way only where the first makes no sense."""
    del data
    state = attempt(_told, system)
    if isinstance(state, CannotTell):
        second = attempt(_of_the_volume, system)
        if isinstance(second, CannotTell):
            raise state
        state = second
    return Encryption(Choice("FileVault"), state)


def _told(system: System) -> State:
    output = system.run(*FDESETUP)
    lines = [line.rstrip() for line in output.out.splitlines() if line.strip()]
    if output.code != 0 or not lines or not output.out.endswith("\n") or lines[0] not in _FIRST:
        raise CannotTell(Unknown.UNREADABLE, f"fdesetup: status {output.code}, {output.out!r:.80}")
    state = _FIRST[lines[0]]
    for line in lines[1:]:
        going_on = _PROGRESS.fullmatch(line)
        if going_on is not None:
            state = State.LOCKING if going_on[1] == "En" else State.UNLOCKING
        elif not line.startswith(_DEFERRED):  # it waits for the person to sign out; until then nothing is locked
            raise CannotTell(Unknown.UNREADABLE, f"fdesetup: {line!r:.80}")
    return state


def _of_the_volume(system: System) -> State:
    output = system.run(*DISKUTIL)
    found = _SWITCH.findall(output.out)
    if output.code != 0 or len(found) != 1 or not output.out.rstrip().endswith("</plist>"):
        raise CannotTell(Unknown.UNREADABLE, f"diskutil: status {output.code}, {len(found)} answers")
    return State.ON if found[0] == "true" else State.OFF
