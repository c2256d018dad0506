"""Cutters of pictures: what stays, what goes, and what is refused by its name."""

from __future__ import annotations

import zlib

import pytest

from postigo.photos import kept, refusal, tags
from postigo.photos.copies import cleaned
from postigo.photos.refusal import Damaged, NotCleaned, OtherKind
from postigo.photos.second_reader import Trace, traces
from tests.photos.made import DAY, FRAME, SCAN, XMP, block, box, chunk, exif, grid_heic, heic, jpeg, png, segment, tiff


def refused(data: bytes, ending: str = "") -> NotCleaned:
    with pytest.raises(NotCleaned) as told:
        cleaned(data, ending)
    return told.value


def test_of_exif_the_direction_and_the_day_stay() -> None:
    stays = kept.of_tiff(block())
    assert set(stays.first) == {0x0112}
    assert set(stays.exif) == {0x9003}
    assert kept.of_tiff(kept.tiff(stays)) == stays
    assert b"secret" not in kept.tiff(stays)
    assert b"Maker" not in kept.tiff(stays)


def test_a_day_that_is_no_day_does_not_stay() -> None:
    words = b"Calle Mayor 1, Madrid\0"
    told = block(placed=False, x132=(tags.ASCII, len(words), words))
    assert set(kept.of_tiff(told).first) == {0x0112}


def test_of_adobe_rgb_the_colours_stay() -> None:
    both = kept.Kept({}, {0xA001: (tags.SHORT, 1, b"\xff\xff")}, {1: (tags.ASCII, 4, b"R03\0")})
    assert kept.of_tiff(kept.tiff(both)) == both


def test_without_exif_the_day_comes_from_xmp_without_its_zone() -> None:
    packet = b"<x exif:DateTimeOriginal='2024-05-06T07:08:09+02:00' tiff:Orientation='6'/>"
    stays = kept.of_xmp(packet)
    assert stays.exif[0x9003][2] == DAY
    assert stays.first[0x0112][2] == b"\0\6"


def test_a_jpeg_keeps_its_picture_and_nothing_behind_it() -> None:
    film = jpeg(exif(block()))
    data = jpeg(
        segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\1\1abc"),
        exif(block()),
        segment(0xE1, XMP),
        segment(0xE2, b"MPF\0II*\0"),
        segment(0xE2, b"ICC_PROFILE\0\1\1colours"),
        segment(0xED, b"Photoshop 3.0\x008BIM\4\4\0\0"),
        segment(0xEE, b"Adobe\0d\0\0\0\0\1Mayor"),
        segment(0xFE, b"Calle Mayor"),
        behind=film,
    )
    copy = cleaned(data, ".jpg")
    assert copy.endswith(FRAME + SCAN + b"\xff\xd9")
    assert copy.count(b"coded") == 1
    assert b"ICC_PROFILE" in copy
    assert b"Adobe" in copy
    assert not any(word in copy for word in (b"Mayor", b"Photoshop", b"xmpmeta", b"MPF", b"abc", b"secret"))
    assert traces(data) == {Trace.PLACE, Trace.BLOCK}


@pytest.mark.parametrize("cut_at", [3, 10, -1, -2, -8])
def test_a_jpeg_that_does_not_go_on_to_its_end_is_refused(cut_at: int) -> None:
    assert isinstance(refused(jpeg(exif(block()))[:cut_at]), NotCleaned)


def test_a_png_keeps_its_picture_and_its_day() -> None:
    digits = block().hex().encode()
    raw = b"Raw profile type exif\0\0" + zlib.compress(b"\nexif\n  %d\n%b\n" % (len(digits) // 2, digits))
    day, place = b"Creation Time\x002024-05-06 07:08:09", b"Creation Time\0Madrid"
    data = png(
        chunk(b"zTXt", raw),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(XMP)),
        chunk(b"tEXt", day),
        chunk(b"tEXt", place),
        chunk(b"prVt", b"Madrid"),
        chunk(b"tIME", b"\7\xe8\5\6\7\x08\x09"),
        behind=b"Madrid",
    )
    copy = cleaned(data, ".png")
    assert b"Madrid" not in copy
    assert b"tIME" in copy
    assert day in copy
    assert copy.count(b"tEXt") == 1
    assert DAY in copy  # out of the digits
    assert Trace.PLACE in traces(data)


def test_a_png_with_a_part_that_nobody_knows_is_refused() -> None:
    assert isinstance(refused(png(chunk(b"ABCD", b""))), Damaged)


def test_a_tiff_is_written_anew_and_what_no_tag_leads_to_is_gone() -> None:
    geo = (12, 1, bytes(8))
    copy = cleaned(tiff(x830e=geo, x10e=(tags.ASCII, 7, b"Madrid\0")) + b"Madrid", ".tif")
    assert b"Madrid" not in copy
    assert not traces(copy)
    assert kept.of_tiff(copy).exif[0x9003][2] == DAY


@pytest.mark.parametrize(
    "more",
    [
        {"xc612": (1, 4, b"\1\4\0\0")},  # DNG
        {"x106": (tags.SHORT, 1, (32803).to_bytes(2, "big"))},
        {"xfe": (tags.LONG, 1, b"\0\0\0\1"), "x14a": (tags.LONG, 1, b"\0\0\0\x08")},
    ],
)
def test_a_raw_file_that_looks_like_tiff_is_refused_by_its_name(more: dict[str, tags.Field]) -> None:
    assert refused(tiff(**more)).why == refusal.RAW


def test_a_raw_file_is_known_by_its_name_too() -> None:
    assert refused(tiff(), ".NEF").why == refusal.RAW


def test_a_tiff_that_is_packed_in_another_way_is_refused() -> None:
    assert isinstance(refused(tiff(x103=(tags.SHORT, 1, (34712).to_bytes(2, "big")))), OtherKind)


def test_pages_in_a_circle_are_refused() -> None:
    data = bytearray(tiff())
    end = 8 + 2 + 12 * int.from_bytes(data[8:10], "big")
    data[end : end + 4] = (8).to_bytes(4, "big")
    assert isinstance(refused(bytes(data)), Damaged)


def test_a_heic_keeps_its_length_its_picture_and_the_day() -> None:
    data = heic(more=box(b"mpvd", b"a film of Madrid") + box(b"uuid", bytes(16) + XMP))
    copy = cleaned(data, ".heic")
    assert len(copy) == len(data)
    assert b"coded picture" in copy
    assert DAY in copy
    assert not any(word in copy for word in (b"Madrid", b"xmpmeta", b"secret", b"Maker"))


def test_a_grid_within_the_tables_stays_and_what_lies_behind_it_goes() -> None:
    data = grid_heic()
    assert data.count(b"Madrid") == 3
    copy = cleaned(data, ".heic")
    assert b"gridrows" in copy
    assert b"ispe" in copy
    assert b"Madrid" not in copy
    assert len(copy) == len(data)


def test_a_heic_with_an_unknown_item_has_it_blanked() -> None:
    assert DAY not in cleaned(heic(exif_kind=b"what"), ".heic")


def test_details_that_lie_upon_the_picture_are_refused() -> None:
    assert isinstance(refused(heic(overlap=True)), NotCleaned)


@pytest.mark.parametrize("film", [box(b"moov", b""), box(b"moof", b"")])
def test_a_moving_heic_is_refused_by_its_name(film: bytes) -> None:
    assert refused(heic(more=film)).why == refusal.FILM


@pytest.mark.parametrize(
    ("head", "why"),
    [
        (b"\0\0\0\x18ftypmp42", refusal.FILM),
        (b"\0\0\0\x18ftypqt  ", refusal.FILM),
        (b"\0\0\0\x18ftypcrx ", refusal.RAW),
        (b"\x1aE\xdf\xa3", refusal.FILM),
        (b"RIFF\0\0\0\0AVI ", refusal.FILM),
        (b"FUJIFILMCCD-RAW", refusal.RAW),
        (b"hello", refusal.NOT_KNOWN),
        (b"PK\3\4", refusal.NOT_KNOWN),
        (b"BM", OtherKind("BMP").why),
        (b"\xff\x0a", OtherKind("JPEG XL").why),
        (b"8BPS", OtherKind("PSD").why),
        (b"%PDF-1.7", OtherKind("PDF").why),
    ],
)
def test_what_is_not_cleaned_is_refused_by_its_name(head: bytes, why: object) -> None:
    assert refused(head + bytes(64)).why == why


def test_what_the_cutter_left_is_found_by_the_second_reader() -> None:
    hidden = jpeg(segment(0xE2, b"ICC_PROFILE\0\1\1" + block()))
    assert refused(hidden).why == refusal.STILL_THERE


@pytest.mark.parametrize(
    "words", [b"GPSLatitude", b"photoshop:City", "geo:lat".encode("utf-16-le"), "GPSLongitude".encode("utf-16-be")]
)
def test_the_second_reader_finds_words_anywhere(words: bytes) -> None:
    assert Trace.PLACE in traces(b"\xff\xd8" + bytes(100) + words)


def test_the_second_reader_finds_what_lies_across_two_windows() -> None:
    data = bytearray((4 << 20) + 100)
    data[(4 << 20) - 5 : (4 << 20) + 6] = b"GPSLatitude"
    assert Trace.PLACE in traces(bytes(data))


def test_a_packed_text_in_a_packed_text_ends() -> None:
    inner = png(chunk(b"zTXt", b"a\0\0" + zlib.compress(b"hello")))
    assert traces(png(chunk(b"zTXt", b"a\0\0" + zlib.compress(inner)))) == {Trace.BLOCK}
