"""Group of checks that share a worker: the built-in ones, or one stranger's."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Final

from postigo.audit.scheduler import Scheduler
from postigo.audit.worker_process import WorkerProcess

_SLEPT: Final = 1.0  # a look that came this much later than the one before: the machine slept, or we were stopped


class Clock:
    """Clock that tells the time that counts from the time that does not."""

    def __init__(self) -> None:
        self._ticked = time.monotonic()

    def slept(self) -> float:
        """Seconds since the last call that were no work. The machine slept, or this process stood still.

        Whoever reads our events may also take long over one; the checks went on meanwhile, but nobody watched them.
        """
        now = time.monotonic()
        gap, self._ticked = now - self._ticked, now
        return gap if gap > _SLEPT else 0.0


class Group:
    """Group in progress: checks still to answer, its worker if any, its clock."""

    def __init__(self, guest: str | None, budgets: Mapping[str, float], worker: WorkerProcess | None) -> None:
        self.guest = guest
        self.ledger = Scheduler(budgets)
        self.worker = worker
        self.clock = Clock()

    def end(self) -> None:
        """End the worker and all it started. Safe to repeat."""
        if self.worker is not None:
            self.worker.end()
            self.worker = None
