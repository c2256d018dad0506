"""Mode of a folder on this disk: where it is no folder, another's, or on a file system that says yes and does nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from postigo.core.change import CannotChange, Refusal, Setting
from postigo.core.handle import Handle, HandleKind
from postigo.fixes.access import Access
from postigo.fixes.settings import mode
from postigo.system.live import live
from tests.support.places import needs

pytestmark = [needs("linux")]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def access() -> Access:
    from postigo.system.changes.linux import LinuxChanges  # noqa: PLC0415 - not on Windows

    return Access(live(), LinuxChanges())


def _handle(path: str) -> Handle:
    return Handle(HandleKind.PATH, path)


@pytest.mark.parametrize("name", ["Pictures", "my [old] pictures?", "a\nb", "Imágenes", "*"])
@pytest.mark.parametrize("bits", [0o755, 0o2775, 0o1777, 0o710])
def test_it_is_put_and_put_back(home: Path, access: Access, name: str, bits: int) -> None:
    (home / name).mkdir()
    (home / "other").mkdir(mode=0o755)
    (home / name).chmod(bits)
    setting = _handle(f"~/{name}")
    before = mode.state(access, setting)
    assert before == Setting(bits)
    to = mode.target(before, Setting({"without": 0o077}))
    mode.put(access, setting, to, before)
    assert (home / name).stat().st_mode & 0o7777 == bits & ~0o077
    mode.put(access, setting, before, to)
    assert (home / name).stat().st_mode & 0o7777 == bits


def _file(place: Path) -> None:
    place.write_bytes(b"")


def _link(place: Path) -> None:
    place.symlink_to("/")


@pytest.mark.parametrize(("made", "name"), [(_file, "Pictures"), (_link, "Pictures"), (Path.mkdir, ".ssh")])
def test_only_folders_in_sight(home: Path, access: Access, made: Callable[[Path], None], name: str) -> None:
    made(home / name)
    with pytest.raises(CannotChange) as refused:
        mode.state(access, _handle(f"~/{name}"))
    assert refused.value.why is Refusal.NO_WAY


@pytest.mark.parametrize("path", ["~/none", "~/x/../Pictures", "", "~/a\0b", "~/\ud800"])
def test_what_is_no_path_is_refused(home: Path, access: Access, path: str) -> None:
    (home / "Pictures").mkdir()
    (home / "x").mkdir()
    with pytest.raises(CannotChange):
        mode.put(access, _handle(path), Setting(0o700), mode.state(access, _handle(path)))


@pytest.mark.parametrize("value", [-1, 0o10000, 1 << 70, True, "0700", None, 7.0])
def test_what_is_no_mode_is_never_put(home: Path, access: Access, value: object) -> None:
    (home / "Pictures").mkdir()
    (home / "Pictures").chmod(0o755)
    with pytest.raises(CannotChange):
        mode.put(access, _handle("~/Pictures"), Setting(value), Setting(0o755))
    assert (home / "Pictures").stat().st_mode & 0o7777 == 0o755


def test_a_file_system_that_keeps_no_modes_is_found_out(home: Path, access: Access, monkeypatch: Any) -> None:
    """So it is with some folders of a cloud: chmod says yes, and nothing is other than before."""
    (home / "Pictures").mkdir()
    (home / "Pictures").chmod(0o755)
    monkeypatch.setattr(os, "fchmod", lambda *_: None)
    with pytest.raises(CannotChange) as refused:
        mode.put(access, _handle("~/Pictures"), Setting(0o700), Setting(0o755))
    assert refused.value.why is Refusal.FAILED


def test_one_that_keeps_only_a_part_is_put_back(home: Path, access: Access, monkeypatch: Any) -> None:
    (home / "Pictures").mkdir()
    (home / "Pictures").chmod(0o755)
    real = os.fchmod
    monkeypatch.setattr(os, "fchmod", lambda handle, bits: real(handle, bits | 0o050))
    with pytest.raises(CannotChange) as refused:
        mode.put(access, _handle("~/Pictures"), Setting(0o700), Setting(0o755))
    assert refused.value.why is Refusal.FAILED
    assert (home / "Pictures").stat().st_mode & 0o7777 == 0o755


def test_another_mode_than_expected_is_refused_with_both(home: Path, access: Access) -> None:
    (home / "Pictures").mkdir()
    (home / "Pictures").chmod(0o750)
    with pytest.raises(CannotChange) as refused:
        mode.put(access, _handle("~/Pictures"), Setting(0o700), Setting(0o755))
    assert (refused.value.why, refused.value.expected, refused.value.found) == (
        Refusal.CHANGED,
        Setting(0o755),
        Setting(0o750),
    )
