"""A machine that the helper with rights may change: this one's files, laid over with memory, in name spaces of its own.

Nothing of it is real outside: an overlay of `/`, processes, mounts and network of its own. systemd does not run in here. In its place
stands a `systemctl` that lets the true one enable and disable (offline), and remembers in /run what would have been started.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from installer import fix_helper

PROGRAM = fix_helper.INSTALLED

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
mount -t overlay -o lowerdir=/,upperdir=upper,workdir=work overlay root
cd root
chmod 755 .
mount -t proc proc proc
mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs -o mode=1777 tmpfs tmp
mkdir -p run/lock run/systemd/system
mount --rbind /dev dev
ip link set lo up
exec chroot . sleep infinity
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
        return ["nsenter", f"--target={self.pid}", "--mount", "--pid", "--net", "--root", "--wdns=/", *words]

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
def helper_machine(folder: Path) -> Iterator[HelperMachine]:
    """A fresh one with the helper installed; it is gone, with all that runs in it, at the end."""
    place = folder / "machine"
    place.mkdir()
    words = ["unshare", "--mount", "--net", "--pid", "--fork", "--kill-child", "sh", "-c", _SET_UP, "sh", str(place)]
    holder = subprocess.Popen(words, stdin=subprocess.DEVNULL)
    try:
        machine = HelperMachine(_child(holder))
        program = machine.path(PROGRAM)
        machine.run("mkdir", "-m", "755", "-p", str(Path(PROGRAM).parent))
        program.write_bytes(fix_helper.program())
        program.chmod(0o755)
        shutil.copy2(machine.path("/usr/bin/systemctl"), machine.path("/usr/bin/systemctl.true"))
        machine.put("/usr/bin/systemctl", _SYSTEMCTL, 0o755)
        yield machine
    finally:
        holder.kill()
        holder.wait()


def _child(holder: subprocess.Popen[bytes]) -> int:
    """The sleeping process within, once all is mounted."""
    children = Path(f"/proc/{holder.pid}/task/{holder.pid}/children")
    end = time.monotonic() + 30
    while time.monotonic() < end and holder.poll() is None:
        for child in children.read_text().split():
            if Path(f"/proc/{child}/comm").read_text().strip() == "sleep":
                return int(child)
        time.sleep(0.02)
    raise AssertionError("the name spaces could not be set up")
