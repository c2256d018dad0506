"""Workers on Windows: no fork, no signal, no mark, but a Job. Run by Windows' own Python; see tests/support/windows_lane.py."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from postigo.core.events import Catalogue, Done, Event, Started
from postigo.pipe.messages import from_line
from tests.support import windows_lane
from tests.support.places import needs
from tests.support.windows_lane import ROOT, Windows
from tests.support.with_packs import PACKS, describe, details, promised, said, states

pytestmark = [
    pytest.mark.set_up,
    needs("wine"),
]

AUDIT = """\
import sys, threading
from postigo.core.events import Started
from postigo.pipe.messages import to_line
from postigo.audit.request import Request
from postigo.audit.supervisor import audit
cancel = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(1), cancel.set()), daemon=True).start()
for event in audit(Request(checks=tuple(sys.argv[2:]), enabled=tuple(sys.argv[1].split(","))), cancel):
    print(to_line(event).decode(), end='', flush=True)
"""

SECONDS = "981.625"


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """A Windows with our code and the packs of the tests on its path."""
    folder = tmp_path_factory.mktemp("windows")
    lane = windows_lane.prepared()
    shutil.copytree(lane / "prefix", folder / "prefix", symlinks=True)
    shutil.copytree(lane / "python", folder / "python")
    site = folder / "packs"
    describe(site, "postigo", "postigo_checks = postigo_checks:pack")
    for name in ("wellbehaved", "naughty", "exits_at_import"):
        describe(site, name.replace("_", "-"), f"{name} = {name}:pack")
    ours = [site, PACKS, ROOT / "app", ROOT / "checks", ROOT / "resources", lane / "site"]
    paths = ["Z:" + str(path).replace("/", "\\") for path in ours]
    (folder / "python/python311._pth").write_text("\n".join(["python311.zip", ".", *paths, "import site", ""]))
    with windows_lane.screen() as display:
        quiet = {"POSTIGO_TEST_SECONDS": SECONDS, "PYTHONDONTWRITEBYTECODE": "1"}
        yield Windows(folder, folder / "prefix", display, quiet)


@contextlib.contextmanager
def auditing(windows: Windows, packs: str, *checks: str) -> Iterator[subprocess.Popen[bytes]]:
    """An audit by Windows' Python. A byte on its stdin cancels it."""
    process = subprocess.Popen(
        windows.command("-c", AUDIT, packs, *checks),
        env=windows.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def heard(process: subprocess.Popen[bytes]) -> Iterator[Event]:
    assert process.stdout is not None
    for line in process.stdout:
        yield from_line(Event, line)


def sleepers() -> list[int]:
    """The commands of these tests, as Linux sees them: Windows' processes are its own under Wine."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                words = (folder / "cmdline").read_bytes().rstrip(b"\0").split(b"\0")
                if words[-1] == SECONDS.encode():
                    found.append(int(folder.name))
    return found


def workers(windows: Windows) -> list[int]:
    """The workers of this Windows."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                words = (folder / "cmdline").read_bytes()
                if b"postigo.audit.worker" in words and windows.lane.name.encode() in words and b"python.exe" in words:
                    found.append(int(folder.name))
    return found


def soon_none(windows: Windows) -> bool:
    deadline = time.monotonic() + 15
    while sleepers() or workers(windows):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


CRASHED = {"level": None, "findings": [], "gaps": ["crashed"]}


def test_naughty_checks_cost_one_answer_each(windows: Windows) -> None:
    asked = (
        "wellbehaved:is.good",
        "wellbehaved:is.gap",
        "naughty:hang.python",
        "naughty:die.segfault",
        "naughty:die.exit",
    )
    with auditing(windows, "wellbehaved,naughty,exits-at-import", *asked) as process:
        events = list(heard(process))
    promised(events)
    assert said(events) == {
        "wellbehaved:is.good": {"level": "good", "findings": ["fine: good"], "gaps": []},
        "wellbehaved:is.gap": {"level": None, "findings": [], "gaps": ["denied"]},
        "naughty:hang.python": {"level": None, "findings": [], "gaps": ["timeout"]},
        "naughty:die.segfault": CRASHED,
        "naughty:die.exit": CRASHED,
    }
    assert details(events)["naughty:die.exit"] == "it ended its worker: ended with status 0"
    assert states(events)["exits_at_import"] == ("broken", "its import ended the worker: ended with status 3")
    assert isinstance(events[0], Catalogue)
    assert events[0].platform.value == "windows"
    assert soon_none(windows)


def _until_it_sleeps(events: Iterator[Event]) -> list[Event]:
    heard_so_far = []
    for event in events:
        heard_so_far.append(event)
        if event == Started("naughty:patient-hang.own-command"):
            break
    deadline = time.monotonic() + 20
    while not sleepers() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert sleepers(), "the command runs"
    return heard_so_far


def test_after_cancel_no_worker_and_no_command_is_left(windows: Windows) -> None:
    with auditing(windows, "naughty", "naughty:patient-hang.own-command") as process:
        stream = heard(process)
        events = _until_it_sleeps(stream)
        assert process.stdin is not None
        process.stdin.write(b"x")
        process.stdin.close()
        events += stream
        assert said(events) == {
            "naughty:patient-hang.own-command": {"level": None, "findings": [], "gaps": ["cancelled"]}
        }
        assert isinstance(events[-1], Done)
        assert events[-1].cancelled
        assert soon_none(windows)


def test_after_the_supervisor_is_killed_no_worker_and_no_command_is_left(windows: Windows) -> None:
    with auditing(windows, "naughty", "naughty:patient-hang.own-command") as process:
        _until_it_sleeps(heard(process))
        assert workers(windows)
        process.kill()
        assert soon_none(windows)
