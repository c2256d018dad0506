"""Database of the history: one SQLite file, opened for one job and closed again.

A file that is damaged is put aside, never overwritten; one of a newer Postigo is left as it is.
"""

from __future__ import annotations

import errno
import os
import secrets
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from postigo.core.values import Path as PathValue
from postigo.core.values import Text
from postigo.store.document.ref import KEY_BYTES
from postigo.store.os_errors import os_error_reason

NAME: Final = "history.sqlite3"
VERSION: Final = 1
"""`user_version` of the file. A file with a higher one is a newer Postigo's."""
PATIENCE: Final = 2.0
"""Seconds that another Postigo may hold the file."""

BESIDE: Final = ("-wal", "-shm", "-journal")
"""Endings of the files that SQLite puts beside (https://www.sqlite.org/tempfiles.html)."""
_ASIDE: Final = "history-damaged-"
_SHARING_VIOLATION: Final = 32  # of Windows: another program has it open, and an open file cannot be deleted

_SCHEMA: Final = (
    "CREATE TABLE key (value BLOB NOT NULL)",
    # Never the number of a look that is forgotten: whoever noted "look 12" shall not find another one there.
    (
        "CREATE TABLE look (id INTEGER PRIMARY KEY AUTOINCREMENT, began INTEGER NOT NULL UNIQUE, ended INTEGER, "
        "app TEXT NOT NULL, label TEXT NOT NULL, shutters TEXT NOT NULL, counts TEXT NOT NULL, size INTEGER NOT NULL)"
    ),
    "CREATE TABLE document (look INTEGER PRIMARY KEY REFERENCES look (id) ON DELETE CASCADE, content BLOB NOT NULL)",
)

NEWER: Final = Text("A newer Postigo keeps this history. Update Postigo to open it. It is as it was.")
BUSY: Final = Text("Another Postigo is using the history. Try again in a moment. It is as it was.")
NO_HOME: Final = Text("There is no folder for the history: this account has no home.")
FULL: Final = Text("The disk is full: nothing new is in the history. What was kept is as it was.")


class HistoryTrouble(Exception):  # noqa: N818 - what it is
    """The history could not be used. `text` says so to a person and what to do; `detail` is technical.

    Nothing that was kept is lost.
    """

    def __init__(self, text: Text, detail: str) -> None:
        super().__init__(detail)
        self.text = text
        self.detail = detail


@contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    """The database, made if there is none. `HistoryTrouble` for what goes wrong in it; a damaged one is put aside."""
    try:
        mark = _made(file)
    except OSError as why:
        raise _not_opened(file, why) from None
    try:
        database = sqlite3.connect(file, timeout=PATIENCE, isolation_level=None)
        try:
            _ready(database)
            yield database
        finally:
            database.close()
    except sqlite3.Error as fault:
        raise _trouble(file, mark, fault) from None


def _made(file: Path) -> tuple[int, int]:
    """Mark of the file, by which it is known again. It is made for its owner only."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0), 0o600)
    try:
        found = os.fstat(handle)
    finally:
        os.close(handle)
    if not stat.S_ISREG(found.st_mode):
        raise OSError(22, "it is not an ordinary file")  # EINVAL
    return found.st_dev, found.st_ino


def _ready(database: sqlite3.Connection) -> None:
    """Make the tables where there are none. What is deleted is overwritten, also within the file."""
    version = _version(database)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute("PRAGMA secure_delete = ON")
    database.execute("PRAGMA foreign_keys = ON")
    if version == VERSION:
        return
    with whole(database):
        if _version(database) != VERSION:  # another Postigo may have been quicker
            for statement in _SCHEMA:
                database.execute(statement)
            database.execute("INSERT INTO key VALUES (?)", (secrets.token_bytes(KEY_BYTES),))
            database.execute(f"PRAGMA user_version = {VERSION}")


@contextmanager
def whole(database: sqlite3.Connection) -> Iterator[None]:
    """One transaction: all that is written within is there afterwards, or nothing."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    finally:
        if database.in_transaction:
            database.execute("ROLLBACK")


def _version(database: sqlite3.Connection) -> int:
    """Version of the file, 0 for a new one. `HistoryTrouble` for a newer Postigo's."""
    found = int(database.execute("PRAGMA user_version").fetchone()[0])
    if found > VERSION:
        raise HistoryTrouble(NEWER, f"user_version {found}")
    return found


def _trouble(file: Path, mark: tuple[int, int], fault: sqlite3.Error) -> HistoryTrouble:
    """The sentence for an error of SQLite (https://www.sqlite.org/rescode.html)."""
    detail = f"{file}: {fault}"
    code = getattr(fault, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    if code == sqlite3.SQLITE_IOERR_SHMSIZE:  # no room for what a WAL keeps beside it, also for one that only reads
        return HistoryTrouble(FULL, detail)
    match code & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return HistoryTrouble(BUSY, detail)
        case sqlite3.SQLITE_FULL:
            return HistoryTrouble(FULL, detail)
        case (
            sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_ERROR
        ):  # the last: tables that are not ours
            return _set_aside(file, mark, detail)
        case _:
            return HistoryTrouble(
                Text(
                    "The history in {file} cannot be used: the system does not let Postigo read or write it. "
                    "What was kept is as it was.",
                    values={"file": PathValue(str(file))},
                ),
                detail,
            )


def _set_aside(file: Path, mark: tuple[int, int], detail: str) -> HistoryTrouble:
    """Put a damaged file where nothing overwrites it, with what lies beside it. The sentence says where.

    One that is no longer the file of this mark was put aside by another Postigo, and is left alone.
    """
    try:
        found = file.stat()
        if (found.st_dev, found.st_ino) == mark:
            new = _free(file)
            file.rename(new)
            for ending in BESIDE:
                beside = file.with_name(file.name + ending)
                if beside.exists():
                    beside.rename(new.with_name(new.name + ending))
            return HistoryTrouble(
                Text(
                    "The history is damaged. It is put aside as {file}, and the next look begins a new one.",
                    values={"file": PathValue(str(new))},
                ),
                detail,
            )
    except OSError as why:
        return _not_opened(file, why)
    return HistoryTrouble(BUSY, detail)


def _free(file: Path) -> Path:
    """A name that nothing has yet."""
    number = 1
    while (new := file.with_name(f"{_ASIDE}{number}.sqlite3")).exists():
        number += 1
    return new


def everything(file: Path) -> list[Path]:
    """All files of the history: the database, those beside it, those that were put aside. `HistoryTrouble` if nobody may know."""
    real = Path(os.path.realpath(file))  # beside it SQLite puts its own; `Path.resolve` may raise
    found = [file, *(real.with_name(real.name + ending) for ending in BESIDE)]
    try:
        aside = sorted(one for one in file.parent.iterdir() if one.name.startswith(_ASIDE))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as why:
        raise _not_opened(file, why) from None
    return [*(one for one in found if os.path.lexists(one)), *aside]


def not_deleted(file: Path, why: OSError) -> HistoryTrouble:
    """Sentence on a file that stays."""
    shown = PathValue(str(file))
    if getattr(why, "winerror", None) == _SHARING_VIOLATION:
        text = Text(
            "Not everything could be deleted: {file}. Close every other Postigo, and try again.", values={"file": shown}
        )
    elif why.errno == errno.EROFS:
        text = Text(
            "{file} is still there: its disk can only be read. Let that disk be written to, and try again.",
            values={"file": shown},
        )
    else:
        text = Text("{file} cannot be deleted: {reason}.", values={"file": shown, "reason": os_error_reason(why)})
    return HistoryTrouble(text, f"{file}: {why.strerror}")


def _not_opened(file: Path, why: OSError) -> HistoryTrouble:
    return HistoryTrouble(
        Text(
            "The history in {file} cannot be opened: {reason}.",
            values={"file": PathValue(str(file)), "reason": os_error_reason(why)},
        ),
        f"{file}: {why.strerror}",
    )
