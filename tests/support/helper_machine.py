"""A machine that the helper with rights may change: this one's files, laid over with memory, in name spaces of its own.

Nothing of it is real outside: an overlay of `/` or of a system in a folder, processes, mounts and network of its own. Where it is `booted`, systemd is its first
process, and starts what a basic system needs. Else, which is quicker, there stands a `systemctl` that lets the true one enable and
disable (offline), and remembers in /run what would have been started.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from installer import fix_helper

PROGRAM = fix_helper.INSTALLED
ROOT = Path(__file__).resolve().parents[2]

_SYSTEMCTL = """#!/bin/sh
# systemd does not run in here: what is started is remembered, the rest is the true systemctl's, offline
eval unit=\\${$#}
mkdir -p /run/units
case $1 in
is-active) [ -e /run/units/$unit ] && echo active || { echo inactive; exit 3; } ;;
start) : >/run/units/$unit ;;
stop) rm -f /run/units/$unit ;;
*) SYSTEMD_OFFLINE=1 exec /usr/bin/systemctl.true "$@" ;;
esac
"""

_SET_UP = """
set -e
mount -t tmpfs -o mode=755 tmpfs "$1"
cd "$1"
mkdir upper work root
mount -t overlay -o lowerdir="$6",upperdir=upper,workdir=work overlay root
cd root
chmod 755 .
mount -t proc proc proc
mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs -o mode=1777 tmpfs tmp
mkdir -p run/lock run/systemd/system
mount -t tmpfs -o mode=755 tmpfs dev
mkdir dev/pts dev/shm
for node in null zero full random urandom tty; do
    : >dev/$node
    mount --bind /dev/$node dev/$node
done
mount -t devpts -o newinstance,ptmxmode=666 devpts dev/pts
ln -s pts/ptmx dev/ptmx
for place in "$4" "$5"; do  # this very program and its Python, where they lie below what is new here, or on another disk
    [ -e ".$place/bin" ] || [ -e ".$place/pyproject.toml" ] || { mkdir -p ".$place"; mount --bind "$place" ".$place"; }
done
ip link set lo up
[ "$2" = booted ] || exec chroot . sleep infinity
# What is the kernel's own stays out of systemd's reach: its settings but those of this network, its devices, its formats.
mkdir run/net
mount --bind proc/sys/net run/net
mount --bind proc/sys proc/sys
mount -o remount,bind,ro proc/sys
mount --move run/net proc/sys/net
mount -t sysfs -o ro sysfs sys
mount -t cgroup2 cgroup2 sys/fs/cgroup
mkdir "sys/fs/cgroup/$3"
echo 0 >"sys/fs/cgroup/$3/cgroup.procs"
umount sys/fs/cgroup
for unit in systemd-sysctl systemd-binfmt systemd-modules-load systemd-udevd systemd-udev-trigger systemd-tmpfiles-setup-dev; do
    ln -sf /dev/null etc/systemd/system/$unit.service
done
for unit in proc-sys-fs-binfmt_misc.automount proc-sys-fs-binfmt_misc.mount sys-kernel-debug.mount sys-kernel-tracing.mount; do
    ln -sf /dev/null etc/systemd/system/$unit
done
ln -sf /lib/systemd/system/basic.target etc/systemd/system/default.target
exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin container=test unshare --cgroup sh -c '
mount -t cgroup2 cgroup2 sys/fs/cgroup
exec chroot . /lib/systemd/systemd --log-target=null --show-status=false'
"""

_NO_GROUP = """
mount -t cgroup2 cgroup2 "$1" && cd "$1"
for _ in 1 2 3 4 5 6 7 8 9 10; do
    find "./$2" -depth -type d -exec rmdir {} + 2>/dev/null && exit
    sleep 0.5
done
exit 1
"""


@dataclass
class HelperMachine:
    """Such a machine; `pid` is a process in it."""

    pid: int

    @property
    def root(self) -> Path:
        """Its root, as seen from here."""
        return Path(f"/proc/{self.pid}/root")

    def path(self, path: str) -> Path:
        """A path in it, as seen from here."""
        return self.root / path.lstrip("/")

    def put(self, path: str, text: str, mode: int = 0o644) -> None:
        """Write a file in it, which is root's."""
        target = self.path(path)
        if not target.parent.is_dir():
            self.run("mkdir", "-m", "755", "-p", str(Path(path).parent))
        target.unlink(missing_ok=True)
        target.write_text(text)
        target.chmod(mode)

    def command(self, *words: str) -> list[str]:
        """A command line that enters it."""
        return [
            "nsenter",
            f"--target={self.pid}",
            "--mount",
            "--pid",
            "--net",
            "--uts",
            "--ipc",
            "--root",
            "--wdns=/",
            *words,
        ]

    def run(
        self, *words: str, given: bytes = b"", environ: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        """Run a command in it."""
        return subprocess.run(
            self.command(*words), input=given, capture_output=True, check=False, env=environ, timeout=300
        )

    def ask(self, fix: str, do: str, subject: str = "", *before: str) -> dict[str, object]:
        """Answer of the helper; `before` are words of a command that starts it."""
        line = json.dumps({"v": 1, "fix": fix, "do": do} | ({"subject": subject} if subject else {}))
        tag = f"{fix}.undo" if do == "undo" else fix
        done = self.run(*before, PROGRAM, tag, given=f"{line}\n".encode())
        assert done.stderr == b"", done.stderr.decode()
        answer: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
        return answer

    def picture(self, *folders: str) -> set[str]:
        """Every file below some folders: kind, mode, owner, where a link leads, and a hash of its content."""
        script = (
            'for d in "$@"; do find "$d" -printf "%p\\t%y %m %U %G %l\\n"; find "$d" -type f -exec sha256sum {} +; done'
        )
        return set(self.run("sh", "-c", script, "sh", *folders).stdout.decode().splitlines())


@contextmanager
def helper_machine(folder: Path, *, booted: bool = False) -> Iterator[HelperMachine]:
    """A fresh one with the helper installed; it is gone, with all that runs in it, at the end."""
    with spaces(folder, booted=booted) as machine:
        program = machine.path(PROGRAM)
        machine.run("mkdir", "-m", "755", "-p", str(Path(PROGRAM).parent))
        program.write_bytes(fix_helper.program())
        program.chmod(0o755)
        if not booted:
            shutil.copy2(machine.path("/usr/bin/systemctl"), machine.path("/usr/bin/systemctl.true"))
            machine.put("/usr/bin/systemctl", _SYSTEMCTL, 0o755)
        yield machine


@contextmanager
def spaces(folder: Path, *, booted: bool, below: Path = Path("/")) -> Iterator[HelperMachine]:
    """A fresh one without it, laid over the system in the folder `below`."""
    first = "systemd" if booted else "sleep"
    place = folder / "machine"
    place.mkdir()
    own = ("--mount", "--net", "--pid", "--uts", "--ipc", "--fork", "--kill-child")
    group = f"postigo-test-{os.getpid()}-{folder.name}"
    given = (str(place), "booted" if booted else "", group, str(ROOT), sys.base_prefix, str(below))
    holder = subprocess.Popen(["unshare", *own, "sh", "-c", _SET_UP, "sh", *given], stdin=subprocess.DEVNULL)
    try:
        machine = HelperMachine(first_process(holder, first))
        if booted:
            _is_up(machine)
        yield machine
    finally:
        holder.kill()
        holder.wait()
        if booted:
            subprocess.run(["unshare", "--mount", "sh", "-c", _NO_GROUP, "sh", str(place), group], check=True)


def first_process(holder: subprocess.Popen[bytes], first: str) -> int:
    """The first process within, once all is mounted."""
    children = Path(f"/proc/{holder.pid}/task/{holder.pid}/children")
    end = time.monotonic() + 30
    while time.monotonic() < end and holder.poll() is None:
        for child in children.read_text().split():
            if Path(f"/proc/{child}/comm").read_text().strip() == first:
                return int(child)
        time.sleep(0.02)
    raise AssertionError("the name spaces could not be set up")


def _is_up(machine: HelperMachine) -> None:
    """Wait until systemd has started all that a basic system needs."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        told = machine.run("systemctl", "is-system-running").stdout.strip()
        if told in {b"running", b"degraded"}:
            return
        time.sleep(0.2)
    raise AssertionError(f"systemd did not come up: {told!r}")
