"""Updates that wait are installed by the true apt and dpkg, out of an archive in a folder; and an installation that was interrupted."""

from __future__ import annotations

import json
import subprocess
import time
from typing import Any

import pytest

from postigo.fix_helper.request import Code
from tests.support.helper_machine import PROGRAM, HelperMachine
from tests.support.places import needs

pytestmark = needs("linux", "chroot", "net", "nsenter", "apt-get", "dpkg-deb")

PACKAGE = r"""
set -e
mkdir -p /opt/archive /opt/build/DEBIAN /opt/build/etc
printf 'Package: postigo-sample\nVersion: %s\nArchitecture: all\nMaintainer: nobody <nobody@example.org>\nDescription: sample\n' "$1" >/opt/build/DEBIAN/control
echo /etc/postigo-sample.conf >/opt/build/DEBIAN/conffiles
echo "of version $1" >/opt/build/etc/postigo-sample.conf
printf '#!/bin/sh\numask >/opt/umask\n%s\n' "$2" >/opt/build/DEBIAN/postinst
chmod 755 /opt/build/DEBIAN/postinst
dpkg-deb --build /opt/build "/opt/archive/postigo-sample_$1_all.deb" >/dev/null
cd /opt/archive
for file in *.deb; do
    dpkg-deb -f "$file"
    printf 'Filename: ./%s\nSize: %s\nSHA256: %s\n\n' "$file" "$(stat -c %s "$file")" "$(sha256sum "$file" | cut -d' ' -f1)"
done >Packages
"""
LINE = b'{"v":1,"fix":"updates-install","do":"apply"}\n'


@pytest.fixture
def debian(machine: HelperMachine) -> HelperMachine:
    """The machine with one package, whose settings somebody changed, and an archive with its next version."""
    machine.run(
        "sh", "-c", "rm -rf /etc/apt/sources.list /etc/apt/sources.list.d/* /var/lib/apt/lists/* /etc/apt/apt.conf.d/*"
    )
    machine.put("/etc/apt/sources.list", "deb [trusted=yes] file:/opt/archive ./\n")
    machine.run("sh", "-c", PACKAGE, "sh", "1.0", "")
    assert machine.run("dpkg", "-i", "/opt/archive/postigo-sample_1.0_all.deb").returncode == 0
    machine.put("/etc/postigo-sample.conf", "my own\n")
    return machine


def version(machine: HelperMachine) -> str:
    return machine.run("dpkg-query", "-W", "-f", "${Version} ${db:Status-Status}", "postigo-sample").stdout.decode()


def lines(out: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_what_waits_is_installed_with_progress_and_my_settings_stay(debian: HelperMachine) -> None:
    debian.run("sh", "-c", PACKAGE, "sh", "2.0", "")
    done = debian.run(PROGRAM, "updates-install", given=LINE)
    *progress, answer = lines(done.stdout)
    assert answer == {"v": 1, "code": "done", "now": "", "undo": False, "begun": False, "differs": []}
    assert done.returncode == Code.DONE.status
    assert version(debian) == "2.0 installed"
    assert debian.path("/etc/postigo-sample.conf").read_text() == "my own\n"
    assert {line["progress"] for line in progress} >= {"install"}
    assert all(0 <= line["percent"] <= 100 for line in progress)
    assert debian.path("/opt/umask").read_text() == "0022\n"  # a maintainer's script makes files for everybody
    assert debian.ask("updates-install", "state")["now"] == ""


def test_it_is_no_fix_that_can_be_undone(debian: HelperMachine) -> None:
    undo = b'{"v":1,"fix":"updates-install","do":"undo"}\n'
    assert json.loads(debian.run(PROGRAM, "updates-install.undo", given=undo).stdout) == {"v": 1, "code": "nothing"}


def test_an_interrupted_installation_is_told_and_finished_the_next_time(debian: HelperMachine) -> None:
    debian.run("sh", "-c", PACKAGE, "sh", "2.0", "touch /opt/began; sleep 600")
    with subprocess.Popen(
        debian.command(PROGRAM, "updates-install"), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        assert running.stdin is not None
        running.stdin.write(LINE)
        running.stdin.close()
        end = time.monotonic() + 60
        while not debian.path("/opt/began").exists() and time.monotonic() < end:
            time.sleep(0.05)
        everything = debian.run(
            "sh", "-c", "kill -9 $(ls /proc | grep -E '^[0-9]+$' | grep -vE \"^(1|$$)$\") 2>/dev/null; true"
        )
        assert everything.returncode in {
            0,
            -9,
        }  # as when the power goes: all that runs in there, but the sleeping first one
        running.kill()
    assert debian.ask("updates-install", "state") == {
        "v": 1, "code": "state", "now": "unfinished", "undo": False, "begun": True, "differs": [],
    }  # fmt: skip
    debian.put("/var/lib/dpkg/info/postigo-sample.postinst", "#!/bin/sh\n", 0o755)
    assert debian.ask("updates-install", "apply")["code"] == "done"
    assert version(debian) == "2.0 installed"


def test_while_another_tool_is_at_work_it_is_busy(debian: HelperMachine) -> None:
    hold = "import fcntl, sys, time; f = open('/var/lib/dpkg/lock-frontend', 'w'); fcntl.lockf(f, fcntl.LOCK_EX); print(flush=True); time.sleep(600)"
    with subprocess.Popen(debian.command("/usr/bin/python3", "-c", hold), stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        assert debian.ask("updates-install", "apply")["code"] == "busy"
        other.kill()


def test_without_its_archive_it_fails_and_leaves_the_package(debian: HelperMachine) -> None:
    debian.run("sh", "-c", PACKAGE, "sh", "2.0", "")
    debian.run("apt-get", "update")
    debian.run("rm", "/opt/archive/postigo-sample_2.0_all.deb")
    assert debian.ask("updates-install", "apply")["code"] == "failed"
    assert version(debian) == "1.0 installed"
