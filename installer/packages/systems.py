"""Systems in a folder: a bare Debian or Ubuntu by debootstrap, and commands inside it.

Which mirror is asked is read from this machine's own apt; for Ubuntu it is the one that debootstrap knows.
"""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

UBUNTU: Final = frozenset({"focal", "jammy", "noble"})
KEYS_OF_UBUNTU: Final = "usr/share/keyrings/ubuntu-archive-keyring.gpg"
SCRIPT: Final = Path("/usr/share/debootstrap/scripts/gutsy")
PATH: Final = "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class Failed(Exception):  # noqa: N818 - what it is
    """Step that did not work: the command, and its last lines."""

    def __init__(self, command: Sequence[str], said: str) -> None:
        super().__init__(f"{shlex.join(command)[:300]}\n{said[-4000:]}")


def run(command: Sequence[str], **more: Mapping[str, str] | Path | None) -> str:
    """Output of a command of this machine; `Failed` where it fails. `env` and `cwd` as for subprocess."""
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
        check=False, **more,  # type: ignore[call-overload]  # env and cwd
    )  # fmt: skip
    if done.returncode != 0:
        raise Failed(command, done.stdout)
    return str(done.stdout)


def mirror(suite: str) -> list[str]:
    """Words for debootstrap: the mirror, which this machine's apt asks for Debian. None where nobody knows one.

    Ubuntu's is in debootstrap's own script for it. One that is older than a release does not know its name, and it is the same script.
    """
    if suite in UBUNTU:
        told = re.findall(r"default_mirror (\S+/ubuntu)$", SCRIPT.read_text("utf-8"), re.MULTILINE)
        return [next(one for one in told if "archive" in one), str(SCRIPT)]
    said = run(["apt-get", "indextargets", "--format", "$(ORIGIN) $(CODENAME) $(REPO_URI)", "Created-By: Packages"])
    lines = [line.split() for line in said.splitlines()]
    return next(([words[2]] for words in lines if words[0] == "Debian" and "-" not in words[1]), [])


def make(suite: str, folder: Path, *, keys: Path | None = None) -> None:
    """A bare system of this release in a new folder. `keys` sign a release that this machine does not know.

    What debootstrap mounts ends with it, also where it is interrupted: whoever removes that folder then removes nothing of the kernel's.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    words = ["--include=ca-certificates", *([f"--keyring={keys}"] if keys else [])]
    try:
        run(["unshare", "--mount", "debootstrap", "--variant=minbase", *words, suite, str(folder), *mirror(suite)])
    except Failed:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    settings = [line for line in run(["apt-config", "dump"]).splitlines() if line.startswith("Acquire::")]
    (folder / "etc/apt/apt.conf.d/99here").write_text("\n".join(settings) + "\n", encoding="utf-8")
    refuse = folder / "usr/sbin/policy-rc.d"
    refuse.write_text("#!/bin/sh\nexit 101\n", encoding="utf-8")  # no daemon starts in here
    refuse.chmod(0o755)


@contextlib.contextmanager
def copied(machine: Path, folder: Path) -> Iterator[Path]:
    """A copy of a system, which is gone in the end."""
    run(["cp", "--archive", "--reflink=auto", str(machine), str(folder)])
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def enter(machine: Path, command: Sequence[str], *, user: str = "", env: Mapping[str, str] | None = None) -> str:
    """Output of a command inside, as root or another account; `Failed` where it fails.

    Its mounts are in a name space of its own and gone with it, so that removing the folder reaches nothing else.
    """
    mounts = ["mount -t proc proc proc", "mount --rbind /dev dev"]
    if Path("/etc/resolv.conf").is_file():
        (machine / "etc/resolv.conf").touch()
        mounts.append("mount --bind /etc/resolv.conf etc/resolv.conf")
    surroundings = {"PATH": PATH, "LANG": "C.UTF-8", "HOME": "/root", "DEBIAN_FRONTEND": "noninteractive"}
    surroundings |= {key: value for key, value in os.environ.items() if key.lower().endswith("_proxy")} | dict(
        env or {}
    )
    inside = ["env", "-i", *(f"{key}={value}" for key, value in surroundings.items()), *command]
    become = f"setpriv --reuid={user} --regid={user} --clear-groups " if user else ""
    script = f"cd {shlex.quote(str(machine))} && {' && '.join(mounts)} && exec chroot . {become}{shlex.join(inside)}"
    return run(["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", script])


def shell(machine: Path, script: str) -> str:
    """Output of a script for bash inside."""
    return enter(machine, ["bash", "-euo", "pipefail", "-c", script])
