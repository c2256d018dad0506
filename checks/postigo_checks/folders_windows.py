r"""Who may look into the pictures folder on Windows: its access list, and the shared folders around it.

`Get-Acl` prints names that are translated, so the list is asked for in its own short language (SDDL), where groups have
fixed letters: WD everyone, AU whoever has signed in, BU users, IU whoever sits here, BG guests, AN the anonymous. A
folder inside a person's profile lets in the person, the system and administrators; one on another disk often everybody.
DU are all people of a school's or firm's computers. Whoever else is named is somebody else, if they are not the folder's
owner: people here (S-1-5-21-…), of a school's cloud (S-1-12-1-…), and groups that we do not know. Only who is known to be
nobody else is not counted. Where the owner is no person, one of those named is the person who looks.
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
    "WD", "AU", "BU", "IU", "BG", "LG", "AN", "NU", "DU", "DG", "S-1-1-0", "S-1-5-11", "S-1-5-4", "S-1-5-32-545", "S-1-5-32-546",
}  # fmt: skip
_ALL_HERE: Final = re.compile(
    r"S-1-5-21-\d+-\d+-\d+-(?:501|513|514)"
)  # Guest; the group that every account of one place is in
_NOBODY_ELSE: Final = re.compile(  # the system, administrators, the owner, services, and what a program is let do
    r"SY|BA|LA|DA|EA|CO|CG|OW|LS|NS|AC|S-1-5-(?:18|19|20)|S-1-3-[0-4]|S-1-5-32-544|S-1-5-8[03]-[\d-]+|S-1-15-[23]-[\d-]+"
    r"|S-1-5-21-\d+-\d+-\d+-(?:500|512|519)"
)
_READING: Final = {"FA", "GA", "FR", "GR", "CC"}  # the last is "list a folder" in the words for directories
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
    if re.match(r"//(?![?.]/)", folder):  # PowerShell would ask that other computer, and it answers for itself
        raise CannotTell(Unknown.DENIED, "the pictures lie on another computer")
    said = system.powershell(SDDL, folder=folder.replace("/", "\\"))
    found = _SDDL.fullmatch(said) if isinstance(said, str) else None
    if found is None:
        raise CannotTell(Unknown.UNREADABLE, f"the access list is {said!r:.40}")
    owner, flags, entries, _ = found.groups()
    if "NO_ACCESS_CONTROL" in flags:
        return True, False
    readers = {whom for entry in re.findall(r"\(([^()]*)\)", entries) if (whom := _reader(entry.split(";")))}
    everybody = {whom for whom in readers if whom in _EVERYBODY or _ALL_HERE.fullmatch(whom)}
    people = {whom for whom in {*readers, owner} - everybody if whom and not _NOBODY_ELSE.fullmatch(whom)}
    return bool(everybody), len(people) > 1


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
    """Whether a share of the network leads to it; but for the one of all homes, which Windows makes by itself.

    Who comes through that one meets the access list of each home, and that is asked for.
    """
    shared = {name: cloud_windows.plain(path) for name, path in shares_windows.folders(system).items()}
    return any(
        overlap(folder, path)
        for name, path in shared.items()
        if (name.casefold(), path[1:].rstrip("/")) != ("users", ":/users")
    )
