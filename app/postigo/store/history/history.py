"""History of the audits of this account: kept, listed, opened, forgotten."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from postigo.core.report import TIPS, Report, Shutter
from postigo.core.system import Unknown
from postigo.core.trend import House, house
from postigo.store.document.model import LONGEST, StoredAudit, StoredAuditError
from postigo.store.document.read import DAMAGED, read
from postigo.store.document.ref import KEY_BYTES
from postigo.store.document.values import Templates
from postigo.store.document.write import kept_part, write
from postigo.store.files import KEEP_DAYS, LONGEST_DAYS
from postigo.store.history.database import NAME, NO_HOME, HistoryTrouble, everything, not_deleted, opened, whole
from postigo.store.places import data_folder
from postigo.store.plain import delete_plain, may_be_there

LARGEST: Final = 200 << 20
"""Bytes of all documents together. The oldest go first; the newest look always stays."""
SHOWN: Final = 1000
"""Looks that a list shows."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Look:
    """A look as the list of the history shows it.

    `shutters` are how those of the six tips stood, `counts` how many checks were good, note, advise, act and unknown.
    """

    id: int
    began: datetime
    ended: datetime | None
    app: str
    label: str
    shutters: Mapping[int, Shutter]
    counts: Mapping[str, int]

    @property
    def house(self) -> House:
        """Its house in the trend."""
        return house(self.began, self.shutters)


@dataclass(frozen=True, slots=True)
class History:
    """The history in one file. Each call opens and closes it, so it can be made in any thread.

    Each raises `HistoryTrouble` with a sentence where the file cannot be used.
    """

    file: Path

    def keep(self, report: Report, templates: Templates, now: datetime, days: int = KEEP_DAYS) -> int | None:
        """Keep a look; its number. None if it has nothing to keep.

        The same look, as far as it was before it went on, makes room for it.
        What is older than `days` is forgotten. A remembered machine is never kept, and neither is a look of which nothing may be
        in a file.
        """
        kept = kept_part(report)
        if report.remembered or not _has_something(kept):
            return None
        with opened(self.file) as database, whole(database):
            try:
                content = zlib.compress(write(report, templates, _key(database)), 6)
            except StoredAuditError as trouble:
                raise HistoryTrouble(trouble.text, trouble.detail) from None
            number = _insert(database, kept, content)
            _prune(database, now, days)
        return number

    def looks(self, most: int = SHOWN) -> list[Look]:
        """The looks that are kept, the newest first."""
        if not may_be_there(self.file):
            return []
        with opened(self.file) as database:
            rows = database.execute(
                "SELECT id, began, ended, app, label, shutters, counts FROM look ORDER BY began DESC LIMIT ?", (most,)
            )
            return [_look(row) for row in rows]

    def count(self) -> int:
        """How many looks are kept."""
        if not may_be_there(self.file):
            return 0
        with opened(self.file) as database:
            return int(database.execute("SELECT count(*) FROM look").fetchone()[0])

    def open(self, number: int) -> StoredAudit | None:
        """A look by its number; None if there is none. A damaged one costs itself, and no other look."""
        if not may_be_there(self.file):
            return None
        with opened(self.file) as database:
            row = database.execute("SELECT content FROM document WHERE look = ?", (number,)).fetchone()
        if row is None:
            return None
        try:
            return read(_unpacked(row[0]))
        except StoredAuditError as trouble:
            raise HistoryTrouble(trouble.text, trouble.detail) from None

    def prune(self, now: datetime, days: int) -> None:
        """Forget what is older than `days`."""
        if may_be_there(self.file):
            with opened(self.file) as database, whole(database):
                _prune(database, now, days)

    def forget_look(self, number: int) -> None:
        """Forget one look. No other look ever gets its number."""
        if may_be_there(self.file):
            with opened(self.file) as database, whole(database):
                database.execute("DELETE FROM look WHERE id = ?", (number,))

    def files(self) -> list[Path]:
        """Files of the history that are there, with those that were damaged and put aside."""
        return everything(self.file)

    def forget(self) -> bool:
        """Delete as `delete` does. Whether nothing is left."""
        try:
            self.delete()
        except HistoryTrouble:
            return False
        return True

    def delete(self) -> None:
        """Delete every look and the key of the references. `HistoryTrouble` for the first that stays; the others are gone."""
        left: list[HistoryTrouble] = []
        for file in self.files():
            try:
                delete_plain(file)
            except OSError as why:
                left.append(not_deleted(file, why))
        if left:
            raise left[0]


def history(folder: Path | None = None) -> History:
    """The history of this account. `HistoryTrouble` where there is no home folder for it."""
    try:
        return History((folder or data_folder()) / NAME)
    except RuntimeError as homeless:  # neither HOME nor an entry among the accounts
        raise HistoryTrouble(NO_HOME, str(homeless)) from None


def _has_something(kept: Report) -> bool:
    """Whether a check answered that may be kept. That nothing else was asked must not show."""
    return any(
        said.findings or said.not_applicable or any(gap.why is not Unknown.CANCELLED for gap in said.gaps)
        for said in kept.verdicts
    )


def _key(database: sqlite3.Connection) -> bytes:
    """Key of the references: it is in this file alone, and is forgotten with it."""
    row = database.execute("SELECT value FROM key").fetchone()
    if row is None or not isinstance(row[0], bytes) or len(row[0]) != KEY_BYTES:
        raise sqlite3.DatabaseError("there is no key in it")
    return row[0]


def _insert(database: sqlite3.Connection, report: Report, content: bytes) -> int:
    """Row of a look, and its document. A look that went on after a stop takes the place of its first half."""
    shutters = {str(tip): report.shutter(tip).value for tip in TIPS}
    began = _stamp(report.began)
    row = (
        None if report.ended is None else _stamp(report.ended),
        report.app,
        report.label,
        json.dumps(shutters),
        json.dumps(report.counts()),
        len(content),
        began,
    )
    changed = database.execute(
        "UPDATE look SET ended = ?, app = ?, label = ?, shutters = ?, counts = ?, size = ? WHERE began = ?", row
    )
    if not changed.rowcount:
        database.execute(
            "INSERT INTO look (ended, app, label, shutters, counts, size, began) VALUES (?, ?, ?, ?, ?, ?, ?)", row
        )
    number = int(database.execute("SELECT id FROM look WHERE began = ?", (began,)).fetchone()[0])
    database.execute("INSERT OR REPLACE INTO document (look, content) VALUES (?, ?)", (number, content))
    return number


def _prune(database: sqlite3.Connection, now: datetime, days: int) -> None:
    """Forget what is too old, and the oldest of what is too much. The newest look stays: it may be all there is."""
    oldest = _stamp(now - timedelta(days=max(1, min(days, LONGEST_DAYS))))
    newest = "(SELECT max(began) FROM look)"
    database.execute(f"DELETE FROM look WHERE began < ? AND began < {newest}", (oldest,))  # noqa: S608 - no word of a person
    size = int(database.execute("SELECT coalesce(sum(size), 0) FROM look").fetchone()[0])
    if size <= LARGEST:
        return
    for number, one in database.execute("SELECT id, size FROM look ORDER BY began").fetchall()[:-1]:
        database.execute("DELETE FROM look WHERE id = ?", (number,))
        size -= one
        if size <= LARGEST:
            return


def _look(row: tuple[Any, ...]) -> Look:
    """A look by its row. `sqlite3.DatabaseError` for one that makes no sense."""
    number, began, ended, app, label, shutters, counts = row
    try:
        return Look(
            int(number),
            _time(began),
            None if ended is None else _time(ended),
            str(app),
            str(label),
            {int(tip): _shutter(word) for tip, word in json.loads(shutters).items()},
            {str(name): int(n) for name, n in json.loads(counts).items()},
        )
    except (TypeError, ValueError, AttributeError, OverflowError, RecursionError) as wrong:
        raise sqlite3.DatabaseError(f"{type(wrong).__name__}: {wrong}") from None


def _shutter(word: str) -> Shutter:
    """A shutter by its word. One that this version does not know is fogged."""
    try:
        return Shutter(word)
    except ValueError:
        return Shutter.FOGGED


def _unpacked(content: object) -> bytes:
    """A document out of the file, in bounded memory. `StoredAuditError` for what is none."""
    unpacking = zlib.decompressobj()
    try:
        found = unpacking.decompress(content if isinstance(content, bytes) else b"", LONGEST + 1)
    except zlib.error as wrong:
        raise StoredAuditError(DAMAGED, str(wrong)) from None
    if not unpacking.eof and len(found) <= LONGEST:
        raise StoredAuditError(DAMAGED, "it ends too early")
    return found


def _stamp(when: datetime) -> int:
    """Microseconds since 1970, in UTC."""
    return (when - _EPOCH) // _MICROSECOND


def _time(stamp: int) -> datetime:
    return _EPOCH + stamp * _MICROSECOND
