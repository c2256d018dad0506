"""The systemd unit of looks on a schedule: it lets nothing out, changes nothing, and is blind to nothing."""

from __future__ import annotations

import json
import re
import shlex
import stat
import subprocess
import sys
from collections.abc import Iterator
from configparser import RawConfigParser
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from postigo.reports.published import fits
from postigo.system.recording import load
from postigo.testing import PackData, replayed
from postigo_checks import pack
from tests.support.helper_machine import ROOT, HelperMachine, helper_machine
from tests.support.places import needs
from tests.support.teletype import command

UNITS = ROOT / "installer/schedule"
SERVICE, TIMER = "postigo-audit.service", "postigo-audit.timer"
BLINDING = """
BindPaths BindReadOnlyPaths DeviceAllow DevicePolicy DynamicUser ExecPaths InaccessiblePaths NoExecPaths PrivateDevices PrivateNetwork
PrivateTmp PrivateUsers ProcSubset ProtectClock ProtectHome ProtectKernelModules ProtectProc ProtectSystem ReadOnlyPaths ReadWritePaths
RootDirectory RootImage TemporaryFileSystem User
"""


def unit(name: str) -> dict[str, dict[str, str]]:
    """Sections of a unit. Of several lines with one name the last is told."""
    parser = RawConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[method-assign,assignment]  # as configparser documents it
    parser.read_string((UNITS / name).read_text())
    return {section: dict(parser[section]) for section in parser.sections()}


def test_nothing_that_blinds_a_check_is_set() -> None:
    service = unit(SERVICE)["Service"]
    assert not set(BLINDING.split()) & set(service)
    assert service["IPAddressDeny"] == "any"
    assert "AF_PACKET" not in service["RestrictAddressFamilies"]
    assert service["ExecStart"] == "/usr/bin/postigo schedule run"


def test_a_folder_that_is_mounted_once_more_would_be_an_open_disk() -> None:
    """Why the unit has no ReadOnlyPaths=: systemd would mount them once more, and `lsblk` tells of it (tried)."""
    check = next(one for one in pack.checks if one.id == "image.disk-encryption")
    recording = load((ROOT / "tests/recordings/image.disk-encryption/linux-people-locked.json").read_bytes())
    (asked,) = (one for one in recording.answers if one.startswith("run lsblk"))
    told = recording.answers[asked]
    bound = told | {"out": told["out"].replace('"/"', '"/", "/root"')}
    assert bound != told
    usual, _ = replayed(check, recording, PackData("postigo_checks"))
    boxed, _ = replayed(
        check, replace(recording, answers={**recording.answers, asked: bound}), PackData("postigo_checks")
    )
    assert len(boxed.findings) > len(usual.findings)


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
    words = [
        "systemd-analyze",
        "verify",
        "--man=no",
        "--recursive-errors=no",
        str(tmp_path / SERVICE),
        str(tmp_path / TIMER),
    ]
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
@pytest.mark.parametrize("odd", [False, True])
def test_inside_the_units_box_every_verdict_is_the_same_and_nothing_gets_out(tmp_path: Path, *, odd: bool) -> None:
    """The odd one has rules of iptables' old kind, and a name that no table has: it is asked for its mounts."""
    program = command("audit", "--scope", "machine", "--format", "json")
    sends = "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 8765))"
    with helper_machine(tmp_path, booted=True) as machine:
        machine.put(f"/etc/systemd/system/{SERVICE}", (UNITS / SERVICE).read_text())
        machine.put("/opt/look", f"#!/bin/sh\n{shlex.join(program)} >/var/lib/postigo/inside.json\ntrue\n", 0o755)
        machine.put(
            "/opt/send", f'#!/bin/sh\n{shlex.quote(program[0])} -c "{sends}" 2>/var/lib/postigo/sent\ntrue\n', 0o755
        )
        machine.put(
            f"/etc/systemd/system/{SERVICE}.d/test.conf",
            "[Service]\nExecStart=\nExecStart=/opt/look\nExecStart=/opt/send\n",
        )
        machine.run("nft", "add table inet t; add chain inet t c { type filter hook input priority 0; policy drop; }")
        if odd:
            machine.put("/etc/os-release", "ID=made-up\nID_LIKE=debian\nPRETTY_NAME=Made-up\nVERSION_ID=12\n")
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
        assert levels["firewall.enabled"] == ("advise" if odd else "good")
        assert "PermissionError: [Errno 1]" in (kept / "sent").read_text()
        assert machine.run(program[0], "-c", sends).returncode == 0  # what is refused inside passes outside


def written(kind: str) -> list[str]:
    """Blocks of one kind in the technician's page, in their order."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", (ROOT / "docs/schedule.md").read_text(), re.DOTALL | re.MULTILINE)


@pytest.mark.long
@needs("linux", "chroot", "net", "nsenter", "systemd")
def test_what_the_page_says_works_as_it_is_typed(tmp_path: Path) -> None:
    """From the policy to the first file in the share, and to the end of it. Beside that: a share that is away."""
    key, each, stop = written("sh")
    (policy,) = written("toml")
    share = "/mnt/school/reports"
    assert share in policy
    with helper_machine(tmp_path, booted=True) as machine:

        def typed(*lines: str) -> str:
            done = machine.run("sh", "-e", "-c", "cd /srv/stick\n" + "\n".join(lines))
            assert done.returncode == 0, (done.stdout, done.stderr)
            return done.stdout.decode()

        for name in (SERVICE, TIMER):
            machine.put(f"/usr/lib/systemd/system/{name}", (UNITS / name).read_text())
        machine.put("/usr/bin/postigo", f'#!/bin/sh\nexec {shlex.join(command())} --lang en "$@"\n', 0o755)
        machine.put("/usr/bin/sudo", '#!/bin/sh\nexec "$@"\n', 0o755)
        told = "[Service]\nStandardOutput=append:/srv/journal\nStandardError=inherit\n"
        machine.put(f"/etc/systemd/system/{SERVICE}.d/test.conf", told)
        machine.put("/srv/stick/policy.toml", policy)
        machine.run("mkdir", "-p", share)
        machine.run("systemctl", "daemon-reload")

        typed(key)
        said = " ".join(typed(each).split())
        (report,) = machine.path(share).rglob("*.json")
        assert f"A report was brought to {share}." in said
        assert f"There this computer is called {report.stem}." in said
        assert report.parent.parent.name == "site=ceip-3"
        read = json.loads(report.read_bytes())
        assert fits(read)
        assert read["label"] == report.stem
        assert stat.S_IMODE(report.stat().st_mode) == 0o640
        assert machine.run("systemctl", "is-active", TIMER).stdout.strip() == b"active"

        journal = machine.path("/srv/journal")
        assert machine.run("systemctl", "start", SERVICE).returncode == 0  # it is not due
        assert journal.read_text() == ""
        machine.run("mv", "/mnt/school", "/mnt/away")
        machine.run("rm", "/var/lib/postigo/schedule.json")  # as if a week had passed
        assert machine.run("systemctl", "start", SERVICE).returncode != 0
        assert SERVICE.encode() in machine.run("systemctl", "--failed", "--no-pager", "--plain").stdout
        lines = journal.read_text().splitlines()
        assert lines[:2] == [
            "Your school looks at this computer every week.",
            "It looks at the machine, at nobody's account.",
        ]
        assert f"A report could not be brought to {share}" in lines[2]
        machine.run("mv", "/mnt/away", "/mnt/school")
        assert machine.run("systemctl", "start", SERVICE).returncode == 0
        assert len([*machine.path(share).rglob("*.json")]) == 2

        def anybody(*words: str) -> subprocess.CompletedProcess[bytes]:
            return machine.run("setpriv", "--reuid=65534", "--clear-groups", *words)

        assert json.loads(anybody("cat", "/var/lib/postigo/schedule.json").stdout)["device"] == report.stem
        assert anybody("ls", "/var/lib/postigo/waiting").returncode != 0
        assert anybody("cat", "/etc/postigo/reports.key").returncode != 0

        typed(stop)
        assert machine.run("systemctl", "is-enabled", TIMER).stdout.strip() == b"disabled"
