"""Release of this Linux, and the family whose tools it uses. As os-release(5) describes /etc/os-release."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from postigo.api import CannotTell, System, Unknown

_LINE = re.compile(r"""([A-Za-z0-9_]+)=(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s"'\\$`]*))\s*""")

_UNFINISHED = frozenset({"development", "experiment"})  # values of RELEASE_TYPE
_TEST = re.compile(r"\b(?:rawhide|pre-?release|development branch|alpha|beta|rc ?\d*|snapshot)\b", re.IGNORECASE)


class Family(StrEnum):
    """Systems that keep their software in the same way."""

    DEBIAN = "debian"
    FEDORA = "fedora"
    SUSE = "suse"
    ARCH = "arch"


_FAMILIES = {
    "debian": Family.DEBIAN,
    "ubuntu": Family.DEBIAN,
    "fedora": Family.FEDORA,
    "rhel": Family.FEDORA,
    "centos": Family.FEDORA,
    "suse": Family.SUSE,
    "opensuse": Family.SUSE,
    "opensuse-leap": Family.SUSE,
    "opensuse-tumbleweed": Family.SUSE,
    "sles": Family.SUSE,
    "arch": Family.ARCH,
}


@dataclass(frozen=True, slots=True)
class LinuxRelease:
    """Content of /etc/os-release.

    `version` is empty on a system that rolls; `like` are the systems it comes from, and `base` the codenames of their
    releases. `variant` is the edition ("silverblue"), `image` the version of the whole image that it was started from
    (ostree's, "43.20261120.0"); both empty where it says none. `rolls`: it says so itself. `test`: it calls itself
    unfinished.
    """

    id: str
    version: str = ""
    codename: str = ""
    like: tuple[str, ...] = ()
    base: tuple[str, ...] = ()
    variant: str = ""
    image: str = ""
    rolls: bool = False
    test: bool = False

    @property
    def codenames(self) -> frozenset[str]:
        """Its code names, and those of the releases that it is made from."""
        return frozenset({self.codename, *self.base} - {""})

    @property
    def family(self) -> Family | None:
        """Families whose tools it uses. Its own name first, then those of the systems it comes from."""
        return next((_FAMILIES[name] for name in (self.id, *self.like) if name in _FAMILIES), None)


def read_release(system: System) -> LinuxRelease:
    """The release of this machine. `CannotTell` where the file is missing or is not what it should be."""
    try:
        text = system.read("/etc/os-release").decode()
    except UnicodeDecodeError:
        raise CannotTell(Unknown.UNREADABLE, "/etc/os-release is not text") from None
    values: dict[str, str] = {}
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        entry = _LINE.fullmatch(line)
        if entry is None:
            raise CannotTell(Unknown.UNREADABLE, "/etc/os-release has a line that is not KEY=value")
        values[entry[1]] = next(value for value in (entry[2], entry[3], entry[4]) if value is not None)
    if not values.get("ID"):
        raise CannotTell(Unknown.UNREADABLE, "/etc/os-release does not say ID")
    return LinuxRelease(
        id=values["ID"],
        version=values.get("VERSION_ID", ""),
        codename=values.get("VERSION_CODENAME", ""),
        like=tuple(values.get("ID_LIKE", "").split()),
        base=tuple(values[name] for name in ("UBUNTU_CODENAME", "DEBIAN_CODENAME") if values.get(name)),
        variant=values.get("VARIANT_ID", ""),
        image=values.get("OSTREE_VERSION", ""),
        rolls=values.get("BUILD_ID", "").lower() == "rolling",
        test=values.get("RELEASE_TYPE") in _UNFINISHED
        or any(_TEST.search(values.get(name, "")) for name in ("PRETTY_NAME", "VERSION", "NAME")),
    )
