"""What the readers promise of any file at all, for the tests and the fuzzers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from postigo.passwords.model import ReadProblem, Source
from postigo.passwords.sandbox.entry import Deriving, Entry, Read, RowSnag, SoFar, Unreadable
from postigo.passwords.sandbox.readers import read
from postigo.passwords.sandbox.readers.dates import EARLIEST
from postigo.passwords.sandbox.readers.unlock import Ask

TODAY = date(2026, 11, 27)


def kept(path: Path, ask: Ask) -> list[Read]:
    """What was read, having made sure of the promise: the source first and once, entries that can be printed and sent on, no
    date that cannot be true, and no other exception than one with a code and nothing else in it."""
    found: list[Read] = []
    refused: Unreadable | None = None
    try:
        found.extend(read(path, ask, today=TODAY))
    except Unreadable as problem:
        refused = problem
    if refused:
        assert isinstance(refused.snag, ReadProblem)
        assert refused.args == (refused.snag.value,)
        assert (refused.__cause__, refused.__context__) == (None, None)
    lasting = [one for one in found if not isinstance(one, Deriving | SoFar)]
    for number, one in enumerate(lasting):
        assert isinstance(one, Source) == (number == 0)
        assert isinstance(one, Source | RowSnag) or _decent(one)
    return found


def _decent(entry: Entry) -> bool:
    for text in (entry.password, entry.name, entry.user, *entry.urls, *entry.history):
        text.encode()
    dated = [day for day in (entry.changed, entry.unchanged_since) if day]
    return (
        entry.row > 0 and repr(entry) == f"Entry(row={entry.row}, …)" and all(EARLIEST <= day <= TODAY for day in dated)
    )
