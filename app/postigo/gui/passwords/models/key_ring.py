"""Key ring, asked in a thread. It may ask the person first, and the window goes on meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Thread

from PySide6.QtCore import QObject, Signal

from postigo.passwords import tag_key


class KeyRing(QObject):
    """Key of the change tags and their file, as the window sees them."""

    key = Signal(object)  # a `keeping.TagKey`, or why there is none
    forgot = Signal(object)  # None: everything is gone; otherwise what may still be there

    @property
    def store(self) -> Path:
        """The file of the change tags."""
        raise NotImplementedError

    def ask(self) -> None:
        """Ask for the key; it comes as a signal."""
        raise NotImplementedError

    def forget(self) -> None:
        """Delete the file and its key; how that went comes as a signal."""
        raise NotImplementedError

    def stop(self) -> None:
        """Stop waiting for the key."""
        raise NotImplementedError


class SystemKeyRing(KeyRing):
    """The system's own, by `keeping`. An answer that comes when nobody waits any more is thrown away."""

    _here = Signal(int, object)
    _gone = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        # From the thread by way of methods of ours: Qt brings a signal over only to an object that lives over here.
        self._here.connect(self._came)
        self._gone.connect(self._went)

    @property
    def store(self) -> Path:
        """The file of the change tags."""
        return tag_key.store()

    def ask(self) -> None:
        """Ask in a thread. What was asked before is not waited for any more."""
        self._number += 1
        number = self._number
        _aside(lambda: self._here.emit(number, tag_key.key()))

    def forget(self) -> None:
        """Delete in a thread: the key ring may ask the person for that too."""
        store = self.store
        _aside(lambda: self._gone.emit(tag_key.forget(store)))

    def stop(self) -> None:
        """Stop listening for the answer. A question to a key ring cannot be taken back."""
        self._number += 1

    def _came(self, number: int, key: object) -> None:
        if number == self._number:
            self.key.emit(key)

    def _went(self, left: object) -> None:
        self.forgot.emit(left)


def _aside(ask: Callable[[], object]) -> None:
    def run() -> None:
        try:
            ask()
        except RuntimeError:  # the window has gone, and this object of Qt's with it
            return

    Thread(target=run, name="key ring", daemon=True).start()
