"""The history at its full size: keeping, listing and comparing looks of a remembered computer."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from postigo.core.diff import Diff, diff
from postigo.reports.comparable import of_stored
from postigo.reports.keeping import templates
from postigo.store.history.database import opened, whole
from postigo.store.history.history import History
from tests.bench.rows import Row
from tests.support import remembered

FULL = 10_000
NOW = datetime(2026, 11, 29, tzinfo=UTC)


def rows(runs: int) -> Iterator[Row]:
    """Each job alone, with 10,000 looks in the file."""
    path = next(path for path in remembered.MACHINES if path.stem == "windows-11-family")
    report = replace(remembered.report(path), remembered=False)
    with tempfile.TemporaryDirectory() as folder:
        history = History(Path(folder) / "history.sqlite3")
        words, minutes = templates(report), iter(range(FULL * 10))

        def keep() -> None:
            began = NOW - timedelta(days=300) + timedelta(minutes=next(minutes))
            history.keep(replace(report, began=began), words, NOW)

        def compare() -> Diff:
            one, other = history.open(1), history.open(2)
            assert one is not None
            assert other is not None
            return diff(of_stored(one), of_stored(other))

        yield _row("history, keeping the first looks", keep, runs)
        _fill(history)
        yield _row("history, keeping a look", keep, runs)
        yield _row("history, listing 1,000 of 10,000", history.looks, runs)
        yield _row("history, two looks opened and compared", compare, runs)
        size = sum(one.stat().st_size for one in history.files())
        yield Row("history, 10,000 looks, file", f"{size / 1e6:.0f} MB")


def _fill(history: History) -> None:
    """Copies of the first look, a second apart and older than all others, until the file is full."""
    with opened(history.file) as database, whole(database):
        there = int(database.execute("SELECT count(*) FROM look").fetchone()[0])
        database.execute(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
            "INSERT INTO look (began, ended, app, label, shutters, counts, size) "
            "SELECT began - i * 1000000, ended, app, label, shutters, counts, size FROM look, n WHERE id = 1",
            (FULL - there,),
        )
        database.execute(
            "INSERT INTO document SELECT id, (SELECT content FROM document WHERE look = 1) FROM look WHERE id > ?",
            (there,),
        )


def _row(what: str, job: Callable[[], object], runs: int) -> Row:
    """Medians: the wall, and of it the CPU and the wait for one on a machine that has other things to do. The rest is the disk."""
    walls, cpus, waits = [], [], []
    for _ in range(runs + 1):
        began, used, before = time.perf_counter(), time.process_time(), waited()
        job()
        walls.append(time.perf_counter() - began)
        cpus.append(time.process_time() - used)
        waits.append(waited() - before)
    wall, cpu, wait = (statistics.median(times[1:]) for times in (walls, cpus, waits))
    return Row(what, f"{wall:.3f} s", f"CPU {cpu:.3f} s, waited for a processor {wait:.3f} s")


def waited() -> float:
    """Seconds in which this thread could have gone on, but others had the processors (proc(5), `schedstat`)."""
    return int(Path("/proc/thread-self/schedstat").read_text("ascii").split()[1]) / 1e9
