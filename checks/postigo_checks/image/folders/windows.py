r"""Access to the pictures folder on Windows, by its list and shares.

The list is asked for in its own short language (SDDL), where groups have fixed letters, whatever the language of Windows is:
WD everyone, AU whoever has signed in, BU users, IU whoever sits here, BG and LG guests, AN the anonymous. A folder inside a
person's profile lets in the person, the system and administrators; one on another disk often everybody.
DU are all people of a school's or firm's computers. Persons are numbers: `S-1-5-21-…` of this computer or of a domain,
`S-1-12-1-…` of a school's or firm's cloud (Entra). Whoever is not known to be the system, an administrator or an app is
somebody, and somebody else, if they are not the folder's owner; where that is no person, one of those named is the person
who looks.

A share is no access: who comes in by one still meets the list of the folder. So a share around the pictures counts where
the list lets somebody else in, and one inside them has a list of its own. Of a folder on another computer nothing is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from postigo.api import CannotTell, Data, Handle, HandleKind, System, Unknown, Unseen, attempt
from postigo.windows_calls.folders import FOLDER_ACCESS
from postigo_checks.common.cloud_folders.fact import overlap
from postigo_checks.common.known_programs import folded_path
from postigo_checks.common.user_accounts import windows as accounts_windows
from postigo_checks.common.windows import shares
from postigo_checks.image.folders.fact import Part, PicturesFolder
from postigo_checks.image.photo_sync import windows as cloud_windows

_EVERYBODY: Final = {
    "WD", "AU", "BU", "IU", "BG", "LG", "AN", "NU", "DU", "DG", "RU",
    "S-1-1-0", "S-1-2-0", "S-1-2-1", "S-1-5-2", "S-1-5-4", "S-1-5-7", "S-1-5-11", "S-1-5-13", "S-1-5-14", "S-1-5-113",
    "S-1-5-32-545", "S-1-5-32-546",
}  # fmt: skip
_ALL_OF_A_KIND: Final = re.compile(r"S-1-5-21-\d+-\d+-\d+-(?:501|513|514)")
"""The guest, and all persons or guests of a domain."""
_NOBODY_ELSE: Final = re.compile(
    r"SY|BA|LA|DA|EA|CO|CG|OW|PS|LS|NS|SO|AC|S-1-3-\d+|S-1-4-[\d-]+|S-1-5-(?:10|18|19|20)|S-1-5-32-544|S-1-5-21-[\d-]+-(?:500|512|518|519)"
    r"|S-1-5-(?:80|82|83|87|90|96|97)-[\d-]+|S-1-15-[\d-]+|S-1-16-\d+"
)
"""The system, its services and apps, administrators, and stand-ins for the owner."""
_READING: Final = {"FA", "GA", "FR", "GR", "CC"}  # the last is "list a folder" in the words for directories
_PERSON: Final = re.compile(r"S-1-5-21-\d+-\d+-\d+-(?!5\d\d$)\d+|S-1-12-1-\d+-\d+-\d+-\d+")
_READ_BITS: Final = 0x9000_0001  # list a folder; and "all" and "read" in their general form
_SDDL: Final = re.compile(r"(?:O:([^:()]*?))?(?:G:[^:()]*)?D:([A-Z_]*)((?:\([^()]*\))*)(S:.*)?")


@dataclass(frozen=True, slots=True)
class _Access:
    """Readers of a folder beside its owner: `everybody`, or somebody `named`."""

    everybody: bool
    named: bool

    @property
    def open(self) -> bool:
        return self.everybody or self.named


def windows(system: System, data: Data) -> PicturesFolder:
    """The access list of the folder, then whether it is shared."""
    del data
    folder = cloud_windows.pictures(system)
    access = attempt(_access, system, folder)
    shares = attempt(_shares, system, folder)
    looks = ((Part.ACCESS, access), (Part.SHARES, shares))
    unseen = [Unseen(part, one.why) for part, one in looks if isinstance(one, CannotTell)]
    seen = _Access(False, False) if isinstance(access, CannotTell) else access
    share = None
    for name, path in () if isinstance(shares, CannotTell) else shares.items():
        inner = attempt(_access, system, path) if path.startswith(f"{folder}/") else seen
        if isinstance(inner, CannotTell):
            unseen.append(Unseen(Part.ACCESS, inner.why))
        elif inner.open and share is None:
            share = Handle(HandleKind.SHARE, name)
    others: bool | None = None
    if seen.everybody:
        people = attempt(accounts_windows.accounts, system)
        if isinstance(people, CannotTell):
            unseen.append(Unseen(Part.PEOPLE, people.why))
        else:
            others = sum(account.is_person and account.enabled for account in people) > 1
    return PicturesFolder(
        seen.everybody,
        shared=share is not None,
        named=seen.named,
        others=others,
        folder=Handle(HandleKind.PATH, folder.replace("/", "\\")),
        share=share,
        unseen=tuple(unseen),
    )


def _access(system: System, folder: str) -> _Access:
    """Whether everybody may read, and whether somebody else is named who may."""
    said = system.call(FOLDER_ACCESS, folder=folder.replace("/", "\\"))
    found = _SDDL.fullmatch(said)
    if found is None:
        raise CannotTell(Unknown.UNREADABLE, f"the access list is {said!r:.40}")
    owner, flags, entries, _ = found.groups()
    if "NO_ACCESS_CONTROL" in flags:
        return _Access(True, False)
    readers = {whom for entry in re.findall(r"\(([^()]*)\)", entries) if (whom := _reader(entry.split(";")))}
    everybody = {whom for whom in readers if whom in _EVERYBODY or _ALL_OF_A_KIND.fullmatch(whom)}
    people = {whom for whom in {*readers, owner or ""} if _PERSON.fullmatch(whom)}
    groups = {whom for whom in readers - everybody - people if not _NOBODY_ELSE.fullmatch(whom)}
    return _Access(bool(everybody), len(people) > 1 or bool(groups))


def _reader(entry: list[str]) -> str | None:
    """Reader that an entry allows, or None. Its fields: type; flags; rights; …; …; whom."""
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


def _shares(system: System, folder: str) -> dict[str, str]:
    """Shared folders around the folder or in it, by share. Written as `folded_path` does."""
    paths = {name: folded_path(path).rstrip("/") for name, path in shares.folders(system).items()}
    return {name: path for name, path in paths.items() if overlap(folder, path)}
