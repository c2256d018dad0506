"""Errands of the log, one at a time. What is left while it saves is waited for when the program ends."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from postigo.evidence.errands import Answer, Errand
from postigo.gui.evidence.models.errand_process import ErrandStream


class Errands(QObject):
    """One errand under way. After `begun` comes `answered` or `failed`, unless it is dropped."""

    begun = Signal()
    answered = Signal(object, object)
    failed = Signal(object)

    def __init__(self, open_stream: Callable[[], ErrandStream]) -> None:
        super().__init__()
        self._open = open_stream
        self._stream: ErrandStream | None = None
        self._left: list[ErrandStream] = []
        self.under_way: Errand | None = None

    def do(self, errand: Errand) -> None:
        """Begin an errand."""
        stream = self._open()
        self._stream, self.under_way = stream, errand
        stream.answered.connect(lambda answer: self._hear(stream, errand, answer))
        stream.failed.connect(lambda: self._fail(stream, errand))
        self.begun.emit()
        stream.do(errand)

    def drop(self) -> None:
        """Hear no more of what is under way."""
        if self._stream is not None:
            self._left.append(self._stream)
            self._stream.leave()
            self._stream = self.under_way = None

    def finish(self) -> None:
        """The program ends: wait for what was left."""
        for stream in self._left:
            stream.wait()

    def _is_awaited(self, stream: ErrandStream) -> bool:
        """Whether somebody still waits for it. It has ended."""
        stream.deleteLater()
        if stream in self._left:
            self._left.remove(stream)
        if stream is not self._stream:
            return False
        self._stream = self.under_way = None
        return True

    def _hear(self, stream: ErrandStream, errand: Errand, answer: Answer) -> None:
        if self._is_awaited(stream):
            self.answered.emit(errand, answer)

    def _fail(self, stream: ErrandStream, errand: Errand) -> None:
        if self._is_awaited(stream):
            self.failed.emit(errand)
