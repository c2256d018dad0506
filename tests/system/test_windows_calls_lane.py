"""Every call of the closed list, asked by Windows' own Python under Wine, and the interfaces that they go through.

Wine 8 has a part of what Windows has: a call is answered, or it says honestly that this Windows lacks it. What no test here can
tell is what a real Windows answers.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from postigo.core.codec import decode
from postigo.core.system import Unknown
from postigo.system.recording import load
from postigo.windows_calls import CALLS
from postigo.windows_calls.cameras import CameraReport, Mode
from tests.support import windows_lane
from tests.support.places import needs
from tests.support.windows_lane import ROOT, Windows

pytestmark = [pytest.mark.set_up, needs("wine")]

TABLE = json.loads((ROOT / "tests" / "tables" / "windows_sdk.json").read_text("utf-8"))

ASK_ALL = """
import json, sys, time
from postigo.core.codec import encode
from postigo.core.system import CannotTell
from postigo.system.windows import Windows
from postigo.windows_calls import CALLS
from postigo.windows_calls.cameras import CameraReport, Mode

windows = Windows()
for call in CALLS.values():
    began = time.monotonic()
    try:
        said = {"answer": encode(windows.call(call, **{name: sys.argv[1] for name in call.values}), tag=False)}
    except CannotTell as unknown:
        said = {"why": unknown.why.value, "detail": unknown.detail}
    print(json.dumps({"call": call.name, "seconds": time.monotonic() - began, **said}))
windows.close()
"""

INTERFACES = """
import json, pkgutil
from importlib import import_module
from postigo.system.calls import com, interfaces

told = {}
for module in pkgutil.iter_modules(interfaces.__path__):
    for name, kind in vars(import_module(f"postigo.system.calls.interfaces.{module.name}")).items():
        if isinstance(kind, type) and "_iid_" in vars(kind) and kind.__module__.startswith("postigo."):
            places, base = {}, 0
            for of in reversed(kind.__mro__):
                for spec in vars(of).get("_methods_", ()):
                    places[spec.name] = base
                    base += 1
            told[name] = {"id": str(kind._iid_), "places": places}
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True)
    with windows_lane.screen() as display:
        yield Windows.fresh(tmp_path_factory.mktemp("windows"), next(folder.glob("*.whl")), display)


@pytest.fixture(scope="module")
def said(windows: Windows) -> dict[str, dict[str, Any]]:
    """What each call answered."""
    done = windows.python("-c", ASK_ALL, "C:\\users", timeout=300)
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    for line in lines:
        print(*(f"{key}: {value}" for key, value in line.items()), sep=", ")
    return {line["call"]: line for line in lines}


@pytest.mark.parametrize("name", sorted(CALLS))
def test_a_call_is_answered_or_says_why_not(said: dict[str, dict[str, Any]], name: str) -> None:
    line = said[name]
    assert line["seconds"] < CALLS[name].seconds + 5
    if "answer" in line:
        decode(CALLS[name].answer, line["answer"])
    else:
        assert line["why"] in {"missing", "denied", "unreadable"}, line  # CRASHED would be a fault of our declaration
        assert line["detail"]


def test_what_every_call_answered_is_kept_in_one_file(windows: Windows) -> None:
    """As `postigo record --windows-calls` keeps it, for whoever has a real Windows."""
    done = windows.python("-m", "postigo", "record", "--windows-calls", "C:\\calls.json", "--yes", timeout=300)
    assert done.returncode == 0, done.stderr
    kept = load((windows.prefix / "drive_c/calls.json").read_bytes())
    asked = [question.split(" ", 2)[1] for question in kept.answers if question.startswith("call ")]
    assert sorted(asked) == sorted(CALLS)
    assert kept.answers.keys() - {question for question in kept.answers if question.startswith("call ")} == {
        "now",
        "elevated",
    }
    assert kept.source.startswith("Windows: CurrentBuild ")


STAND_INS = """
import json
from datetime import datetime
from types import SimpleNamespace

from comtypes import COMError
from postigo.core.codec import encode
from postigo.system.calls import backups, com, disks, updates

log = []


class Late:
    def __init__(self, values, members=()):
        self.values, self.members = values, members

    def get(self, name):
        return self.values[name]

    def put(self, name, value):
        log.append(f"{name} = {value}")

    def call(self, name, *words):
        log.append(" ".join((name, *words)))
        return self.values[name]

    def items(self):
        return iter(self.members)


def update(severity, day, *categories):
    ids = Late({}, [Late({"CategoryID": each}) for each in categories])
    return Late({"MsrcSeverity": severity, "BrowseOnly": False, "LastDeploymentChangeTime": day, "Categories": ids})


def manager(refused, switch, state):
    def load():
        if refused:
            raise COMError(refused, None, None)

    def set_to(value):
        return lambda place, *_: setattr(place._obj, "value", value)

    return SimpleNamespace(LoadConfiguration=load, GetBackupStatus=set_to(switch), QueryProtectionStatus=set_to(state))


offered = Late({"Count": 2}, [update("Critical", datetime(2026, 11, 10, 17, 59, 59, 999000), "a", "b"), update(None, datetime(1899, 12, 30), "c")])
objects = {
    "Microsoft.Update.Session": Late({"CreateUpdateSearcher": Late({"Search": Late({"ResultCode": 2, "Updates": offered})})}),
    "Microsoft.Update.AutoUpdate": Late({"Results": Late({"LastSearchSuccessDate": None})}),
    "Microsoft.Update.SystemInfo": Late({"RebootRequired": True}),
    "Shell.Application": Late({"NameSpace": Late({"Self": Late({"ExtendedProperty": 1})})}),
}
com.late = objects.__getitem__
said = [updates.waiting_updates(), updates.restart_needed(), disks.disk_protection()]
for told in ((0, 2, 0x111), (-2147220735, 0, 0)):
    com.created = lambda class_id, interface: manager(*told)
    said.append(backups.file_history())
print(json.dumps({"log": log, "said": [encode(each, tag=False) for each in said]}))
"""


def test_what_objects_say_becomes_an_answer(windows: Windows) -> None:
    """Stand-ins for objects that Wine lacks: what is asked of them, in which order, and what is made of it."""
    done = windows.python("-c", STAND_INS)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["log"] == [
        "CreateUpdateSearcher",
        "Online = False",
        "Search IsInstalled=0 and IsHidden=0",
        "NameSpace C:\\",
        "ExtendedProperty System.Volume.BitLockerProtection",
    ]
    critical = {
        "severity": "Critical",
        "optional": False,
        "published": "2026-11-10T18:00:00+00:00",
        "categories": ["a", "b"],
    }
    unrated = {"severity": "", "optional": False, "published": None, "categories": ["c"]}
    assert told["said"] == [
        {"result": 2, "count": 2, "looked": None, "updates": [critical, unrated]},
        True,
        1,
        {"switch": 2, "protection": 0x111},
        {"switch": None, "protection": None},
    ]


def test_asking_leaves_nothing_behind(windows: Windows, said: dict[str, dict[str, Any]]) -> None:
    """comtypes can write code into folders of its own; what we use of it does not."""
    assert said
    assert not (windows_lane.prepared() / "site" / "comtypes" / "gen").exists()
    assert not list(windows.prefix.rglob("*comtypes*"))


@pytest.fixture(scope="module")
def interfaces(windows: Windows) -> dict[str, dict[str, Any]]:
    done = windows.python("-c", INTERFACES)
    assert done.returncode == 0, done.stderr
    declared: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return declared


def test_every_declared_interface_stands_in_the_table(interfaces: dict[str, dict[str, Any]]) -> None:
    assert set(interfaces) == set(TABLE["interfaces"])


@pytest.mark.parametrize("name", sorted(TABLE["interfaces"]))
def test_an_interface_has_the_ids_and_places_of_the_headers(interfaces: dict[str, dict[str, Any]], name: str) -> None:
    row, declared = TABLE["interfaces"][name], interfaces[name]
    assert declared["id"].casefold() == row["id"].casefold()
    assert {method: declared["places"].get(method) for method in row["places"]} == row["places"]


def test_the_process_that_asks_may_die(windows: Windows) -> None:
    """A jump to nowhere, as a wrong place in a table of functions makes it: the audit goes on."""
    code = """
import ctypes
from postigo.core.system import CannotTell
from postigo.system.calls import host
from postigo.pipe.host import start
from postigo.windows_calls.firmware import FIRMWARE_TYPE
import sys

dies = "import ctypes, sys; sys.stdin.readline(); ctypes.CFUNCTYPE(None)(8)()"
kills = "import os, sys; sys.stdin.readline(); os._exit(0xC0000005 - (1 << 32))"
for script in (dies, kills):
    calls = host.Calls(lambda *_: None, lambda: start([sys.executable, "-c", script]))
    try:
        calls.ask(FIRMWARE_TYPE, {})
    except CannotTell as unknown:
        print(unknown.why.value, unknown.detail)
    calls.close()
"""
    done = windows.python("-c", code)
    lines = done.stdout.splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["crashed", "crashed"], done.stderr
    assert lines[1].endswith("ended with 0xc0000005")


def test_reports_of_cameras_come_through(windows: Windows) -> None:
    """Made-up reports, handed over on another thread as Windows does: names, numbers, times, and nothing leaks."""
    done = windows.python("Z:" + str(ROOT / "tests" / "support" / "made_up_cameras.py"))
    assert done.returncode == 0, done.stderr
    told = {case: decode(CameraReport, answer) for case, answer in json.loads(done.stdout).items()}
    assert told["silence"] == CameraReport()
    (camera,) = told["films"].cameras
    assert (camera.name, camera.device) == ("Integrated Camera", "USB\\VID_04F2&PID_B6D0&MI_00")
    assert [(one.pid, one.streaming, one.mode) for one in camera.processes] == [
        (4242, True, Mode.SHARED),
        (4250, False, Mode.SHARED),
    ]
    assert camera.processes[0].reported == datetime(2026, 10, 12, 4, 13, 13, 748275, UTC)
    assert told["asked"] == told["films"]  # the whole call, with made-up libraries
    assert [one.processes for one in told["stopped"].cameras] == [()]
    assert [one.processes[0].pid for one in told["two alike"].cameras] == [4242, 5000]
    assert [one.name for one in told["forty"].cameras if one.processes[0].streaming] == ["Camera 7"]
    assert len(told["forty"].cameras) == 40
    assert told["one refused"].missed == (Unknown.DENIED,)
    assert [one.pid for one in told["one refused"].cameras[0].processes] == [12]
    assert told["odd mode"].missed == (Unknown.UNREADABLE,)
    assert told["too many"] == CameraReport(missed=(Unknown.UNREADABLE,))
