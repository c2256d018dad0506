"""Host of a child process for a window. Its lines come a few milliseconds at a time: the window can paint."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from time import monotonic
from typing import Final

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from postigo.pipe.protocol import LEAVE_GRACE, LONGEST, STDERR_KEPT, STOP_GRACE, Lines

_SLICE: Final = 0.008  # seconds of hearing after which the window may paint


class QtHost(QObject):
    """One child process as a window has it. After `ended` or `not_started` nothing more comes.

    With `errors`, the end of its stderr is part of the detail of `ended`; else nobody ever looks at it.
    """

    line = Signal(object)  # bytes, without the end of line; never empty
    ended = Signal(str)  # with a technical detail
    not_started = Signal(str)

    def __init__(self, parent: QObject, *, errors: bool = False) -> None:
        super().__init__(parent)
        self.stop_grace = STOP_GRACE
        self._lines = Lines()
        self._waiting: deque[bytes] = deque()
        self._said = b""
        self._how = ""  # it ended, once that is told
        self._over = False
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._read)
        if errors:
            self._process.readyReadStandardError.connect(self._listen)
        else:
            self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.errorOccurred.connect(self._broke)
        self._process.finished.connect(self._finished)
        self._soon = QTimer(self)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._hand_over)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._process.kill)

    def start(self, command: Sequence[str]) -> None:
        """Start the child."""
        program, *arguments = command
        self._process.start(program, arguments)

    def send(self, line: bytes) -> None:
        """Send it a line; Qt keeps it until the child reads."""
        if not self._over and self._process.state() is not QProcess.ProcessState.NotRunning:
            self._process.write(line)

    def stop(self) -> None:
        """End its stdin, which asks it to stop: what it still says is heard. After `stop_grace` seconds it is killed."""
        self._process.closeWriteChannel()
        self._patience.start(round(self.stop_grace * 1000))

    def abandon(self) -> None:
        """Be rid of it, without another signal: the window closes, or nobody listens any more."""
        self._leave()
        if self._process.state() is QProcess.ProcessState.NotRunning:
            return
        self._process.closeWriteChannel()
        if not self._process.waitForFinished(_ms(LEAVE_GRACE)):
            self._kill()

    def wait(self, milliseconds: int) -> None:
        """Wait until it has ended, at most so long; -1: as long as it takes. The window stands still meanwhile."""
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            self._process.waitForFinished(milliseconds)

    def _leave(self) -> None:
        self._over = True
        self._waiting.clear()
        self._soon.stop()
        self._patience.stop()

    def _kill(self) -> None:
        self._process.kill()
        self._process.waitForFinished(_ms(LEAVE_GRACE))

    def _read(self) -> None:
        news = self._process.readAllStandardOutput().data()
        if self._over:
            return
        self._waiting.extend(line for line in self._lines.feed(bytes(news)) if line.strip())
        if self._lines.too_long:
            self._leave()
            self._kill()
            self.ended.emit(f"the child wrote a line of more than {LONGEST} bytes")
        elif self._waiting:
            self._soon.start()

    def _hand_over(self) -> None:
        until = monotonic() + _SLICE
        while self._waiting and not self._left() and monotonic() < until:
            self.line.emit(self._waiting.popleft())
        if self._waiting or self._left():
            return
        self._soon.stop()
        if self._how:
            self._leave()
            self.ended.emit(self._how)

    def _left(self) -> bool:
        return self._over  # who hears a line may abandon the rest; a method, for mypy takes a field as unchanged

    def _listen(self) -> None:
        self._said = (self._said + self._process.readAllStandardError().data())[-STDERR_KEPT:]

    def _broke(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and not self._over:
            self._leave()
            self.not_started.emit(self._process.errorString())

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        if self._over:
            return
        self._read()
        if self._left():  # its last line was too long
            return
        self._listen()
        how = "crashed" if status is QProcess.ExitStatus.CrashExit else "ended"
        self._how = f"the child {how} with status {code}\n{self._said.decode('utf-8', 'replace')}".strip()
        self._soon.start()  # after the last of its lines


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
