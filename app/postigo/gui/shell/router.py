"""Router of the window's places, with the way back out of the door."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal


class Router(QObject):
    """Router of the window's places, in their order. In memory only.

    `places`: for each id, whether it is there now. `door`: the id of the way to help, reached from everywhere.
    """

    moved = Signal()  # another place is shown, or others are there to go to

    def __init__(self, places: Mapping[str, Callable[[], bool]], door: str) -> None:
        super().__init__()
        self._places, self.door = places, door
        self.there = self._existing()
        self.here = self._before = self.there[0]

    def go(self, place: str) -> None:
        """Go there; where there is no such place now, to the first."""
        place = place if place in self.there else self.there[0]
        if place == self.here:
            return
        if place == self.door:
            self._before = self.here
        self.here = place
        self.moved.emit()

    def back(self) -> None:
        """Back out of the door, to where the person was."""
        if self.here == self.door:
            self.go(self._before)

    def settle(self) -> None:
        """Places may have come or gone: leave one that is there no longer."""
        there = self._existing()
        if there == self.there:
            return
        self.there = there
        self.here = self.here if self.here in there else there[0]
        self.moved.emit()

    def _existing(self) -> tuple[str, ...]:
        return tuple(place for place, exists in self._places.items() if exists())
