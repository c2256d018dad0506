"""Names found below a folder: how deep, what is passed over, and what one closed door spoils."""

from __future__ import annotations

from pathlib import Path

import pytest

from postigo.core.system import ABSENT, CannotTell, Found, Platform, Unknown
from postigo.system import find_files
from postigo.system.identity import Identity
from postigo.system.live import live
from postigo.system.recorder import Recorder
from postigo.system.recording import dump, load
from postigo.system.replay import Replay
from tests.support.places import needs

pytestmark = needs("posix")

NAME = ("x.ini",)


def made(folder: Path, *files: str) -> None:
    for file in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text("")


def found(folder: Path, depth: int, only: str = "*", skip: tuple[str, ...] = ()) -> list[str]:
    answer = find_files.find(str(folder), NAME, depth, only, skip)
    assert isinstance(answer, Found)
    return [entry.path.removeprefix(f"{folder}/") for entry in answer.entries]


def test_names_are_found_down_to_the_depth_that_is_asked_for(tmp_path: Path) -> None:
    made(tmp_path, "x.ini", "a/x.ini", "a/b/x.ini", "a/b/c/x.ini", "a/y.ini")
    assert found(tmp_path, 2) == ["a/b/x.ini", "a/x.ini", "x.ini"]


def test_only_some_folders_are_entered(tmp_path: Path) -> None:
    made(tmp_path, ".a/x.ini", "b/x.ini", ".a/cache/x.ini", ".a/c/b/x.ini")
    assert found(tmp_path, 3, ".*", ("cache",)) == [".a/c/b/x.ini", ".a/x.ini"]


def test_what_is_passed_over_may_be_a_pattern(tmp_path: Path) -> None:
    made(tmp_path, "opera/12/x.ini", "opera/13/x.ini", "opera/x1/x.ini", "opera/common/x.ini")
    (tmp_path / "opera/current").symlink_to("13")
    assert found(tmp_path, 2, skip=("[0-9]*", "x[0-9]*")) == ["opera/common/x.ini", "opera/current/x.ini"]


def test_links_are_followed_and_a_circle_ends(tmp_path: Path) -> None:
    made(tmp_path, "there/deep/x.ini", "here/y.ini")
    (tmp_path / "here/link").symlink_to(tmp_path / "there")
    (tmp_path / "there/back").symlink_to(tmp_path)
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    assert len(found(tmp_path, 6)) == 1


def test_a_folder_that_is_not_there_is_absent(tmp_path: Path) -> None:
    assert find_files.find(str(tmp_path / "none"), NAME, 2, "*", ()) is ABSENT


@needs("kept-out")
def test_a_closed_folder_of_ones_own_is_told_and_the_walk_goes_on(tmp_path: Path) -> None:
    made(tmp_path, "a/x.ini", "b/x.ini")
    (tmp_path / "a").chmod(0)
    try:
        answer = find_files.find(str(tmp_path), NAME, 2, "*", ())
    finally:
        (tmp_path / "a").chmod(0o700)
    assert isinstance(answer, Found)
    assert (answer.closed, len(answer.entries)) == ((f"{tmp_path}/a",), 1)


def test_a_folder_that_lies_in_a_cloud_is_not_entered_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, "a/x.ini", "cloud/x.ini")
    monkeypatch.setattr(find_files, "_is_elsewhere", lambda entry: entry.name == "cloud")
    answer = find_files.find(str(tmp_path), NAME, 2, "*", ())
    assert isinstance(answer, Found)
    assert [entry.path for entry in answer.entries] == [f"{tmp_path}/a/x.ini"]
    assert answer.closed == (f"{tmp_path}/cloud",)


def test_a_walk_without_end_is_cut_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path, *(f"{number}/x.ini" for number in range(20)))
    monkeypatch.setattr(find_files, "FOLDERS", 10)
    answer = find_files.find(str(tmp_path), NAME, 1, "*", ())
    assert isinstance(answer, Found)
    assert answer.cut
    assert len(answer.entries) < 20


def test_what_was_found_comes_back_out_of_a_recording(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    made(tmp_path, ".a/x.ini")
    machine = live()
    remembering = Recorder(machine)
    answer = remembering.find("~", NAME, depth=2, only=".*", skip=("b",))
    assert remembering.find("~/none", NAME, depth=2, optional=True) is ABSENT
    machine.close()
    again = Replay(load(dump(remembering.recording(Identity(Platform(remembering.platform)), "0"))))
    assert again.find("~", NAME, depth=2, only=".*") == answer
    assert again.find("~/none", NAME, depth=2, optional=True) is ABSENT
    with pytest.raises(CannotTell) as unasked:
        again.find("~", NAME, depth=3)
    assert unasked.value.why is Unknown.MISSING


def test_one_walk_serves_whoever_asks_soon_after(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path, "a/x.ini")
    kept = find_files.Kept()
    first = kept.find(str(tmp_path), NAME, 1, "*", ())
    made(tmp_path, "b/x.ini")
    assert kept.find(str(tmp_path), NAME, 1, "*", ()) is first
    assert kept.find(str(tmp_path), NAME, 2, "*", ()) != first
    monkeypatch.setattr(find_files, "SECONDS_KEPT", -1.0)
    assert kept.find(str(tmp_path), NAME, 1, "*", ()) != first
