"""Process that shows, makes or undoes one change, as a stream of one answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, Signal

from postigo.fixes.messages import Do, Message, Moved, Order
from postigo.pipe.messages import from_line, to_line
from postigo.pipe.qt_host import QtHost

_WITHOUT_END: Final = -1  # milliseconds, for Qt


class FixStream(QObject):
    """One order. `answered` comes once, with a `Message`, or not at all; then `ended`, with a technical detail.

    Before it `moved` may come any number of times, with a `Moved`.
    """

    moved = Signal(object)
    answered = Signal(object)
    ended = Signal(str)

    def do(self, order: Order) -> None:
        """Begin."""
        raise NotImplementedError

    def leave(self) -> None:
        """Let nobody wait for it. A change goes on to its end, a preview ends now. `ended` follows."""
        raise NotImplementedError

    def wait(self) -> None:
        """Wait until a change that was begun has ended: the program ends. A preview is given up."""
        raise NotImplementedError


class FixProcess(FixStream):
    """`postigo fix --events` as a child. The order goes down its stdin: no list of commands names a thing of this machine."""

    def __init__(self, command: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command, self._changes, self._misread = [*command, "fix", "--events"], False, ""
        self.host = QtHost(self, errors=True)
        self.host.line.connect(self._hear)
        self.host.ended.connect(self._end)
        self.host.not_started.connect(self._end)

    def do(self, order: Order) -> None:
        """Start the process, and tell it."""
        self._changes = order.do in {Do.APPLY, Do.UNDO}
        self.host.start(self._command)
        self.host.send(to_line(order))

    def leave(self) -> None:
        """See above."""
        if not self._changes:
            self.host.stop_grace = 0  # it has nothing to finish, and its worker ends with it
            self.host.stop()

    def wait(self) -> None:
        """See above."""
        if self._changes:
            self.host.wait(_WITHOUT_END)
        else:
            self.host.abandon()

    def _hear(self, line: bytes) -> None:
        try:
            message: Message | Moved = from_line(Message | Moved, line)
        except (
            ValueError
        ) as wrong:  # it is no answer; whoever waits is told at the end, for a change is never cut short
            self._misread = f"{type(wrong).__name__}: {wrong}\n{line[:400].decode(errors='replace')}\n"
            return
        (self.moved if isinstance(message, Moved) else self.answered).emit(message)

    def _end(self, detail: str) -> None:
        self.ended.emit(f"{self._misread}{detail}")
