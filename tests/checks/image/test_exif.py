"""The reader of the place in a picture: what it finds, what it asks more bytes for, and what it refuses."""

from __future__ import annotations

import random

import pytest

from postigo_checks.image.photo_location.exif import Answer, place


def tiff(latitude: int = 40, longitude: int = 3, order: str = "big", tags: tuple[int, ...] = (2, 4)) -> bytes:
    """A TIFF with one tag that leads to the list of the place, and that list."""

    def number(value: int, count: int) -> bytes:
        return value.to_bytes(count, "big" if order == "big" else "little")

    start = b"MM\0*" if order == "big" else b"II*\0"
    first = number(1, 2) + number(0x8825, 2) + number(4, 2) + number(1, 4) + number(26, 4) + number(0, 4)
    values = 26 + 2 + 12 * len(tags) + 4
    entries = b"".join(
        number(tag, 2) + number(5, 2) + number(3, 4) + number(values + 24 * at, 4) for at, tag in enumerate(tags)
    )
    degrees = {2: latitude, 4: longitude}
    data = b"".join(number(degrees[tag], 4) + number(1, 4) + number(0, 4) * 4 for tag in tags)
    return start + number(8, 4) + first + number(len(tags), 2) + entries + number(0, 4) + data


def segment(kind: int, inside: bytes) -> bytes:
    return bytes((0xFF, kind)) + (len(inside) + 2).to_bytes(2, "big") + inside


def jpeg(*segments: bytes) -> bytes:
    return b"\xff\xd8" + b"".join(segments) + b"\xff\xda\0\0"


def exif(inside: bytes) -> bytes:
    return segment(0xE1, b"Exif\0\0" + inside)


@pytest.mark.parametrize("order", ["big", "little"])
def test_a_place_is_found_in_either_order_of_bytes(order: str) -> None:
    assert place(tiff(order=order)) is Answer.PLACE
    assert place(jpeg(segment(0xE0, b"JFIF\0"), exif(tiff(order=order)))) is Answer.PLACE


def test_a_place_of_zeros_is_none() -> None:
    assert place(jpeg(exif(tiff(0, 0)))) is Answer.NONE


def test_the_equator_is_a_place() -> None:
    assert place(jpeg(exif(tiff(0, 3)))) is Answer.PLACE


def test_a_latitude_alone_is_no_place() -> None:
    assert place(jpeg(exif(tiff(tags=(2,))))) is Answer.NONE


def test_a_picture_without_the_fields_has_none() -> None:
    assert place(jpeg(segment(0xE0, b"JFIF\0"))) is Answer.NONE
    assert place(jpeg(b"\xff\xff\xff", segment(0xE0, b"JFIF\0"))[:2] + b"\xff\xd9") is Answer.NONE


def test_a_place_in_xmp_counts() -> None:
    xmp = b'http://ns.adobe.com/xap/1.0/\0<rdf exif:GPSLatitude="40,24N"/>'
    assert place(jpeg(segment(0xE1, xmp))) is Answer.PLACE


def test_what_stands_further_behind_is_asked_for() -> None:
    whole = jpeg(segment(0xE0, b"JFIF\0" + bytes(5000)), exif(tiff()))
    assert place(whole[:4000]) is Answer.MORE
    assert place(whole) is Answer.PLACE


@pytest.mark.parametrize(
    "rubbish", [b"", b"\xff", b"text", b"GIF89a" + bytes(40), jpeg(exif(b"XX" + bytes(60))), b"MM\0*" + b"\xff" * 40]
)
def test_rubbish_is_never_good_news(rubbish: bytes) -> None:
    assert place(rubbish) in {Answer.DAMAGED, Answer.MORE}


def test_no_bytes_can_crash_or_hold_it() -> None:
    chance = random.Random(20)  # noqa: S311 - the same rubbish each time
    whole = jpeg(segment(0xE0, b"JFIF\0"), exif(tiff()))
    heif = bytes.fromhex("00000018667479706865696300000000") + b"mif1heic" + chance.randbytes(300)
    for _ in range(5000):
        data = bytearray(chance.choice((whole, tiff(), heif)))
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        assert place(bytes(data[: chance.randint(0, len(data))])) in Answer


def box(kind: bytes, inside: bytes) -> bytes:
    """A box of HEIF: its length, its kind, what is inside."""
    return (8 + len(inside)).to_bytes(4, "big") + kind + inside


def heif(fields: bytes, method: int) -> bytes:
    """A HEIF with one item, the Exif; `method` says where it lies: 0 in the file, 1 in the table itself."""
    item = box(b"infe", b"\x02\0\0\0" + b"\0\x01" + b"\0\0" + b"Exif" + b"\0")
    iinf = box(b"iinf", b"\0\0\0\0" + b"\0\x01" + item)

    def table(offset: int) -> bytes:
        entry = b"\0\x01" + method.to_bytes(2, "big") + b"\0\0" + b"\0\x01"
        place = entry + offset.to_bytes(4, "big") + (4 + len(fields)).to_bytes(4, "big")
        return box(b"meta", bytes(4) + iinf + box(b"iloc", b"\x01\0\0\0" + b"\x44\0" + b"\0\x01" + place))

    head = box(b"ftyp", b"heic" + bytes(4))
    return head + table(len(head) + len(table(0)) + 8) + box(b"mdat", bytes(4) + fields)


def test_a_place_in_a_heif_is_found() -> None:
    assert place(heif(tiff(), 0)) is Answer.PLACE


def test_fields_that_lie_where_we_cannot_read_are_not_none() -> None:
    assert place(heif(tiff(), 1)) is Answer.DAMAGED
