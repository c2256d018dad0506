"""A technician's hour, played: computers set up and looked at over SSH, one summary, one computer mended, the next summary.

The computers are those of `test_ansible`; their share is a list of NFS with a process of its server's name, as the kernel's own
would be everybody's. Figures are held against those that `jq` counts in the files.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from postigo.fleet.layout import place_of
from postigo.fleet.states import State
from tests.installer.test_ansible import built, debian_12, engines, play, ready, room, with_hosts
from tests.support.helper_machine import HelperMachine
from tests.support.pace import within
from tests.support.places import needs
from tests.support.school import School

__all__ = ["built", "debian_12", "engines", "ready", "room"]  # fixtures, found by their names
pytestmark = [pytest.mark.set_up, pytest.mark.long]
SECONDS = 120
"""From eight computers that are set up to the second summary. An hour has time for the rest: to read it, and to walk."""

COUNT = """
    [.[] | {device: .device_, began, level: (.results[] | select(.check == $check) | .level // "unknown")}]
    | group_by(.device) | map(max_by(.began).level) | group_by(.) | map({key: .[0], value: length}) | from_entries
"""
"""The newest answer of each computer to one check, counted."""


def share(computer: HelperMachine) -> None:
    """A folder that everybody in the network may read."""
    computer.put("/etc/exports", "/home *(ro)\n")
    started = computer.run(
        "sh", "-c", "cp /bin/sleep /usr/local/bin/nfsd && (setsid nfsd 3600 >/dev/null 2>&1 </dev/null &)"
    )
    assert started.returncode == 0, started.stderr


def stop_sharing(computer: HelperMachine) -> None:
    done = computer.run("sh", "-c", 'rm /etc/exports && kill "$(pidof nfsd)"')
    assert done.returncode == 0, done.stderr


def looked(one: School) -> None:
    play(one, "--tags", "look", more={"postigo_look": "now"})


def summary(folder: Path) -> dict[str, Any]:
    """What the command tells of a folder, as another program reads it."""
    call = [sys.executable, "-m", "postigo", "--lang", "en", "fleet", "report", str(folder), "--format", "json"]
    told: dict[str, Any] = json.loads(subprocess.run(call, capture_output=True, check=False).stdout)
    return told


def states(told: dict[str, Any], check: str) -> dict[str, int]:
    """How many computers stand in which way at one check, of a summary."""
    (item,) = [one for one in told["items"] if one["check"] == check]
    return {state: which["count"] for state, which in item["states"].items() if which["count"]}


def counted(folder: Path, check: str) -> dict[str, int]:
    """The same by jq, from the files alone."""
    whole = []
    for file in sorted(folder.rglob("*.json")):
        place = place_of(file)
        assert place is not None, file
        call = ["jq", "-c", "--arg", "device", place.device, ". + {device_: $device}", str(file)]
        whole.append(subprocess.run(call, capture_output=True, text=True, check=True).stdout)
    call = ["jq", "-s", "-c", "--arg", "check", check, COUNT]
    found: dict[str, int] = json.loads(
        subprocess.run(call, input="".join(whole), capture_output=True, text=True, check=True).stdout
    )
    fine = found.pop("good", 0) + found.pop("note", 0)
    return found | ({State.FINE.value: fine} if fine else {})


@with_hosts
@needs("jq")
def test_one_computer_is_mended_and_the_next_summary_shows_it(ready: School) -> None:
    gathered = ready.work / "gathered"
    for name in ("pc03", "pc05"):
        share(ready.computers[name])

    def hour() -> tuple[dict[str, Any], dict[str, int], dict[str, Any], dict[str, int]]:
        looked(ready)
        first, by_hand = summary(gathered), counted(gathered, "image.open-shares")
        stop_sharing(ready.computers["pc03"])
        looked(ready)
        return first, by_hand, summary(gathered), counted(gathered, "image.open-shares")

    first, first_counted, second, second_counted = within(SECONDS, hour)
    assert first["devices"] == second["devices"] == 8
    assert states(first, "image.open-shares") == first_counted == {"advise": 2, "fine": 6}
    assert states(second, "image.open-shares") == second_counted == {"advise": 1, "fine": 7}
    for check in {item["check"] for item in second["items"]} - {"image.open-shares"}:
        assert {k: v for k, v in states(second, check).items() if k in {"act", "advise", "fine", "unknown"}} == counted(
            gathered, check
        ), check
    (better,) = [one for one in second["changes"]["items"] if one["check"] == "image.open-shares"]
    assert better["changes"]["better"]["count"] == 1
    assert "pc03" not in json.dumps(second), "a computer has a stand-in, unless the school gives it a label"
