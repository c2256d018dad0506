"""Whether this Linux is a box within another system: a container, a sandbox, or the Linux within Windows.

What an audit says is then about the box. The signs are those that the makers of boxes leave for programs inside:
/run/systemd/container and /run/host/container-manager (systemd's "Container Interface": systemd-nspawn, LXC, Incus, ChromeOS),
/run/.containerenv (Podman, Toolbx, Distrobox), /.dockerenv (Docker), /.flatpak-info (Flatpak), an AppArmor label `snap.…`
(Snap), and the name of Microsoft's kernel (WSL). A chroot leaves none.
"""

from __future__ import annotations

from typing import Final

from postigo.core.report import Box
from postigo.core.system import Absent, CannotTell, Platform, System, attempt

_SIGNS: Final = {
    "/.flatpak-info": Box.SANDBOX,
    "/run/.containerenv": Box.CONTAINER,
    "/.dockerenv": Box.CONTAINER,
    "/run/systemd/container": Box.CONTAINER,
    "/run/host/container-manager": Box.CONTAINER,
}
_LABEL: Final = "/proc/self/attr/current"
_KERNEL: Final = "/proc/sys/kernel/osrelease"


def box(system: System) -> Box | None:
    """The box that this machine is; None where no sign of one can be seen."""
    if system.platform is not Platform.LINUX:
        return None
    for sign, kind in _SIGNS.items():
        there = attempt(system.glob, sign)
        if not isinstance(there, CannotTell) and there:
            return kind
    if _text(system, _LABEL).startswith("snap."):
        return Box.SANDBOX
    return Box.WSL if "microsoft" in _text(system, _KERNEL).casefold() else None


def _text(system: System, path: str) -> str:
    content = attempt(system.read, path, optional=True)
    return "" if isinstance(content, Absent | CannotTell) else content.decode(errors="replace")
