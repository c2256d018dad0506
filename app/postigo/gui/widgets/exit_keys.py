"""Shift key as a way out: heard by the window itself, whatever has the focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow

from postigo.gui.common.presses import Presses


class ExitKeys(QObject):
    """Filter of a window's keys. It takes nothing away: each key does what it always does.

    A press counts when it ends with no other key in between: Shift with Tab goes backwards, and leaves nowhere.
    """

    def __init__(self, presses: Presses, parent: QObject) -> None:
        super().__init__(parent)
        self._presses, self._alone = presses, False
        self._window: QWindow | None = None

    def listen(self, window: QWindow | None) -> None:
        """Hear the keys of this window from now on; None for no window."""
        if self._window is not None:
            self._window.removeEventFilter(self)
        self._window, self._alone = window, False
        self._presses.forget()
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look at the keys, and let everything pass."""
        del watched
        if isinstance(event, QKeyEvent) and not event.isAutoRepeat():
            shift = event.key() == Qt.Key.Key_Shift
            if event.type() is QEvent.Type.KeyPress:
                self._alone = shift
                if not shift:
                    self._presses.forget()
            elif event.type() is QEvent.Type.KeyRelease and shift and self._alone:
                self._alone = False
                self._presses.add()
        return False
