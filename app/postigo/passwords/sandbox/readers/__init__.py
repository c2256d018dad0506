"""Readers of exports and key databases, told apart by their shape. Entries come one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from postigo.passwords.model import ReadProblem
from postigo.passwords.sandbox.entry import MOST_ENTRIES, Entry, Read, RowSnag, Unreadable
from postigo.passwords.sandbox.readers.dates import Calendar
from postigo.passwords.sandbox.readers.detect import open_shape
from postigo.passwords.sandbox.readers.normalise import tidy
from postigo.passwords.sandbox.readers.unlock import Ask


def read(path: Path, ask: Ask, *, today: date | None = None) -> Iterator[Read]:
    """Source of a file, then its entries and snags in the file's order.

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
        snag = ReadProblem.TOO_BIG
    except ImportError as absent:  # lxml, Cryptodome, argon2: not everywhere is there a wheel of them
        if (absent.name or "").startswith("postigo"):
            raise
        snag = ReadProblem.NO_READER
    if snag:
        raise Unreadable(snag)


def _at_most(found: Iterator[Read]) -> Iterator[Read]:
    """Results of a reader, up to the entry that is one too many."""
    entries = 0
    for one in found:
        entries += isinstance(one, Entry)
        if entries > MOST_ENTRIES:
            yield RowSnag(ReadProblem.TOO_MANY)
            return
        yield from tidy(one)


__all__ = ["Ask", "read"]
