"""Parquet file of `pack`, opened for questions. Nothing else can be read, nothing written, nothing loaded."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from postigo.core.letters import one_line
from postigo.core.report import Shutter
from postigo.fleet.fold import Fold, Omissions
from postigo.fleet.rows import Answer, Gathered, Origin
from postigo.fleet.states import STATES, Left, State
from postigo.fleet.summary import LISTED, Omitted

if TYPE_CHECKING:
    import duckdb

SCHEMA: Final = "postigo.fleet/1"
MEMORY: Final = "220MB"
"""Memory of DuckDB, before it writes to a folder. The whole process stays below 400 MB."""
TABLES: Final[dict[str, tuple[str, str]]] = {
    "reports": (
        "report",
        "computer, age, gathered, site, device, name, began, finished, platform, system, broken, "
        + ", ".join((*(f"tip_{tip}" for tip in range(1, 6)), *(f"n_{state.name.lower()}" for state in STATES))),
    ),
    "answers": ("answer", 'computer, age, "check", tip, state, title, version, was'),
    "found": ("found", 'computer, age, "check", code, state, aside'),
    "to_do": ("to_do", 'computer, age, "check", fix, state, what, effort, who'),
    "gone": ("gone", 'computer, "check", tip, title, was'),
    "omitted": ("omitted", "source, why, detail, device"),
}
"""Tables that a question can name: the `kind` of their rows, and their columns."""
_MAGIC: Final = b"PAR1"


class NotPacked(ValueError):  # noqa: N818 - what it is
    """The file is none that `pack` wrote."""


class Packed:
    """A Parquet file as tables: `reports`, `answers`, `found`, `to_do`, `gone`, `omitted`; and `everything`.

    `NotPacked` where it is another file, `OSError` where it cannot be read.
    """

    def __init__(self, place: Path) -> None:
        if not place.is_file():  # a pipe would keep whoever opens it waiting
            raise NotPacked("no ordinary file")
        with place.open("rb") as file:
            if file.read(4) != _MAGIC:
                raise NotPacked("no Parquet file")
        self.base = connection()
        try:
            self.passed_over = self._open(place.resolve())
        except BaseException:
            self.base.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, why: BaseException | None, where: TracebackType | None
    ) -> None:
        self.base.close()

    def _open(self, place: Path) -> int:
        import duckdb  # noqa: PLC0415 - see `connection`

        file = literal(place)
        try:
            told = dict(self.base.execute(f"SELECT key, value FROM parquet_kv_metadata({file})").fetchall())  # noqa: S608
            if told.get(b"schema") != SCHEMA.encode():
                raise NotPacked("another kind of Parquet file")
            self.base.execute(f"CREATE VIEW everything AS SELECT * FROM read_parquet({file})")  # noqa: S608
            for table, (kind, columns) in TABLES.items():
                self.base.execute(f"CREATE VIEW {table} AS SELECT {columns} FROM everything WHERE kind = '{kind}'")  # noqa: S608
            plain = str(place).replace("'", "''")
            self.base.execute(f"SET allowed_paths = ['{plain}', {file}]")  # as it is, and as it is asked for
            self.base.execute("SET enable_external_access = false")
            self.base.execute("SET lock_configuration = true")
            return int(told.get(b"passed_over", b"0"))
        except (duckdb.Error, ValueError) as odd:  # a number that is none
            raise NotPacked(str(odd)) from None

    def rows(self, sql: str, values: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """Rows of a question of ours. `NotPacked` where the file has not what it asks for."""
        import duckdb  # noqa: PLC0415 - see `connection`

        try:
            return self.base.execute(sql, values or None).fetchall()
        except duckdb.Error as odd:
            raise NotPacked(str(odd)) from None


def newest(place: Path) -> Fold:
    """The newest report of each computer in a packed file, without what is to do. With all omissions. `NotPacked`, `OSError`."""
    with Packed(place) as packed:
        answers: dict[int, list[Answer]] = {}
        try:
            for computer, check, tip, state, title, version in packed.rows(
                """SELECT computer, "check", tip, state, title, version FROM answers WHERE age = 1"""
            ):
                answers.setdefault(computer, []).append(Answer(check, tip, State(state), one_line(title), version))
            told = packed.rows(
                "SELECT computer, site, device, name, began, platform, system, finished, broken FROM reports WHERE age = 1"
            )
            found = Fold.of(_gathered(row, tuple(answers.get(computer, ()))) for computer, *row in told)
            found.omitted = _omissions(packed)
        except (ValueError, TypeError, AttributeError, LookupError) as odd:  # words and blanks that `pack` never writes
            raise NotPacked(str(odd)) from None
        return found


def _omissions(packed: Packed) -> Omissions:
    """Omissions of a packed file, without holding a million lines that somebody put there."""
    counts = packed.rows("SELECT why, count(*) FROM omitted GROUP BY why")
    first = packed.rows(f"SELECT source, why, detail, device FROM omitted ORDER BY source, why LIMIT {LISTED}")  # noqa: S608 - ours
    devices = packed.rows("SELECT DISTINCT device FROM omitted WHERE device <> ''")
    return Omissions(
        Counter({Left(why): n for why, n in counts}),
        [
            Omitted(one_line(source), Left(why), one_line(detail), one_line(device))
            for source, why, detail, device in first
        ],
        {one_line(device) for (device,) in devices},
    )


def _gathered(row: list[Any], answers: tuple[Answer, ...]) -> Gathered:
    site, device, name, began, platform, system, finished, broken = row
    return Gathered(
        Origin(site, device),
        one_line(name),
        "",
        began.replace(tzinfo=UTC),
        finished=finished,
        platform=platform,
        system=one_line(system),
        broken=broken,
        shutters=(Shutter.BARE,) * 5,
        answers=answers,
        to_do=(),
        sha256="",
    )


def connection(folder: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A base in memory that loads no extension. It writes to a folder what has no room, and else nothing."""
    import duckdb  # noqa: PLC0415 - 66 MB, for those who pack or ask

    return duckdb.connect(
        config={
            "memory_limit": MEMORY,
            "temp_directory": "" if folder is None else str(folder),
            "preserve_insertion_order": False,
            "autoload_known_extensions": False,
            "autoinstall_known_extensions": False,
        }
    )


def literal(place: Path) -> str:
    """A file to read, in SQL. In its name, signs of a pattern stand for themselves."""
    plain = re.sub(r"[\[*?]", r"[\g<0>]", str(place))
    return "'" + plain.replace("'", "''") + "'"
