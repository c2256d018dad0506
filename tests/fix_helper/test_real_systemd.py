"""The fixes that start something, on a machine that systemd has booted: what they start runs, and ends with the undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fix_helper.test_linux_fixes import CHANGED, TIMER, codes
from tests.fix_helper.test_linux_parts import signed_in
from tests.support.helper_machine import HelperMachine, helper_machine
from tests.support.places import needs

pytestmark = [needs("linux", "chroot", "net", "nsenter", "systemd"), pytest.mark.long]


@pytest.fixture
def booted(tmp_path: Path) -> Iterator[HelperMachine]:
    with helper_machine(tmp_path, booted=True) as made:
        yield made


def word(machine: HelperMachine, *words: str) -> str:
    return machine.run(*words).stdout.decode().strip()


@needs("firewall-cmd")
def test_firewalld_runs_lets_in_who_is_there_and_ends_with_the_undo(booted: HelperMachine) -> None:
    booted.run("sh", "-c", "rm -f /usr/sbin/ufw /etc/ufw/ufw.conf; systemctl disable --now firewalld.service")
    before = booted.picture("/etc/systemd", "/etc/firewalld/zones")
    with signed_in(booted, "/usr/sbin/sshd", 2222):
        assert booted.ask("firewall-on", "apply")["code"] == "done"
    assert word(booted, "firewall-cmd", "--state") == "running"
    assert word(booted, "firewall-cmd", "--query-port=2222/tcp") == "yes"
    assert "off" not in codes(booted, "firewall.enabled")
    assert booted.ask("firewall-on", "apply")["code"] == "already"
    assert booted.ask("firewall-on", "undo")["code"] == "undone"
    assert word(booted, "systemctl", "is-active", "firewalld.service") == "inactive"
    assert booted.picture("/etc/systemd", "/etc/firewalld/zones") == before


@needs("ufw")
def test_ufw_is_on_and_off_again(booted: HelperMachine) -> None:
    booted.run("systemctl", "disable", "--now", "firewalld.service")
    before = booted.picture("/etc/systemd", "/etc/ufw")
    assert "off" in codes(booted, "firewall.enabled")
    assert booted.ask("firewall-on", "apply")["code"] == "done"
    assert "on" in codes(booted, "firewall.enabled")
    assert booted.ask("firewall-on", "undo")["code"] == "undone"
    assert booted.picture("/etc/systemd", "/etc/ufw") == before


def test_the_timers_of_apt_wait_for_their_hour(booted: HelperMachine) -> None:
    booted.put("/usr/bin/unattended-upgrade", "#!/bin/sh\n", 0o755)
    booted.run(
        "sh",
        "-c",
        "rm -f /etc/apt/apt.conf.d/20auto-upgrades; systemctl disable --now apt-daily.timer apt-daily-upgrade.timer",
    )
    before = booted.picture(*CHANGED[:1])
    assert booted.ask("updates-automatic", "apply")["code"] == "done"
    assert "apt-daily-upgrade.timer" in word(booted, "systemctl", "list-timers", "--no-pager")
    assert "off" not in codes(booted, "update.auto")
    assert booted.ask("updates-automatic", "undo")["code"] == "undone"
    assert "apt-daily-upgrade.timer" not in word(booted, "systemctl", "list-timers", "--no-pager")
    assert booted.picture(*CHANGED[:1]) == before


def test_a_unit_no_longer_starts_and_what_runs_goes_on(booted: HelperMachine) -> None:
    service = "[Service]\nExecStart=/usr/bin/sleep infinity\n[Install]\nWantedBy=multi-user.target\n"
    booted.put("/usr/lib/systemd/system/anydesk.service", service)
    booted.run("systemctl", "daemon-reload")
    booted.run("systemctl", "enable", "--now", "anydesk.service")
    before = booted.picture("/etc/systemd")
    assert booted.ask("unit-off", "apply", "anydesk.service")["code"] == "done"
    assert word(booted, "systemctl", "is-enabled", "anydesk.service") == "disabled"
    assert word(booted, "systemctl", "is-active", "anydesk.service") == "active"
    assert booted.ask("unit-off", "undo", "anydesk.service")["code"] == "undone"
    assert booted.picture("/etc/systemd") == before


def test_a_timer_that_cannot_start_makes_it_no_success(booted: HelperMachine) -> None:
    """dnf's timer without its service: systemd refuses to start it, and all is put back."""
    booted.run("rm", "-f", "/usr/bin/apt-config", "/usr/bin/apt-get")
    booted.put("/usr/lib/systemd/system/dnf-automatic.timer", TIMER)
    booted.put("/etc/dnf/automatic.conf", "[commands]\napply_updates = no\n")
    booted.run("systemctl", "daemon-reload")
    before = booted.picture("/etc/systemd", "/etc/dnf")
    assert booted.ask("updates-automatic", "apply")["code"] == "failed"
    assert booted.picture("/etc/systemd", "/etc/dnf") == before
