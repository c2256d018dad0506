"""Work aside: in a thread, so that the window goes on. Only what was asked for last is handed over."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

T = TypeVar("T")


class Aside(QObject, Generic[T]):
    """Work of one kind. `take` gets each result in the window's thread; None if the work ended in an exception.

    `may_hang`: it only reads, perhaps a dead network drive, and the program's end does not wait for it.
    """

    _ended = Signal(int, object)

    def __init__(self, take: Callable[[T | None], object], *, may_hang: bool = False) -> None:
        super().__init__()
        self._take, self._may_hang, self._turn = take, may_hang, 0
        self._work: Callable[[], T] | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self._begin)
        self._ended.connect(self._over)  # a method of ours: Qt brings a signal over only to an object that lives here

    @property
    def busy(self) -> bool:
        """Whether a result is still to come."""
        return self._work is not None

    def run(self, work: Callable[[], T], wait_ms: int = 0) -> None:
        """Do this in the place of what was asked for before. It begins after a wait, for more may come."""
        self._turn += 1
        self._work = work
        self._wait.start(wait_ms)

    def forget(self) -> None:
        """Forget what was wanted."""
        self._turn += 1
        self._work = None
        self._wait.stop()

    def _begin(self) -> None:
        if self._work is not None:
            # Without `may_hang`, what is begun ends.
            Thread(target=self._do, args=(self._turn, self._work), name="aside", daemon=self._may_hang).start()

    def _do(self, turn: int, work: Callable[[], T]) -> None:
        found: T | None = None
        try:
            found = work()
        finally:
            self._tell(turn, found)

    def _tell(self, turn: int, found: T | None) -> None:
        try:
            self._ended.emit(turn, found)
        except RuntimeError:  # the window has gone, and this object of Qt's with it
            return

    def _over(self, turn: int, found: T | None) -> None:
        if turn == self._turn:
            self._work = None
            self._take(found)
