"""Bytes as text: UTF-8, UTF-16 with or without its mark, and older Windows encodings."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import Final

from postigo.passwords.model import ReadProblem

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)  # the first of them begins like a UTF-16
_SIDES = 2048  # bytes that are looked at where there is no mark


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text without its byte order mark, and its problems as a whole."""

    text: str = field(repr=False)
    snags: tuple[ReadProblem, ...] = ()


def decode(content: bytes) -> Decoded:
    """The text that the bytes are. There is always one: whether it makes sense is for others to say.

    A text that ends within a character is CUT_OFF. What is not UTF-8 is taken for what gives the most letters of here
    (Windows, MS-DOS, Macintosh), and that is said (OLD_ENCODING): a letter with an accent may have been read as another one. Lone surrogates come through.
    """
    if content.startswith(_UTF_32):
        whole = len(content) & ~3
        return Decoded(
            content[:whole].decode("utf-32", "replace"), () if whole == len(content) else (ReadProblem.CUT_OFF,)
        )
    if content.startswith(_UTF_16):
        return _utf_16(content, "utf-16")
    if b"\0" in content[:_SIDES]:
        side = _unmarked(content[:_SIDES])
        if side:
            return _utf_16(content, side)
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        return Decoded(content.decode("utf-8", "surrogatepass"))
    except UnicodeDecodeError as problem:
        wrong_from, at_the_end = problem.start, problem.reason == "unexpected end of data"
    if at_the_end:
        return Decoded(content[:wrong_from].decode("utf-8", "surrogatepass"), (ReadProblem.CUT_OFF,))
    for name in sorted(_OLD, key=lambda each: -_letters(content, each)):
        try:
            return Decoded(content.decode(name), (ReadProblem.OLD_ENCODING,))
        except UnicodeDecodeError:
            continue
    return Decoded(
        content.decode("latin-1"), (ReadProblem.OLD_ENCODING,)
    )  # five bytes mean nothing there: it is of another country


_OLD: Final = ("cp1252", "cp850", "mac_roman")  # Windows, what Excel calls MS-DOS, and Macintosh
_EXPECTED: Final = frozenset("áéíóúñüçàèòïâêôãõäößÁÉÍÓÚÑÜÇÀÈÒÄÖ¿¡ºª€·’")
_ASCII: Final = bytes(range(128))


def _letters(content: bytes, name: str) -> int:
    """Number of bytes beyond ASCII that are letters here, more than strange signs."""
    beyond = content.translate(None, _ASCII).decode(name, "replace")
    return sum(1 if sign in _EXPECTED else -1 for sign in beyond)


def _unmarked(beginning: bytes) -> str | None:
    """UTF-16 of a text without its mark. Nearly every other byte is a NUL, and of the others hardly any."""
    before, after = beginning[0::2].count(0), beginning[1::2].count(0)
    for name, many, few in (("utf-16-le", after, before), ("utf-16-be", before, after)):
        if 4 * many > len(beginning) and 20 * few < len(beginning):
            return name
    return None


def _utf_16(content: bytes, name: str) -> Decoded:
    whole = len(content) & ~1
    text = content[:whole].decode(name, "surrogatepass")
    if text and "\ud800" <= text[-1] <= "\udbff":  # the first half of a pair
        return Decoded(text[:-1], (ReadProblem.CUT_OFF,))
    return Decoded(text, () if whole == len(content) else (ReadProblem.CUT_OFF,))


def is_whole(text: str) -> bool:
    """Whether no half of a character stands alone in the text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def whole_characters(text: str) -> str:
    """Text with a sign for each lone surrogate. It could be neither printed, nor hashed, nor sent on."""
    return text if is_whole(text) else _LONE.sub("\N{REPLACEMENT CHARACTER}", text)


_LONE = re.compile("[\ud800-\udfff]")

# An export that went through a web page has every < > and & as an entity; one that did not has a bare one sooner or later.
_ENTITY = re.compile("&(?:amp|lt|gt|quot|#39|#0?34);")
_BARE = re.compile("[<>]|&(?!(?:amp|lt|gt|quot|#39|#0?34);)")


def went_through_html(text: str) -> bool:
    """Whether each sign that HTML knows is an entity, with at least one."""
    return bool(_ENTITY.search(text)) and not _BARE.search(text)


def from_html(text: str) -> str:
    """The text without entities."""
    import html  # noqa: PLC0415 - a large table, for old files of one program

    return html.unescape(text) if "&" in text else text
