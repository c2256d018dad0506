"""The child that sees passwords, as the window talks to it: a process of ours, or whatever a test hands in."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from time import monotonic
from typing import Final

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from postigo import bounds
from postigo.gui.common.timers import call_later
from postigo.gui.today.models.audit_process import let_end
from postigo.passwords import process
from postigo.passwords.protocol import Down, Up, to_line, up

LONGEST: Final = 16_000_000  # bytes of one line; a batch of a thousand entries has 300,000
_SLICE: Final = 0.008  # seconds of reading after which the window may paint


class SandboxStream(QObject):
    """One child as it speaks. After `ended` or `not_started` nothing more comes."""

    frame = Signal(object)  # an `Up`
    ended = Signal(str)  # with a technical detail, which holds no content of a file
    not_started = Signal(str)

    def start(self) -> None:
        """Begin. What is told before the child hears waits for it."""
        raise NotImplementedError

    def tell(self, frame: Down) -> None:
        """Say something to the child."""
        raise NotImplementedError

    def abandon(self) -> None:
        """Stop it now, without another signal."""
        raise NotImplementedError


class SandboxProcess(SandboxStream):
    """The child as a process. Closing its stdin ends it at once; what it says on stderr is never looked at."""

    def __init__(self, command: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = list(command)
        self._rest = b""
        self._lines: deque[bytes] = deque()
        self._over = False
        self._how = ""
        self._process = QProcess(self)
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.errorOccurred.connect(self._broke)
        self._process.finished.connect(self._finished)
        self._soon = QTimer(self)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._speak)

    def start(self) -> None:
        """Start the child."""
        program, *arguments = self._command
        with bounds.children_write_no_core():
            self._process.start(program, arguments)

    def tell(self, frame: Down) -> None:
        """Say something to the child; Qt keeps it until the child reads."""
        if not self._over and self._process.state() is not QProcess.ProcessState.NotRunning:
            self._process.write(to_line(frame))

    def abandon(self) -> None:
        """Close the pipe; whoever is not gone a moment later is killed."""
        self._over = True
        self._lines.clear()
        self._soon.stop()
        if self._process.state() is QProcess.ProcessState.NotRunning:
            return
        let_end(self._process, 300)

    def _read(self) -> None:
        news = self._process.readAllStandardOutput().data()
        if self._over:
            return
        *lines, self._rest = (self._rest + news).split(b"\n")
        if len(self._rest) > LONGEST:
            self._fail(f"a line of more than {LONGEST} bytes")
            return
        self._lines.extend(line for line in lines if line)
        if self._lines:
            self._soon.start()

    def _speak(self) -> None:
        """Hand over what came, for a few milliseconds at a time: the window has to paint too."""
        until = monotonic() + _SLICE
        while self._lines and not self._over and monotonic() < until:
            try:
                frame: Up = up(self._lines.popleft())
            except ValueError as wrong:  # the type alone: what was misread could be anything
                self._fail(f"{type(wrong).__name__} in what the child said")
                return
            self.frame.emit(frame)
        if self._lines:
            return
        self._soon.stop()
        if self._how and not self._over:
            self._over = True
            self.ended.emit(self._how)

    def _fail(self, detail: str) -> None:
        self.abandon()
        self.ended.emit(detail)

    def _broke(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and not self._over:
            self._over = True
            self.not_started.emit(self._process.errorString())

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        if self._over:
            return
        self._read()
        crashed = status is QProcess.ExitStatus.CrashExit
        self._how = f"the child {'crashed' if crashed else 'ended'} with status {code}"
        self._soon.start()  # after the last of its lines


def own_child() -> tuple[str, ...]:
    """How the child is started."""
    return tuple(process.command())


def leave_alone(stream: SandboxStream) -> None:
    """Be rid of a stream once Qt has delivered what is under way."""
    stream.abandon()
    call_later(stream, 0, stream.deleteLater)
