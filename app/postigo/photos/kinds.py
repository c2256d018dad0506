"""Kinds of files by their first bytes, each with its cutter or its refusal."""

from __future__ import annotations

from typing import Final

from postigo.photos import gif, heif, jpeg, png, tiff, webp
from postigo.photos.refusal import FILM, NOT_KNOWN, RAW, NotCleaned, OtherKind

_RAW_NAMES: Final = frozenset(
    f".{ending}"
    for ending in (
        *(
            "3fr",
            "arw",
            "cr2",
            "cr3",
            "crw",
            "dcr",
            "dng",
            "erf",
            "fff",
            "gpr",
            "iiq",
            "k25",
            "kdc",
            "mef",
            "mos",
            "mrw",
            "nef",
        ),
        *("nrw", "orf", "pef", "raf", "raw", "rw2", "rwl", "sr2", "srf", "srw", "x3f"),
    )
)
"""Names of raw files. Many begin as a TIFF file does, and have the place where only their maker knows."""
_RAW_HEADS: Final = (
    b"FUJIFILMCCD-RAW",
    b"IIRO",
    b"IIRS",
    b"MMOR",
    b"IIU\0",
    b"FOVb",
    b"\0MRM",
    b"II\x1a\0\0\0HEAPCCDR",
)
_OTHERS: Final = (
    (b"BM", "BMP"),
    (b"8BPS", "PSD"),
    (b"%PDF", "PDF"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\0\0\0\x0cJXL \r\n\x87\n", "JPEG XL"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "JPEG 2000"),
    (b"\xff\x4f\xff\x51", "JPEG 2000"),
    (b"II+\0", "BigTIFF"),
    (b"MM\0+", "BigTIFF"),
    (b"<svg", "SVG"),
    (b"\0\0\1\0", "ICO"),
    (b"gimp xcf", "XCF"),
)
_FILMS: Final = (b"\x1aE\xdf\xa3", b"FLV", b"\0\0\1\xba", b"OggS", b"0&\xb2u\x8ef\xcf\x11")
_STILL: Final = heif.BRANDS | {b"msf1", b"hevc", b"avis", b"crx "}


def cut(data: bytes, ending: str) -> bytes:
    """The picture without its details. `NotCleaned` says why not; `ending` is that of its name, as ".jpg"."""
    if ending.lower() in _RAW_NAMES or data.startswith(_RAW_HEADS):
        raise NotCleaned(RAW)
    if data.startswith(b"\xff\xd8\xff"):
        return jpeg.cut(data)
    if data.startswith(png.SIGNATURE):
        return png.cut(data)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return webp.cut(data)
    if data.startswith((b"GIF87a", b"GIF89a")):
        return gif.cut(data)
    if data.startswith((b"II*\0", b"MM\0*")):
        return tiff.cut(data)
    if data[4:8] == b"ftyp":
        if data[8:12] in _STILL:
            return heif.cut(data)
        raise NotCleaned(FILM)
    raise _other(data)


def _other(data: bytes) -> NotCleaned:
    if (
        data.startswith(_FILMS)
        or (data.startswith(b"RIFF") and data[8:12] == b"AVI ")
        or data[4:8] in {b"moov", b"mdat", b"wide"}
    ):
        return NotCleaned(FILM)
    for head, kind in _OTHERS:
        if data.startswith(head):
            return OtherKind(kind)
    return NotCleaned(NOT_KNOWN)
