"""FileVault as `fdesetup status` tells it, in words that are not translated.

"FileVault is On." alone in its line is not enough: another line may say that the work is still going on, or that a
school's key is there, before or after it. What a known line says holds; a line that we do not know can hide something
worse, never something better. The lines as in Apple's manual and in what inventory tools keep of real Macs.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from postigo.api import CannotTell, Output, System, Unknown

FDESETUP: Final = ("fdesetup", "status")


class FileVault(Enum):
    """State of FileVault in one line."""

    ON = "on"
    OFF = "off"
    LOCKING = "locking"  # the disk is being encrypted now
    UNLOCKING = "unlocking"  # the disk is being decrypted now
    NEXT_START = "next start"


_LINES: Final[tuple[tuple[re.Pattern[str], FileVault | None], ...]] = (
    (re.compile(r"FileVault is On\."), FileVault.ON),
    (re.compile(r"FileVault is On, but needs to be restarted to finish\."), FileVault.NEXT_START),
    (re.compile(r"FileVault is Off\."), FileVault.OFF),
    (re.compile(r"FileVault is Off, but will be enabled after the next restart\."), FileVault.NEXT_START),
    (re.compile(r"FileVault is Off, but needs to be restarted to finish\."), FileVault.UNLOCKING),
    (re.compile(r"Decryption in progress\b.*|File ?Vault is currently being decrypted\."), FileVault.UNLOCKING),
    (re.compile(r"Encryption in progress\b.*|File ?Vault is currently being encrypted\."), FileVault.LOCKING),
    # It waits for the person to sign out; until then nothing is locked.
    (re.compile(r"Deferred enablement appears to be active for user .+"), None),
    (re.compile(r"FileVault master keychain appears to be installed\."), None),  # an institution's key opens it too
)


def is_surely_on(system: System) -> bool:
    """Whether fdesetup says that the disk is locked. UNREADABLE where it says something that we do not know."""
    told, doubt = read(system.run(*FDESETUP))
    if doubt is not None or not told:
        raise doubt or CannotTell(Unknown.UNREADABLE, "fdesetup said nothing")
    return set(told) == {FileVault.ON}


def read(output: Output) -> tuple[list[FileVault], CannotTell | None]:
    """States in the known lines, and whether there is something else. Another line, an end that is cut, an error."""
    told: list[FileVault] = []
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
