"""Where the lines of an audit come from: a child process of ours, or whatever a test hands in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QProcess, Signal

from postigo.audit import reexec
from postigo.gui.common.timers import call_later

_KEPT = 4000  # characters of what the child said on stderr: enough for a traceback's end
LONGEST = 8_000_000  # bytes of one line; no event is so long, and a line without an end must not eat the memory


class Stream(QObject):
    """One audit as it speaks. After `ended` or `not_started` nothing more comes."""

    line = Signal(str)  # one event, as `engine.events.from_line` reads it
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
    """`postigo audit --events` as a child. Closing its stdin is the cancel button."""

    grace_ms = 3000  # an audit that does not end after its pipe was closed has lost its right to end by itself

    def __init__(self, command: Sequence[str], replay: str | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = list(command)
        self._replay = replay
        self._rest = b""
        self._said = b""
        self._over = False
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.readyReadStandardError.connect(self._listen)
        self._process.errorOccurred.connect(self._broke)
        self._process.finished.connect(self._finished)

    def start(self, checks: Sequence[str] = ()) -> None:
        """Start the child."""
        program, *arguments = self._command
        remembered = ["--replay", self._replay] if self._replay else []
        self._process.start(program, [*arguments, "audit", "--events", *remembered, *checks])

    def cancel(self) -> None:
        """Close the pipe, and if that is not enough, kill."""
        self._process.closeWriteChannel()
        call_later(self._process, self.grace_ms, self._process.kill)

    def abandon(self) -> None:
        """Close the pipe and give the child a moment; then kill it."""
        self._over = True
        if self._process.state() is QProcess.ProcessState.NotRunning:
            return
        let_end(self._process, 500)

    def _read(self) -> None:
        news = self._process.readAllStandardOutput().data()
        if self._over:
            return
        *lines, self._rest = (self._rest + news).split(b"\n")
        if max(map(len, (*lines, self._rest))) > LONGEST:
            self._rest = b""
            self._too_long()
            return
        for line in lines:
            if line.strip() and not self._left():
                self.line.emit(line.decode("utf-8", "replace"))

    def _left(self) -> bool:
        return self._over  # whoever hears a line may abandon the rest

    def _too_long(self) -> None:
        self._over = True
        self._process.kill()
        self._process.waitForFinished(500)
        self.ended.emit(f"the audit said a line of more than {LONGEST} bytes")

    def _listen(self) -> None:
        self._said = (self._said + self._process.readAllStandardError().data())[-_KEPT:]

    def _broke(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and not self._over:
            self._over = True
            self.not_started.emit(self._process.errorString())

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        if self._over:
            return
        self._read()
        self._listen()
        self._over = True
        how = "crashed" if status is QProcess.ExitStatus.CrashExit else "ended"
        self.ended.emit(f"the audit {how} with status {code}\n{self._said.decode('utf-8', 'replace')}".strip())


def let_end(process: QProcess, patience_ms: int) -> None:
    """Close the pipe of a child of ours; who is not gone after that time is killed, and waited for as long again."""
    process.closeWriteChannel()
    if not process.waitForFinished(patience_ms):
        process.kill()
        process.waitForFinished(patience_ms)


def own_command() -> tuple[str, ...]:
    """How this very program is started again as a command."""
    return tuple(reexec.command("postigo"))
