"""Presses of the Shift key: three within five seconds leave at once."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

WANTED: Final = 3
WITHIN: Final = 5.0
"""Seconds. As GOV.UK's Design System has it ("Exit this page")."""


class Presses(QObject):
    """Counter of presses. `counted` comes with each new number, also when it falls to nothing; `enough` at the third."""

    counted = Signal(int)
    enough = Signal()

    def __init__(self, parent: QObject | None = None, clock: Callable[[], float] = monotonic) -> None:
        super().__init__(parent)
        self._clock, self._times = clock, list[float]()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.forget)

    @property
    def number(self) -> int:
        """Presses that count now."""
        return len(self._times)

    def add(self) -> None:
        """Count one more; those of more than five seconds ago no longer."""
        now = self._clock()
        self._times = [*(time for time in self._times if now - time <= WITHIN), now]
        self._soon.start(round(WITHIN * 1000))
        self.counted.emit(self.number)
        if self.number >= WANTED:
            self.enough.emit()

    def forget(self) -> None:
        """Begin anew: another key was pressed, or time is over."""
        self._soon.stop()
        if self._times:
            self._times.clear()
            self.counted.emit(0)
