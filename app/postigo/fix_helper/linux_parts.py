"""Parts of Linux that a fix can change: files, units of systemd, ufw. And the records."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    raise ImportError("not of Windows")

import contextlib
import errno
import os
import re
import stat
import subprocess
from typing import Final

from postigo.fix_helper.engine import Kind, Time
from postigo.fix_helper.linux_guard import folder, word
from postigo.fix_helper.request import UNIT, Code, Refused

CLEAN: Final = {
    "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
    "LC_ALL": "C.UTF-8",
    "HOME": "/root",
    "DEBIAN_FRONTEND": "noninteractive",
}
SYSTEMCTL: Final = "/usr/bin/systemctl"
UFW: Final = "/usr/sbin/ufw"
UFW_FILES: Final = ("/etc/ufw/user.rules", "/etc/ufw/user6.rules")
APT: Final = "/etc/apt/apt.conf.d/20auto-upgrades"
DNF: Final = "/etc/dnf/automatic.conf"
OSTREE: Final = "/etc/rpm-ostreed.conf"
ZONES: Final = "/etc/firewalld/zones/"
RECORDS: Final = "/var/lib/postigo"
LARGEST: Final = 1 << 16  # bytes of a file


# --- tools of the system -------------------------------------------------------------------------------------------------


def run(*words: str) -> str:
    """Print of a tool of the system. It has no shell, and nothing of the caller: environment, folder, terminal, mask of modes."""
    return subprocess.run(
        words,
        env=CLEAN,
        cwd="/",
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=Time.left(),
        close_fds=False,  # all are closed at its start but the lock: it holds as long as a tool that has outlived us
        check=False,
    ).stdout.decode(errors="replace")


# --- files ---------------------------------------------------------------------------------------------------------------


def read_file(path: str) -> str:
    """Value of a file: `mode:owner:group:text`, or `absent`. OTHERS for a link, and for what is not a file of root's alone."""
    with folder(os.path.dirname(path)) as inside:
        try:
            file = os.open(os.path.basename(path), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=inside)
        except FileNotFoundError:
            return "absent"
        except OSError as wrong:
            if wrong.errno in {errno.ELOOP, errno.ENXIO}:  # a link, a socket
                raise Refused(Code.OTHERS) from None
            raise
    with os.fdopen(file, "rb") as opened:
        told = os.fstat(file)
        text = opened.read(LARGEST + 1) if stat.S_ISREG(told.st_mode) else b""
    if (
        not stat.S_ISREG(told.st_mode)
        or told.st_nlink != 1
        or told.st_uid
        or told.st_mode & 0o7022
        or len(text) > LARGEST
    ):
        raise Refused(Code.OTHERS)
    return f"{told.st_mode & 0o777:o}:{told.st_uid}:{told.st_gid}:{text.decode('latin-1')}"


def write_file(path: str, value: str) -> None:
    """Write a file as `read_file` tells it, in one step. It is on the disk when this returns."""
    name = os.path.basename(path)
    beside = f".{name}.postigo"
    with folder(os.path.dirname(path)) as inside:
        with contextlib.suppress(FileNotFoundError):  # left by a helper that was killed
            os.unlink(beside, dir_fd=inside)
        if value == "absent":
            with contextlib.suppress(FileNotFoundError):
                os.unlink(name, dir_fd=inside)
        else:
            mode, owner, group, text = value.split(":", 3)
            new = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600, dir_fd=inside)
            try:
                with os.fdopen(new, "wb") as file:
                    file.write(text.encode("latin-1"))
                    file.flush()
                    os.fchown(new, int(owner), int(group))
                    os.fchmod(new, int(mode, 8))
                    os.fsync(new)
                os.rename(beside, name, src_dir_fd=inside, dst_dir_fd=inside)
            except OSError:
                os.unlink(beside, dir_fd=inside)
                raise
        os.fsync(inside)


def text_of(value: str) -> str:
    """Text of a file's value; nothing of one that is absent."""
    return "" if value == "absent" else value.split(":", 3)[3]


def with_text(value: str, text: str) -> str:
    """Value of a file with another text. One that was absent is root's, and everybody may read it."""
    head = "644:0:0" if value == "absent" else ":".join(value.split(":", 3)[:3])
    return f"{head}:{text}"


def touched(part: str) -> float:
    """When the file of a part was last written."""
    with contextlib.suppress(OSError):
        return os.lstat(part.partition(" ")[2]).st_mtime
    return 0.0


# --- records -------------------------------------------------------------------------------------------------------------


def load(name: str) -> str | None:
    """Text of a record; None without one."""
    return (text_of(read_file(f"{RECORDS}/{name}.json")) or None) if os.path.lexists(RECORDS) else None


def save(name: str, text: str) -> None:
    """Record on the disk: root's, and for nobody else to read."""
    with folder(os.path.dirname(RECORDS)) as above, contextlib.suppress(FileExistsError):
        os.mkdir(os.path.basename(RECORDS), 0o700, dir_fd=above)
        os.fsync(above)
    write_file(f"{RECORDS}/{name}.json", f"600:0:0:{text}")


def drop(name: str) -> None:
    """No record any more."""
    write_file(f"{RECORDS}/{name}.json", "absent")


def number() -> str:
    """Number of this installation (machine-id(5))."""
    return word("/etc/machine-id")


# --- units, and ufw ------------------------------------------------------------------------------------------------------


def enabled(unit: str) -> str:
    """Word of `systemctl is-enabled`."""
    return run(SYSTEMCTL, "is-enabled", "--", unit).strip()


def active(unit: str) -> str:
    """Whether a unit runs: `active` or `inactive`."""
    return "active" if run(SYSTEMCTL, "is-active", "--", unit).strip() == "active" else "inactive"


def there(unit: str) -> bool:
    """Whether systemd runs this machine, and has such a unit."""
    places = ("/etc/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system")
    return os.path.isdir("/run/systemd/system") and any(os.path.isfile(f"{place}/{unit}") for place in places)


def started(*units: str) -> dict[str, str | None]:
    """Parts of units that start by themselves, and run now."""
    return {f"{kind} {unit}": kind for unit in units for kind in ("enabled", "active")}


def ufw(_: str = "") -> str:
    """Whether ufw is switched on, `yes` or `no`. Empty where its settings do not say so once."""
    told = text_of(read_file("/etc/ufw/ufw.conf"))
    found = re.findall(r'^\s*ENABLED\s*=\s*"?(yes|no)"?\s*$', told, re.MULTILINE | re.IGNORECASE)
    return str(found[0]).lower() if len(found) == 1 else ""


def ufw_lets_in(port: str) -> str:
    """Whether ufw has our rule that lets a port in, `yes` or `no`."""
    return "yes" if f"ufw allow {port}/tcp" in run(UFW, "show", "added").splitlines() else "no"


_VERBS: Final = {"enabled": "enable", "disabled": "disable", "active": "start", "inactive": "stop"}
_FILE: Final = r"absent|[0-7]{3}:0:[0-9]+:.*"

KINDS: Final = {
    "kept": Kind("|".join(map(re.escape, UFW_FILES)), _FILE, read_file, write_file),
    "file": Kind(
        rf"{'|'.join(map(re.escape, (APT, DNF, OSTREE)))}|{ZONES}[A-Za-z0-9_-]{{1,17}}\.xml",
        _FILE,
        read_file,
        write_file,
    ),
    "enabled": Kind(UNIT, "enabled|disabled", enabled, lambda unit, value: run(SYSTEMCTL, _VERBS[value], "--", unit)),
    "active": Kind(UNIT, "active|inactive", active, lambda unit, value: run(SYSTEMCTL, _VERBS[value], "--", unit)),
    "ufw": Kind("", "yes|no", ufw, lambda _, on: run(UFW, "--force", "enable" if on == "yes" else "disable")),
    "ufw-port": Kind(
        r"[0-9]{1,5}",
        "yes|no",
        ufw_lets_in,
        lambda port, on: run(UFW, *(() if on == "yes" else ("delete",)), "allow", f"{port}/tcp"),
    ),
}
"""Kinds of parts. What a tool prints when it changes something is of no use: the part is read again."""
