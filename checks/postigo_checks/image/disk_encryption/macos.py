"""FileVault: the words of `fdesetup status`, which are not translated, and where it is silent `diskutil` on the data volume.

"FileVault is On." alone in its line is not enough: another line may say that the work is still going on, or that a
school's key is there, before or after it. What a known line says holds; a line that we do not know can hide something
worse, never something better. `diskutil` knows On and Off and no progress: it speaks where nothing was understood, and overrules nothing.
The lines as in Apple's manual and in what inventory tools keep of real Macs.
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import CannotTell, Data, Keyword, Output, System, Unknown, attempt
from postigo_checks.image.disk_encryption.fact import Encryption, State

FDESETUP: Final = ("fdesetup", "status")
DISKUTIL: Final = ("diskutil", "info", "-plist", "/System/Volumes/Data")

_WORST_FIRST: Final = (State.UNLOCKING, State.OFF, State.NEXT_START, State.LOCKING, State.ON)
"""Which line counts: the worst. "On" stands above a disk too on which the work still goes on, either way."""
_LINES: Final[tuple[tuple[re.Pattern[str], State | None], ...]] = (
    (re.compile(r"FileVault is On\."), State.ON),
    (re.compile(r"FileVault is On, but needs to be restarted to finish\."), State.NEXT_START),
    (re.compile(r"FileVault is Off\."), State.OFF),
    (re.compile(r"FileVault is Off, but will be enabled after the next restart\."), State.NEXT_START),
    (re.compile(r"FileVault is Off, but needs to be restarted to finish\."), State.UNLOCKING),
    (re.compile(r"Decryption in progress\b.*|File ?Vault is currently being decrypted\."), State.UNLOCKING),
    (re.compile(r"Encryption in progress\b.*|File ?Vault is currently being encrypted\."), State.LOCKING),
    # It waits for the person to sign out; until then nothing is locked.
    (re.compile(r"Deferred enablement appears to be active for user .+"), None),
    (re.compile(r"FileVault master keychain appears to be installed\."), None),  # an institution's key opens it too
)
_SWITCH: Final = re.compile(r"<key>FileVault</key>\s*<(true|false)/>")


def macos(system: System, data: Data) -> Encryption:
    """What the first way said holds; the second one speaks where the first is silent."""
    del data
    output = attempt(system.run, *FDESETUP)
    if isinstance(output, CannotTell):
        return _by_the_volume(system, output)
    told, doubt = read(output)
    if told:
        state = min(told, key=_WORST_FIRST.index)
        return Encryption(Keyword("FileVault"), state, () if doubt is None else (doubt,))
    return _by_the_volume(system, CannotTell(Unknown.UNREADABLE, f"fdesetup: status {output.code}, {output.out!r:.80}"))


def is_surely_on(system: System) -> bool:
    """Whether fdesetup says that the disk is locked. UNREADABLE where it says something that we do not know."""
    told, doubt = read(system.run(*FDESETUP))
    if doubt is not None or not told:
        raise doubt or CannotTell(Unknown.UNREADABLE, "fdesetup said nothing")
    return set(told) == {State.ON}


def read(output: Output) -> tuple[list[State], CannotTell | None]:
    """What the known lines say, and whether there is something else: another line, an end that is cut, an error."""
    told: list[State] = []
    doubt = None
    lines = [line.strip() for line in output.out.splitlines() if line.strip()]
    for line in lines:
        known = [state for pattern, state in _LINES if pattern.fullmatch(line)]
        if not known:
            doubt = CannotTell(Unknown.UNREADABLE, f"fdesetup: {line!r:.80}")
        told += [state for state in known if state is not None]
    if output.code != 0 or not output.out.endswith("\n"):
        doubt = CannotTell(Unknown.UNREADABLE, f"fdesetup: status {output.code}, {output.out!r:.80}")
    return told, doubt


def _by_the_volume(system: System, silence: CannotTell) -> Encryption:
    state = attempt(_of_the_volume, system)
    if isinstance(state, CannotTell):
        raise silence
    return Encryption(Keyword("FileVault"), state)


def _of_the_volume(system: System) -> State:
    output = system.run(*DISKUTIL)
    found = _SWITCH.findall(output.out)
    if output.code != 0 or len(found) != 1 or not output.out.rstrip().endswith("</plist>"):
        raise CannotTell(Unknown.UNREADABLE, f"diskutil: status {output.code}, {len(found)} answers")
    return State.ON if found[0] == "true" else State.OFF
