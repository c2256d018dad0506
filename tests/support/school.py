"""Computers of a school in name spaces: real SSH servers, each with a root, processes and a network of its own, and one who asks them.

Each is the machine of `engine_machine.py` with memory laid over it, so nothing is left of it. Addresses are those that are kept
for examples (RFC 5737), in a network that has no way out. The program of this repository is seen in each, where it lies.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.support.helper_machine import HelperMachine, first_process

ROOT: Final = Path(__file__).resolve().parents[2]
ASKER: Final = "192.0.2.254"

_SET_UP: Final = """
set -e
mount -t tmpfs -o mode=755 tmpfs "$1"
cd "$1"
mkdir upper work root
mount -t overlay -o lowerdir="$2",upperdir=upper,workdir=work overlay root
cd root
chmod 755 .
mount -t proc proc proc
mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs -o mode=1777 tmpfs tmp
mount -t tmpfs -o mode=755 tmpfs dev
mkdir dev/pts dev/shm run/sshd run/lock
for node in null zero full random urandom tty; do : >dev/$node; mount --bind /dev/$node dev/$node; done
mount -t devpts -o newinstance,ptmxmode=666 devpts dev/pts
ln -s pts/ptmx dev/ptmx
for place in "$3" "$4"; do mkdir -p ".$place"; mount --bind -o ro "$place" ".$place"; done
[ -z "$5" ] || mount --bind "$5" mnt
ip link set lo up
exec chroot . sleep infinity
"""

SSHD: Final = """\
HostKey /etc/ssh/key
PermitRootLogin prohibit-password
PasswordAuthentication no
UsePAM no
PidFile none
MaxStartups 50
Subsystem sftp internal-sftp
"""


@dataclass
class School:
    """The one who asks, and the computers by their names. `work` is /mnt at the one who asks."""

    asker: HelperMachine
    work: Path
    computers: dict[str, HelperMachine] = field(default_factory=dict)

    def play(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        """A run of ansible-playbook, in the folder that is shared."""
        call = f"cd /mnt && exec ansible-playbook -i computers.yml '{ROOT}/installer/ansible/look.yml' " + '"$@"'
        environ = {
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME": "/root",
            "LC_ALL": "C.UTF-8",
            "ANSIBLE_CONFIG": "/mnt/ansible.cfg",
        }
        return self.asker.run("sh", "-c", call, "sh", *words, environ=environ)


@contextmanager
def machine(folder: Path, below: Path, shared: Path | None = None) -> Iterator[HelperMachine]:
    """One machine; it is gone, with all that runs in it, at the end."""
    folder.mkdir()
    spaces = ("--mount", "--net", "--pid", "--uts", "--ipc", "--fork", "--kill-child")
    places = (str(folder), str(below), str(ROOT), sys.base_prefix, str(shared or ""))
    holder = subprocess.Popen(["unshare", *spaces, "sh", "-c", _SET_UP, "sh", *places], stdin=subprocess.DEVNULL)
    try:
        yield HelperMachine(first_process(holder, "sleep"))
    finally:
        holder.kill()
        holder.wait()


@contextmanager
def school(folder: Path, below: Path, number: int) -> Iterator[School]:
    """So many computers that answer by SSH, with keys made for this once."""
    work = folder / "work"
    work.mkdir()
    for name in ("client", "host"):
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "a test", "-f", str(work / name)], check=True
        )
    with ExitStack() as around:
        one = School(around.enter_context(machine(folder / "asker", below, work)), work)
        _net(one.asker, "ip link add br0 type bridge; ip addr add $1/24 dev br0; ip link set br0 up", ASKER)
        for index in range(1, number + 1):
            computer = around.enter_context(machine(folder / f"pc{index:02}", below))
            one.computers[f"pc{index:02}"] = computer
            _join(one, computer, index)
        _settle(one)
        yield one


def _net(where: HelperMachine, script: str, *words: str) -> None:
    subprocess.run(["nsenter", f"--target={where.pid}", "--net", "sh", "-ec", script, "sh", *words], check=True)


def _join(one: School, computer: HelperMachine, index: int) -> None:
    """Lay a cable to a computer, and start its SSH server."""
    name, address = f"pc{index:02}", f"192.0.2.{index}"
    cable = 'ip link add $1 type veth peer name eth0 netns "$2"; ip link set $1 master br0 up'
    _net(one.asker, cable, name, str(computer.pid))
    _net(computer, 'ip addr add "$1/24" dev eth0; ip link set eth0 up', address)
    computer.run("mkdir", "-p", "-m", "700", "/root/.ssh")
    computer.put("/root/.ssh/authorized_keys", (one.work / "client.pub").read_text(), 0o600)
    computer.put("/etc/ssh/key", (one.work / "host").read_text(), 0o600)
    computer.put("/etc/ssh/test.conf", SSHD)
    computer.put("/etc/machine-id", f"{index:032x}\n")
    computer.run("hostname", name)
    done = computer.run("/usr/sbin/sshd", "-f", "/etc/ssh/test.conf")
    assert done.returncode == 0, done.stderr


def _settle(one: School) -> None:
    """What Ansible is told of the computers: addresses, whose key each has, and how to ask quickly."""
    key = (one.work / "host.pub").read_text()
    names = {name: f"192.0.2.{int(name[2:])}" for name in one.computers}
    (one.work / "known").write_text("".join(f"{address} {key}" for address in names.values()))
    hosts = "".join(f"    {name}: {{ansible_host: {address}}}\n" for name, address in names.items())
    (one.work / "computers.yml").write_text(f"all:\n  hosts:\n{hosts}")
    (one.work / "ansible.cfg").write_text(
        "[defaults]\nforks = 8\nhost_key_checking = true\nprivate_key_file = /mnt/client\nremote_user = root\n"
        "interpreter_python = /usr/bin/python3\nlocal_tmp = /tmp/ansible\nnocows = true\n"
        "[ssh_connection]\npipelining = true\nssh_args = -o ControlMaster=auto -o ControlPersist=60s -o UserKnownHostsFile=/mnt/known\n"
        "[privilege_escalation]\nbecome = false\n"
    )
    until = time.monotonic() + 10
    while time.monotonic() < until:
        ping = one.asker.run(
            "sh",
            "-c",
            'for i in $(seq $1); do timeout 1 bash -c "</dev/tcp/192.0.2.$i/22" || exit 1; done',
            "sh",
            str(len(names)),
        )
        if ping.returncode == 0:
            return
        time.sleep(0.1)
    raise AssertionError("the computers do not answer")
