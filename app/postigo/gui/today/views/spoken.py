"""Accessibility beyond Qt's own widgets: that a row is open, where a part begins. A screen reader is told so."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QPushButton

from postigo.gui.today.views.row import RowButton
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.labels import Heading

_PRESS = "Press"  # QAccessibleActionInterface::pressAction(), which PySide does not hand over


class _Opens(QAccessibleWidget):
    """A button that opens a part of the page: expandable, and expanded or collapsed."""

    def __init__(self, button: QPushButton) -> None:
        super().__init__(button, QAccessible.Role.Button, button.accessibleName())
        self._button = button

    def text(self, which: QAccessible.Text) -> str:
        """The name of now, not that of its first day."""
        return self._button.accessibleName() if which == QAccessible.Text.Name else super().text(which)

    def state(self) -> QAccessible.State:
        """Qt's own, and whether it is open."""
        state, opened = super().state(), _opened(self._button)
        if opened is not None:
            state.expandable, state.expanded, state.collapsed = True, opened, not opened
        return state

    def actionNames(self) -> list[str]:  # noqa: N802 - Qt's name
        """It can be pressed."""
        return [_PRESS, *super().actionNames()]

    def doAction(self, name: str) -> None:  # noqa: N802 - Qt's name
        """Press it, or what Qt can do with every widget."""
        if name == _PRESS:
            self._button.click()
        else:
            super().doAction(name)


class _Heads(QAccessibleWidget):
    """A heading: a screen reader can go from one to the next."""

    def __init__(self, heading: Heading) -> None:
        super().__init__(heading, QAccessible.Role.Heading, "")
        self._heading = heading

    def text(self, which: QAccessible.Text) -> str:
        """Text that stands there now."""
        return self._heading.text() if which == QAccessible.Text.Name else super().text(which)


def _opened(button: QPushButton) -> bool | None:
    """Whether it is open; None if there is nothing to open."""
    if isinstance(button, RowButton):
        return button.opened if button.row.opens else None
    return button.marked if isinstance(button, Button) else None


def interface(_kind: str, thing: QObject) -> QAccessibleInterface | None:
    """Accessible interface of a widget; None leaves it to Qt."""
    if isinstance(thing, RowButton) or (isinstance(thing, Button) and thing.kind is Kind.FOLD):
        return _Opens(thing)
    return _Heads(thing) if isinstance(thing, Heading) else None


def speak() -> None:
    """Have all widgets of the house spoken for, once for the life of the program."""
    QAccessible.installFactory(interface)
