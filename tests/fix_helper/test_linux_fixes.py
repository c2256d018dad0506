"""Each fix of Linux for real: made, seen by its own check, and undone to the byte. Only what systemd would start is a stand-in's."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest

from tests.support.helper_machine import HelperMachine
from tests.support.places import needs

pytestmark = needs("linux", "chroot", "net", "nsenter", "ufw")

CHANGED = ("/etc", "/run/units", "/var/lib/postigo")
APT = "/etc/apt/apt.conf.d/20auto-upgrades"
DNF = "/etc/dnf/automatic.conf"
DNF_SETTINGS = "[commands]\n# what to do\nupgrade_type = default\napply_updates = no\n\n[emitters]\nemit_via = stdio\n"
TIMER = "[Unit]\nDescription=x\n[Timer]\nOnCalendar=daily\n[Install]\nWantedBy=timers.target\n"
SERVICE = "[Unit]\nDescription=x\n[Service]\nExecStart=%s\n[Install]\nWantedBy=multi-user.target\n"


def codes(machine: HelperMachine, check: str) -> set[str]:
    """Codes that one check finds on such a machine, as root."""
    done = machine.run(sys.executable, "-m", "postigo", "audit", check, "--format", "json")
    report: dict[str, Any] = json.loads(done.stdout)
    (one,) = (each for each in report["results"] if each["check"] == check)
    return {finding["code"] for finding in one["findings"]}


def debian(machine: HelperMachine) -> None:
    """Debian with unattended-upgrades, as far as the check and the helper look."""
    machine.put("/usr/bin/unattended-upgrade", "#!/bin/sh\n", 0o755)
    machine.run("rm", "-f", APT)
    for timer in ("apt-daily.timer", "apt-daily-upgrade.timer"):
        machine.run("systemctl", "enable", timer)


def fedora(machine: HelperMachine) -> None:
    machine.run("rm", "-f", "/usr/bin/apt-config", "/usr/bin/apt-get")
    machine.put("/etc/os-release", 'ID=fedora\nVERSION_ID=40\nNAME="Fedora Linux"\n')
    machine.run("cp", "--remove-destination", "/etc/os-release", "/usr/lib/os-release")
    machine.put("/usr/lib/systemd/system/dnf-automatic.timer", TIMER)
    machine.put(DNF, DNF_SETTINGS)


def suse(machine: HelperMachine) -> None:
    fedora(machine)
    machine.put("/etc/os-release", 'ID=opensuse-microos\nID_LIKE="suse opensuse"\nVERSION_ID=20261101\nNAME=openSUSE\n')
    machine.put("/usr/lib/systemd/system/transactional-update.timer", TIMER)


def ostree(machine: HelperMachine) -> None:
    fedora(machine)
    machine.put("/run/ostree-booted", "")
    machine.put("/etc/rpm-ostreed.conf", "# from the package\n[Daemon]\n#AutomaticUpdatePolicy=none\n")
    machine.put("/usr/lib/systemd/system/rpm-ostreed-automatic.timer", TIMER)


def no_other_firewall(machine: HelperMachine) -> None:
    machine.run("systemctl", "stop", "firewalld.service")


def firewalld_alone(machine: HelperMachine) -> None:
    machine.run("rm", "-f", "/usr/sbin/ufw", "/etc/ufw/ufw.conf")
    machine.run("systemctl", "disable", "firewalld.service")


def known_unit(machine: HelperMachine) -> None:
    machine.put("/usr/lib/systemd/system/anydesk.service", SERVICE % "/usr/bin/anydesk --service")
    machine.run("systemctl", "enable", "anydesk.service")


def hand_made_unit(machine: HelperMachine) -> None:
    machine.put("/etc/systemd/system/help.service", SERVICE % "/bin/sh -c 'exec /opt/x/x11vnc -forever'")
    machine.run("systemctl", "enable", "help.service")


CASES = {
    "ufw": (no_other_firewall, "firewall-on", "", "firewall.enabled", "off"),
    "unit": (known_unit, "unit-off", "anydesk.service", "camera.remote-control", "remote-starts"),
    "apt": (debian, "updates-automatic", "", "update.auto", "off"),
    "dnf": (fedora, "updates-automatic", "", "update.auto", "off"),
    "transactional": (suse, "updates-automatic", "", "update.auto", "off"),
    "ostree": (ostree, "updates-automatic", "", "update.auto", "off"),
    "unit-by-hand": (hand_made_unit, "unit-off", "help.service", "camera.remote-control", "remote-starts"),
}
USUAL = 2
"""Cases of the usual run; the rest, each with its own tools, runs with --all."""


@pytest.mark.parametrize(
    "case", [case if at < USUAL else pytest.param(case, marks=pytest.mark.long) for at, case in enumerate(CASES)]
)
def test_a_fix_turns_its_check_and_undo_leaves_no_trace(machine: HelperMachine, case: str) -> None:
    set_up, fix, subject, check, code = CASES[case]
    machine.run("mkdir", "/run/units")
    set_up(machine)
    assert code in codes(machine, check)
    before = machine.picture(*CHANGED)
    assert machine.ask(fix, "state", subject)["now"] == "off"
    assert machine.picture(*CHANGED) == before
    assert machine.ask(fix, "apply", subject) == {
        "v": 1, "code": "done", "now": "on", "undo": True, "begun": False, "differs": [],
    }  # fmt: skip
    after = machine.picture(*CHANGED)
    assert code not in codes(machine, check)
    assert machine.ask(fix, "apply", subject)["code"] == "already"
    assert machine.picture(*CHANGED) == after
    assert machine.ask(fix, "undo", subject)["code"] == "undone"
    left = machine.picture(*CHANGED)
    assert {line for line in left ^ before if "/var/lib/postigo" not in line} == set()
    assert machine.ask(fix, "undo", subject)["code"] == "nothing"
