"""Damaged and made-up pictures: an answer for each, and never a "clean" that exiftool contradicts."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from postigo.photos.copies import cleaned
from postigo.photos.refusal import NotCleaned
from postigo.photos.second_reader import traces
from tests.photos.made import XMP, block, chunk, exif, heic, jpeg, png, segment, tiff
from tests.photos.pictures import corpus, tells, told
from tests.support.places import needs

BY_HAND = (
    jpeg(exif(block()), segment(0xE1, XMP)),
    png(chunk(b"eXIf", block()), chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP)),
    tiff(),
    heic(),
)
_ODD = (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"\x80\0\0\0", b"\0\0\0\1")


def mutated(data: bytes, rng: random.Random) -> bytes:
    """Bytes with one to twenty faults, most of them near the front, where the tables are."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5, 20))):
        if not out:
            break
        at = rng.randrange(min(len(out), rng.choice((len(out), 1000, 3000))))
        match rng.randrange(6):
            case 0:
                out[at] = rng.randrange(256)
            case 1:
                out[at] ^= 1 << rng.randrange(8)
            case 2:
                del out[at : at + rng.randrange(1, 200)]
            case 3:
                out[at:at] = rng.randbytes(rng.randrange(1, 20))
            case 4:
                start = rng.randrange(len(out))
                out[at:at] = out[start : start + rng.randrange(1, 300)]
            case _:
                out[at : at + 4] = rng.choice(_ODD)
    if rng.random() < 0.1:
        del out[rng.randrange(len(out) + 1) :]
    return bytes(out)


def answers(seeds: dict[str, bytes], count: int, rng: random.Random, out: Path) -> int:
    """Clean this many mutated pictures; how many were said to be clean. Each of those is written to a folder."""
    clean, names = 0, sorted(seeds)
    for turn in range(count):
        name = rng.choice(names)
        try:
            copy = cleaned(mutated(seeds[name], rng), Path(name).suffix)
        except NotCleaned:
            continue
        assert not traces(copy)
        (out / f"{turn}{Path(name).suffix}").write_bytes(copy)
        clean += 1
    return clean


def judge(tmp_path: Path, count: int, rng: random.Random) -> None:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    seeds = {f"{one.path.name}": one.path.read_bytes() for one in corpus(pictures, ("all",))}
    out = tmp_path / "out"
    out.mkdir()
    assert 0 < answers(seeds, count, rng, out) < count
    assert {path: found for path, fields in told(out).items() if (found := tells(fields))} == {}


def test_pictures_made_by_hand_and_damaged_have_an_answer(tmp_path: Path) -> None:
    seeds = {f"{number}.x": data for number, data in enumerate(BY_HAND)}
    assert answers(seeds, 400, random.Random(7), tmp_path)  # noqa: S311 - the same at each run


@needs("exiftool", "heic")
def test_no_damaged_picture_is_called_clean_in_which_exiftool_finds_a_place(tmp_path: Path) -> None:
    judge(tmp_path, 500, random.Random(11))  # noqa: S311 - see above


@pytest.mark.long
@needs("exiftool", "heic")
def test_ten_thousand_damaged_pictures(tmp_path: Path) -> None:
    judge(tmp_path, 10_000, random.Random())  # noqa: S311 - others at each run
