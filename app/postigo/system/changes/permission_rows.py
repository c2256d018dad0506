"""Rows of Firefox's table of permissions (`moz_perms`): read whole, taken away and put back whole. No other statement is made.

The columns are those of schema 12 (extensions/permissions/PermissionManager.cpp); a table that has others is left alone.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Final

from postigo.core.change import CannotChange, Refusal
from postigo.core.system import Json

COLUMNS: Final = ("id", "origin", "type", "permission", "expireType", "expireTime", "modificationTime")
Row = Mapping[str, Json]

_SHAPE: Final = "PRAGMA table_info(moz_perms)"
_DELETE: Final = (
    "DELETE FROM moz_perms WHERE id IS :id AND origin IS :origin AND type IS :type AND permission IS :permission"
    " AND expireType IS :expireType AND expireTime IS :expireTime AND modificationTime IS :modificationTime"
)
_TAKEN: Final = "SELECT count(*) FROM moz_perms WHERE id IS :id OR (origin IS :origin AND type IS :type)"
_INSERT: Final = (
    "INSERT INTO moz_perms (id, origin, type, permission, expireType, expireTime, modificationTime)"
    " VALUES (:id, :origin, :type, :permission, :expireType, :expireTime, :modificationTime)"
)
_ALLOWED: Final = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_TRANSACTION,
    sqlite3.SQLITE_PRAGMA,
    sqlite3.SQLITE_DELETE,
    sqlite3.SQLITE_INSERT,
}
_WRITES: Final = {sqlite3.SQLITE_DELETE, sqlite3.SQLITE_INSERT}


def swap(database: str, out: tuple[Row, ...], into: tuple[Row, ...]) -> None:
    """Take rows out of the table and put others in, all or none. `CannotChange`: CHANGED, RUNNING, NO_WAY and the usual."""
    for row in (*out, *into):
        if set(row) != set(COLUMNS) or not all(
            isinstance(value, (int, str)) or value is None for value in row.values()
        ):
            raise CannotChange(Refusal.UNREADABLE, "no whole row of moz_perms")
    _refuse_odd(database)
    try:
        with closing(
            sqlite3.connect(f"{Path(database).as_uri()}?mode=rw", uri=True, timeout=0, isolation_level=None)
        ) as connection:
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.set_authorizer(_of_this_table)
            if tuple(column[1] for column in connection.execute(_SHAPE)) != COLUMNS:
                raise CannotChange(Refusal.UNREADABLE, "another table of permissions")
            connection.execute("BEGIN IMMEDIATE")
            try:
                _swap(connection.execute, out, into)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
    except sqlite3.Error as wrong:
        raise CannotChange(_why(wrong), str(wrong)[:200]) from None


def _swap(execute: Callable[[str, Row], sqlite3.Cursor], out: tuple[Row, ...], into: tuple[Row, ...]) -> None:
    for row in out:
        if execute(_DELETE, row).rowcount != 1:
            raise CannotChange(Refusal.CHANGED)
    for row in into:
        if execute(_TAKEN, row).fetchone() != (0,):
            raise CannotChange(Refusal.CHANGED)
        execute(_INSERT, row)


def _refuse_odd(database: str) -> None:
    """Refuse what is no ordinary file, and what somebody is in the middle of writing."""
    try:
        about = os.lstat(database)
    except FileNotFoundError:
        raise CannotChange(Refusal.MISSING) from None
    except OSError as why:
        raise CannotChange(Refusal.DENIED, str(why.errno)) from None
    if not stat.S_ISREG(about.st_mode):
        raise CannotChange(Refusal.NO_WAY, "not an ordinary file")
    for ending in ("-wal", "-journal"):
        beside = Path(database + ending)
        if beside.exists() and beside.stat().st_size:
            raise CannotChange(Refusal.RUNNING, f"there is a {ending}")


def _of_this_table(action: int, first: str | None, _second: str | None, _of: str | None, inside: str | None) -> int:
    """Whether SQLite may do something: only what the statements above need. No trigger of the file may do anything."""
    if action not in _ALLOWED or inside is not None or (action in _WRITES and first != "moz_perms"):
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_PRAGMA and first != "table_info":
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


def _why(wrong: sqlite3.Error) -> Refusal:
    """The refusal that an error of SQLite stands for (its primary result codes)."""
    return {
        sqlite3.SQLITE_BUSY: Refusal.RUNNING,
        sqlite3.SQLITE_LOCKED: Refusal.RUNNING,
        sqlite3.SQLITE_READONLY: Refusal.READ_ONLY,
        sqlite3.SQLITE_FULL: Refusal.FULL,
        sqlite3.SQLITE_NOTADB: Refusal.UNREADABLE,
        sqlite3.SQLITE_CORRUPT: Refusal.UNREADABLE,
        sqlite3.SQLITE_CANTOPEN: Refusal.DENIED,
        sqlite3.SQLITE_PERM: Refusal.DENIED,
    }.get(getattr(wrong, "sqlite_errorcode", 0) & 0xFF, Refusal.FAILED)
