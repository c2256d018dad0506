"""Scheduler of an audit's checks: what waits, what runs, what follows a lost worker.

It knows no process and no clock: times are handed in, in seconds of any monotonic clock.
"""

from __future__ import annotations

from collections.abc import Mapping


class Scheduler:
    """Every listed check gets exactly one answer.

    Checks are asked together, in one worker. Those that were being asked when a worker was lost are suspects: each is
    asked again alone, in a worker of its own, so that the guilty one costs its own answer and nobody else's.
    """

    def __init__(self, budgets: Mapping[str, float]) -> None:
        self.budgets = budgets
        self._together = list(budgets)
        self._suspects: list[str] = []
        self._asked: dict[str, float] = {}  # by whom an answer is awaited now, and since when
        self._ever_asked: set[str] = set()
        self._batch: tuple[str, ...] = ()
        self._progress = False
        self.alone = False

    @property
    def unfinished(self) -> list[str]:
        """Ids of checks that have not answered yet, in their order."""
        return [*self._together, *self._suspects]

    @property
    def awaited(self) -> list[str]:
        """Ids of this batch that have not answered yet."""
        return [check for check in self._batch if check in self.unfinished]

    @property
    def idle(self) -> bool:
        """Whether nobody is being asked just now."""
        return not self._asked

    def begin(self) -> tuple[str, ...]:
        """The checks for the next worker: all that are no suspects, else one suspect alone."""
        self.alone = not self._together
        self._batch = tuple(self._suspects[:1] if self.alone else self._together)
        self._asked = {}
        self._progress = False
        return self._batch

    def start(self, check: str, now: float) -> bool:
        """A check is being asked; whether that is news. ValueError if it cannot be."""
        if check not in self.awaited or check in self._asked:
            raise ValueError(f"{check} cannot start now")
        self._asked[check] = now
        news = check not in self._ever_asked
        self._ever_asked.add(check)
        return news

    def finish(self, check: str) -> None:
        """A check has answered, or was answered for."""
        self._asked.pop(check, None)
        (self._together if check in self._together else self._suspects).remove(check)
        self._progress = True

    def answer(self, check: str) -> None:
        """A check has answered. ValueError if nobody asked it."""
        if check not in self._asked:
            raise ValueError(f"{check} was not asked")
        self.finish(check)

    def overdue(self, now: float) -> list[str]:
        """Ids of checks that take longer than their budget."""
        return [check for check, since in self._asked.items() if now - since > self.budgets[check]]

    def discount(self, seconds: float) -> None:
        """Time that counts for nobody: the machine slept, or we did."""
        self._asked = {check: since + seconds for check, since in self._asked.items()}

    def lost(self) -> None:
        """The worker is gone, and one of those that were asked may have done it. They become suspects.

        If nobody was asked and nobody had answered, any of them may have: then all are.
        """
        suspects = list(self._asked) if self._asked or self._progress else list(self._together)
        self._together = [check for check in self._together if check not in suspects]
        self._suspects += [check for check in suspects if check not in self._suspects]
        self._asked = {}
