"""What a file is, told by how it begins, never by its name; and the reader for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

from postigo.passwords.inside.entry import Read, RowSnag, Unreadable
from postigo.passwords.inside.readers.csvs import read_table, refuse, table
from postigo.passwords.inside.readers.dates import Calendar
from postigo.passwords.inside.readers.opening import open_ordinary, read_all, read_head
from postigo.passwords.inside.readers.text import decode
from postigo.passwords.model import Snag, Source

_HEAD: Final = 64 * 1024

_SQLITE: Final = b"SQLite format 3\0"
_OLE2: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and what Office encrypts

_MAGIC: Final = (
    (_SQLITE, Snag.BROWSER_STORE),
    (_OLE2, Snag.SPREADSHEET),
)


def open_shape(path: Path, ask: Callable[[Source, bool], str | None], calendar: Calendar) -> Iterator[Read]:
    """What the file holds; `Unreadable` for what is of no kind that we know."""
    with open_ordinary(path) as file:
        yield from _read(file, ask, calendar)


def _read(file: BinaryIO, _ask: Callable[[Source, bool], str | None], calendar: Calendar) -> Iterator[Read]:
    head = read_head(file, _HEAD)
    for magic, snag in _MAGIC:
        if head.startswith(magic):
            raise Unreadable(snag)
    beginning = decode(head).text
    if not beginning.strip("\ufeff\0 \t\r\n"):
        raise Unreadable(Snag.EMPTY_FILE)
    found = table(beginning)
    if not found:
        raise refuse(beginning)
    whole = decode(read_all(file))
    for number, read in enumerate(read_table(whole.text, found, calendar)):
        yield read
        if number == 0:
            yield from (RowSnag(snag) for snag in whole.snags)
