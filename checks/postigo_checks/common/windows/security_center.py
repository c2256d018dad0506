r"""Products of the Security Center: which is Microsoft's, and whether one is still installed.

The list keeps entries of products that were removed. Of a program's files it tells one, which Windows opens to put the product
right (osquery's `remediation_path`; WMI calls it pathToSignedProductExe): Defender has `windowsdefender://` there, older
Windows 10 a program of its own folder. A product counts as removed where that program is gone and its folder, too; where
only the program is gone, it may have moved in an update. (docs/decisions/0663-the-security-center-says-on-in-words.md)
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import CannotTell, System, Unknown, attempt

_DEFENDER: Final = re.compile(r"windowsdefender:.*|.*\\Windows Defender\\[^\\]+", re.IGNORECASE)
_PROGRAM: Final = re.compile(
    r'"?(?P<program>(?P<folder>(?:[A-Z]:|%[^%"*?]+%)(?:\\[^\\/:"*?]+)*?)\\[^\\/:"*?]+?\.exe)(?:"?|"?\s.*)',
    re.IGNORECASE,
)
_A_DRIVE: Final = re.compile(r"[A-Z]:|%[^%]+%", re.IGNORECASE)


def is_microsofts(remediation: str) -> bool:
    """Whether what puts a product right is Microsoft Defender's."""
    return _DEFENDER.fullmatch(remediation) is not None


def program_of(remediation: str) -> str | None:
    """Path of the program that puts a product right; None where it is none."""
    named = _PROGRAM.fullmatch(remediation)
    return named["program"] if named else None


def installed(system: System, remediation: str) -> bool | CannotTell:
    """Whether a product is still there. Entries stay behind when a product is removed."""
    named = _PROGRAM.fullmatch(remediation)
    if named is None:
        return CannotTell(Unknown.UNREADABLE, f"not the path of a program: {remediation!r:.80}")
    entries = attempt(system.glob, _literal(named["program"]))
    if isinstance(entries, CannotTell) or entries:
        return entries if isinstance(entries, CannotTell) else True
    folder = () if _A_DRIVE.fullmatch(named["folder"]) else attempt(system.glob, _literal(named["folder"]))
    if isinstance(folder, CannotTell):
        return folder
    return CannotTell(Unknown.MISSING, "its folder is there, and its program is not") if folder else False


def _literal(path: str) -> str:
    """A path as a pattern for itself."""
    return path.replace("[", "[[]")
