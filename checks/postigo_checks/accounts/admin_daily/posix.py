"""Probe of `password.admin-daily` on Linux and macOS: the groups of the session.

Which of them may become root stands in /etc/sudoers, which is root's alone; `sudo`, `wheel` and `admin` are the ones that
distributions give that right, for sudo or for polkit. Some others lead to the same by their effect, whatever their name says: who
may start containers or virtual machines as root, or write on the disk past the file system, can change every file of the system
(Docker's own manual calls its group "root-level privileges", mock(1) its own "root equivalent").
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import CannotTell, Data, Keyword, Platform, System, Unknown
from postigo_checks.accounts.admin_daily.fact import Standing

POSIX_GROUPS: Final = ("id", "-Gn")

_MAY_BE_ROOT: Final = {
    Platform.LINUX: frozenset({"sudo", "wheel", "admin", "google-sudoers"}),
    Platform.MACOS: frozenset({"admin"}),
}
_LEADS_TO_ROOT: Final = (
    Keyword("docker"),
    Keyword("lxd"),
    Keyword("incus-admin"),
    Keyword("libvirt"),
    Keyword("microk8s"),
    Keyword("snap_microk8s"),  # the same, where the snap is a strict one
    Keyword("libvirtd"),  # as Debian and Ubuntu called it until 2017
    Keyword("mock"),
    Keyword("disk"),
)
"""Groups of Linux through which one becomes root without being asked for a password."""


def posix(system: System, data: Data) -> Standing:
    """Linux and macOS."""
    del data
    if system.elevated:
        return Standing(CannotTell(Unknown.MISSING, "the look itself has root's rights"))
    output = system.run(*POSIX_GROUPS)
    names = output.out.split()
    if output.code != 0 or not names or not output.out.endswith("\n") or output.out.count("\n") != 1:
        return Standing(CannotTell(Unknown.UNREADABLE, f"id -Gn: status {output.code}"))
    if not all(re.fullmatch(r"[^\x00-\x1f\x7f<>{}]+", name) for name in names):
        return Standing(CannotTell(Unknown.UNREADABLE, "id -Gn: names that are none"))
    if not _MAY_BE_ROOT[system.platform].isdisjoint(names):
        return Standing(administrator=True)
    through = (
        next((name for name in _LEADS_TO_ROOT if name.word in names), None)
        if system.platform is Platform.LINUX
        else None
    )
    return Standing(through is not None, through=through)
