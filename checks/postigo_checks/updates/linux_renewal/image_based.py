"""Systems that are renewed as a whole: the next start takes an image.

`ID_LIKE` names the family that such a system was made from, not the tools that work on it: SteamOS is like Arch, and pacman
cannot write there. So this comes before the family wherever a probe or a sentence depends on the package manager.

A system that calls itself by a name we know is believed. Any other one is asked for its mounts: where `/usr` (or the root)
is read-only, no package manager renews it, whatever it is called. `/run/ostree-booted` is ostree's own mark (ostree(1)).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from postigo.api import CannotTell, System, Unknown, attempt
from postigo_checks.common.linux.release import Family, LinuxRelease
from postigo_checks.updates.linux_renewal.fact import Whole

OSTREE = "/run/ostree-booted"
MOUNTS = "/proc/self/mounts"


_UBLUE = frozenset({"bazzite", "bluefin", "bluefin-lts", "aurora", "ucore"})
_STEAMOS = frozenset({"steamos", "holo"})
_OTHER = frozenset(
    {
        "arkane",
        "blendos",
        "chimeraos",
        "coreos",
        "endless",
        "flatcar",
        "gnome-os",
        "guix",
        "kde-linux",
        "nitrux",
        "nixos",
        "org.gnome.os",
        "ubuntu-core",
        "vanilla",
        "vanillaos",
    }
)
_TRANSACTIONAL = re.compile(r"micro|aeon|kalpa")
_ATOMIC = frozenset({"silverblue", "kinoite", "sericea", "onyx", "iot", "coreos", "budgie-atomic", "sway-atomic"})
_BY_PACKAGE = frozenset(
    {
        *(
            "debian",
            "ubuntu",
            "linuxmint",
            "zorin",
            "pop",
            "elementary",
            "neon",
            "kali",
            "parrot",
            "raspbian",
            "devuan",
        ),
        *("lliurex", "mx", "pureos", "deepin", "tuxedo", "trisquel", "rhino", "peppermint", "sparky"),
        *("fedora", "rhel", "centos", "almalinux", "rocky", "ol", "nobara", "ultramarine", "amzn"),
        *("opensuse", "opensuse-leap", "opensuse-tumbleweed", "opensuse-slowroll", "sles", "sled"),
        *("arch", "archarm", "artix", "manjaro", "endeavouros", "garuda", "cachyos", "arcolinux", "parabola"),
    }
)
"""Systems that are renewed package by package, by their own names. Fedora is asked for ostree's mark all the same."""


def renewed_as_a_whole(system: System, release: LinuxRelease) -> Whole | None:
    """Way of a system renewed as a whole; None for one renewed package by package."""
    if release.id in _UBLUE:
        return Whole.UBLUE
    if release.id in _STEAMOS:
        return Whole.STEAMOS
    if release.id in _OTHER:
        return Whole.OTHER
    family = release.family
    if family is Family.SUSE and _TRANSACTIONAL.search(release.id):
        return Whole.TRANSACTIONAL
    if family is Family.FEDORA:
        if release.variant in _UBLUE:
            return Whole.UBLUE
        if release.variant in _ATOMIC or release.variant.endswith("-atomic") or system.glob(OSTREE):
            return Whole.OSTREE
    if family is None or release.id in _BY_PACKAGE or not read_only(system):
        return None
    return Whole.TRANSACTIONAL if family is Family.SUSE else Whole.OTHER


def written_in_transactions(system: System, release: LinuxRelease) -> bool:
    """Whether a Leap or Tumbleweed has a read-only root: only then zypper cannot write.

    That decides the words alone, so where it could not be seen the usual ones stand.
    """
    return release.family is Family.SUSE and attempt(read_only, system) is True


def read_only(system: System) -> bool:
    """Whether the disk with the system's programs was mounted for reading only."""
    places: dict[str, list[str]] = {}
    for line in system.read(MOUNTS).decode(errors="replace").splitlines():
        words = line.split(" ")
        if len(words) != 6:
            raise CannotTell(Unknown.UNREADABLE, f"{MOUNTS} has a line that is no mount")
        places[words[1]] = words[3].split(",")  # what is mounted last lies on top
    options = places.get("/usr", places.get("/"))
    if options is None:
        raise CannotTell(Unknown.UNREADABLE, f"{MOUNTS} does not tell of the root")
    return "ro" in options


_IMAGE_DAY = re.compile(r"(?:.*[^0-9])?(20[0-9]{2})([0-9]{2})([0-9]{2})(?:[^0-9].*)?")


def made_on(release: LinuxRelease) -> datetime | None:
    """Day on which the image was made; None where os-release names no version."""
    if not release.image:
        return None
    found = _IMAGE_DAY.fullmatch(release.image)
    try:
        if found is not None:
            return datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=UTC)
    except ValueError:
        pass  # a thirteenth month is no day, like any other word
    raise CannotTell(Unknown.UNREADABLE, "OSTREE_VERSION names no day")
