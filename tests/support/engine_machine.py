"""A Debian 12 with the engines that schools have: Ansible, an SSH server, Prometheus and its exporter. `engines` is a fixture.

It lies in a folder, is made once, and no daemon of it runs but where a test starts one in name spaces of its own: nothing is
installed on the machine on which the tests run.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

from tests.support.bare_machine import BARE_MACHINES, debian_12, enter, output_of
from tests.support.places import alone

__all__ = ["debian_12"]
PACKAGES: Final = (
    "ansible-core",
    "iproute2",
    "openssh-server",
    "prometheus",
    "prometheus-node-exporter",
    "python3-apt",
    "sudo",
    "xz-utils",
)


@pytest.fixture(scope="session")
def engines(debian_12: Path) -> Path:
    """Such a machine. Whoever changes it lays memory over it (`overlaid`)."""
    machine = BARE_MACHINES / "engines"
    with alone("engines"):
        if (machine / "made").is_file() and (machine / "made").read_text().split() == [*PACKAGES]:
            return machine
        shutil.rmtree(machine, ignore_errors=True)
        subprocess.run(["cp", "--archive", "--reflink=auto", str(debian_12), str(machine)], check=True)
        (machine / "made").unlink()
        settings = [line for line in output_of("apt-config", "dump").splitlines() if line.startswith("Acquire::")]
        (machine / "etc/apt/apt.conf.d/99here").write_text("\n".join(settings) + "\n", encoding="utf-8")
        (machine / "usr/sbin/policy-rc.d").write_text("#!/bin/sh\nexit 101\n", encoding="utf-8")
        (machine / "usr/sbin/policy-rc.d").chmod(0o755)
        call = f"apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends {' '.join(PACKAGES)}"
        done = enter(machine, call, within="/")
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        (machine / "made").write_text("\n".join(PACKAGES))
    return machine


def apart(machine: Path, shared: Path, *words: str, timeout: float = 120) -> subprocess.CompletedProcess[str]:
    """A command in that machine, in mounts, processes and a network of its own that end with it.

    `shared` is /mnt in there, and /tmp is memory.
    """
    script = """
        cd "$1"
        mount -t proc proc proc && mount -t tmpfs -o mode=1777 tmpfs tmp && mount --bind "$2" mnt && ip link set lo up
        shift 2
        exec chroot . "$@"
    """
    own = ["unshare", "--mount", "--pid", "--net", "--fork", "--kill-child"]
    call = [*own, "sh", "-ec", script, "sh", str(machine), str(shared), *words]
    return subprocess.run(call, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=timeout)
