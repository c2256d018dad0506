"""Something done a little later, unless whoever it belongs to has gone by then."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def call_later(owner: QObject, milliseconds: int, act: Callable[[], object]) -> None:
    """Do it after that time. PySide6 6.4 has no `singleShot` with an owner."""
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.timeout.connect(act)
    timer.timeout.connect(timer.deleteLater)
    timer.start(milliseconds)
