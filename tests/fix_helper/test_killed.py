"""The helper killed with -9 at each system call by which it writes or starts something: the next one puts all back, to the byte."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable

import pytest

from tests.fix_helper.test_linux_fixes import CHANGED, debian, known_unit, no_other_firewall
from tests.support.helper_machine import PROGRAM, HelperMachine
from tests.support.places import needs

pytestmark = [needs("linux", "chroot", "net", "nsenter", "ufw", "ptrace"), pytest.mark.long]

CALLS = "write,rename,renameat,unlinkat,fsync,mkdirat,fchmod,fchown,vfork,clone,clone3,wait4"
CASES: dict[str, tuple[Callable[[HelperMachine], None], str, str, int]] = {
    "apt": (debian, "updates-automatic", "", 1),
    "unit": (known_unit, "unit-off", "anydesk.service", 1),
    "ufw": (no_other_firewall, "firewall-on", "", 2),  # slow: every second call
}


def line(fix: str, do: str, subject: str) -> bytes:
    return (json.dumps({"v": 1, "fix": fix, "do": do} | ({"subject": subject} if subject else {})) + "\n").encode()


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("do", ["apply", "undo"])
def test_killed_at_every_call_that_writes_or_starts(machine: HelperMachine, case: str, do: str) -> None:
    set_up, fix, subject, stride = CASES[case]
    machine.run("mkdir", "/run/units")
    set_up(machine)
    before = machine.picture(*CHANGED)
    tag = fix if do == "apply" else f"{fix}.undo"
    kills = 0
    for number in range(1, 400, stride):
        if do == "undo":
            assert machine.ask(fix, "apply", subject)["code"] == "done"
        inject = f"inject={CALLS}:signal=KILL:when={number}"
        words = ("strace", "-qq", "-o", "/dev/null", "-e", f"trace={CALLS}", "-e", inject, PROGRAM, tag)
        ended = machine.run(*words, given=line(fix, do, subject))
        told = machine.ask(fix, "state", subject)
        if told["undo"]:
            assert machine.ask(fix, "undo", subject)["code"] == "undone", number
        left = {one for one in machine.picture(*CHANGED) ^ before if not one.startswith("/var/lib/postigo\t")}
        assert left == set(), (number, left)
        if ended.returncode != -signal.SIGKILL:
            break
        kills += 1
    assert kills > 4
