"""Process that does an errand about a log, as a stream of its answer."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QObject, Signal

from postigo.evidence.errands import Answer, Errand, saves
from postigo.pipe import reexec
from postigo.pipe.messages import from_line, to_line
from postigo.pipe.qt_host import QtHost

MODULE = "postigo.errand"
_NEEDS = ("postigo", "postigo_resources", "pyrage", "typst", "rfc3161_client", "cryptography")
"""Packages of errands. What is not installed is left out."""
SAVING_MS = 10_000
"""Longest wait of a window that closes for an entry that is being saved."""


class ErrandStream(QObject):
    """One errand. `answered` comes once, or `failed` without a detail: that could hold a word of the person.

    One of them comes for an errand that was left too, once it is over.
    """

    answered = Signal(object)
    failed = Signal()

    def do(self, errand: Errand) -> None:
        """Begin."""
        raise NotImplementedError

    def leave(self) -> None:
        """Let nobody wait for it. What saves goes on; anything else removes what it has half written, and ends."""
        raise NotImplementedError

    def wait(self) -> None:
        """Wait until an errand that was left is over: the program ends."""
        raise NotImplementedError


class ErrandProcess(ErrandStream):
    """An errand as a process of ours."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._host = QtHost(self)
        self._saves = self._over = False
        self._answer: Answer | None = None
        self._host.line.connect(self._hear)
        self._host.ended.connect(self._end)
        self._host.not_started.connect(self._end)

    def do(self, errand: Errand) -> None:
        """Start the process, and tell it."""
        self._saves = saves(errand)
        self._host.start(reexec.bare(MODULE, reexec.folders_of(_NEEDS), alone=True))
        self._host.send(to_line(errand))

    def leave(self) -> None:
        """See above."""
        if not self._saves:
            self._host.stop()

    def wait(self) -> None:
        """See above."""
        if self._saves:
            self._host.wait(SAVING_MS)
        else:
            self._host.abandon()

    def _hear(self, line: bytes) -> None:
        with suppress(ValueError):  # what it said is no answer: then it failed
            self._answer = from_line(Answer, line)

    def _end(self, _detail: str) -> None:
        """Tell the answer once the process has gone.

        Qt kills one whose object is deleted before.
        """
        if self._over:
            return
        self._over = True
        if self._answer is not None:
            self.answered.emit(self._answer)
        else:
            self.failed.emit()
