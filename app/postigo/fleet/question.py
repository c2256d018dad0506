"""Question in SQL about a packed file. It reads that file only, changes nothing and loads nothing."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from postigo.core.letters import one_line
from postigo.fleet.parquet import Packed
from postigo.reports.cells import inert, table
from postigo.reports.printable import harmless, printable

MOST: Final = 100_000
"""Rows of an answer. Nobody reads more, and they are held in memory."""


class NoQuestion(ValueError):  # noqa: N818 - what it is
    """The words are no question that can be answered: DuckDB says why."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Answer in rows. `more` where there are rows beyond `MOST`."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    more: bool = False


def ask(place: Path, sql: str) -> Reply:
    """The answer to one SELECT. `NoQuestion` for anything else, `NotPacked` and `OSError` as `Packed` has them."""
    import duckdb  # noqa: PLC0415 - 66 MB, for those who ask

    with Packed(place) as packed:
        try:
            told = duckdb.extract_statements(sql.encode(errors="replace").decode())
            if [one.type for one in told] != [duckdb.StatementType.SELECT]:
                raise NoQuestion("one SELECT expected")
            found = packed.base.execute(told[0])
            columns = tuple(column[0] for column in found.description or ())
            rows = found.fetchmany(MOST + 1)
        except duckdb.Error as why:
            raise NoQuestion(str(why)) from None
        except RuntimeError as why:  # what DuckDB makes of Ctrl-C
            raise (KeyboardInterrupt if "interrupted" in str(why) else why) from None
    return Reply(columns, tuple(rows[:MOST]), len(rows) > MOST)


def as_csv(reply: Reply) -> bytes:
    """The answer for a spreadsheet: no cell is a formula."""
    names = _unlike(reply.columns)
    return table(names, (dict(zip(names, map(_plain, row), strict=True)) for row in reply.rows))


def as_json(reply: Reply) -> bytes:
    """The answer as a list of objects."""
    names = _unlike(reply.columns)
    rows = [dict(zip(names, map(_plain, row), strict=True)) for row in reply.rows]
    return (harmless(json.dumps(rows, ensure_ascii=False, indent=1)) + "\n").encode(errors="replace")


def as_lines(reply: Reply) -> Iterator[str]:
    """The answer in columns, numbers to the right."""
    cells = [tuple(one_line(printable(_word(_plain(cell)))) for cell in row) for row in (reply.columns, *reply.rows)]
    widths = [max(len(row[index]) for row in cells) for index in range(len(reply.columns))]
    right = [all(isinstance(row[index], int | float) for row in reply.rows) for index in range(len(reply.columns))]
    for row in cells:
        yield "  ".join(
            cell.rjust(width) if number else cell.ljust(width)
            for cell, width, number in zip(row, widths, right, strict=True)
        ).rstrip()


def _unlike(columns: Sequence[str]) -> list[str]:
    """Names of columns, each once, and none of them a formula."""
    names: list[str] = []
    for column in columns:
        name = str(inert(column))
        while name in names:
            name += "_"
        names.append(name)
    return names


def _plain(cell: Any) -> Any:  # noqa: ANN401 - what SQL has
    """A cell as JSON has it. A whole number that JavaScript cannot hold, and whatever else there is, is a text."""
    if isinstance(cell, float) and not math.isfinite(cell):
        return str(cell)  # JSON has no such number
    if cell is None or isinstance(cell, bool | float | str):
        return cell
    if isinstance(cell, int):
        return cell if abs(cell) < 1 << 53 else str(cell)
    if isinstance(cell, date | datetime):
        return cell.isoformat()
    return str(cell)


def _word(cell: Any) -> str:  # noqa: ANN401 - see above
    return "" if cell is None else str(cell)
