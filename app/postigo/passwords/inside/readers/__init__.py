"""Export files and key databases, told apart by their shape, read one entry after the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from postigo.passwords.inside.entry import MOST_ENTRIES, Entry, Read, RowSnag, Unreadable
from postigo.passwords.inside.readers.dates import Calendar
from postigo.passwords.inside.readers.masters import Ask
from postigo.passwords.inside.readers.shapes import open_shape
from postigo.passwords.inside.readers.tidy import tidy
from postigo.passwords.model import Snag


def read(path: Path, ask: Ask, *, today: date | None = None) -> Iterator[Read]:
    """What a file is, then its entries and snags in the order of the file.

    `ask` gives what opens a locked file, or None to give up.
    Dates after `today` (the clock's, if it is not given) are none.

    Raises `Unreadable` when nothing can be read, or nothing more: an exception without a context, for the one that it is
    raised in place of may show the whole file.
    """
    snag = None
    try:
        yield from _at_most(open_shape(path, ask, Calendar(today or datetime.now(UTC).date())))
    except Unreadable as problem:
        snag = problem.snag
    except MemoryError:
        snag = Snag.TOO_BIG
    except ImportError as absent:  # lxml, Cryptodome, argon2: not everywhere is there a wheel of them
        if (absent.name or "").startswith("postigo"):
            raise
        snag = Snag.NO_READER
    if snag:
        raise Unreadable(snag)


def _at_most(found: Iterator[Read]) -> Iterator[Read]:
    """What was found, up to the entry that is one too many."""
    entries = 0
    for one in found:
        entries += isinstance(one, Entry)
        if entries > MOST_ENTRIES:
            yield RowSnag(Snag.TOO_MANY)
            return
        yield from tidy(one)


__all__ = ["Ask", "read"]
