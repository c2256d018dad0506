"""Ranges of the leak service, fetched in a thread. The window goes on while they come."""

from __future__ import annotations

from threading import Thread

from PySide6.QtCore import QObject, Signal

from postigo.gui.passwords.models.leaks import RangeSource
from postigo.net.ranges import ADDRESS, Ranges


class RangeThread(RangeSource):
    """One go at what is missing."""

    _here = Signal(str, str)
    _over = Signal(object)

    def __init__(self, address: str = ADDRESS, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._address = address
        self._ranges: Ranges | None = None
        # From the thread by way of two methods of ours: Qt brings a signal over only to an object that lives over here.
        self._here.connect(self._came)
        self._over.connect(self._ended)

    def start(self, prefixes: tuple[str, ...]) -> None:
        """Begin to fetch these."""
        self._ranges = Ranges(prefixes, address=self._address)
        Thread(target=self._fetch, args=(self._ranges,), name="leak service", daemon=True).start()

    def stop(self) -> None:
        """Fetch nothing more; what is under way is thrown away."""
        ranges, self._ranges = self._ranges, None
        if ranges is not None:
            ranges.stop()

    def _fetch(self, ranges: Ranges) -> None:
        try:
            for prefix, body in ranges.come():
                self._here.emit(prefix, body)
            self._over.emit(ranges.why)
        except RuntimeError:  # the window has gone, and this object of Qt's with it
            ranges.stop()

    def _came(self, prefix: str, body: str) -> None:
        if self._ranges is not None:
            self.body.emit(prefix, body)

    def _ended(self, why: object) -> None:
        if self._ranges is not None:
            self._ranges = None
            self.ended.emit(why)
