"""The true pkexec and polkitd, with the actions as they will be installed: which request each of them lets through."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import pytest
from installer import fix_helper
from installer.generator import ROOT

from tests.support.helper_machine import HelperMachine
from tests.support.places import needs

POLKITD = "/usr/lib/polkit-1/polkitd"
RULE = 'polkit.addRule(function(action) { if (action.id == "org.postigo.fix.%s") return polkit.Result.YES; });\n'
ASK = "from postigo.fixes.elevation import *; import sys; print(request(Fix(sys.argv[1]), Do(sys.argv[2])).how)"

pytestmark = [needs("linux", "chroot", "net", "nsenter", "ufw", "apt-get", "dbus-daemon", POLKITD), pytest.mark.set_up]


@pytest.fixture
def polkit(machine: HelperMachine, tmp_path: Path) -> HelperMachine:
    """Debian's pkexec, our actions, a bus and an account without rights."""
    subprocess.run(["apt-get", "download", "-q", "pkexec"], cwd=tmp_path, check=True, stdout=subprocess.DEVNULL)
    (package,) = tmp_path.glob("pkexec_*.deb")
    shutil.copy(package, machine.path("/opt/pkexec.deb"))
    machine.run("sh", "-c", "dpkg -x /opt/pkexec.deb / && chmod 4755 /usr/bin/pkexec && useradd -u 4242 postigo-test")
    machine.put("/usr/share/polkit-1/actions/org.postigo.fix.policy", fix_helper.policy())
    shutil.copytree(
        ROOT / "app/postigo", machine.path("/opt/app/postigo"), ignore=shutil.ignore_patterns("__pycache__")
    )
    machine.run("sh", "-c", f"mkdir -p /run/dbus; dbus-daemon --system --fork; {POLKITD} --no-debug >/dev/null 2>&1 &")
    return machine


def ask(machine: HelperMachine, fix: str, do: str) -> str:
    """How the person's side says that a request of such an account ended."""
    inner = ("env", "PYTHONPATH=/opt/app", "PYTHONDONTWRITEBYTECODE=1", "/usr/bin/python3", "-c", ASK, fix, do)
    done = machine.run("setpriv", "--reuid=4242", "--regid=4242", "--clear-groups", *inner)
    return done.stdout.decode().strip() or done.stderr.decode()


def test_an_action_lets_through_its_own_request_and_no_other(polkit: HelperMachine) -> None:
    assert ask(polkit, "firewall-on", "apply") == "denied"  # this account is not signed in at the machine
    polkit.put("/etc/polkit-1/rules.d/00-test.rules", RULE % "firewall-on")
    end = time.monotonic() + 20
    while ask(polkit, "firewall-on", "state") == "denied" and time.monotonic() < end:
        time.sleep(0.2)  # polkitd sees the new rule by itself
    assert ask(polkit, "firewall-on", "apply") == "done"
    assert ask(polkit, "firewall-on", "apply") == "already"
    assert ask(polkit, "firewall-on", "undo") == "denied"  # what lowers a protection has an action of its own
    assert ask(polkit, "updates-automatic", "apply") == "denied"
    polkit.put("/etc/polkit-1/rules.d/00-test.rules", RULE % "firewall-on.undo")
    while ask(polkit, "firewall-on", "state") != "denied" and time.monotonic() < end:
        time.sleep(0.2)
    assert ask(polkit, "firewall-on", "undo") == "undone"
