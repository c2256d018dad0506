"""Copies on a real disk: their names, rights and time; and files that are none, or cannot be read or written."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from postigo.core.values import Text
from postigo.photos import copies, kinds, refusal
from postigo.photos.copies import Copy, copy_of
from postigo.photos.second_reader import traces
from postigo.store import plain
from tests.photos.made import block, exif, jpeg
from tests.support.places import needs

PLACED = jpeg(exif(block()))


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    file = tmp_path / "a.jpg"
    file.write_bytes(PLACED)
    return file


def why(copy: Copy) -> str:
    assert copy.copy is None
    assert copy.why is not None
    return _whole(copy.why)


def _whole(text: Text) -> str:
    """A sentence with the half sentence that stands in it."""
    return text.english.format(
        **{name: _whole(value) if isinstance(value, Text) else value for name, value in text.values.items()}
    )


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_copy_lies_beside_its_photo_which_stays_as_it_is(photo: Path) -> None:
    os.utime(photo, ns=(10**18, 10**18))
    photo.chmod(0o640)
    made = copy_of(photo, "without place")
    assert made == Copy(photo, photo.with_name("a (without place).jpg"), True)
    assert photo.read_bytes() == PLACED
    assert made.copy is not None
    assert not traces(made.copy.read_bytes())
    assert made.copy.stat().st_mtime_ns == 10**18
    assert photo.stat().st_mtime_ns == 10**18
    assert names(photo.parent) == ["a (without place).jpg", "a.jpg"]


@needs("posix")
@pytest.mark.parametrize(
    ("rights", "mask", "wanted"),
    [(0o640, 0o022, 0o640), (0o666, 0o077, 0o600), (0o755, 0o022, 0o644), (0o400, 0o022, 0o600)],
)
def test_a_copy_is_no_more_open_than_its_photo(photo: Path, rights: int, mask: int, wanted: int) -> None:
    photo.chmod(rights)
    before = os.umask(mask)
    try:
        made = copy_of(photo, "x")
    finally:
        os.umask(before)
    assert made.copy is not None
    assert made.copy.stat().st_mode & 0o7777 == wanted


def test_no_file_is_overwritten(photo: Path) -> None:
    first, second = copy_of(photo, "x"), copy_of(photo, "x")
    assert [made.copy and made.copy.name for made in (first, second)] == ["a (x).jpg", "a (x) 2.jpg"]


def test_a_name_that_somebody_takes_meanwhile_is_left_to_them(photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken, link = photo.with_name("a (x).jpg"), os.link

    def later(trial: Path, place: Path) -> None:
        taken.write_bytes(b"theirs")
        link(trial, place)

    monkeypatch.setattr(os, "link", later)
    assert copy_of(photo, "x").copy == photo.with_name("a (x) 2.jpg")
    assert taken.read_bytes() == b"theirs"
    assert names(photo.parent) == ["a (x) 2.jpg", "a (x).jpg", "a.jpg"]


def test_a_dry_run_says_the_name_and_writes_nothing(photo: Path) -> None:
    said = copy_of(photo, "x", write=False)
    assert names(photo.parent) == ["a.jpg"]
    assert said == copy_of(photo, "x")


def test_copies_go_into_a_folder_that_is_there(photo: Path, tmp_path: Path) -> None:
    assert why(copy_of(photo, "x", tmp_path / "none")) == "There is no such folder for the copies."
    (tmp_path / "there").mkdir()
    assert copy_of(photo, "x", tmp_path / "there").copy == tmp_path / "there" / "a (x).jpg"


def test_a_long_name_is_cut(tmp_path: Path) -> None:
    photo = tmp_path / ("ñ" * 125 + ".jpg")
    photo.write_bytes(PLACED)
    made = copy_of(photo, "without place")
    assert made.copy is not None
    assert len(os.fsencode(made.copy.name)) <= 255
    assert made.copy.name.endswith("ñ (without place).jpg")


@needs("linux")
def test_a_name_that_is_no_text_is_kept(tmp_path: Path) -> None:
    photo = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.jpg"))
    photo.write_bytes(PLACED)
    made = copy_of(photo, "x")
    assert made.copy is not None
    assert os.fsencode(made.copy.name) == b"\xff (x).jpg"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "This file is empty."),
        (b"hello", refusal.NOT_KNOWN.english),
        (PLACED[:-4], "This file is damaged, or a part of it is missing."),
        (b"\0\0\0\x18ftypmp42", refusal.FILM.english),
    ],
)
def test_what_cannot_be_cleaned_gets_no_copy(tmp_path: Path, content: bytes, told: str) -> None:
    photo = tmp_path / "a.jpg"
    photo.write_bytes(content)
    assert why(copy_of(photo, "x")) == told
    assert names(tmp_path) == ["a.jpg"]


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    assert why(copy_of(tmp_path, "x")) == "This is a folder. Choose the photos in it."
    assert why(copy_of(tmp_path / "none.jpg", "x")) == "There is no such file. Look at its name again."
    assert why(copy_of(tmp_path / "no\0ne.jpg", "x")) == "There is no such file. Look at its name again."
    assert "its name is too long" in why(copy_of(tmp_path / ("a" * 300), "x"))


@needs("posix")
def test_a_link_is_followed_and_its_copy_has_its_name(photo: Path, tmp_path: Path) -> None:
    (tmp_path / "link.jpg").symlink_to(photo)
    (tmp_path / "nowhere.jpg").symlink_to("gone")
    os.mkfifo(tmp_path / "pipe.jpg")
    assert copy_of(tmp_path / "link.jpg", "x").copy == tmp_path / "link (x).jpg"
    assert not (tmp_path / "link (x).jpg").is_symlink()
    assert "a link that leads nowhere" in why(copy_of(tmp_path / "nowhere.jpg", "x"))
    assert "not an ordinary file" in why(copy_of(tmp_path / "pipe.jpg", "x"))
    assert photo.read_bytes() == PLACED


@needs("kept-out")
def test_what_is_closed_is_told(photo: Path, tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    told = why(copy_of(photo, "x", tmp_path / "closed"))
    assert told == "The copy could not be written (the system does not allow it). Choose another folder."
    photo.chmod(0)
    assert why(copy_of(photo, "x")) == "This file cannot be read (the system does not allow it)."


def test_two_gigabytes_are_refused_before_they_are_read(tmp_path: Path) -> None:
    photo = tmp_path / "a.jpg"
    with photo.open("wb") as file:
        file.truncate(2 << 30)
    assert why(copy_of(photo, "x")) == "It is larger than 256 MB, which is too large to clean here."


def test_on_a_full_disk_nothing_is_left(photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    assert why(copy_of(photo, "x")) == "The copy could not be written (the disk is full). Choose another folder."
    assert names(photo.parent) == ["a.jpg"]


def test_without_links_a_copy_gets_its_name_and_takes_nobodys(photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_one: object, _other: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", none)
    os.utime(photo, ns=(10**18, 10**18))
    made = copy_of(photo, "x")
    assert made.copy is not None
    assert made.copy.stat().st_mtime_ns == 10**18
    with pytest.raises(FileExistsError):
        plain.write_new_plain(made.copy, b"other")
    assert names(photo.parent) == ["a (x).jpg", "a.jpg"]


def test_a_copy_that_reads_otherwise_than_it_was_written_is_not_kept(
    photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def other(file: Path, limit: int) -> bytes:
        return plain.read_plain(file, limit) if file == photo else PLACED

    monkeypatch.setattr(copies, "read_plain", other)
    assert "could not be read back" in why(copy_of(photo, "x"))
    assert names(photo.parent) == ["a.jpg"]


def test_what_the_second_reader_still_finds_is_not_kept(photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "cut", lambda data, _ending: data)
    made = copy_of(photo, "x")
    assert why(made) == refusal.STILL_THERE.english
    assert made.had_place
    assert names(photo.parent) == ["a.jpg"]
