"""The schedule of the installed package under a systemd that runs: it outlives renewal and exchange, and a purge ends it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from installer.packages import trial
from installer.packages.systems import copied

from tests.support.built_packages import built, debian_12
from tests.support.helper_machine import HelperMachine, spaces
from tests.support.places import needs

__all__ = ["built", "debian_12"]  # fixtures, found by their names
pytestmark = [
    pytest.mark.set_up,
    pytest.mark.long,
    needs("chroot", "debootstrap", "registry", "net", "nsenter", "systemd"),
]
SERVICE, TIMER = "postigo-audit.service", "postigo-audit.timer"
POLICY = '[mandatory]\nschedule = "weekly"\nreport_folder = "/mnt/school/reports"\nsite = "ceip-3"\n'


@pytest.fixture
def computer(tmp_path: Path, debian_12: Path, built: Path) -> Iterator[HelperMachine]:
    """A Debian 12 that is on, with all that the packages depend on."""
    with copied(debian_12, tmp_path / "bare") as bare:
        trial.equip(bare, built)
        with spaces(tmp_path, booted=True, below=bare) as machine:
            yield machine


def apt(machine: HelperMachine, *words: str) -> None:
    call = ["apt-get", "-qq", *words, "-y", "--no-install-recommends"]
    environ = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive"}
    done = machine.run(*call, environ=environ)
    assert done.returncode == 0, (done.stdout, done.stderr)


def is_(machine: HelperMachine, what: str) -> str:
    return machine.run("systemctl", f"is-{what}", TIMER).stdout.decode().strip()


def reports(machine: HelperMachine) -> list[Path]:
    return sorted(machine.path("/mnt/school").rglob("*.json"))


def test_a_timer_that_is_on_goes_on_and_one_that_is_off_stays_off(computer: HelperMachine) -> None:
    apt(computer, "install", "./packages/postigo.deb")
    apt(computer, "install", "./packages/later.deb")
    assert (is_(computer, "enabled"), is_(computer, "active")) == ("disabled", "inactive")

    computer.put("/etc/postigo/policy.toml", POLICY)
    computer.run("mkdir", "-p", "/mnt/school/reports")
    assert computer.run("systemctl", "enable", "--now", TIMER).returncode == 0
    started = computer.run("systemctl", "start", SERVICE)
    assert started.returncode == 0, started.stderr
    (first,) = reports(computer)
    assert json.loads(first.read_bytes())["results"]

    apt(computer, "install", "./packages/postigo.deb", "--allow-downgrades")
    assert (is_(computer, "enabled"), is_(computer, "active")) == ("enabled", "active")
    apt(computer, "install", "./packages/postigo-headless.deb")
    assert (is_(computer, "enabled"), is_(computer, "active")) == ("enabled", "active")
    apt(computer, "purge", "postigo")
    assert (is_(computer, "enabled"), is_(computer, "active")) == ("enabled", "active")
    computer.run("rm", "/var/lib/postigo/schedule.json")  # as if a week had passed
    started = computer.run("systemctl", "start", SERVICE)
    assert started.returncode == 0, started.stderr
    assert len(reports(computer)) == 2
    assert {one.name.partition("_")[0].partition(".")[0] for one in reports(computer)} == {first.stem}

    apt(computer, "remove", "postigo-headless")
    assert is_(computer, "active") == "inactive"
    apt(computer, "purge", "postigo-headless")
    left = computer.run("sh", "-c", "find /etc/systemd /var/lib /run -name '*postigo*'; systemctl --failed --no-legend")
    assert left.stdout == b""
