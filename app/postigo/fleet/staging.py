"""Staging of reports for DuckDB: tables of short lines, with each kind of answer once.

DuckDB takes rows from files, or from libraries that Postigo has not. Ten thousand computers give the same few hundred answers, so
a report is one line for itself, and a short one with the numbers of its answers. Those numbers are of this folder only.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any, Final

from postigo.fleet.parquet import literal
from postigo.fleet.reading import LONGEST
from postigo.fleet.rows import Answer, Gathered, ToDo
from postigo.fleet.states import STATES
from postigo.fleet.summary import Omitted

_SHUTTERS: Final = {f"tip_{tip}": "VARCHAR" for tip in range(1, 6)}
_COUNTS: Final = {f"n_{state.name.lower()}": "INTEGER" for state in STATES}
TABLES: Final[dict[str, dict[str, str]]] = {
    "reports": {"report": "INTEGER", "site": "VARCHAR", "device": "VARCHAR", "name": "VARCHAR", "source": "VARCHAR"}
    | {"began": "TIMESTAMP", "finished": "BOOLEAN", "platform": "VARCHAR", "system": "VARCHAR", "broken": "INTEGER"}
    | _SHUTTERS
    | _COUNTS
    | {"sha": "UBIGINT"},
    "answers": {"report": "INTEGER", "answer": "VARCHAR"},
    "kinds": {"answer": "INTEGER", "check": "VARCHAR", "tip": "INTEGER", "state": "VARCHAR", "title": "VARCHAR"}
    | {"version": "INTEGER"},
    "asked": {"answer": "INTEGER", "code": "VARCHAR", "state": "VARCHAR", "aside": "BOOLEAN"},
    "to_do": {"report": "INTEGER", "thing": "VARCHAR"},
    "things": {"thing": "INTEGER", "check": "VARCHAR", "fix": "VARCHAR", "what": "VARCHAR", "effort": "VARCHAR"}
    | {"who": "VARCHAR", "state": "VARCHAR"},
    "omitted": {"source": "VARCHAR", "why": "VARCHAR", "detail": "VARCHAR", "computer": "VARCHAR"},
}
"""Columns of each table, and their types in DuckDB."""
LISTS: Final = {"answers": "answer", "to_do": "thing"}
"""Tables with several numbers in a field, with a space between. A row for each is longer to write and to read."""
_BUFFER: Final = 4 * LONGEST
"""Bytes that DuckDB reads at once, of each table and in each thread. Its own 32 MB, of seven tables, do not fit into `MEMORY`."""
_KEPT: Final = 1 << 16
"""Answers whose number is remembered. One that was forgotten gets another number, and is told again."""


class Numbers:
    """Numbers of objects that are the same one for all that are alike (`reading`). Each new one is told once."""

    def __init__(self, tell: Callable[[int, Any], None]) -> None:
        self._tell = tell
        self._known: dict[int, tuple[object, str]] = {}
        self._next = count(1)

    def of(self, ones: tuple[object, ...]) -> str:
        """The number of each, with a space between."""
        known = self._known
        return " ".join([(known.get(id(one)) or self._new(one))[1] for one in ones])

    def _new(self, one: object) -> tuple[object, str]:
        if len(self._known) >= _KEPT:
            self._known.clear()
        number = next(self._next)
        # It is kept alive, or another could have its id.
        self._known[id(one)] = known = one, str(number)
        self._tell(number, one)
        return known


def stage(found: Iterable[Gathered | Omitted], folder: Path) -> None:
    """Write the tables."""
    with ExitStack() as opened:
        files = {
            name: opened.enter_context((folder / f"{name}.csv").open("w", encoding="utf-8", newline=""))
            for name in TABLES
        }
        tables = {name: csv.writer(file, lineterminator="\n") for name, file in files.items()}

        def answer(number: int, one: Answer) -> None:
            tables["kinds"].writerow((number, one.check, one.tip, one.state.value, one.title, one.version))
            tables["asked"].writerows((number, asked.code, asked.state.value, asked.aside) for asked in one.asked)

        def thing(number: int, one: ToDo) -> None:
            tables["things"].writerow((number, one.check, one.fix, one.what, one.effort, one.who, one.state.value))

        kinds, things, report = Numbers(answer), Numbers(thing), 0
        for one in found:
            if isinstance(one, Omitted):
                tables["omitted"].writerow((one.name, one.why.value, one.detail, one.device))
                continue
            report += 1
            tables["reports"].writerow(_report(report, one))
            if one.answers:
                files["answers"].write(f"{report},{kinds.of(one.answers)}\n")
            if one.to_do:
                files["to_do"].write(f"{report},{things.of(one.to_do)}\n")


def _report(number: int, one: Gathered) -> tuple[Any, ...]:
    counts = one.counts
    return (
        number,
        one.origin.site,
        one.origin.device,
        one.name,
        one.source,
        one.began.replace(tzinfo=None),
        one.finished,
        one.platform,
        one.system,
        one.broken,
        *one.shutters,
        *[counts.get(state, 0) for state in STATES],
        int(one.sha256[:16], 16),
    )


def read_table(folder: Path, name: str) -> str:
    """SQL that reads a table: its own columns and types, nothing guessed."""
    columns = TABLES[name]
    file = literal(folder / f"{name}.csv")
    told = ", ".join(f"'{column}': '{kind}'" for column, kind in columns.items())
    texts = ", ".join(f"'{column}'" for column, kind in columns.items() if kind == "VARCHAR")
    not_null = f", force_not_null=[{texts}]" if texts else ""
    form = f"auto_detect=false, header=false, delim=',', quote='\"', escape='\"', buffer_size={_BUFFER}, max_line_size={LONGEST}"
    rows = f"read_csv({file}, columns={{{told}}}, {form}{not_null})"
    if (number := LISTS.get(name)) is None:
        return rows
    return f"(SELECT report, unnest(string_split({number}, ' ')::INTEGER[]) AS {number} FROM {rows})"  # noqa: S608 - ours
