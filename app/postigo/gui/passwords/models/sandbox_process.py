"""Stream of frames from the child that sees passwords: a process, or a test's stand-in."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from postigo import bounds
from postigo.bounds.closed import Hold
from postigo.gui.common.timers import call_later
from postigo.passwords import process
from postigo.passwords.protocol import Down, Up
from postigo.pipe.messages import from_line, to_line
from postigo.pipe.qt_host import QtHost


class SandboxStream(QObject):
    """One child as it speaks. After `ended` or `not_started` nothing more comes."""

    frame = Signal(object)  # an `Up`
    ended = Signal(str)  # with a technical detail, which holds no content of a file
    not_started = Signal(str)

    def start(self) -> None:
        """Begin. What is told before the child hears waits for it."""
        raise NotImplementedError

    def send(self, frame: Down) -> None:
        """Say something to the child."""
        raise NotImplementedError

    def abandon(self) -> None:
        """Stop it now, without another signal."""
        raise NotImplementedError


class SandboxProcess(SandboxStream):
    """The child as a process. Closing its stdin ends it at once; what it says on stderr is never looked at.

    On Windows this process is closed while the child lives: Qt has a handle of it here that opens its memory, and any program of
    the account could take that. Elsewhere nothing in here leads into the child.
    """

    def __init__(self, command: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = list(command)
        self._closed = Hold()
        self._host = QtHost(self)
        self._host.ended.connect(self._open)
        self._host.not_started.connect(self._open)
        self._host.line.connect(self._hear)
        self._host.ended.connect(self.ended)
        self._host.not_started.connect(self.not_started)

    def start(self) -> None:
        """Start the child."""
        self._closed.keep(secret=sys.platform == "win32")
        with bounds.children_write_no_core():
            self._host.start(self._command)

    def send(self, frame: Down) -> None:
        """Send it a frame."""
        self._host.send(to_line(frame))

    def abandon(self) -> None:
        """Close the pipe; whoever is not gone a moment later is killed."""
        self._host.abandon()
        self._open()

    def _open(self) -> None:
        self._closed.keep(secret=False)

    def _hear(self, line: bytes) -> None:
        try:
            frame: Up = from_line(Up, line)
        except ValueError as wrong:  # the type alone: what was misread could be anything
            self.abandon()
            self.ended.emit(f"{type(wrong).__name__} in what the child said")
            return
        self.frame.emit(frame)


def own_child() -> tuple[str, ...]:
    """How the child is started."""
    return tuple(process.command())


def leave_alone(stream: SandboxStream) -> None:
    """Be rid of a stream once Qt has delivered what is under way."""
    stream.abandon()
    call_later(stream, 0, stream.deleteLater)
