"""Where the person is in the window: one of its places, or behind the door of help, from which a way leads back."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QObject, Signal


class Route(Enum):
    """The places of the window. `HELP` is the door: reached from everywhere, and no place of its own."""

    TODAY = auto()
    PASSWORDS = auto()
    HELP = auto()


class Router(QObject):
    """Knows where the person is, and where they were before the door. In memory only."""

    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.here = Route.TODAY
        self._before = Route.TODAY

    def go(self, route: Route) -> None:
        """Go there."""
        if route is self.here:
            return
        if route is Route.HELP:
            self._before = self.here
        self.here = route
        self.moved.emit()

    def back(self) -> None:
        """Back out of the door, to where the person was."""
        if self.here is Route.HELP:
            self.go(self._before)
