"""Request to a time-stamp service, made in a thread. The window goes on while it waits."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

from PySide6.QtCore import QObject, Signal

from postigo.core.values import Text
from postigo.evidence import stamps
from postigo.evidence.stamps import Request
from postigo.evidence.trouble import EvidenceTrouble
from postigo.net import timestamp
from postigo.net.timestamp import Unstamped


class Stamping(QObject):
    """One request at a time. `answered` comes with the request and the answer, or `refused` with the reason."""

    answered = Signal(object, bytes)
    refused = Signal(object)
    _over = Signal(int, object)

    def __init__(self, answer: Callable[[str, bytes], bytes] = timestamp.answer, *, forbidden: bool = False) -> None:
        super().__init__()
        self.forbidden = forbidden
        """Whether the policy lets Postigo ask nothing of the network."""
        self.asking = False
        self._answer, self._number = answer, 0
        # From the thread by way of a method of ours: Qt brings a signal over only to an object that lives over here.
        self._over.connect(self._ended)

    def ask(self, service: str, line: bytes) -> None:
        """Ask this service for a stamp of a stored line. Its hash leaves, and nothing else of it."""
        if self.forbidden:
            return
        self._number += 1
        self.asking = True
        Thread(target=self._fetch, args=(self._number, service, line), name="time stamp", daemon=True).start()

    def stop(self) -> None:
        """Hear no more of what was asked."""
        self._number += 1
        self.asking = False

    def _fetch(self, number: int, service: str, line: bytes) -> None:
        came: tuple[Request, bytes] | Text
        try:
            asked = stamps.request(line)
            came = asked, self._answer(service, asked.content)
        except (Unstamped, EvidenceTrouble) as why:
            came = why.text
        try:
            self._over.emit(number, came)
        except RuntimeError:  # the window has gone, and this object of Qt's with it
            return

    def _ended(self, number: int, came: tuple[Request, bytes] | Text) -> None:
        if number != self._number:
            return
        self.asking = False
        if isinstance(came, Text):
            self.refused.emit(came)
        else:
            self.answered.emit(*came)
