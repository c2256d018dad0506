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
from postigo.fleet.parquet import SCHEMA, connection, literal
from postigo.fleet.rows import Gathered
from postigo.fleet.staging import read_table, stage
from postigo.fleet.states import STATES
from postigo.fleet.summary import Omitted
from postigo.store.plain import name_whole

GROUP: Final = 61_440
"""Rows that are written together. Half of DuckDB's usual number takes two thirds of the time here, for most columns of a row are empty."""
_REPORT: Final = (
    "site, device, name, began, finished, platform, system, broken, tip_1, tip_2, tip_3, tip_4, tip_5, "
    + ", ".join(f"n_{state.name.lower()}" for state in STATES)
)
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
    SELECT answer, (dense_rank() OVER (ORDER BY "check"))::INTEGER AS number, "check", tip, state, title, version FROM {kinds}
    """,
    """
    CREATE TEMP VIEW told AS
    SELECT report, computer, age, gathered, number, answer FROM {answers} JOIN aged USING (report) JOIN kinds USING (answer)
    """,
)
_PARTS: Final = {
    "report": """
    SELECT 'report' AS kind, age, computer, gathered, {report} FROM {reports} JOIN aged USING (report)
    """,
    "to_do": """
    SELECT 'to_do' AS kind, age, computer, "check", state, fix, what, effort, who
    FROM {to_do} JOIN {things} USING (thing) JOIN aged USING (report)
    """,
    "found": """
    SELECT 'found' AS kind, age, computer, "check", a.state, code, aside
    FROM told JOIN {asked} a USING (answer) JOIN kinds USING (answer)
    """,
    "answer": """
    SELECT if(n.answer IS NULL, 'gone', 'answer') AS kind, 1 AS age, coalesce(n.computer, b.computer) AS computer,
        k."check", k.tip, if(n.answer IS NULL, NULL, k.state) AS state, k.title, if(n.answer IS NULL, NULL, k.version) AS version,
        CASE WHEN n.gathered = 1 THEN NULL
            WHEN b.answer IS NULL THEN 'not-looked'
            WHEN w.version <> k.version AND w.version > 0 AND k.version > 0 THEN 'other-version'
            ELSE w.state END AS was
    FROM (SELECT * FROM told WHERE age = 1) n
    FULL JOIN (SELECT * FROM told WHERE age = 2) b ON b.computer = n.computer AND b.number = n.number
    JOIN kinds k ON k.answer = coalesce(n.answer, b.answer)
    LEFT JOIN kinds w ON w.answer = b.answer
    """,
    "older": """
    SELECT 'answer' AS kind, age, computer, "check", tip, state, title, version FROM told JOIN kinds USING (answer, number) WHERE age > 1
    """,
    "omitted": """
    SELECT 'omitted' AS kind, source, why, detail, computer AS device FROM {omitted}
    UNION ALL
    SELECT 'omitted', source, if(differ > 1, 'clash', 'twice'), '', r.site || '/' || r.device
    FROM {reports} r
    JOIN (
        SELECT site, device, began, count(DISTINCT sha) differ FROM {reports} GROUP BY site, device, began HAVING count(*) > 1
    ) USING (site, device, began)
    LEFT JOIN aged USING (report) WHERE aged.report IS NULL
    """,
}
"""Rows of each kind. Each is written by itself first: together their joins have no room in `MEMORY`."""
_WORDS: Final = {
    "kind": ("report", "answer", "found", "to_do", "gone", "omitted"),
    "state": (*(state.value for state in STATES), "other-version"),
}
"""Words of ours as types of DuckDB. It writes their numbers, and looks at no letter of a million rows."""
_WHOLE: Final = """
COPY (
    SELECT * REPLACE (kind::kind AS kind, state::state AS state, was::state AS was) FROM ({parts})
) TO {out} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {group}, KV_METADATA {{schema: '{schema}', passed_over: '{passed}'}})
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
        for stage_of in _STAGES:
            base.execute(stage_of.format(**tables))
        for name, part in _PARTS.items():
            sql = part.format(**tables, report=_REPORT)
            base.execute(f"COPY ({sql}) TO {_quoted(folder / name)} (FORMAT parquet, COMPRESSION uncompressed)")
        for name, words in _WORDS.items():
            base.execute(f"CREATE TYPE {name} AS ENUM {words}")
        parts = " UNION ALL BY NAME ".join(f"FROM read_parquet({literal(folder / name)})" for name in _PARTS)
        base.execute(_WHOLE.format(parts=parts, out=_quoted(whole), schema=SCHEMA, group=GROUP, passed=passed))


def _quoted(place: Path) -> str:
    """A file to write, in SQL. In its name no sign is a pattern."""
    return "'" + str(place).replace("'", "''") + "'"
