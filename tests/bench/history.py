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
from postigo.store.history.history import History
from tests.bench.rows import Row
from tests.support import remembered

FULL = 10_000
NOW = datetime(2026, 11, 29, tzinfo=UTC)


def rows(runs: int) -> Iterator[Row]:
    """Each job alone, with 10,000 looks in the file. Wall time is the median; CPU the least, for the machine may be loaded."""
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
        while history.count() < FULL:
            keep()
        yield _row("history, keeping a look", keep, runs)
        yield _row("history, listing 1,000 of 10,000", history.looks, runs)
        yield _row("history, two looks opened and compared", compare, runs)
        size = sum(one.stat().st_size for one in history.files())
        yield Row("history, 10,000 looks, file", f"{size / 1e6:.0f} MB")


def _row(what: str, job: Callable[[], object], runs: int) -> Row:
    walls, cpus = [], []
    for _ in range(runs + 1):
        began, used = time.perf_counter(), time.process_time()
        job()
        walls.append(time.perf_counter() - began)
        cpus.append(time.process_time() - used)
    return Row(what, f"{statistics.median(walls[1:]):.3f} s", f"CPU {min(cpus[1:]):.3f} s")
