"""Classroom mode in the window: nothing of one person, no name, nothing that changes, and nothing left behind."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

import tests.support.offscreen
from postigo.core.policy import Policy, Source
from postigo.core.redact import Disclosure
from postigo.gui.places import HELP, PHONE, REPORTS, SETTINGS, TIPS, TODAY
from postigo.gui.reports.models.copies import ENDINGS, Copies
from postigo.gui.shell import dialogs
from postigo.gui.today.models.detail import detail
from postigo.guidance import classroom
from postigo.guidance.questions import Reply
from tests.gui.on_screen import Open, cut, press, show, texts, told
from tests.stories import class_screens
from tests.stories.class_screens import CLASS
from tests.stories.reports_screens import looked
from tests.stories.screens import ACTS, LOW, Shot, Stage, settle
from tests.stories.window_story import CAMERAS, OFFERING, THEN
from tests.support.places import needs

__all__ = ["show"]  # a fixture, found by its name

pytestmark = tests.support.offscreen.quiet_platform


def said(one: Stage) -> str:
    return "\n".join(
        [*texts(one.window), *(b.text() for b in one.window.findChildren(QAbstractButton) if b.isVisible())]
    )


def opened(show: Open, name: str = "class") -> Stage:
    return show(Shot(ACTS[name]))


def test_there_is_no_place_for_what_is_one_persons(show: Open) -> None:
    one = opened(show)
    assert set(one.window.router.there) == {TODAY, TIPS, PHONE, REPORTS, SETTINGS, HELP}
    one.receive(CLASS)
    one.features.tips.show(1)
    one.window.router.go(TIPS)
    settle()
    assert not one.tips_page.photos.isVisible()


def test_whose_device_it_is_is_asked_in_the_words_of_a_school(show: Open) -> None:
    one = opened(show)
    assert classroom.WE_LOOK.one in said(one)
    assert [b.text() for b in one.today.card.buttons if b.isVisible()] == [classroom.ALLOWED.one, classroom.NEITHER.one]
    press(one.today.card.buttons[1])
    assert one.streams == [], "neither: nothing is looked at"


def test_names_are_hidden_from_the_first_moment_and_stay_so(show: Open) -> None:
    one = opened(show, "class-looked")
    assert classroom.BAND.one in said(one)
    assert "Show names" not in said(one)
    handle = one.window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_F9)
    settle()
    assert "Program 1 is using the camera now" in said(one)
    one.window.router.go(SETTINGS)
    settle()
    assert not one.settings_page.names.isVisible()


def test_nothing_is_changed_opened_or_set_aside(show: Open) -> None:
    one = opened(show)
    one.receive(OFFERING)
    assert one.features.fixing.offers() == ()
    assert one.features.changes.part is None
    for check in OFFERING.listed:
        one.checklist.open(check.check)
        found = detail(one.checklist)
        assert found is None or found.aside is None
        assert found is None or all(not guide.buttons for guide in found.guides)


def test_a_pupil_reads_whom_to_tell(show: Open) -> None:
    one = opened(show, "class-row")
    assert "Tell who looks after this computer. It takes the password of an administrator." in told(one.today.list)


def test_replies_are_gone_when_the_page_is_left(show: Open) -> None:
    one = opened(show, "class-tip")
    assert one.features.tips.replies
    assert classroom.ALONE.one in said(one)
    one.window.router.go(PHONE)
    assert one.features.tips.replies, "the phone is a page of the tips"
    one.window.router.go(TODAY)
    assert one.features.tips.replies == {}
    assert not any(line.told for line in one.audit.report.listed) if one.audit.report else True


def test_covers_can_be_remembered_nowhere(show: Open) -> None:
    one = opened(show)
    one.receive(CAMERAS)
    one.features.tips.show(2)
    one.window.router.go(TIPS)
    settle()
    one.features.covers.reply(one.features.covers.cameras[0], Reply.YES)
    assert not any(choice.isVisible() for choice in one.tips_page.covers.remember.values())


def test_help_is_one_press_away_and_looks_as_ever(show: Open) -> None:
    usual = show(Shot(lambda stage: stage.window.router.go(HELP)))
    ever = told(usual.help_page)
    one = opened(show, "class-looked")
    press(one.window.sidebar.help)
    assert one.window.router.here == HELP
    assert told(one.help_page) == ever
    assert classroom.BAND.one not in said(one)
    assert one.features.way.look is not None
    assert not one.features.way.look.offered, "what looks into somebody's folders is not offered"


def test_a_report_tells_no_name_and_adds_the_number_only(show: Open) -> None:
    one = opened(show, "class-report")
    part = one.reports_page.copy
    assert classroom.NUMBER.one in told(part)
    hidden = (*part.choices.levels.values(), *part.choices.together.values(), part.choices.notes, part.more)
    assert not any(widget.isVisible() for widget in (*hidden, part.saving.print, one.reports_page.history))
    assert not one.reports_page.saves.isVisible()
    assert one.copies.copy is not None
    assert one.copies.copy.document["label"] == "Equipo 07"
    assert one.copies.copy.document["level"] == Disclosure.SHARED.value
    assert one.copies.nameable() == {}


def test_a_label_that_is_no_number_is_in_the_way(show: Open) -> None:
    one = opened(show, "class-report-no-number")
    assert one.copies.obstacle == classroom.NO_LABEL
    one.copies.choose(label="")
    assert one.copies.obstacle is None, "a number is asked for, and not demanded"


def test_a_label_of_the_policy_is_the_schools_own() -> None:
    school = Policy(label="Biblioteca", sources={"label": Source.MANDATORY})
    report, day = looked(CLASS, 0), THEN
    copies = Copies(lambda: report, lambda: "es", lambda: False, lambda: day, None, policy=school, classroom=True)
    assert copies.wish.label == "Biblioteca"
    assert copies.obstacle is None


def test_a_second_report_gets_another_name(show: Open, tmp_path: Path) -> None:
    one = opened(show, "class-report")
    first = one.copies.new_in(str(tmp_path), "html")
    assert Path(first).name == f"postigo-equipo-07-2026-11-23{ENDINGS['html']}"
    Path(first).write_text("")
    assert Path(one.copies.new_in(str(tmp_path), "html")).name == f"postigo-equipo-07-2026-11-23-2{ENDINGS['html']}"


def test_settings_hold_for_the_window_and_are_kept_nowhere(show: Open) -> None:
    one = opened(show, "class-settings")
    assert set(one.settings_page.choices) == {"colours", "country"}
    one.settings_page.choices["colours"]["dark"].click()
    one.settings_page.languages["es"].click()
    assert one.features.settings.chosen.colours == "dark"
    assert one.features.settings.said is None
    assert one.features.settings.kept() == ()


@pytest.mark.parametrize("name", class_screens.MAIN)
def test_nothing_is_cut_in_a_low_window_with_large_text(show: Open, name: str) -> None:
    one = show(Shot(ACTS[name], size=LOW, language="es"))
    found = cut(one)
    one.window.around.theme.zoom(4)
    assert found + cut(one) == []


def test_a_teacher_finds_the_way_in(show: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[str, ...]] = []

    def start(*words: str) -> bool:
        started.append(words)
        return True

    monkeypatch.setattr(dialogs, "start_again", start)
    one = show(Shot(ACTS["first-audience"]))
    assert not one.first_page.for_class.isVisible()
    one.features.settings.choose("audience", "teacher")
    settle()
    press(one.first_page.for_class.button)
    assert started == [("--classroom", "--lang", "en")]
    assert not one.window.isVisible()


# --- the program itself

PROGRAM = """
import os, sys, traceback
from pathlib import Path
sys.argv = ["postigo", "--classroom", "--lang", "es"]
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from postigo import __main__ as door
from postigo.gui import main as opening
from postigo.gui.common.audit_process import ProcessStream
from postigo.guidance.path import Situation
from postigo.guidance.questions import Reply

def broken(*fault):
    traceback.print_exception(*fault)
    sys.stderr.flush()
    os._exit(1)

sys.excepthook = broken
start, usual = ProcessStream.start, opening.open_window
ProcessStream.start = lambda self, checks=(): start(self, checks or ("camera.devices",))

def opened(app, **more):
    window, features = usual(app, **more)
    copies, tips = features.copies, features.tips

    def looked():
        window.router.go("tips")
        tips.reply(tips.questions[0].id, Reply.YES)
        window.router.go("settings")
        features.settings.choose("colours", "dark")
        window.around.language.choose("en")
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_F9)
        window.router.go("help")
        features.way.tell(Situation.BLUFF)
        window.router.back()
        window.router.go("reports")
        copies.choose(label="Computer 07")
        assert copies.save(copies.new_in(os.environ["SAVE_TO"], "html")), copies.told
        print(window.pages.page("reports").copy.saving.told.text(), flush=True)
        QTimer.singleShot(200, window.close)

    features.audit.looked.connect(lambda: QTimer.singleShot(0, looked))
    QTimer.singleShot(0, features.audit.consent)
    return window, features

opening.open_window = opened
sys.exit(door.main())
"""
WRITES = re.compile(
    r'(?:open|openat|creat)\([^"\n]*"(?P<file>[^"\n]*)", [^)\n]*O_(?:WRONLY|RDWR|CREAT)[^\n]*(?:\) = \d|<unfinished \.\.\.>)'
)


def contents(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file of a folder with its time and its bytes, and every folder in it."""
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes()) if path.is_file() else (0, b"")
        for path in sorted(folder.rglob("*"))
    }


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A person's folders, in which each look is kept."""
    place = tmp_path / "home"
    for name in ("config/postigo", "data/postigo", "cache", "tmp", "run"):
        (place / name).mkdir(parents=True, mode=0o700)
    (place / "data/recently-used.xbel").write_text("<xbel/>")
    (place / "config/postigo/settings.toml").write_text('language = "es"\nhistory = true\nbegun = true\n')
    return place


def run(home: Path, saved: Path, *looked_on: str) -> subprocess.CompletedProcess[str]:
    """A class with one report, from the start of the program to its end."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "XDG_", "POSTIGO_"))}
    env = kept | {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_RUNTIME_DIR": str(home / "run"),
        "TMPDIR": str(home / "tmp"),
        "QT_QPA_PLATFORM": "offscreen",
        "SAVE_TO": str(saved),
    }
    whole = [*looked_on, sys.executable, "-c", PROGRAM]
    return subprocess.run(whole, env=env, capture_output=True, text=True, timeout=300, check=False)


@needs("posix")
def test_a_class_leaves_the_home_as_it_was_but_for_the_file_that_was_saved(home: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    before = contents(home)
    done = run(home, stick)
    assert done.returncode == 0, done
    [report] = stick.iterdir()
    assert done.stdout.replace("\u200b", "").strip() == f"Saved in the folder that you chose: {report.name}"
    assert "Computer 07" in report.read_text("utf-8")
    assert contents(home) == before


@pytest.mark.long
@needs("linux", "ptrace")
def test_the_kernel_sees_one_file_written_and_it_is_the_one_that_was_saved(home: Path, tmp_path: Path) -> None:
    stick, calls = tmp_path / "stick", tmp_path / "calls"
    stick.mkdir()
    done = run(home, stick, "strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=open,openat,creat", "-o", str(calls))
    assert done.returncode == 0, done
    said = calls.read_text(errors="replace")
    assert "QtWidgets" in said, "else nothing was looked at"
    written = {found["file"] for found in WRITES.finditer(said)}
    ours = {
        file for file in written if not file.startswith(("/dev/", "/proc/")) and not Path(file).is_dir()
    }  # a folder: a file without a name
    assert {Path(file).parent for file in ours} == {stick}, "the trial of a place, and the file before it gets its name"
    assert len(list(stick.iterdir())) == 1
