"""Detection of a box around this Linux. It can be a container, a changed root, a sandbox, or the Linux within Windows.

What an audit says is then about the box. The signs are those that the makers of boxes leave for programs inside:
/run/systemd/container and /run/host/container-manager (systemd's "Container Interface": systemd-nspawn, LXC, Incus, ChromeOS),
/run/.containerenv (Podman, Toolbx, Distrobox), /.dockerenv (Docker), /.flatpak-info (Flatpak), an AppArmor label `snap.…`
(Snap), and the name of Microsoft's kernel (WSL).

A chroot leaves none, but mountinfo (proc_pid_mountinfo(5)) lists what is mounted at or below a process's own root: where
nothing is mounted at "/", the root is a folder of something larger. Where a mounted place was taken as root, only root itself can
compare it with that of process 1; others do not know.
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
_POINT: Final = 4  # the field of mountinfo that names the mount point, in the process's own eyes
_KERNEL: Final = "/proc/sys/kernel/osrelease"


def container(system: System) -> Box | None:
    """The box that this machine is; None where no sign of one can be seen."""
    if system.platform is not Platform.LINUX:
        return None
    for sign, kind in _SIGNS.items():
        there = attempt(system.glob, sign)
        if not isinstance(there, CannotTell) and there:
            return kind
    if _text(system, _LABEL).startswith("snap."):
        return Box.SANDBOX
    if "microsoft" in _text(system, _KERNEL).casefold():
        return Box.WSL
    return Box.CHROOT if _is_changed(system) else None


def _is_changed(system: System) -> bool:
    """Whether this process's root is known to be another than the system's."""
    own, first = (_text(system, f"/proc/{process}/mountinfo") for process in ("self", "1"))
    if not own:
        return False
    root = _root(own)
    return root is None or (bool(first) and root != _root(first))


def _root(mounts: str) -> tuple[str, str] | None:
    """Mount at "/": the device, and which folder of it. Of several, the last lies on top."""
    lines = [line.split(" ") for line in mounts.splitlines()]
    found = [(words[2], words[3]) for words in lines if len(words) > _POINT and words[_POINT] == "/"]
    return found[-1] if found else None


def _text(system: System, path: str) -> str:
    content = attempt(system.read, path, optional=True)
    return "" if isinstance(content, Absent | CannotTell) else content.decode(errors="replace")
