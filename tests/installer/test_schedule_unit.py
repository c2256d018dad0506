"""The systemd unit of looks on a schedule: it lets nothing out, changes nothing, and is blind to nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from configparser import RawConfigParser
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.support.helper_machine import ROOT, HelperMachine, helper_machine
from tests.support.places import needs
from tests.support.teletype import command

UNITS = ROOT / "installer/schedule"
SERVICE, TIMER = "postigo-audit.service", "postigo-audit.timer"
BLINDING = (
    "DeviceAllow",
    "DevicePolicy",
    "InaccessiblePaths",
    "PrivateDevices",
    "PrivateNetwork",
    "PrivateTmp",
    "PrivateUsers",
    "ProcSubset",
    "ProtectClock",
    "ProtectHome",
    "ProtectKernelModules",
    "ProtectProc",
    "RootDirectory",
    "TemporaryFileSystem",
    "User",
)


def unit(name: str) -> dict[str, dict[str, str]]:
    """Sections of a unit. Of several lines with one name the last is told."""
    parser = RawConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[method-assign,assignment]  # as configparser documents it
    parser.read_string((UNITS / name).read_text())
    return {section: dict(parser[section]) for section in parser.sections()}


def test_nothing_that_blinds_a_check_is_set() -> None:
    service = unit(SERVICE)["Service"]
    assert not set(BLINDING) & set(service)
    assert service["IPAddressDeny"] == "any"
    assert "AF_PACKET" not in service["RestrictAddressFamilies"]
    assert service["ExecStart"] == "/usr/bin/postigo schedule run"


def test_it_is_off_until_somebody_enables_the_timer() -> None:
    assert "Install" not in unit(SERVICE)
    assert unit(TIMER)["Install"] == {"WantedBy": "timers.target"}
    timer = unit(TIMER)["Timer"]
    assert timer["Persistent"] == "yes"
    assert timer["RandomizedDelaySec"]


@needs("systemd-analyze")
def test_systemd_understands_every_line(tmp_path: Path) -> None:
    for name in (SERVICE, TIMER):
        (tmp_path / name).write_text((UNITS / name).read_text().replace("/usr/bin/postigo", "/bin/true"))
    words = ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", tmp_path / SERVICE, tmp_path / TIMER]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@contextmanager
def listener(machine: HelperMachine) -> Iterator[None]:
    """A program in the machine that accepts connections from everywhere."""
    opens = "import socket; s = socket.socket(); s.bind(('', 8765)); s.listen(); print(flush=True); s.accept()"
    words = machine.command(sys.executable, "-c", opens)
    with subprocess.Popen(words, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        server.stdout.readline()
        try:
            yield
        finally:
            server.kill()


def answers(report: bytes) -> dict[str, Any]:
    """What each check says, and what is not there: all that two looks at one machine have in common."""
    read = json.loads(report)
    said = {
        result["check"]: (
            result["level"],
            [(gap["why"], gap["text"]) for gap in result["gaps"]],
            [(found["code"], found["text"]) for found in result["findings"]],
        )
        for result in read["results"]
    }
    return said | {line["check"]: "not here" for line in read["not_here"]}


@pytest.mark.long
@needs("linux", "chroot", "net", "nsenter", "systemd", "iptables-legacy", "nft")
@pytest.mark.parametrize("old_rules", [False, True])
def test_inside_the_units_box_every_verdict_is_the_same_and_nothing_gets_out(
    tmp_path: Path, *, old_rules: bool
) -> None:
    program = command("audit", "--scope", "machine", "--format", "json")
    sends = "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 8765))"
    writes = (
        "for f in /etc/x /usr/x /root/x /home/x /sys/kernel/x; do ( : >$f ) 2>/dev/null && echo $f; done; : >/srv/x"
    )
    with helper_machine(tmp_path, booted=True) as machine:
        machine.put(f"/etc/systemd/system/{SERVICE}", (UNITS / SERVICE).read_text())
        machine.put("/root/look", f"#!/bin/sh\n{' '.join(program)} >/var/lib/postigo/inside.json\ntrue\n", 0o755)
        machine.put("/root/send", f'#!/bin/sh\n{program[0]} -c "{sends}" 2>/var/lib/postigo/sent\ntrue\n', 0o755)
        machine.put("/root/write", f"#!/bin/sh\n({writes}) >/var/lib/postigo/written\n", 0o755)
        machine.put(
            f"/etc/systemd/system/{SERVICE}.d/test.conf",
            "[Service]\nExecStart=\nExecStart=/root/look\nExecStart=/root/send\nExecStart=/root/write\n",
        )
        machine.run("nft", "add table inet t; add chain inet t c { type filter hook input priority 0; policy drop; }")
        if old_rules:
            machine.run("nft", "delete table inet t")
            machine.run("iptables-legacy", "-A", "INPUT", "-p", "tcp", "--dport", "22", "-j", "ACCEPT")
        with listener(machine):
            machine.run("systemctl", "daemon-reload")
            started = machine.run("systemctl", "start", SERVICE)
            outside = machine.run(*program).stdout
        assert started.returncode == 0, started.stderr
        kept = machine.path("/var/lib/postigo")
        inside = (kept / "inside.json").read_bytes()
        assert answers(inside) == answers(outside)
        levels = {result["check"]: result["level"] for result in json.loads(inside)["results"]}
        assert levels["net.listening"] == "advise"  # in a network of its own it would be good
        assert levels["firewall.enabled"] == ("advise" if old_rules else "good")
        assert "PermissionError: [Errno 1]" in (kept / "sent").read_text()
        assert machine.run(program[0], "-c", sends).returncode == 0  # what is refused inside passes outside
        assert (kept / "written").read_text() == ""
        assert machine.path("/srv/x").exists()
