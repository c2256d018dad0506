"""The file picker of our own: names only, by keyboard, and nothing remembered (decision 0677)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

import tests.support.offscreen
from postigo.core.values import Text
from postigo.gui.common import folder as folders
from postigo.gui.common.folder import Folder, listing
from postigo.gui.common.language import Language
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.file_picker import FilePicker, Wanted
from postigo.gui.widgets.theme import Scheme, Theme
from tests.gui.test_gui_quick_exit import contents, environ, home
from tests.support.places import needs

__all__ = ["home"]  # a fixture, found by its name

pytestmark = tests.support.offscreen.quiet_platform


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with what somebody may have."""
    (tmp_path / "Pictures").mkdir()
    (tmp_path / "Pictures/inside.txt").write_text("x")
    for name in ("b.png", "A.txt", ".hidden", "photo"):
        (tmp_path / name).write_text("x")
    return tmp_path


def picker(qtbot: QtBot, place: Path, wanted: Wanted, name: str = "", language: Language | None = None) -> FilePicker:
    folder = Folder(str(place), files=wanted not in {Wanted.NEW, Wanted.FOLDER})
    around = ViewContext(Theme(scheme=Scheme.LIGHT, scale=1.0), language or Language("en"))
    made = FilePicker(folder, wanted, Text("Which file?"), around, name)
    made.setProperty("folder", folder)
    made.folder = folder  # type: ignore[attr-defined] # as long as the picker
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: folder.listing is not None)
    return made


def shown(made: FilePicker) -> list[str]:
    model = made.names.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def select(made: FilePicker, row: int) -> None:
    made.names.setCurrentIndex(made.names.model().index(row, 0))


def test_names_are_shown_folders_first_and_hidden_ones_not(qtbot: QtBot, place: Path) -> None:
    made = picker(qtbot, place, Wanted.FILE)
    assert shown(made) == ["Pictures  ›", "A.txt", "b.png", "photo"]
    model = made.names.model()
    assert model.index(0, 0).data(Qt.ItemDataRole.DecorationRole) is None
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Pictures, a folder"
    assert shown(picker(qtbot, place, Wanted.NEW)) == ["Pictures  ›"]


def test_keys_alone_go_into_a_folder_and_out_and_choose_a_file(qtbot: QtBot, place: Path) -> None:
    made = picker(qtbot, place, Wanted.FILE)
    chosen: list[list[str]] = []
    made.chosen.connect(chosen.append)
    made.names.setFocus()
    QTest.keyClick(made.names, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(made) == ["inside.txt"])
    QTest.keyClick(made.names, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: len(shown(made)) == 4)
    QTest.keyClicks(made.names, "b")
    QTest.keyClick(made.names, Qt.Key.Key_Return)
    assert chosen == [[str(place / "b.png")]]


def test_a_screen_reader_hears_each_name(qtbot: QtBot, place: Path) -> None:
    made = picker(qtbot, place, Wanted.FILE)
    heard = QAccessible.queryAccessibleInterface(made.names)
    assert heard.text(QAccessible.Text.Name) == "Names in this folder"
    names = [heard.child(row).text(QAccessible.Text.Name) for row in range(heard.childCount())]
    assert names == ["Pictures, a folder", "A.txt", "b.png", "photo"]


def test_several_files_are_chosen_where_several_are_wanted(qtbot: QtBot, place: Path) -> None:
    made = picker(qtbot, place, Wanted.FILES)
    chosen: list[list[str]] = []
    made.chosen.connect(chosen.append)
    made.names.selectAll()
    made.choose.click()
    assert [Path(path).name for path in chosen[0]] == ["A.txt", "b.png", "photo"]


def test_a_new_name_lies_in_the_folder_that_is_shown_and_nowhere_else(qtbot: QtBot, place: Path) -> None:
    made = picker(qtbot, place, Wanted.NEW, "notes.age")
    chosen: list[list[str]] = []
    made.chosen.connect(chosen.append)
    for wrong in ("", "  ", "..", "a/b", "a\\b", "C:x"):
        made.name.setText(wrong)
        made.choose.click()
    assert chosen == []
    made.name.setText("notes.age")
    QTest.keyClick(made.name, Qt.Key.Key_Return)
    assert chosen == [[str(place / "notes.age")]]


def test_the_folder_that_is_shown_is_taken_whichever_name_is_marked(qtbot: QtBot, place: Path) -> None:
    made = picker(qtbot, place, Wanted.FOLDER)
    chosen: list[list[str]] = []
    made.chosen.connect(chosen.append)
    assert shown(made) == ["Pictures  ›"]
    select(made, 0)
    assert made.choose.text().replace("\u200b", "") == f"Take the folder {place.name}"
    made.choose.click()
    made.names.setFocus()
    QTest.keyClick(made.names, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Pictures" in made.choose.text())
    made.choose.click()
    assert chosen == [[str(place)], [str(place / "Pictures")]]


@needs("kept-out")
def test_a_closed_folder_says_so_and_the_way_up_is_there(qtbot: QtBot, place: Path) -> None:
    (place / "Pictures").chmod(0)
    made = picker(qtbot, place / "Pictures", Wanted.FILE)
    assert made._note.text() == "This folder cannot be opened (the system does not allow it)."
    made.up.click()
    qtbot.waitUntil(lambda: len(shown(made)) == 4)
    (place / "Pictures").chmod(0o700)


def test_a_folder_that_is_gone_says_so(tmp_path: Path) -> None:
    found = listing(str(tmp_path / "stick"))
    assert found.names == ()
    assert found.trouble is not None


def test_an_answer_that_comes_late_is_for_another_folder(qtbot: QtBot, place: Path) -> None:
    begun, late, told = Event(), Event(), Event()

    def read(path: str) -> folders.Listing:
        if path == str(place):
            return listing(path)
        begun.set()
        assert late.wait(10)
        told.set()
        return folders.Listing()

    folder = Folder(str(place / "Pictures"), read=read)
    qtbot.waitUntil(begun.is_set)
    folder.go(str(place))
    qtbot.waitUntil(lambda: folder.listing is not None)
    late.set()
    qtbot.waitUntil(told.is_set)
    qtbot.wait(50)
    assert len(folder.names) == 4


PICKS = """
import sys
from PySide6.QtCore import QTimer
from postigo.core.values import Text
from postigo.gui.common.language import Language
from postigo.gui.shell import dialogs
from postigo.gui.shell.application import application
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.file_picker import FilePicker
from postigo.gui.widgets.theme import Theme
from PySide6.QtWidgets import QWidget

app = application(["postigo"])
window = QWidget()
window.around = ViewContext(Theme(), Language("en"))

def pick():
    picker = app.activeModalWidget().findChild(FilePicker)
    if picker._folder.listing is None or picker._folder.path != sys.argv[1]:
        picker._folder.go(sys.argv[1])
        QTimer.singleShot(200, pick)
        return
    picker.names.setCurrentIndex(picker.names.model().index(0, 0))
    picker.choose.click()

QTimer.singleShot(300, pick)
print(dialogs.file_to_read(window, Text("Choose the key file")))
"""


@needs("linux", "ptrace")
def test_no_file_is_opened_and_no_list_of_the_profile_grows(home: Path, tmp_path: Path) -> None:
    """QtProject.conf and recently-used.xbel are what they were; strace saw no file of the folder opened."""
    place = tmp_path / "keys"
    place.mkdir()
    for name in ("a-key", "photo", "picture.jpg"):
        (place / name).write_bytes(os.urandom(64))
    before, seen = contents(home), tmp_path.parent / f"{tmp_path.name}-opened"
    command = ["strace", "-f", "-qq", "-e", "trace=open,openat,openat2", "-o", str(seen)]
    run = subprocess.run(
        [*command, sys.executable, "-c", PICKS, str(place)],
        env=environ(home),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.stdout == f"{place / 'a-key'}\n", run.stderr
    opened = [line for line in seen.read_text(errors="replace").splitlines() if str(place) in line]
    assert opened, "the folder itself is read"
    assert all(f'"{place}"' in line for line in opened), opened
    seen.unlink()
    assert contents(home) == before


@needs("linux")
def test_no_name_takes_two_rows_or_turns_a_row_around_and_each_can_be_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    names = sorted(os.fsdecode(name) for name in (b"a\nb.png", b"c\x1b[31m.png", b"d\xe2\x80\xaegnp.exe", b"e\xff.png"))
    for name in names:
        (tmp_path / name).write_text("x")
    made = picker(qtbot, tmp_path, Wanted.FILE)
    assert shown(made) == ["a b.png", "c�[31m.png", "d�gnp.exe", "e�.png"]
    chosen: list[list[str]] = []
    made.chosen.connect(chosen.append)
    for row in range(len(names)):
        select(made, row)
        made.choose.click()
    assert [Path(path).name for (path,) in chosen] == names


def test_where_names_are_hidden_it_says_that_these_are_not(qtbot: QtBot, place: Path) -> None:
    language = Language("en")
    made = picker(qtbot, place, Wanted.FILE, language=language)
    assert not [label for label in made.findChildren(QLabel) if "not hidden" in label.text()]
    language.hide_names(wanted=True)
    made.refresh()
    assert [label for label in made.findChildren(QLabel) if "not hidden" in label.text()]


@needs("linux")
def test_pipes_circles_and_a_closed_folder_are_names_like_others(qtbot: QtBot, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "circle").symlink_to("circle")
    (tmp_path / "up").symlink_to(tmp_path)
    made = picker(qtbot, tmp_path, Wanted.FILE)
    assert shown(made) == ["up  ›", "circle", "pipe"]
    for path in ("/proc/self", "/", "/proc/1/root", str(tmp_path / ("a" * 5000)), str(tmp_path / "pipe")):
        found = listing(path)
        assert found.names or found.trouble
