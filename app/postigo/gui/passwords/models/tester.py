"""Tester: judges a password while it is typed, in a child of its own. It is kept nowhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from postigo.bounds.closed import Hold
from postigo.gui.common.trouble import NOT_STARTED, STOPPED, Trouble
from postigo.gui.passwords.models.sandbox_process import SandboxStream, leave_alone
from postigo.passwords.protocol import Crashed, Order, Tried, Try, Up

PAUSE_MS = 120  # after the last key; a judgement takes far less


class Tester(QObject):
    """Asks for the newest text only. `answer` belongs to what stands in the field now, or is None while that is judged."""

    changed = Signal()

    def __init__(
        self,
        open_stream: Callable[[], SandboxStream],
        today: Callable[[], date],
        words: Callable[[], tuple[str, ...]],
        pause_ms: int = PAUSE_MS,
    ) -> None:
        super().__init__()
        self._open_stream, self._today, self._words = open_stream, today, words
        self.answer: Tried | None = None
        self.waiting = False
        self.trouble: Trouble | None = None
        self._stream: SandboxStream | None = None
        self._number = 0
        self._typed: Callable[[], str] | None = None
        self._closed = Hold()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(pause_ms)
        self._soon.timeout.connect(self._ask)

    def typed(self, read: Callable[[], str]) -> None:
        """Notice that something was typed. `read` says what stands in the field when it is time to ask.

        Nothing is kept until then.
        """
        self._number += 1
        self.answer = None
        self._typed = read
        self.waiting = bool(read())
        self._closed.keep(secret=self.waiting)
        if self.waiting:
            self._soon.start()
        else:
            self._soon.stop()
        self.changed.emit()

    def read_from(self, read: Callable[[], str]) -> None:
        """The same text stands in another field now."""
        if self._typed is not None:
            self._typed = read

    def close(self) -> None:
        """Let the child go, and forget its last answer."""
        self._soon.stop()
        self._typed, self.answer, self.waiting = None, None, False
        self._closed.keep(secret=False)
        stream, self._stream = self._stream, None
        if stream is not None:
            leave_alone(stream)
        self.changed.emit()

    def _ask(self) -> None:
        if self._typed is None:
            return
        if self._stream is None:
            self._open()
        if self._stream is not None and (text := self._typed()):
            self._stream.send(Try(self._number, text))

    def _open(self) -> None:
        self.trouble = None
        stream = self._stream = self._open_stream()
        stream.frame.connect(lambda frame: self._hear(stream, frame))
        stream.ended.connect(lambda detail: self._lost(stream, Trouble(STOPPED, detail)))
        stream.not_started.connect(lambda detail: self._lost(stream, Trouble(NOT_STARTED, detail)))
        stream.start()
        stream.send(Order(self._today(), words=self._words()))

    def _hear(self, stream: SandboxStream, frame: Up) -> None:
        if stream is not self._stream:
            return
        if isinstance(frame, Crashed):
            self._lost(stream, Trouble(STOPPED, frame.where))
        elif isinstance(frame, Tried) and frame.number == self._number:
            self.answer, self.waiting = frame, False
            self.changed.emit()

    def _lost(self, stream: SandboxStream, trouble: Trouble) -> None:
        """The child is gone. The next key opens another."""
        if stream is self._stream:
            self._stream = None
            leave_alone(stream)
            self.trouble, self.waiting = trouble, False
            self.changed.emit()
