"""Cutter of PNG: only chunks of the picture and its date stay. W3C's third edition, with APNG."""

from __future__ import annotations

import binascii
import re
import zlib
from typing import Final

from postigo.photos import kept
from postigo.photos.octets import number, part
from postigo.photos.refusal import Damaged

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_LARGEST: Final = 4 << 20  # of a text that was packed
_STAY: Final = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP mDCV mDCv cLLI cLLi sBIT bKGD hIST pHYs tIME acTL fcTL fdAT".split()
)
_DAY: Final = re.compile(rb"Creation Time\0\d{4}[:-]\d\d[:-]\d\d[ T]\d\d:\d\d:\d\d")
_XMP: Final = b"XML:com.adobe.xmp\0"


def cut(data: bytes) -> bytes:
    """The picture without its details. `Damaged` unless it goes on to its end."""
    at, chunks, stays, pixels = len(SIGNATURE), list[tuple[bytes, bytes]](), kept.Kept(), False
    while True:
        length, kind = number(data, at, 4), part(data, at + 4, 4)
        inside, whole = part(data, at + 8, length), part(data, at, length + 12)
        at += length + 12
        if kind in _STAY:
            chunks.append((kind, whole))
        elif kind == b"eXIf":
            stays = kept.of_tiff(inside.removeprefix(b"Exif\0\0")).over(stays)
        elif kind in {b"tEXt", b"zTXt", b"iTXt"}:
            if kind == b"tEXt" and _DAY.fullmatch(inside):
                chunks.append((kind, whole))
            stays = stays.over(_told(kind, inside))
        elif not kind[0] & 0x20:
            raise Damaged  # a critical chunk that nobody knows: without it there would be another picture
        pixels = pixels or kind == b"IDAT"
        if kind == b"IEND":
            break
    if not pixels or chunks[0][0] != b"IHDR":
        raise Damaged
    if stays:
        chunks.insert(1, (b"eXIf", _chunk(b"eXIf", kept.tiff(stays))))
    return SIGNATURE + b"".join(whole for _, whole in chunks)


def _told(kind: bytes, inside: bytes) -> kept.Kept:
    """Fields of a text that stay. It is XMP, or Exif in digits, as ImageMagick writes it."""
    name, _, text = inside.partition(b"\0")
    if kind == b"iTXt" and inside.startswith(_XMP):
        packed, rest = text[:1] == b"\1", text[2:].partition(b"\0")[2].partition(b"\0")[2]
        return kept.of_xmp(_unpacked(rest) if packed else rest)
    if name in {b"Raw profile type exif", b"Raw profile type APP1"}:
        plain = _unpacked(text[1:]) if kind == b"zTXt" else text
        digits = b"".join(plain.split()[2:])  # behind the name and the length
        try:
            return kept.of_tiff(binascii.unhexlify(digits).removeprefix(b"Exif\0\0"))
        except binascii.Error:
            return kept.Kept()
    return kept.Kept()


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, _LARGEST)
    except zlib.error:
        return b""


def _chunk(kind: bytes, inside: bytes) -> bytes:
    return len(inside).to_bytes(4, "big") + kind + inside + zlib.crc32(kind + inside).to_bytes(4, "big")
