r"""Who may look into the pictures folder on Windows: its access list, and the shared folders around it.

`Get-Acl` prints names that are translated, so the list is asked for in its own short language (SDDL), where groups have
fixed letters: WD everyone, AU whoever has signed in, BU users, IU whoever sits here, BG guests, AN the anonymous. A
folder inside a person's profile lets in the person, the system and administrators; one on another disk often everybody.
DU are all people of a school's or firm's computers. Who else is named by a number of their own is somebody else, if they
are not the folder's owner; where that is no person, one of those named is the person who looks.
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import CannotTell, Data, System, Unknown, attempt
from postigo_checks import accounts_windows, cloud_windows, shares_windows
from postigo_checks.cloud_fact import overlap
from postigo_checks.folders_fact import PicturesFolder

SDDL: Final = "(Get-Acl -LiteralPath $folder).Sddl"

_EVERYBODY: Final = {
    "WD", "AU", "BU", "IU", "BG", "AN", "NU", "DU", "DG", "S-1-1-0", "S-1-5-11", "S-1-5-4", "S-1-5-32-545", "S-1-5-32-546",
}  # fmt: skip
_READING: Final = {"FA", "GA", "FR", "GR", "CC"}  # the last is "list a folder" in the words for directories
_PERSON: Final = re.compile(r"S-1-5-21-\d+-\d+-\d+-(?!5\d\d$)\d+")
_READ_BITS: Final = 0x9000_0001  # list a folder; and "all" and "read" in their general form
_SDDL: Final = re.compile(r"(?:O:([^:()]*?))?(?:G:[^:()]*)?D:([A-Z_]*)((?:\([^()]*\))*)(S:.*)?")


def windows(system: System, data: Data) -> PicturesFolder:
    """The access list of the folder, then whether it is shared."""
    del data
    folder = cloud_windows.pictures(system)
    missed: list[CannotTell] = []
    access = attempt(_access, system, folder)
    shared = attempt(_shared, system, folder)
    missed += [one for one in (access, shared) if isinstance(one, CannotTell)]
    others: bool | None = None
    open_, named = (False, False) if isinstance(access, CannotTell) else access
    if open_:
        people = attempt(accounts_windows.accounts, system)
        if isinstance(people, CannotTell):
            missed.append(people)
        else:
            others = sum(account.is_person and account.enabled for account in people) > 1
    return PicturesFolder(open_, shared=shared is True, named=named, others=others, missed=tuple(missed))


def _access(system: System, folder: str) -> tuple[bool, bool]:
    """Whether everybody may read, and whether somebody else is named who may."""
    said = system.powershell(SDDL, folder=folder.replace("/", "\\"))
    found = _SDDL.fullmatch(said) if isinstance(said, str) else None
    if found is None:
        raise CannotTell(Unknown.UNREADABLE, f"the access list is {said!r:.40}")
    owner, flags, entries, _ = found.groups()
    if "NO_ACCESS_CONTROL" in flags:
        return True, False
    readers = {whom for entry in re.findall(r"\(([^()]*)\)", entries) if (whom := _reader(entry.split(";")))}
    people = {whom for whom in {*readers, owner or ""} if _PERSON.fullmatch(whom)}
    return not readers.isdisjoint(_EVERYBODY), len(people) > 1


def _reader(entry: list[str]) -> str | None:
    """Whom an entry (type; flags; rights; …; …; whom) allows to read; None if it allows nobody that."""
    if len(entry) < 6:
        raise CannotTell(Unknown.UNREADABLE, "an entry of the access list is not whole")
    kind, rights, whom = entry[0], entry[2], entry[5]
    if kind != "A":
        return None
    if re.fullmatch(r"0x[0-9a-fA-F]+", rights):
        reads = bool(int(rights, 16) & _READ_BITS)
    else:
        reads = rights.startswith("0x") or not _READING.isdisjoint(re.findall("..", rights))
    return whom if reads else None


def _shared(system: System, folder: str) -> bool:
    return any(overlap(folder, cloud_windows.plain(path)) for path in shares_windows.folders(system).values())
