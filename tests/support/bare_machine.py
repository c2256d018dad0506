"""A Debian 12 on which nothing is installed yet, in a folder; `debian_12` and `bare` are fixtures."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from installer.environment import LOCKS, ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.places import alone

BOOKWORM = {"ID": "debian", "VERSION_CODENAME": "bookworm"}
PIP = (str(sys._base_executable), "-P", "-m", "pip")  # type: ignore[attr-defined]  # our .venv has none; the Python it was made from has
EVERY_LOCK = sorted(path.stem for path in LOCKS.glob("*.txt"))


def locked(name: str) -> dict[str, tuple[Requirement, list[str]]]:
    """What a lock pins: name, requirement, hashes."""
    text = (LOCKS / f"{name}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    found = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            requirement, *hashes = re.split(r"\s+--hash=", line.strip())
            found[str(canonicalize_name(Requirement(requirement).name))] = (Requirement(requirement), hashes)
    return found


BARE_MACHINES = Path("/var/tmp/postigo-test-chroot")  # noqa: S108 - kept between runs, outside the repository; ours alone, as checked below
WITHIN = "home/ana/a window with shutters"


def output_of(*command: str) -> str:
    """What a command of this machine prints, or nothing."""
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def _make(machine: Path) -> None:
    shutil.rmtree(machine, ignore_errors=True)
    targets = output_of("apt-get", "indextargets", "--format", "$(RELEASE) $(REPO_URI)", "Created-By: Packages").split(
        "\n"
    )
    mirror = [line.split()[1] for line in targets if line.startswith("bookworm ")][
        :1
    ]  # the one this machine uses; else debootstrap's own
    include = "--include=python3,python3-pip,git,ca-certificates"
    command = ["debootstrap", "--variant=minbase", include, "bookworm", str(machine), *mirror]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:]
    (machine / "made").touch()


@pytest.fixture(scope="session")
def debian_12() -> Path:
    """Debian 12 as it comes, with python3, pip and git and nothing more; made once."""
    BARE_MACHINES.mkdir(mode=0o700, exist_ok=True)
    assert BARE_MACHINES.stat().st_uid == 0
    machine = BARE_MACHINES / "bookworm"
    with alone("debian-12"):  # tests of several files want it at once
        if not (machine / "made").exists():
            _make(machine)
    return machine


@pytest.fixture
def bare(debian_12: Path) -> Iterator[Path]:
    """A fresh copy of it, with the repository in a folder whose name has spaces, and this machine's ways to the registries."""
    machine = BARE_MACHINES / f"copy-{os.getpid()}"
    subprocess.run(["cp", "--archive", "--reflink=auto", str(debian_12), str(machine)], check=True)
    files = output_of("git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard").split(
        "\0"
    )
    for name in filter(None, files):
        if (ROOT / name).is_file():
            (machine / WITHIN / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, machine / WITHIN / name)
    settings = [line for line in output_of("apt-config", "dump").splitlines() if line.startswith("Acquire::")]
    (machine / "etc/apt/apt.conf.d/99here").write_text("\n".join(settings) + "\n", encoding="utf-8")
    (machine / "usr/sbin/policy-rc.d").write_text("#!/bin/sh\nexit 101\n", encoding="utf-8")  # no daemon starts in here
    (machine / "usr/sbin/policy-rc.d").chmod(0o755)
    yield machine
    shutil.rmtree(machine)


def pip_settings() -> dict[str, str]:
    """How pip reaches its registry from this machine, as environment variables; without the folders and files that only this machine has."""
    pairs = (line.split("=", 1) for line in output_of(*PIP, "config", "list").splitlines() if "=" in line)
    settings = {key.rpartition(".")[2]: ast.literal_eval(value) for key, value in pairs}
    local = {"find-links", "extra-index-url", "cache-dir", "constraint"}
    return {f"PIP_{key.upper().replace('-', '_')}": value for key, value in settings.items() if key not in local}


def enter(machine: Path, command: str, within: str = f"/{WITHIN}") -> subprocess.CompletedProcess[str]:
    """A command inside, as root. Mounts live in its own namespace and are gone with it, before anything is removed."""
    proxies = {key: value for key, value in os.environ.items() if key.lower().endswith("_proxy")}
    settings = pip_settings()
    inside = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": str(Path.home()), "LANG": "C.UTF-8"} | proxies | settings
    mounts = ["mount -t proc proc proc"]
    for path in {
        "/etc/resolv.conf",
        "/etc/ssl/certs/ca-certificates.crt",
        settings.get("PIP_CERT", "/etc/resolv.conf"),
    }:
        if Path(path).is_file():
            (machine / path[1:]).parent.mkdir(parents=True, exist_ok=True)
            (machine / path[1:]).touch()
            mounts.append(f"mount --bind '{path}' '{machine}{path}'")
    script = " && ".join([f"cd '{machine}'", *mounts, f"exec chroot . sh -c 'cd \"{within}\" && {command}'"])
    return subprocess.run(
        ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", script],
        env=inside,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )
