r"""Who may look into the pictures folder on Windows: its access list, and the shared folders around it.

`Get-Acl` prints names that are translated, so the list is asked for in its own short language (SDDL), where groups have
fixed letters: WD everyone, AU whoever has signed in, BU users, IU whoever sits here, BG guests, AN the anonymous. A
folder inside a person's profile lets in the person, the system and administrators; one on another disk often everybody.
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import CannotTell, Data, System, Unknown, attempt
from postigo_checks import accounts_windows, cloud_windows, shares_windows
from postigo_checks.cloud_fact import overlap
from postigo_checks.folders_fact import PicturesFolder

_EVERYBODY: Final = {
    "WD", "AU", "BU", "IU", "BG", "AN", "NU", "S-1-1-0", "S-1-5-11", "S-1-5-4", "S-1-5-32-545", "S-1-5-32-546",
}  # fmt: skip
_READING: Final = {"FA", "GA", "FR", "GR"}
_READ_BITS: Final = 0x9000_0001  # list a folder; and "all" and "read" in their general form
_SDDL: Final = re.compile(r"(?:O:[^:()]*)?(?:G:[^:()]*)?D:([A-Z_]*)((?:\([^()]*\))*)(?:S:.*)?")


def windows(system: System, data: Data) -> PicturesFolder:
    """The access list of the folder, then whether it is shared."""
    del data
    folder = cloud_windows.pictures(system)
    missed: list[CannotTell] = []
    open_ = attempt(_open, system, folder)
    shared = attempt(_shared, system, folder)
    missed += [one for one in (open_, shared) if isinstance(one, CannotTell)]
    others: bool | None = None
    if open_ is True:
        people = attempt(accounts_windows.accounts, system)
        if isinstance(people, CannotTell):
            missed.append(people)
        else:
            others = sum(account.is_person and account.enabled for account in people) > 1
    return PicturesFolder(open_ is True, shared=shared is True, others=others, missed=tuple(missed))


def question(folder: str) -> str:
    """What PowerShell is asked about a folder."""
    path = folder.replace("/", "\\").replace("'", "''")
    return f"(Get-Acl -LiteralPath '{path}').Sddl"


def _open(system: System, folder: str) -> bool:
    said = system.powershell(question(folder))
    found = _SDDL.fullmatch(said) if isinstance(said, str) else None
    if found is None:
        raise CannotTell(Unknown.UNREADABLE, f"the access list is {said!r:.40}")
    if "NO_ACCESS_CONTROL" in found[1]:
        return True
    return any(_lets_in(entry.split(";")) for entry in re.findall(r"\(([^()]*)\)", found[2]))


def _lets_in(entry: list[str]) -> bool:
    """Whether an entry (type; flags; rights; …; …; whom) allows everybody to read."""
    if len(entry) < 6:
        raise CannotTell(Unknown.UNREADABLE, "an entry of the access list is not whole")
    kind, rights, whom = entry[0], entry[2], entry[5]
    if kind != "A" or whom not in _EVERYBODY:
        return False
    if rights.startswith("0x"):
        return bool(int(rights, 16) & _READ_BITS) if re.fullmatch(r"0x[0-9a-fA-F]+", rights) else True
    return not _READING.isdisjoint(re.findall("..", rights))


def _shared(system: System, folder: str) -> bool:
    return any(overlap(folder, cloud_windows.plain(path)) for path in shares_windows.folders(system).values())
