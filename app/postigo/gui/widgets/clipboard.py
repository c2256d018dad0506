"""Clipboard that lends: histories and clouds leave it alone, and it is emptied soon. That is: if it is still there."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QClipboard, QGuiApplication

KEPT_MS: Final = 10_000

# What password managers say so that clipboard histories look away (KeePassXC, src/gui/Clipboard.cpp). macOS' word for it,
# org.nspasteboard.ConcealedType, needs a converter that PySide6 does not offer: there, emptying it soon has to do.
_HINTS: Final = {
    "x-kde-passwordManagerHint": b"secret",  # Klipper, and what follows it
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\x00\x00\x00\x00",
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\x00\x00\x00\x00",
}


class LentClipboard(QObject):
    """Holds a phrase for ten seconds, a number of help for a minute. What somebody else copied in the meantime is left alone.

    It outlives the pages that lend: whatever is made anew, what lies on the clipboard is taken back.
    """

    changed = Signal()

    def __init__(self, kept_ms: int = KEPT_MS) -> None:
        super().__init__()
        self._kept_ms = kept_ms
        self._lent = ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.take_back)

    @property
    def lent(self) -> bool:
        """Whether a phrase may still be there."""
        return bool(self._lent)

    def holds(self, text: str) -> bool:
        """Whether just this may still be there."""
        return bool(text) and self._lent == text

    def lend(self, text: str, *, kept_ms: int | None = None) -> None:
        """Put it on the clipboard for a while."""
        data = QMimeData()
        data.setText(text)
        for hint, value in _HINTS.items():
            data.setData(hint, value)
        QGuiApplication.clipboard().setMimeData(data, QClipboard.Mode.Clipboard)
        self._lent = text
        self._soon.start(kept_ms if kept_ms is not None else self._kept_ms)
        self.changed.emit()

    def take_back(self) -> None:
        """Empty the clipboard if the phrase is still on it."""
        self._soon.stop()
        lent, self._lent = self._lent, ""
        clipboard = QGuiApplication.clipboard()
        if lent and clipboard.text(QClipboard.Mode.Clipboard) == lent:
            clipboard.clear(QClipboard.Mode.Clipboard)
        if lent:
            self.changed.emit()
