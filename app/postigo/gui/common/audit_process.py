"""Stream of an audit's lines: from a child process, or a test's stand-in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from postigo.pipe import reexec
from postigo.pipe.protocol import ON_STDIN
from postigo.pipe.qt_host import QtHost


class Stream(QObject):
    """One audit as it speaks. After `ended` or `not_started` nothing more comes."""

    line = Signal(object)  # bytes: one event, as `pipe.messages.from_line` reads it
    ended = Signal(str)  # with a technical detail, empty when there is nothing to tell
    not_started = Signal(str)

    def start(self, checks: Sequence[str] = ()) -> None:
        """Begin to look: at these checks, or at all."""
        raise NotImplementedError

    def cancel(self) -> None:
        """Ask it to stop; what was not finished says so, and `ended` follows."""
        raise NotImplementedError

    def abandon(self) -> None:
        """Stop it now, without another signal: the window closes, or nobody listens any more."""
        raise NotImplementedError


class ProcessStream(Stream):
    """`postigo audit --events` as a child. Closing its stdin is the cancel button.

    The checks that are asked for go down its stdin: a school's log of commands would tell of those that nobody shall see.
    """

    def __init__(self, command: Sequence[str], replay: str | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = [*command, "audit", "--events", *(["--replay", replay] if replay else [])]
        self.host = QtHost(self, errors=True)
        self.host.line.connect(self.line)
        self.host.ended.connect(self.ended)
        self.host.not_started.connect(self.not_started)

    def start(self, checks: Sequence[str] = ()) -> None:
        """Start the child."""
        self.host.start([*self._command, *([ON_STDIN] if checks else [])])
        if checks:
            self.host.send(f"{' '.join(checks)}\n".encode())

    def cancel(self) -> None:
        """Close the pipe, and if that is not enough, kill."""
        self.host.stop()

    def abandon(self) -> None:
        """Close the pipe and give the child a moment; then kill it."""
        self.host.abandon()


def own_command() -> tuple[str, ...]:
    """How this very program is started again as a command."""
    return tuple(reexec.command("postigo"))
