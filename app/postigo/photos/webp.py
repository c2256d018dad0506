"""Cutter of WebP (RFC 9649): only chunks of the picture itself stay."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.photos import kept
from postigo.photos.octets import number, part
from postigo.photos.refusal import Damaged

_STAY: Final = frozenset({b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ICCP"})
_HEAD: Final = b"VP8X"
_EXIF_FLAG, _XMP_FLAG = 0x08, 0x04


def cut(data: bytes) -> bytes:
    """The picture without its details. What follows the end of the picture goes too."""
    size = number(data, 4, 4, "little")
    picture = part(data, 8, size)
    chunks, stays = list[tuple[bytes, bytes]](), kept.Kept()
    for kind, inside in _chunks(picture, 4):
        if kind in _STAY:
            chunks.append((kind, inside))
        elif kind == _HEAD:
            chunks.append((kind, part(inside, 0, 10)))
        elif kind == b"ANMF":
            frames = ((name, one) for name, one in _chunks(inside, 16) if name in _STAY)
            chunks.append((kind, part(inside, 0, 16) + b"".join(_chunk(*frame) for frame in frames)))
        elif kind == b"EXIF":
            stays = kept.of_tiff(inside.removeprefix(b"Exif\0\0")).over(stays)
        elif kind == b"XMP ":
            stays = stays.over(kept.of_xmp(inside))
    if not any(kind in {b"VP8 ", b"VP8L", b"ANMF"} for kind, _ in chunks):
        raise Damaged
    if chunks[0][0] == _HEAD:
        head = chunks[0][1]
        flags = head[0] & ~(_EXIF_FLAG | _XMP_FLAG) | (_EXIF_FLAG if stays else 0)
        chunks[0] = (_HEAD, bytes([flags]) + head[1:])
        if stays:
            chunks.append((b"EXIF", kept.tiff(stays)))
    body = b"WEBP" + b"".join(_chunk(*chunk) for chunk in chunks)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _chunks(data: bytes, at: int) -> Iterator[tuple[bytes, bytes]]:
    while at < len(data):
        kind, length = part(data, at, 4), number(data, at + 4, 4, "little")
        yield kind, part(data, at + 8, length)
        at += 8 + length + length % 2


def _chunk(kind: bytes, inside: bytes) -> bytes:
    return kind + len(inside).to_bytes(4, "little") + inside + b"\0" * (len(inside) % 2)
