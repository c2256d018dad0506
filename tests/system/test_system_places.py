"""Nothing found is an answer only in a place that is there."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from postigo.core.system import ABSENT, CannotTell, Unknown
from postigo.system import places
from postigo.system.machine import Machine
from tests.support.places import needs

NEVER = "postigo-never-there"


@needs("linux", "proc")
@pytest.mark.parametrize("place", ["/sys/class", "/proc", "/dev", "/etc", "/usr", "/var", "/opt", "~"])
def test_nothing_in_a_place_that_is_there_is_an_answer(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Machine().glob(f"{place}/{NEVER}/*") == ()
    assert Machine().read(f"{place}/{NEVER}", optional=True) is ABSENT


ASKS: dict[str, Callable[[Machine], object]] = {
    "glob": lambda machine: machine.glob("~/*"),
    "read": lambda machine: machine.read("~/a", optional=True),
    "plist": lambda machine: machine.plist("~/a", optional=True),
    "sqlite": lambda machine: machine.sqlite("~/a", "SELECT 1", optional=True),
}


@pytest.mark.parametrize("verb", ASKS)
def test_nothing_in_a_home_that_is_not_there_is_no_answer(
    verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(tmp_path / "gone"))
    with pytest.raises(CannotTell) as unknown:
        ASKS[verb](Machine())
    assert unknown.value.why is Unknown.MISSING


@needs("linux", "proc")
def test_a_folder_with_nothing_in_it_is_no_sysfs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where something should be mounted and is not, its empty folder is left."""
    monkeypatch.setitem(places._LINUX, "run", str(tmp_path))
    with pytest.raises(CannotTell, match="is not there, or empty"):
        places.require("/run/reboot-required")
    (tmp_path / "lock").mkdir()
    places.require("/run/reboot-required")


def test_what_lies_elsewhere_may_really_be_missing() -> None:
    if sys.platform == "linux":
        places.require("/opt/never/there")
        places.require("/sys/class/*/never")


WITHOUT = """
import json
from postigo.core.evaluate import Facts, run_check
from postigo.core.model import Level
from postigo.audit.packs import PackData
from postigo.system.live import live
from postigo_checks import pack
machine = live()
for check in pack.checks:
    if machine.platform in check.platforms and not check.on_request:
        verdict = run_check(check, Facts(machine), PackData(pack.package))
        print(json.dumps([check.id, str(verdict.level), verdict.not_applicable is not None]))
"""


@needs("linux", "proc", "mount")
def test_without_proc_and_sys_nobody_says_that_there_is_no_camera() -> None:
    """The report of the field: with an empty /sys, "no camera", "no Wi-Fi" and "no Bluetooth" were told as facts."""
    hide = 'mount -t tmpfs none /sys && mount -t tmpfs none /proc && exec "$@"'
    argv = ["unshare", "--mount", "sh", "-c", hide, "sh", sys.executable, "-P", "-c", WITHOUT]
    done = subprocess.run(argv, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    looking = {
        "camera.devices",
        "camera.in-use",
        "camera.microphone",
        "camera.indicator",
        "net.wifi",
        "info.discoverable",
        "net.listening",
    }
    assert {check for check, *_ in told} >= looking
    calm = [
        check for check, level, not_applicable in told if check in looking and (not_applicable or level in {"0", "1"})
    ]
    assert not calm
