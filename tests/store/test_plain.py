"""Ordinary files: what is forgotten is gone, and what nobody may look at is not said to be missing."""

from __future__ import annotations

import errno
import os
from datetime import date
from pathlib import Path

import pytest

from postigo.__main__ import main
from postigo.store import covers
from postigo.store.files import SETTINGS, SettingsTrouble, settings
from postigo.store.history.database import HistoryTrouble, not_deleted
from postigo.store.history.history import History
from postigo.store.plain import forget_plain, may_be_there, replace_plain
from tests.support.places import needs

LONG = "a" * 5000


def test_what_is_forgotten_is_gone_also_behind_a_link_and_what_was_left_half_written(tmp_path: Path) -> None:
    real, link = tmp_path / "dotfiles/settings.toml", tmp_path / "settings.toml"
    replace_plain(real, b"mine")
    half = real.with_name(f".{real.name}.x1y2z3")
    other = real.with_name(".settings.tomlish")
    for one in (half, other):
        one.write_bytes(b"mine too")
    link.symlink_to(real)
    assert forget_plain(link)
    assert [file for file in tmp_path.rglob("*") if file.is_file() or file.is_symlink()] == [other]
    assert forget_plain(link)


def test_links_in_a_circle_are_forgotten_and_never_written_through(tmp_path: Path) -> None:
    link = tmp_path / "loop"
    link.symlink_to("loop")
    with pytest.raises(OSError, match=r"circle|symbolic links"):
        replace_plain(link, b"")
    assert may_be_there(link)
    assert forget_plain(link)
    assert not may_be_there(link)


def test_what_cannot_be_deleted_is_said_to_be_there(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    assert not forget_plain(tmp_path / "folder")
    assert may_be_there(Path(LONG))
    assert not may_be_there(tmp_path / "none")


def test_a_history_behind_a_link_is_deleted_where_it_lies(tmp_path: Path) -> None:
    real = tmp_path / "elsewhere.sqlite3"
    for name in ("", "-wal", "-shm"):
        real.with_name(real.name + name).write_bytes(b"")
    kept = History(tmp_path / "history.sqlite3")
    kept.file.symlink_to(real)
    assert kept.forget()
    assert list(tmp_path.iterdir()) == []


@needs("posix")
def test_a_history_that_nobody_may_look_at_is_neither_none_nor_a_fault(tmp_path: Path) -> None:
    kept = History(tmp_path / LONG / "history.sqlite3")
    for act in (kept.looks, kept.count, kept.files, lambda: kept.open(1)):
        with pytest.raises(HistoryTrouble):
            act()
    assert not kept.forget()


def test_a_history_that_cannot_be_deleted_says_why_and_what_can_be_is_gone(tmp_path: Path) -> None:
    kept = History(tmp_path / "history.sqlite3")
    kept.file.mkdir()
    aside = tmp_path / "history-damaged-1.sqlite3"
    aside.write_bytes(b"")
    with pytest.raises(HistoryTrouble) as told:
        kept.delete()
    assert "reason" in told.value.text.values
    assert not aside.exists()


def test_where_another_program_has_the_history_open_it_is_said_to_close_it(tmp_path: Path) -> None:
    held = PermissionError(13, "in use")
    assert "Close every other" not in not_deleted(tmp_path, held).text.one
    held.winerror = 32  # type: ignore[attr-defined] # of Windows
    assert "Close every other" in not_deleted(tmp_path, held).text.one


def test_on_a_disk_that_can_only_be_read_it_is_said_that_it_stays_and_what_to_do(tmp_path: Path) -> None:
    told = not_deleted(tmp_path, OSError(errno.EROFS, "Read-only file system")).text.one
    assert "still there" in told
    assert "written to" in told


@needs("posix")
def test_one_look_that_nobody_may_reach_is_not_said_to_be_forgotten(tmp_path: Path) -> None:
    with pytest.raises(HistoryTrouble):
        History(tmp_path / LONG / "history.sqlite3").forget_look(1)


@pytest.mark.parametrize("days", [0, -5, 3651, 10**18])
def test_days_that_make_no_sense_are_not_followed(days: int, tmp_path: Path) -> None:
    (tmp_path / SETTINGS).write_text(f"history = true\nhistory_days = {days}\n")
    with pytest.raises(SettingsTrouble):
        settings(tmp_path)


def test_a_camera_of_broken_letters_has_a_reference(tmp_path: Path) -> None:
    one = covers.reference(b"k" * 32, "cam\udcff", 1)
    covers.write(tmp_path, {one: covers.Cover(covered=True, said=date(2026, 1, 1), again=date(2026, 2, 1))})
    assert list(covers.read(tmp_path)) == [one]


@pytest.mark.parametrize(
    "words",
    [
        ("verify", LONG),
        ("--replay", LONG, "audit"),
        ("diff", LONG, LONG),
        ("evidence", "verify", LONG),
        ("passwords", os.devnull, "--hibp", LONG),
        ("passwords", os.devnull, "--key-file", LONG),
    ],
)
def test_a_name_that_is_too_long_is_answered_in_a_sentence(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    assert main(["--lang", "en", *words]) in {3, 64}
    assert "The fault is ours" not in capsys.readouterr().err
