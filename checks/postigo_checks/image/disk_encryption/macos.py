"""FileVault: `fdesetup status`, and where it is silent `diskutil` on the data volume.

`diskutil` knows On and Off and no progress: it speaks where nothing was understood, and overrules nothing.
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import CannotTell, Data, Handle, HandleKind, Keyword, System, Unknown, Unseen, attempt
from postigo_checks.common.macos.filevault import FDESETUP, FileVault, read
from postigo_checks.image.disk_encryption.fact import Encryption, Part, State

DISKUTIL: Final = ("diskutil", "info", "-plist", "/System/Volumes/Data")

_WORST_FIRST: Final = {
    FileVault.UNLOCKING: State.UNLOCKING,
    FileVault.OFF: State.OFF,
    FileVault.NEXT_START: State.NEXT_START,
    FileVault.LOCKING: State.LOCKING,
    FileVault.ON: State.ON,
}
"""Which line counts: the worst. "On" stands above a disk too on which the work still goes on, either way."""
_SWITCHED_BY: Final = Handle(HandleKind.SWITCH, "", FDESETUP[0])
_SWITCH: Final = re.compile(r"<key>FileVault</key>\s*<(true|false)/>")


def macos(system: System, data: Data) -> Encryption:
    """Encryption by the first way, or by the second where that is silent."""
    del data
    output = attempt(system.run, *FDESETUP)
    if isinstance(output, CannotTell):
        return _by_the_volume(system, output)
    told, doubt = read(output)
    if told:
        state = next(state for line, state in _WORST_FIRST.items() if line in told)
        unseen = () if doubt is None else (Unseen(Part.NOW, doubt.why),)
        return Encryption(Keyword("FileVault"), state, unseen, disk=_SWITCHED_BY)
    return _by_the_volume(system, CannotTell(Unknown.UNREADABLE, f"fdesetup: status {output.code}, {output.out!r:.80}"))


def _by_the_volume(system: System, silence: CannotTell) -> Encryption:
    state = attempt(_of_the_volume, system)
    if isinstance(state, CannotTell):
        raise silence
    return Encryption(Keyword("FileVault"), state, disk=_SWITCHED_BY)


def _of_the_volume(system: System) -> State:
    output = system.run(*DISKUTIL)
    found = _SWITCH.findall(output.out)
    if output.code != 0 or len(found) != 1 or not output.out.rstrip().endswith("</plist>"):
        raise CannotTell(Unknown.UNREADABLE, f"diskutil: status {output.code}, {len(found)} answers")
    return State.ON if found[0] == "true" else State.OFF
