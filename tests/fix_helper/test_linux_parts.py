"""Parts of the Linux fixes that a whole run reaches seldom: who is signed in from afar, other firewalls, files that are edited."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from postigo.fix_helper import linux_firewall, linux_updates
from tests.support.helper_machine import HelperMachine
from tests.support.places import needs

pytestmark = pytest.mark.breadth(3)
real = needs("linux", "chroot", "net", "nsenter", "ufw", "ip")

SERVER = """
import socket, sys, time
server = socket.create_server(("0.0.0.0", int(sys.argv[1])))
client = socket.create_connection((sys.argv[2], int(sys.argv[1])))
held = server.accept()
print("up", flush=True)
time.sleep(600)
"""


@contextmanager
def signed_in(machine: HelperMachine, program: str, port: int, *become: str, near: str = "10.7.7.7") -> Iterator[None]:
    """Somebody who is connected to a program on a port, from another computer or from this one."""
    machine.run(
        "sh",
        "-c",
        f"ip addr add 10.7.7.7/24 dev lo; cp /usr/bin/python3 {program}",
    )
    machine.put("/opt/server.py", SERVER)
    command = machine.command(*become, program, "/opt/server.py", str(port), near)
    with subprocess.Popen(command, stdout=subprocess.PIPE) as running:
        try:
            assert running.stdout is not None
            assert running.stdout.readline() == b"up\n"
            yield
        finally:
            running.kill()


@real
def test_whoever_is_signed_in_from_afar_stays_and_the_rule_goes_with_the_undo(machine: HelperMachine) -> None:
    before = machine.picture("/etc")
    with signed_in(machine, "/usr/sbin/sshd", 2222):
        assert machine.ask("firewall-on", "apply")["code"] == "done"
        rules = machine.run("ufw", "status").stdout.decode()
        assert "2222/tcp" in rules
        record = json.loads(machine.path("/var/lib/postigo/firewall-on.json").read_text())
        assert record["before"]["ufw-port 2222"] == "no"
        assert machine.ask("firewall-on", "undo")["code"] == "undone"
    assert machine.picture("/etc") == before


@real
@pytest.mark.parametrize(
    ("program", "become", "near"),
    [
        ("/opt/sshd-of-mine", (), "10.7.7.7"),  # a name that only begins so
        (
            "/usr/sbin/sshd",
            ("setpriv", "--reuid=65534", "--clear-groups"),
            "10.7.7.7",
        ),  # a program of somebody without rights
        ("/usr/sbin/sshd", (), "127.0.0.1"),  # nobody far away
    ],
)
def test_no_other_program_gets_a_way_in(
    machine: HelperMachine, program: str, become: tuple[str, ...], near: str
) -> None:
    with signed_in(machine, program, 2222, *become, near=near):
        assert machine.ask("firewall-on", "apply")["code"] == "done"
        assert "2222" not in machine.run("ufw", "status").stdout.decode()


@real
def test_firewalld_is_switched_on_with_a_way_in_and_back(machine: HelperMachine) -> None:
    """What firewalld then does is not seen: systemd does not run in here."""
    machine.run("sh", "-c", "rm -f /usr/sbin/ufw; systemctl disable firewalld.service; mkdir -p /run/units")
    before = machine.picture("/etc", "/run/units")
    with signed_in(machine, "/usr/sbin/sshd", 2222):
        assert machine.ask("firewall-on", "apply")["code"] == "done"
    zone = machine.path("/etc/firewalld/zones/public.xml").read_text()
    assert '<port port="2222" protocol="tcp"/>\n</zone>' in zone
    assert machine.run("firewall-offline-cmd", "--zone=public", "--query-port=2222/tcp").stdout == b"yes\n"
    assert machine.run("systemctl", "is-active", "firewalld.service").stdout == b"active\n"
    assert machine.ask("firewall-on", "undo")["code"] == "undone"
    ours = {
        line for line in machine.picture("/etc", "/run/units") ^ before if "/opt" not in line and ".old" not in line
    }
    assert ours == set()


@real
@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("sed -i 's/^DEFAULT_INPUT_POLICY=.*/DEFAULT_INPUT_POLICY=\"ACCEPT\"/' /etc/default/ufw", "others"),
        (
            "cp /lib/systemd/system/ufw.service /usr/lib/systemd/system/nftables.service; systemctl start nftables.service",
            "others",
        ),
        ("systemctl mask ufw.service", "others"),
        ("rm /usr/sbin/ufw /lib/systemd/system/firewalld.service", "cannot"),
        ("printf 'ENABLED=no\\nENABLED=no\\n' >/etc/ufw/ufw.conf", "others"),
    ],
)
def test_what_somebody_arranged_otherwise_is_left_alone(machine: HelperMachine, script: str, code: str) -> None:
    machine.run("sh", "-c", script)
    before = machine.picture("/etc")
    assert machine.ask("firewall-on", "apply")["code"] == code
    assert machine.picture("/etc") == before


@real
def test_a_file_of_apt_that_lies_over_ours_makes_it_no_success(machine: HelperMachine) -> None:
    machine.put("/usr/bin/unattended-upgrade", "#!/bin/sh\n", 0o755)
    machine.put("/etc/apt/apt.conf.d/99policy", 'APT::Periodic::Unattended-Upgrade "0";\n')
    before = machine.picture("/etc")
    assert machine.ask("updates-automatic", "apply")["code"] == "failed"
    assert machine.picture("/etc") == before


@real
def test_only_units_of_known_programs_are_touched(machine: HelperMachine) -> None:
    machine.put(
        "/etc/systemd/system/mine.service",
        "[Service]\nExecStart=/usr/bin/mine\n[Install]\nWantedBy=multi-user.target\n",
    )
    machine.run("systemctl", "enable", "mine.service")
    before = machine.picture("/etc")
    for unit in ("mine.service", "ssh.service", "anydesk.service", "cron.service", "ufw.service"):
        assert machine.ask("unit-off", "apply", unit)["code"] == "cannot", unit
    assert machine.picture("/etc") == before


@real
def test_on_linux_there_is_no_notice_of_the_camera(machine: HelperMachine) -> None:
    assert machine.ask("camera-notice", "apply")["code"] == "cannot"


@pytest.mark.parametrize(
    ("end", "far"),
    [
        ("0100007F:1F90", False),
        ("0707070A:1F90", True),
        ("00000000000000000000000001000000:0016", False),
        ("0000000000000000FFFF00000100007F:0016", False),
        ("0000000000000000FFFF00000707070A:0016", True),
        ("B80D01200000000067452301EFCDAB89:0016", True),
    ],
)
@needs("linux")
def test_an_end_is_far_where_it_is_another_computer(end: str, far: bool) -> None:
    assert sys.byteorder == "little"
    assert linux_firewall._far(end) is far


@needs("linux")
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("absent", "644:0:0:[commands]\napply_updates = yes\n"),
        (
            "600:0:7:[commands]\n#apply_updates = no\nx=1\n",
            "600:0:7:[commands]\napply_updates = yes\n#apply_updates = no\nx=1\n",
        ),
        (
            "644:0:0:[a]\napply_updates=no\n[commands]\n apply_updates = no \n[b]\n",
            "644:0:0:[a]\napply_updates=no\n[commands]\napply_updates = yes\n[b]\n",
        ),
        ("644:0:0:[commands]\napply_updates = Yes\n", None),
        (  # Å and х in UTF-8 hold the byte 0x85, which is an end of line to Python's splitlines
            "644:0:0:# \xc3\x85sa \xd1\x85\x0c\n[commands]\n",
            "644:0:0:# \xc3\x85sa \xd1\x85\x0c\n[commands]\napply_updates = yes\n",
        ),
    ],
)
def test_one_line_of_a_file_of_settings_changes(
    monkeypatch: pytest.MonkeyPatch, before: str, after: str | None
) -> None:
    monkeypatch.setattr(linux_updates, "read_file", lambda _: before)
    parts = linux_updates._ini("/etc/x", "commands", "apply_updates", "yes")
    assert parts == ({} if after is None else {"file /etc/x": after})
