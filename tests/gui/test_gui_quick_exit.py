"""The quick exit: which keys lead out, how fast, and that nothing on the disk tells of it (red line E10)."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

import tests.support.offscreen
from postigo.gui.shell import quick_exit
from tests.gui.on_screen import Open, show
from tests.stories.screens import ACTS, Shot, Stage, settle
from tests.support.pace import keeps
from tests.support.places import needs

__all__ = ["show"]  # a fixture, found by its name

pytestmark = [tests.support.offscreen.quiet_platform, pytest.mark.breadth(3)]
MACHINE = Path(__file__).parents[1] / "machines" / "windows-11-family.json"
SHIFT, TAB = Qt.Key.Key_Shift, Qt.Key.Key_Tab


def keys(one: Stage, *pressed: Qt.Key) -> None:
    handle = one.window.windowHandle()
    assert handle is not None
    for key in pressed:
        QTest.keyClick(handle, key)


def back_tab(one: Stage) -> None:
    """Shift held while Tab is pressed, as a keyboard tells it."""
    handle = one.window.windowHandle()
    assert handle is not None
    QTest.keyPress(handle, SHIFT)
    QTest.keyClick(handle, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyRelease(handle, SHIFT)


@pytest.mark.parametrize("act", [name for name in ACTS if name.startswith("help")])
def test_shift_three_times_leaves_from_every_page_behind_the_door(show: Open, left: list[int], act: str) -> None:
    one = show(Shot(ACTS[act]))
    keys(one, SHIFT, SHIFT)
    assert one.help_page.band.count.text() == "Shift: 2 of 3"
    assert left == []
    keys(one, SHIFT)
    assert left == [0]
    assert not one.window.isVisible()


def test_the_button_leaves_at_once_and_takes_back_what_was_lent(show: Open, left: list[int]) -> None:
    one = show(Shot(ACTS["help-teen-5"]))
    one.help_page.band.copy.click()
    assert QGuiApplication.clipboard().text() == "024"
    one.help_page.band.exit.click()
    assert left == [0]
    assert not one.window.isVisible()
    assert QGuiApplication.clipboard().text() == ""


def test_a_fault_on_the_way_out_keeps_nobody_inside(show: Open, left: list[int]) -> None:
    one = show(Shot(ACTS["help"]))

    def broken() -> None:
        raise RuntimeError("the clipboard is gone")

    with pytest.raises(RuntimeError):
        quick_exit.leave(one.window, broken)
    assert left == [0]


def test_shift_with_another_key_goes_backwards_and_leaves_nowhere(show: Open, left: list[int]) -> None:
    one = show(Shot(ACTS["help-teen-2"]))
    for _ in range(4):
        back_tab(one)
    assert left == []
    assert one.help_page.band.count.text() == "or press Shift three times"
    keys(one, SHIFT, SHIFT, TAB, SHIFT)
    assert left == []


def test_elsewhere_the_shift_key_is_what_it_is(show: Open, left: list[int]) -> None:
    one = show(Shot(ACTS["help"]))
    one.window.router.back()
    settle()
    keys(one, SHIFT, SHIFT, SHIFT, SHIFT)
    assert left == []
    one.window.router.go("help")
    settle()
    keys(one, SHIFT)
    assert one.help_page.band.count.text() == "Shift: 1 of 3", "what was pressed elsewhere counts nothing"


def test_after_a_zoom_the_keys_still_lead_out(show: Open, left: list[int]) -> None:
    one = show(Shot(ACTS["help-danger"]))
    one.window.around.theme.zoom(1)
    settle()
    keys(one, SHIFT, SHIFT, SHIFT)
    assert left == [0]


# --- the program itself

PROGRAM = """
import os, sys, traceback
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from postigo.gui.main import open_window
from postigo.gui.shell.application import application
from postigo.gui.common.audit_process import ProcessStream, own_command
from postigo.gui.help.models.proof_look import Stand
from postigo.gui.widgets.exit_bar import ExitBar
from postigo.guidance.path import Age, Situation
from postigo.reports.watched import Whose

WATCHED = "info.monitoring-software"

class Asked(ProcessStream):
    # The first look asks for the discreet check too. A remembered machine offers none: it can only be named.

    def start(self, checks=()):
        super().start(checks or ("camera.in-use", WATCHED))

def broken(*fault):
    traceback.print_exception(*fault)
    sys.stderr.flush()
    os._exit(1)

sys.excepthook = broken
app = application(["Postigo"])
stream = lambda: (Asked if sys.argv[5] == "flow" else ProcessStream)(own_command(), sys.argv[1])
window, features = open_window(app, language="es", open_stream=stream)
window.show()
way = features.way
stage = lambda: window.pages.page("help").stage

def cards():
    while way.here.step < 6:
        stage().next.click()

def midst():
    assert way.look.stand is Stand.LOOKING, way.look.stand

DOOR = (
    lambda: window.router.go("help"),
    lambda: way.tell(Situation.DANGER),
    way.back,
    lambda: way.tell(Situation.BLUFF),
    way.back,
    lambda: way.tell(Situation.THREAT),
    lambda: way.tell_age(Age.TEEN),
    lambda: window.pages.page("help").band.copy.click(),
    cards,
    lambda: stage().contacts.more.open(wanted=True),
    lambda: stage().contacts.country.open(wanted=True),
    lambda: way.ask("us-takeitdown"),
    lambda: way.choose("MX"),
    lambda: window.around.theme.zoom(1),
)
PROOF = (
    lambda: window.router.go("help"),
    lambda: way.tell(Situation.THREAT),
    lambda: way.tell_age(Age.TEEN),
    lambda: stage().next.click(),
    lambda: stage().next.click(),
    lambda: way.look.want(),
    midst,
)
FLOW = (
    lambda: features.checklist.unfold(5, wanted=True),
    lambda: features.checklist.open(WATCHED),
    lambda: features.checklist.tell_whose(Whose.UNKNOWN),
    lambda: features.checklist.tell_whose(Whose.WATCHED),
)
STEPS = {"door": DOOR, "proof": PROOF, "flow": FLOW}[sys.argv[5]]

def walk():
    until = int(sys.argv[4])
    for step in STEPS[:until]:
        step()
        app.processEvents()
    if until < len(STEPS):
        print("here", flush=True)
    elif sys.argv[5] == "proof":
        leave()
    else:
        QTimer.singleShot(100, leave)

def leave():
    print("leaving", flush=True)
    if sys.argv[2] == "button":
        [bar] = [bar for bar in window.findChildren(ExitBar) if bar.isVisible()]
        bar.exit.click()
    for _ in range(3):
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)

def looks():
    if sys.argv[3] == "after":
        features.audit.looked.connect(walk)
    else:
        QTimer.singleShot(50, walk)
    features.audit.consent()

QTimer.singleShot(0, looks)
sys.exit(app.exec())
"""


def contents(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file of a folder with its time and its bytes, and every folder in it."""
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes()) if path.is_file() else (0, b"")
        for path in sorted(folder.rglob("*"))
    }


ROUTES = {"door": 14, "proof": 7, "flow": 4}
"""Steps of each way: all behind the door, the look for proof, the safety flow with its replies."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A person's folders, with what other programs and Postigo itself have left there."""
    for name in ("config", "data", "cache", "tmp", "run"):
        (tmp_path / name).mkdir(mode=0o700)
    (tmp_path / "data/recently-used.xbel").write_text("<xbel/>")
    (tmp_path / "config/QtProject.conf").write_text("[FileDialog]\n")
    (tmp_path / "config/postigo").mkdir()
    (tmp_path / "config/postigo/settings.toml").write_text('language = "es"\n')
    (tmp_path / "log.age").write_bytes(b"a log of evidence, as it was saved")
    return tmp_path


def environ(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "XDG_", "POSTIGO_"))}
    return kept | {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_RUNTIME_DIR": str(home / "run"),
        "TMPDIR": str(home / "tmp"),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def started(
    home: Path, way: str, when: str, until: int, looked_on: tuple[str, ...] = (), route: str = "door"
) -> subprocess.Popen[str]:
    """The program on its way, up to one of its steps."""
    return subprocess.Popen(
        [*looked_on, sys.executable, "-c", PROGRAM, str(MACHINE), way, when, str(until), route],
        env=environ(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def gone_after(home: Path, way: str, when: str, route: str = "door") -> float:
    """Seconds from the last key to the end of the process. Its children are waited for too."""
    run = started(home, way, when, ROUTES[route], route=route)
    assert run.stdout is not None
    assert run.stdout.readline() == "leaving\n", run.communicate()[1]
    began = time.monotonic()
    children = psutil.Process(run.pid).children(recursive=True) if run.poll() is None else []
    status = run.wait(30)
    took = time.monotonic() - began
    said = run.communicate()
    assert (status, said) == (0, ("", ""))
    _, alive = psutil.wait_procs(children, timeout=10)
    assert alive == [], "the audit's child ends when its pipe does"
    return took


@needs("posix")
@pytest.mark.parametrize("way", ["keys", "button"])
@pytest.mark.parametrize("when", ["in the midst of a look", "after"])
def test_the_program_is_gone_at_once_and_nothing_on_the_disk_tells_of_it(home: Path, way: str, when: str) -> None:
    """E10: profile, temporary files and the lists of recent files are what they were, in the midst of a look or after it."""
    before = contents(home)
    keeps(0.5, lambda: gone_after(home, way, when))
    assert contents(home) == before


@needs("posix")
@pytest.mark.parametrize("way", ["keys", "button"])
@pytest.mark.parametrize("route", ["proof", "flow"])
def test_in_the_look_for_proof_and_in_the_safety_flow_it_is_gone_as_fast(home: Path, way: str, route: str) -> None:
    """E10: the child that looks for proof is under way, and ends with its pipe; the row of the flow has its reply."""
    before = contents(home)
    keeps(0.5, lambda: gone_after(home, way, "after", route))
    assert contents(home) == before


@pytest.mark.long
@needs("posix")
@pytest.mark.parametrize(
    ("route", "step"), [(route, step) for route, last in ROUTES.items() for step in range(1, last)]
)
def test_killed_at_every_step_nothing_saved_is_lost_and_nothing_tells(home: Path, route: str, step: int) -> None:
    """E10: no step writes, so none can be cut short; what was saved before is byte for byte what it was."""
    before = contents(home)
    run = started(home, "keys", "after", step, route=route)
    assert run.stdout is not None
    assert run.stdout.readline() == "here\n", run.communicate()[1]
    children = psutil.Process(run.pid).children(recursive=True)
    run.kill()
    assert run.communicate() == ("", "")
    _, alive = psutil.wait_procs(children, timeout=10)
    assert alive == []
    assert contents(home) == before


WRITES = re.compile(
    r'(?:open|openat|creat)\([^"\n]*"(?P<file>[^"\n]*)", [^)\n]*O_(?:WRONLY|RDWR|CREAT)[^\n]*(?:\) = \d|<unfinished \.\.\.>)'
)
TELLS = re.compile(r'(?:connect|sendto|sendmsg)\(.*"(?P<socket>/dev/log|/run/systemd/journal[^"]*)"')


@pytest.mark.long
@needs("linux", "ptrace")
@pytest.mark.parametrize("route", ROUTES)
def test_on_the_whole_way_no_file_is_opened_for_writing_and_no_journal_is_told(
    home: Path, tmp_path: Path, route: str
) -> None:
    """E10, as the kernel sees it: also what lies outside the folders that are compared, and children too."""
    calls = tmp_path / "calls"
    before = contents(home)
    looked_on = ("strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=open,openat,creat,connect,sendto,sendmsg", "-o")
    run = started(home, "keys", "after", ROUTES[route], (*looked_on, str(calls)), route)
    assert run.communicate(timeout=300) == ("leaving\n", "")
    assert run.returncode == 0
    said = calls.read_text(errors="replace")
    calls.unlink()
    assert "QtWidgets" in said, "else nothing was looked at"
    opened = {found["file"] for found in WRITES.finditer(said)}
    assert {file for file in opened if not file.startswith(("/dev/", "/proc/"))} == set()
    assert not TELLS.search(said)
    assert contents(home) == before
