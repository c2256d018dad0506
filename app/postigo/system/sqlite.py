"""Reader of somebody else's SQLite file: read-only, in bounded time, writing nothing beside it.

A database at rest is opened as immutable: SQLite then makes neither a lock nor a -shm file, both of which it would even
with mode=ro. One in use (a -wal or a -journal lies beside it) is copied with them to a private folder and read there,
since an immutable look would miss what the -wal holds. The folder is in memory where the system offers such a place.
"""

from __future__ import annotations

import base64
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from postigo.core.system import ABSENT, Absent, CannotTell, Json, Unknown
from postigo.system import files

ROWS: Final = 10_000
SECONDS: Final = 4.0
COPIED: Final = 256 << 20
"""Rows, seconds and bytes of a copy after which a look is given up."""

_PREFIX: Final = "postigo-look-"
_STALE: Final = 600  # seconds after which a copy must be one that a killed look has left behind
_TRIES: Final = 3

_ALLOWED: Final = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}


class _Moved(Exception):  # noqa: N818 - what happened
    """Somebody wrote while we looked."""


def rows(path: str, query: str) -> list[dict[str, Json]] | Absent:
    """The rows of a query. See `System.sqlite`. BLOBs come as base64 text."""
    database = files.real(path)
    for _ in range(_TRIES):
        try:
            return _look(database, query)
        except _Moved:
            time.sleep(0.05)
    raise CannotTell(Unknown.UNREADABLE, f"{path} is being written all the time")


def _look(database: str, query: str) -> list[dict[str, Json]] | Absent:
    before = _stamps(database)
    if before[0] is None:
        return ABSENT
    size = before[0][1]
    if before[1:] == (None, None):
        try:
            found = _ask(Path(database).as_uri() + "?mode=ro&immutable=1", query, size)
        except CannotTell:
            if _stamps(database) != before:
                raise _Moved from None
            raise
    else:
        with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=_private_place()) as folder:
            copy = f"{folder}/copy"
            for ending, stamp in zip(_ENDINGS, before, strict=True):
                if stamp is not None:
                    _copy(database + ending, copy + ending)
            if _stamps(database) != before:
                raise _Moved
            return _ask(Path(copy).as_uri() + "?mode=rw", query, size)
    if _stamps(database) != before:
        raise _Moved
    return found


_ENDINGS: Final = ("", "-wal", "-journal")


def _stamps(database: str) -> tuple[tuple[int, int, int] | None, ...]:
    """Stamps that change when somebody writes: number, size and time of the database's files.

    They are those of its -wal and its -journal too. An empty -wal or -journal holds nothing, and is no file for our
    purpose.
    """
    stamps: list[tuple[int, int, int] | None] = []
    for ending in _ENDINGS:
        file = files.regular(database + ending)
        if isinstance(file, Absent):
            stamps.append(None)
            continue
        try:
            info = os.fstat(file)
        finally:
            os.close(file)
        stamps.append((info.st_ino, info.st_size, info.st_mtime_ns) if info.st_size or not ending else None)
    return tuple(stamps)


def _private_place() -> str | None:
    """The folder for copies: the session's own, which lies in memory, else the usual one. Old copies are swept away."""
    session = os.environ.get("XDG_RUNTIME_DIR", "")
    own = sys.platform == "linux" and session.startswith("/") and os.access(session, os.W_OK | os.X_OK)
    place = session if own else tempfile.gettempdir()
    with suppress(OSError), os.scandir(place) as entries:
        for entry in entries:
            if entry.name.startswith(_PREFIX) and time.time() - entry.stat(follow_symlinks=False).st_mtime > _STALE:
                shutil.rmtree(entry.path, ignore_errors=True)
    return place


def _copy(source: str, target: str) -> None:
    file = files.regular(source)
    if isinstance(file, Absent):
        raise _Moved
    with open(file, "rb") as reader, open(target, "xb") as writer:  # noqa: PTH123 - a descriptor, and its like
        while chunk := reader.read(1 << 20):
            writer.write(chunk)
            if writer.tell() > COPIED:
                raise CannotTell(Unknown.UNREADABLE, f"{source} is in use and longer than {COPIED} bytes")


def _ask(uri: str, query: str, size: int) -> list[dict[str, Json]]:
    deadline = time.monotonic() + SECONDS
    try:
        with closing(sqlite3.connect(uri, uri=True, timeout=0, isolation_level=None)) as connection:
            connection.execute("PRAGMA trusted_schema = OFF")  # a crafted file's views may call nothing dangerous
            connection.execute("PRAGMA query_only = ON")
            if size % connection.execute("PRAGMA page_size").fetchone()[0]:  # SQLite would fill the rest with nothing
                raise CannotTell(Unknown.UNREADABLE, "the database is cut off")
            connection.text_factory = _text
            connection.set_authorizer(_only_reading)
            connection.set_progress_handler(lambda: time.monotonic() > deadline, 10_000)
            cursor = connection.execute(query)
            names = [column[0] for column in cursor.description or ()]
            found = cursor.fetchmany(ROWS + 1)
    except sqlite3.Error as problem:
        if time.monotonic() > deadline:
            raise CannotTell(Unknown.TIMEOUT, f"the query took longer than {SECONDS:g} s") from None
        raise CannotTell(Unknown.UNREADABLE, str(problem)) from None
    except OverflowError as problem:
        raise CannotTell(Unknown.UNREADABLE, str(problem)) from None
    if len(found) > ROWS:
        raise CannotTell(Unknown.UNREADABLE, f"more than {ROWS} rows")
    return [dict(zip(names, map(_plain, row), strict=True)) for row in found]


def _only_reading(action: int, *_: str | None) -> int:
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY


def _text(raw: bytes) -> str:
    return raw.decode(errors="replace")


def _plain(value: object) -> Json:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, (int, float, str)) or value is None:
        return value
    raise CannotTell(Unknown.UNREADABLE, f"a {type(value).__name__} in a row")
