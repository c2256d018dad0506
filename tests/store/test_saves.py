"""The list of saved reports: day, level and kind of file, and nothing that tells which, where or of what."""

from __future__ import annotations

import stat
import sys
from datetime import date
from pathlib import Path

import pytest

from postigo.core.redact import Disclosure
from postigo.store import saves
from postigo.store.saves import Save

DAY = date(2026, 11, 29)


def test_there_is_no_list_before_a_report_was_saved(tmp_path: Path) -> None:
    assert saves.saves(tmp_path) == ([], 0)
    assert list(tmp_path.iterdir()) == []


def test_saves_are_listed_the_newest_first(tmp_path: Path) -> None:
    folder = tmp_path / "postigo"
    one, other = Save(DAY, Disclosure.SHARED, "html"), Save(DAY, Disclosure.FULL, "json")
    assert saves.note(one, folder) is None
    assert saves.note(other, folder) is None
    assert saves.saves(folder) == ([other, one], 0)
    if sys.platform != "win32":
        assert stat.S_IMODE(saves.list_file(folder).stat().st_mode) == 0o600


def test_the_list_holds_day_level_and_format_only(tmp_path: Path) -> None:
    saves.note(Save(DAY, Disclosure.SHARED, "html"), tmp_path)
    assert saves.list_file(tmp_path).read_text() == '{"day": "2026-11-29", "level": "share", "format": "html"}\n'


@pytest.mark.parametrize(
    "line",
    [
        b"no JSON\n",
        b"{}\n",
        b"[1]\n",
        b'{"day": "yesterday", "level": "full", "format": "html"}\n',
        b'{"day": "2026-11-29", "level": "secret", "format": "html"}\n',
        b'{"day": "2026-11-29", "level": "full", "format": "\\u001b[31m"}\n',
        b'{"day": "2026-11-29", "level": "full", "form',
        b"[" * 60_000 + b"\n",
    ],
)
def test_a_line_that_cannot_be_read_is_counted_and_costs_no_other(tmp_path: Path, line: bytes) -> None:
    save = Save(DAY, Disclosure.INTERNAL, "text")
    saves.note(save, tmp_path)
    with saves.list_file(tmp_path).open("ab") as file:
        file.write(line)
    assert saves.note(save, tmp_path) is None
    found, lost = saves.saves(tmp_path)
    assert (found[0], lost) == (save, 1)


def test_the_list_stays_small_and_the_newest_saves_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saves, "LONGEST", 1000)
    for number in range(1, 29):
        assert saves.note(Save(date(2026, 11, number), Disclosure.SHARED, "html"), tmp_path) is None
        assert saves.list_file(tmp_path).stat().st_size <= 1000
        found, lost = saves.saves(tmp_path)
        assert (found[0].day.day, lost) == (number, 0)
    assert len(found) >= 5


def test_what_cannot_be_noted_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder")
    trouble = saves.note(Save(DAY, Disclosure.SHARED, "html"), tmp_path / "file")
    assert trouble is not None
    assert set(trouble.values) == {"file", "reason"}

    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(saves, "data_folder", homeless)
    assert saves.note(Save(DAY, Disclosure.SHARED, "html")) is not None
