"""The log of evidence in the real program, with the real seal: killed or left at every step, nothing saved is lost or told."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

import tests.support.offscreen
from postigo.evidence import log
from postigo.evidence.entry import Part
from tests.gui.test_gui_quick_exit import contents, environ, home
from tests.support.pace import keeps
from tests.support.places import needs

__all__ = ["home"]  # a fixture, found by its name

pytestmark = tests.support.offscreen.quiet_platform
SECRET = "zq-canary-phrase"  # noqa: S105 - a made-up one

PROGRAM = """
import sys
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from postigo.evidence.entry import Part
from postigo.gui.evidence.models.steps import Step
from postigo.gui.main import open_window
from postigo.gui.shell.application import application
from postigo.guidance.path import Age, Situation

app = application(["Postigo"])
window, features = open_window(app, language="en", region=lambda: "ES")
window.show()
folder, stop, how = sys.argv[1:]
window.router.go("help")
way, log = features.way, features.evidence
way.tell(Situation.THREAT)
way.tell_age(Age.ADULT)
way.open_log()

def told(what):
    print(what, flush=True)
    if what == stop:
        if how == "wait":
            return True
        for _ in range(3):
            QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    return False

def write(text):
    log.writing.begin()
    log.writing.say(Part.WHAT, text)
    told("typed")
    log.writing.save()
    told("saving")

def go():
    if log.busy:
        return
    count = log.log.checked.head.count if log.log else None
    if log.step is Step.START:
        log.begin()
        log.choose(folder + "/notes")
        told("named")
        log.create("zq-canary-phrase", "zq-canary-phrase")
        told("beginning")
    elif log.step is Step.LOG and count == 0:
        told("begun")
        write("zq-canary-one")
    elif log.step is Step.LOG and count == 1:
        told("saved one")
        write("zq-canary-two")
    elif log.step is Step.LOG and count == 2 and log.told and "Written" not in log.told[0].one:
        told("saved two")
        log.take_target(zipped=False)
        log.choose(folder + "/handed")
        told("handing over")
    elif log.step is Step.LOG:
        told("handed over")

timer = QTimer()
timer.timeout.connect(go)
timer.start(20)
sys.exit(app.exec())
"""

STEPS = {
    "named": None,
    "beginning": 0,
    "begun": 0,
    "typed": 0,
    "saving": 0,
    "saved one": 1,
    "saved two": 2,
    "handing over": 2,
    "handed over": 2,
}
"""Steps, and how many entries are saved for sure by then; None where there is no log yet."""


def started(home: Path, place: Path, stop: str, how: str) -> subprocess.Popen[str]:
    run = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(place), stop, how],
        env=environ(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert run.stdout is not None
    for line in run.stdout:
        if line.strip() == stop:
            return run
    pytest.fail(run.communicate()[1])


def after(place: Path, stop: str) -> None:
    """What must hold of the folder of the log, whatever happened to the program."""
    file, sure = place / "notes.age", STEPS[stop]
    handed = place / "handed"
    for path in place.rglob("*"):
        inside = any(parent.name.lstrip(".").startswith("handed") for parent in path.parents)
        if path.is_file() and not inside:
            assert b"zq-canary" not in path.read_bytes(), path
    if sure is None or (stop == "beginning" and not file.exists()):
        assert not file.exists()
        return
    opened = log.opened(file, SECRET)
    assert opened.sound
    found = [entry.draft.said[Part.WHAT] for entry in opened.checked.entries]
    assert found == ["zq-canary-one", "zq-canary-two"][: len(found)]
    assert len(found) >= sure
    assert (handed / "paper.txt").is_file() or not handed.exists()
    if stop == "handed over":
        assert handed.exists()


@needs("posix")
@pytest.mark.long
@pytest.mark.parametrize("stop", list(STEPS))
def test_killed_at_every_step_nothing_saved_is_lost_and_nothing_lies_open(
    home: Path, tmp_path: Path, stop: str
) -> None:
    place, before = tmp_path / "place", contents(home)
    place.mkdir()
    run = started(home, place, stop, "wait")
    children = psutil.Process(run.pid).children(recursive=True)
    run.send_signal(signal.SIGKILL)
    run.communicate()
    _, alive = psutil.wait_procs(children, timeout=20)
    assert alive == []
    after(place, stop)
    assert {name: kept for name, kept in contents(home).items() if not name.startswith("place")} == before


def gone_after(home: Path, place: Path, stop: str) -> float:
    """Seconds that the quick exit took at a step. What was under way has ended too by the time that this comes back."""
    for old in place.glob("*"):
        old.unlink()
    run = started(home, place, stop, "keys")
    began = time.monotonic()
    children = psutil.Process(run.pid).children(recursive=True) if run.poll() is None else []
    status = run.wait(30)
    took = time.monotonic() - began
    assert (status, run.communicate()[1]) == (0, "")
    _, alive = psutil.wait_procs(children, timeout=20)
    assert alive == []
    return took


@needs("posix")
@pytest.mark.long
@pytest.mark.parametrize("stop", ["typed", "saving"])
def test_the_quick_exit_is_as_fast_while_a_log_is_sealed_and_what_was_saved_is_there(
    home: Path, tmp_path: Path, stop: str
) -> None:
    place, before = tmp_path / "place", contents(home)
    place.mkdir()
    keeps(0.5, lambda: gone_after(home, place, stop))
    after(place, stop)
    opened = log.opened(place / "notes.age", SECRET)
    assert opened.checked.head.count == (1 if stop == "saving" else 0), (
        "what was asked to be saved is; the rest is gone"
    )
    assert {name: kept for name, kept in contents(home).items() if not name.startswith("place")} == before
