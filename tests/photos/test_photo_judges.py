"""Copies of real pictures, judged by programs that nobody here wrote: exiftool finds no place, ImageMagick no other pixel."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from postigo.photos.copies import copy_of
from postigo_checks.image.photo_location.exif import Answer, place
from tests.photos.pictures import PLACED, PLAIN, Picture, corpus, pixels, signatures, tells, told
from tests.support.places import needs

pytestmark = needs("exiftool", "compare", "identify", "heic")


def judge(tmp_path: Path, scenes: tuple[str, ...]) -> list[Picture]:
    """Make a copy of each picture, and hold all that is promised of them."""
    pictures, out = corpus(tmp_path, scenes), tmp_path / "out"
    before = {one.path: hashlib.sha256(one.path.read_bytes()).digest() for one in pictures}
    written = told(tmp_path)
    for one in pictures:
        folder = out / one.scene
        folder.mkdir(parents=True, exist_ok=True)
        made = copy_of(one.path, "x", folder)
        assert made.copy is not None, (one, made.why)
        assert made.had_place is bool(one.placed and tells(written[str(one.path)])), one
        assert pixels(one.path, made.copy) == "0", one
        if one.path.suffix not in {".webp", ".gif"}:  # those the check does not know
            assert place(made.copy.read_bytes()) is Answer.NONE, one
    left = told(out)
    assert len(left) == len(pictures)
    for one in pictures:
        copy = out / one.scene / f"{one.path.stem} (x){one.path.suffix}"
        fields, originals = left[str(copy)], written[str(one.path)]
        assert not tells(fields), one
        assert fields.get("IFD0:Orientation") == originals.get("IFD0:Orientation"), one
        assert fields.get("ExifIFD:DateTimeOriginal") == originals.get("ExifIFD:DateTimeOriginal"), one
        assert not any(word in str(fields) for word in ("Madrid", "Ana", "Example", "A cat", "here")), one
    assert {path: hashlib.sha256(path.read_bytes()).digest() for path in before} == before
    return pictures


@pytest.mark.long
def test_no_reader_finds_a_place_in_a_copy_and_no_pixel_is_another(tmp_path: Path) -> None:
    pictures = judge(tmp_path, ("exif", "resolution"))
    assert len({one.path.suffix for one in pictures}) >= 6
    moving = [one for one in pictures if one.path.stem in {"moving", "pages"} and one.scene == "exif"]
    assert moving
    copies = [tmp_path / "out" / "exif" / f"{one.path.stem} (x){one.path.suffix}" for one in moving]
    frames = signatures(copies)
    assert len(frames) == 2 * len(moving)
    assert frames == signatures([one.path for one in moving])


@pytest.mark.long
def test_two_hundred_pictures_half_of_them_with_a_place(tmp_path: Path) -> None:
    pictures = judge(tmp_path, (*PLACED, *PLAIN))
    assert len(pictures) >= 200
    assert sum(one.placed for one in pictures) == len(pictures) / 2
