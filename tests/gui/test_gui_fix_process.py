"""The child that shows and makes changes, as the window has it: it answers once, a preview can be left, a change cannot."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import tests.support.offscreen  # noqa: F401 - before anything of Qt
from postigo.core.change import Refusal
from postigo.core.handle import Handle, HandleKind
from postigo.core.offer import OfferKey
from postigo.fixes.messages import Do, Message, Order, Refused
from postigo.gui.common.audit_process import own_command
from postigo.gui.common.fix_process import FixProcess

KEY = OfferKey("image.folders", "pictures-open", "no-such-plan", Handle(HandleKind.PATH, "~/nowhere"))
SLOW = """
import pathlib, sys, time
place = pathlib.Path(sys.argv[1])
sys.stdin.readline()
(place / "begun").touch()
time.sleep(float(sys.argv[2]))
(place / "made").touch()
"""


class Heard:
    """What one child said."""

    def __init__(self, process: FixProcess) -> None:
        self.answers: list[Message] = []
        self.ends: list[str] = []
        process.answered.connect(self.answers.append)
        process.ended.connect(self.ends.append)


def slow(tmp_path: Path, seconds: float) -> FixProcess:
    return FixProcess([sys.executable, "-c", SLOW, str(tmp_path), str(seconds)])


@pytest.mark.parametrize("order", [Order(Do.PREVIEW, KEY), Order(Do.APPLY, KEY), Order(Do.UNDO, id="none")])
def test_our_own_child_answers_an_order(
    order: Order, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    process = FixProcess(own_command())
    heard = Heard(process)
    process.do(order)
    qtbot.waitUntil(lambda: bool(heard.ends), timeout=60_000)
    (answer,) = heard.answers
    assert isinstance(answer, Refused)
    assert answer.why is Refusal.MISSING
    assert len(heard.ends) == 1


def test_a_change_goes_on_though_nobody_waits_for_it_any_more(qtbot: QtBot, tmp_path: Path) -> None:
    process = slow(tmp_path, 0.5)
    process.do(Order(Do.APPLY, KEY))
    qtbot.waitUntil((tmp_path / "begun").exists, timeout=30_000)
    process.leave()
    process.wait()
    assert (tmp_path / "made").exists()


def test_a_preview_that_is_left_ends_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    process = slow(tmp_path, 600)
    heard = Heard(process)
    process.do(Order(Do.PREVIEW, KEY))
    qtbot.waitUntil((tmp_path / "begun").exists, timeout=30_000)
    process.leave()
    qtbot.waitUntil(lambda: bool(heard.ends), timeout=30_000)
    assert not (tmp_path / "made").exists()


def test_the_window_that_closes_gives_a_preview_up(qtbot: QtBot, tmp_path: Path) -> None:
    process = slow(tmp_path, 600)
    process.do(Order(Do.PREVIEW, KEY))
    qtbot.waitUntil((tmp_path / "begun").exists, timeout=30_000)
    process.wait()
    assert not (tmp_path / "made").exists()


def test_what_is_no_message_is_told_at_the_end(qtbot: QtBot) -> None:
    process = FixProcess([sys.executable, "-c", "import sys; sys.stdin.readline(); print('hello')"])
    heard = Heard(process)
    process.do(Order(Do.APPLY, KEY))
    qtbot.waitUntil(lambda: bool(heard.ends), timeout=30_000)
    assert heard.answers == []
    assert "hello" in heard.ends[0]


def test_a_child_that_cannot_be_started_ends(qtbot: QtBot, tmp_path: Path) -> None:
    process = FixProcess([str(tmp_path / "nothing")])
    heard = Heard(process)
    process.do(Order(Do.PREVIEW, KEY))
    qtbot.waitUntil(lambda: bool(heard.ends), timeout=30_000)
    assert heard.answers == []


WINDOW = """
import sys
from datetime import UTC, datetime
from pathlib import Path

from postigo.core.handle import Handle, HandleKind
from postigo.core.offer import OfferKey
from postigo.core.values import Text
from postigo.fixes.journal import Entry
from postigo.gui import main as gui
from postigo.gui.common.fix_process import FixProcess
from postigo.gui.common.timers import call_later
from postigo.gui.shell import quick_exit
from postigo.store.context import Context

place, program, leaves = sys.argv[1:]
opened = gui.open_window


def open_window(*given, **named):
    child = lambda: FixProcess([sys.executable, "-c", program, place, "1.5"])
    window, features = opened(*given, open_fix=child, **named)
    key = OfferKey("image.folders", "pictures-open", "close-folder", Handle(HandleKind.PATH, "~/Pictures"))
    features.fixing.undo(Entry("1", datetime.now(UTC), "0.1.0", key, "postigo_checks", Text("Close it"), 1, ()))

    def leave():
        if not (Path(place) / "begun").exists():
            call_later(window, 50, leave)
        elif leaves == "quick":
            quick_exit.leave(window, features.take_back)
        else:
            window.close()

    call_later(window, 50, leave)
    return window, features


gui.open_window = open_window
sys.exit(gui.main(Context("en")))
"""


@pytest.mark.parametrize("leaves", ["closes", "quick"])
def test_a_change_goes_on_to_its_end_whichever_way_the_window_goes(leaves: str, tmp_path: Path) -> None:
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(tmp_path)}
    called = [sys.executable, "-c", WINDOW, str(tmp_path), SLOW, leaves]
    done = subprocess.run(called, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    if leaves == "closes":
        assert (tmp_path / "made").exists(), "the program waits for it, without its window"
    else:
        assert not (tmp_path / "made").exists(), "the quick exit waits for nothing"
    until = time.monotonic() + 60
    while not (tmp_path / "made").exists():
        assert time.monotonic() < until
        time.sleep(0.05)
