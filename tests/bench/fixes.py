"""Fixes on this machine: a preview, a change with the look afterwards, and a line of the journal, in a home of the bench."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from postigo.core.policy import Policy
from postigo.fixes import engine
from postigo.fixes.journal import KEPT, Journal
from postigo.fixes.live import session
from tests.bench.history import waited
from tests.bench.rows import Row

CHECK = "image.folders"


def rows(runs: int) -> Iterator[Row]:
    """Each job alone, in turns, so that what else this machine does meets all of them."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "Pictures").mkdir()
        home.chmod(0o755)
        for name, value in {"HOME": folder, "XDG_DATA_HOME": f"{folder}/.local/share"}.items():
            os.environ[name] = value
        (home / ".config").mkdir()
        (home / "Pictures").chmod(0o755)
        here = session(Policy())
        offers = [one for one in here.offers(CHECK) if one.plan.id == "close-folder"]
        if not offers:
            yield Row("fix, preview", "no offer", "nobody else has an account here")
            return
        (offer,) = offers
        shown = here.preview(offer)
        done: list[str] = []
        journal, full = Journal(home / "alone"), Journal(home / "full")
        entry = engine.apply(here.access, journal, offer, lambda _: None).entry
        engine.undo(here.access, journal, entry.id, lambda _: None)
        for number in range(KEPT - 60):
            full.begin(replace(entry, id=f"{number:08x}"))

        def change() -> None:
            done.append(here.apply(offer, shown.steps).entry.id)

        def undo() -> None:
            here.undo(done[-1])

        def write() -> None:
            number = len(done)
            journal.begin(replace(entry, id=f"{number}-{time.monotonic_ns()}"))

        def write_full() -> None:
            full.begin(replace(entry, id=f"x{time.monotonic_ns()}"))

        jobs: dict[str, Callable[[], object]] = {
            "fix, preview": lambda: here.preview(offer),
            "fix, preview with the look before": lambda: [here.preview(one) for one in here.offers(CHECK)],
            "fix, change made and looked at again": change,
            "fix, undo with the look afterwards": undo,
            "fix, line of the journal": write,
            "fix, line of a journal of 450 changes": write_full,
        }
        yield from measured(jobs, runs)


def measured(jobs: dict[str, Callable[[], object]], runs: int) -> Iterator[Row]:
    """Medians of jobs that take turns: the wall, the CPU with that of children, and the wait for a processor."""
    times: dict[str, list[tuple[float, float, float]]] = {name: [] for name in jobs}
    for _ in range(runs + 1):
        for name, job in jobs.items():
            began, used, before = time.perf_counter(), _used(), waited()
            job()
            times[name].append((time.perf_counter() - began, _used() - used, waited() - before))
    for name, found in times.items():
        wall, cpu, wait = (statistics.median(column) for column in zip(*found[1:], strict=True))
        yield Row(name, f"{wall:.3f} s", f"CPU {cpu:.3f} s, waited for a processor {wait:.3f} s")


def _used() -> float:
    return sum(os.times()[:4])
