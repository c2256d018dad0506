"""State of a page, carried to the page that takes its place. Unfolded, chosen, typed, looked at, focused.

A page is made anew when the look changes. Its models keep what they know; the rest is found here by what things are called,
so that a new part of a page need not be told how to be carried.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QScrollArea, QWidget

from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.choice import Choice
from postigo.gui.widgets.fields import Field


@dataclass(frozen=True, slots=True)
class Spot:
    """Spot on a page, by its name; `which` of those that are called so.

    Only those are counted that are shown or folded away as it is. `stop`: its place among what Tab reaches.
    """

    kind: type[QWidget]
    name: str
    shown: bool
    which: int
    stop: int

    @classmethod
    def of(cls, thing: QWidget, root: QWidget) -> Spot:
        """Where a thing is."""
        stops = _stops(root)
        stop = stops.index(thing) if thing in stops else -1
        kind, name, shown = type(thing), _name(thing), thing.isVisibleTo(root)
        return cls(kind, name, shown, _alike(root, kind, name, shown=shown).index(thing), stop)

    def find(self, root: QWidget) -> QWidget | None:
        """Thing in the new page; in another language, what Tab reaches at the same place."""
        alike = _alike(root, self.kind, self.name, shown=self.shown)
        if alike:
            return alike[min(self.which, len(alike) - 1)]
        stops = _stops(root)
        return stops[min(self.stop, len(stops) - 1)] if stops and self.stop >= 0 else None


@dataclass(frozen=True, slots=True)
class Where:
    """Where a person is on a page. `top` is the first thing in sight, `above` px below the upper edge; None at the very top.

    Without `focus` the keyboard stays where it is.
    """

    focus: Spot | None
    seen: bool  # whether what has the focus is in sight
    top: Spot | None
    above: int

    @classmethod
    def of(cls, page: QScrollArea) -> Where:
        """Where the person is now."""
        focused: QWidget | None = page.focusWidget()
        if focused is page or (focused is not None and not focused.isVisibleTo(page)):
            focused = None
        scrolled = page.verticalScrollBar().value() > 0
        first = next(iter(sorted(_in_sight(page), key=lambda thing: _top(thing, page))), None) if scrolled else None
        return cls(
            Spot.of(focused, page) if focused is not None else None,
            focused is not None and not focused.visibleRegion().isEmpty(),
            Spot.of(first, page) if first is not None else None,
            _top(first, page) if first is not None else 0,
        )

    def scroll(self, page: QScrollArea) -> None:
        """Bring the same thing to the same height, and what has the focus into sight. The latter if it was."""
        bar, thing = page.verticalScrollBar(), self.top.find(page) if self.top is not None else None
        if self.top is None:
            bar.setValue(0)
        elif thing is not None:
            bar.setValue(bar.value() + _top(thing, page) - self.above)
        held: QWidget | None = page.focusWidget()  # another language: the same thing under another name
        focused = self.focus.find(page) if self.focus is not None else held
        if focused is not None and self.seen and not _whole(focused, page):
            page.ensureWidgetVisible(focused, 0, EDGE)


EDGE = 24  # px around what is brought into sight


def hand_over(old: QWidget, new: QWidget) -> None:
    """Unfold, choose and type on the new page what was so on the old one. What was typed stays nowhere else."""
    for button in old.findChildren(QAbstractButton):
        folds = isinstance(button, Button) and button.kind is Kind.FOLD
        if not (folds or isinstance(button, Choice)):
            continue
        twin = Spot.of(button, old).find(new)  # looked for one by one: to unfold one part may make others anew
        if isinstance(twin, Choice) and button.isChecked():
            twin.setChecked(True)
        elif isinstance(twin, Button) and isinstance(button, Button) and twin.marked != button.marked:
            twin.click()
    for field in old.findChildren(Field):
        twin = Spot.of(field, old).find(new)
        if isinstance(twin, Field):
            twin.take_over(field)


def _name(thing: QWidget) -> str:
    text = thing.text() if isinstance(thing, (QLabel, QAbstractButton)) else ""
    return thing.objectName() or thing.accessibleName() or text


def _alike(root: QWidget, kind: type[QWidget], name: str, *, shown: bool) -> list[QWidget]:
    named = (thing for thing in root.findChildren(kind) if type(thing) is kind and _name(thing) == name)
    return [thing for thing in named if thing.isVisibleTo(root) is shown]


def _stops(root: QWidget) -> list[QWidget]:
    """Stops of Tab inside, as the eye goes.

    Not by `nextInFocusChain`: PySide takes what it returns for a child, and keeps it.
    """

    def place(thing: QWidget) -> tuple[int, int]:
        corner = thing.mapTo(root, QPoint(0, 0))
        return corner.y(), corner.x()

    reached = Qt.FocusPolicy.TabFocus
    return sorted(
        (t for t in root.findChildren(QWidget) if t.focusPolicy() & reached and t.isVisibleTo(root)), key=place
    )


def _whole(thing: QWidget, page: QScrollArea) -> bool:
    """Whether nothing of it is above or below what is in sight."""
    top = _top(thing, page)
    return top >= 0 and top + thing.height() <= page.viewport().height()


def heights(page: QScrollArea) -> Iterator[tuple[int, int]]:
    """Heights at which words and buttons begin and end, in px below the visible edge.

    That is the upper edge of what is in sight.
    """
    for thing in page.findChildren(QWidget):
        if isinstance(thing, (QLabel, QAbstractButton, QLineEdit)) and thing.isVisible():
            top = _top(thing, page)
            yield top, top + thing.height()


def _in_sight(page: QScrollArea) -> Iterator[QWidget]:
    """Things with a name whose upper edge is in sight."""
    for thing in page.findChildren(QWidget):
        named = isinstance(thing, (QLabel, QAbstractButton, QLineEdit)) and thing.isVisible() and bool(_name(thing))
        if named and 0 <= _top(thing, page) < page.viewport().height():
            yield thing


def _top(thing: QWidget, page: QScrollArea) -> int:
    return thing.mapTo(page.viewport(), QPoint(0, 0)).y()
