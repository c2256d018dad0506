"""Sources of packages by the head of their Release file: maker, system and day.

`Date` is signed, while files in /var/lib/apt/lists carry the server's times.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from postigo.api import CannotTell, Unknown
from postigo_checks.common.linux.release import LinuxRelease

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATE = re.compile(r"[A-Z][a-z]{2}, +(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) +(\d{1,2}:\d{2}:\d{2}) (?:UTC|GMT|Z|\+0000)")
_FIELD = re.compile(r"^([A-Z][A-Za-z0-9-]*):[ \t]*(.*)$", re.MULTILINE)
MAKERS = frozenset({"debian", "ubuntu"})  # whose security updates the systems made from theirs use too


@dataclass(frozen=True, slots=True)
class Release:
    """Source of packages, by the head of its Release file."""

    path: str
    origin: str
    label: str
    suite: str
    codename: str
    date: datetime | None

    @property
    def security(self) -> bool:
        """Whether it brings security updates: `bookworm-security`, `noble-security`, and `buster/updates` of old."""
        names = (self.suite, self.codename)
        return self.label.endswith("-Security") or any(name.endswith(("-security", "/updates")) for name in names)

    @property
    def extended(self) -> bool:
        """Whether it is Ubuntu's extended maintenance.

        Before its time comes nothing is published there, so its date tells nothing.
        """
        return self.origin.startswith("UbuntuESM")

    @property
    def rolls(self) -> bool:
        """Whether security updates come together with all others: Debian testing and sid, Kali, Raspbian."""
        if self.origin == "Debian":
            return self.label == "Debian" and self.suite in {"testing", "unstable"}
        return self.origin in {"Kali", "Raspbian"}

    def made_for(self, system: LinuxRelease) -> bool:
        """Whether it has the security updates of this very system, by maker and release."""
        by_its_maker = self.origin.casefold() in MAKERS | {system.id.casefold()}
        return self.security and not self.extended and by_its_maker and bool(self.names & system.codenames)

    @property
    def names(self) -> frozenset[str]:
        """Names of the system that it is for, without what marks them as of security."""
        return frozenset(re.split(r"-security$|/updates$", name)[0] for name in (self.suite, self.codename))

    def owns(self, list_path: str) -> bool:
        """Whether a package list belongs to this release: apt names both after the same address."""
        return list_path.startswith(self._place)

    def name_of(self, list_path: str) -> str:
        """Name that this release has for a list of its own: `main/binary-amd64/Packages`."""
        name = re.sub(r"(?<=Packages)\.[a-z0-9]+$", "", list_path.removeprefix(self._place))
        return re.sub(r"%([0-9a-f]{2})", lambda found: chr(int(found[1], 16)), name.replace("_", "/"))

    @property
    def _place(self) -> str:
        return re.sub(r"(?:In)?Release$", "", self.path)


def release(path: str, head: bytes) -> Release:
    """Release from the head of its file, signed or not."""
    values = {field: value.strip() for field, value in _FIELD.findall(head.decode(errors="replace"))}
    if not values:
        raise CannotTell(Unknown.UNREADABLE, f"{path} is not a release file")
    return Release(
        path=path,
        origin=values.get("Origin", ""),
        label=values.get("Label", ""),
        suite=values.get("Suite", ""),
        codename=values.get("Codename", ""),
        date=_date(values.get("Date", "")),
    )


def _date(text: str) -> datetime | None:
    """A date as Release files write it: always in English and in UTC. Ubuntu pads the hour with a space: " 1:05:43"."""
    found = _DATE.fullmatch(text)
    if found is None or found[2] not in _MONTHS:
        return None
    day, month, year, clock = int(found[1]), _MONTHS.index(found[2]) + 1, found[3], found[4]
    try:
        return datetime.fromisoformat(f"{year}-{month:02}-{day:02}T{clock:0>8}+00:00")
    except ValueError:
        return None
