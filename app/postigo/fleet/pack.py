"""Packing of reports into one Parquet file, for questions in SQL and for many computers.

The file is one table. `kind` says what a row is: a `report`, an `answer` of a check, what was `found` and asks for something,
a thing `to_do`, a check that is `gone` since the report before, or a file that was left `omitted`. `age` is 1 for the newest report of a computer, 2 for the one before, and so on;
`computer` is a number of this file, and `was` how the answer stood in the report before. Reports that contradict each other, and second copies, are among what was omitted.
"""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from postigo.fleet.folder import Folder
from postigo.fleet.parquet import SCHEMA, connection
from postigo.fleet.rows import Gathered
from postigo.fleet.staging import read_table, stage
from postigo.fleet.states import STATES
from postigo.fleet.summary import Omitted
from postigo.store.plain import name_whole

GROUP: Final = 61_440
"""Rows that are written together. Half of DuckDB's usual number takes two thirds of the time here, for most columns of a row are empty."""
_COUNTS: Final = {state: f"n_{state.name.lower()}" for state in STATES}
_REPORT: Final = (
    "site, device, name, began, finished, platform, system, broken, tip_1, tip_2, tip_3, tip_4, tip_5, "
    + ", ".join(f"coalesce({name}, 0) AS {name}" for name in _COUNTS.values())
)
_COUNTED: Final = ", ".join(
    f"(count(*) FILTER (state = '{state}'))::INTEGER AS {name}" for state, name in _COUNTS.items()
)
_WORDS: Final = (
    ("kind", ("report", "answer", "found", "to_do", "gone", "omitted")),
    ("state", (*(state.value for state in STATES), "other-version")),
)
"""Words of ours as types of DuckDB: it writes their numbers, and looks at no letter of a million rows."""
_STAGES: Final = (
    # The reports that count, once each, with their age. Computers are numbered in the order in which a summary names them.
    """
    CREATE TEMP TABLE aged AS
    WITH same AS (
        SELECT site, device, began, min(report) report, count(DISTINCT sha) differ FROM {reports} GROUP BY site, device, began
    )
    SELECT report,
        (row_number() OVER one)::INTEGER AS age,
        (count(*) OVER (PARTITION BY site, device))::INTEGER AS gathered,
        (dense_rank() OVER (ORDER BY site, device))::INTEGER AS computer
    FROM same WHERE differ = 1
    WINDOW one AS (PARTITION BY site, device ORDER BY began DESC)
    """,
    # Checks by number, so that an answer and the one before find each other by two numbers.
    """
    CREATE TEMP TABLE kinds AS
    SELECT answer, (dense_rank() OVER (ORDER BY "check"))::INTEGER AS number, "check", tip, state::state AS state, title, version
    FROM {kinds}
    """,
    """
    CREATE TEMP TABLE told AS
    SELECT computer, age, gathered > 1 AS again, answer FROM {answers} JOIN aged USING (report)
    """,
    "CREATE TEMP TABLE before AS SELECT computer, number, answer FROM told JOIN kinds USING (answer) WHERE age = 2",
)
_COPY: Final = """
COPY (
    SELECT 'report'::kind AS kind, age, computer, gathered, {report} FROM {reports} JOIN aged USING (report)
    LEFT JOIN (
        SELECT computer, age, {counts} FROM told JOIN kinds USING (answer) GROUP BY computer, age
    ) USING (computer, age)
    UNION ALL BY NAME
    SELECT 'to_do'::kind AS kind, age, computer, "check", state::state AS state, fix, what, effort, who
    FROM {to_do} JOIN {things} USING (thing) JOIN aged USING (report)
    UNION ALL BY NAME
    SELECT 'found'::kind AS kind, age, computer, "check", a.state::state AS state, code, aside
    FROM told JOIN {asked} a USING (answer) JOIN kinds USING (answer)
    UNION ALL BY NAME
    SELECT if(n.answer IS NULL, 'gone', 'answer')::kind AS kind, 1 AS age, coalesce(n.computer, b.computer) AS computer,
        k."check", k.tip, if(n.answer IS NULL, NULL, k.state) AS state, k.title, if(n.answer IS NULL, NULL, k.version) AS version,
        CASE WHEN NOT again THEN NULL
            WHEN b.answer IS NULL THEN 'not-looked'
            WHEN w.version <> k.version AND w.version > 0 AND k.version > 0 THEN 'other-version'
            ELSE w.state END::state AS was
    FROM (SELECT computer, number, answer, again FROM told JOIN kinds USING (answer) WHERE age = 1) n
    FULL JOIN before b ON b.computer = n.computer AND b.number = n.number
    JOIN kinds k ON k.answer = coalesce(n.answer, b.answer)
    LEFT JOIN kinds w ON w.answer = b.answer
    UNION ALL BY NAME
    SELECT 'answer'::kind AS kind, age, computer, "check", tip, state, title, version
    FROM told JOIN kinds USING (answer) WHERE age > 1
    UNION ALL BY NAME
    SELECT 'omitted'::kind AS kind, source, why, detail, computer AS device FROM {omitted}
    UNION ALL BY NAME
    SELECT 'omitted'::kind AS kind, source, if(differ > 1, 'clash', 'twice') AS why, '' AS detail,
        r.site || '/' || r.device AS device
    FROM {reports} r
    JOIN (
        SELECT site, device, began, count(DISTINCT sha) differ FROM {reports} GROUP BY site, device, began HAVING count(*) > 1
    ) USING (site, device, began)
    LEFT JOIN aged USING (report) WHERE aged.report IS NULL
) TO '{out}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {group}, KV_METADATA {{schema: '{schema}', passed_over: '{passed}'}})
"""


def available() -> bool:
    """Whether DuckDB is here: it is an extra of 66 MB."""
    return find_spec("duckdb") is not None


def pack(found: Iterable[Gathered | Omitted], place: Path) -> None:
    """Write the Parquet file, whole or not at all, and never over another. `OSError` where it cannot be written."""
    with tempfile.TemporaryDirectory(prefix=".postigo-", dir=place.parent) as name:
        folder = Path(name)
        stage(found, folder)
        whole = folder / "whole.parquet"
        passed = found.passed.over if isinstance(found, Folder) else 0
        _write(folder, whole, passed)
        whole.chmod(0o600)
        name_whole(whole, place)


def _write(folder: Path, whole: Path, passed: int) -> None:
    import duckdb  # noqa: PLC0415 - see `connection`

    tables = {
        name: read_table(folder, name)
        for name in ("reports", "answers", "kinds", "asked", "to_do", "things", "omitted")
    }
    try:
        _copy(folder, whole, passed, tables)
    except duckdb.OutOfMemoryException as why:
        raise OSError(errno.ENOMEM, str(why)) from None
    except duckdb.IOException as why:
        raise OSError(errno.ENOSPC if "space" in str(why) else errno.EIO, str(why)) from None


def _copy(folder: Path, whole: Path, passed: int, tables: Mapping[str, str]) -> None:
    with connection(folder) as base:
        for name, words in _WORDS:
            base.execute(f"CREATE TYPE {name} AS ENUM {words}")
        for stage_of in _STAGES:
            base.execute(stage_of.format(**tables))
        out = str(whole).replace("'", "''")
        base.execute(
            _COPY.format(**tables, report=_REPORT, counts=_COUNTED, out=out, schema=SCHEMA, group=GROUP, passed=passed)
        )
