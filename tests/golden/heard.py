"""Text of a part of the window: what a screen reader hears of it, in the order in which it is laid out.

One line for each thing: its kind, whether it is open, its name. What stands on a card is set in. Only what is shown is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QLayout, QListView, QScrollArea, QStackedWidget, QWidget

from postigo.gui.passwords.views.entry_row import EntryRow
from postigo.gui.today.views.row import RowButton
from postigo.gui.widgets.page import Page

_STEP: Final = "  "
_ROLES: Final = {
    QAccessible.Role.Heading: "heading",
    QAccessible.Role.Button: "button",
    QAccessible.Role.RadioButton: "choice",
    QAccessible.Role.CheckBox: "box",
    QAccessible.Role.EditableText: "field",
    QAccessible.Role.ProgressBar: "bar",
    QAccessible.Role.List: "list",
}


def heard(root: QWidget) -> str:
    """The lines of a page or another part. Between the parts of a page stands an empty line."""
    if not isinstance(root, Page):
        return "\n".join(_lines(root, "")) + "\n"
    blocks = ("\n".join(_lines(part, "")) for column in parts(root) for part in parts(column))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _lines(widget: QWidget, margin: str) -> Iterator[str]:
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None, widget
    name = interface.text(QAccessible.Text.Name).replace("\u200b", "")  # where a long word may break
    first, *others = name.splitlines() or [""]
    if first:
        yield margin + _kind(widget, interface) + first + _described(interface)
        yield from (margin + _STEP + line for line in others)
    if isinstance(widget, QAbstractButton):
        return  # what stands on it is its name
    if isinstance(widget, QListView):
        rows = (interface.child(row).text(QAccessible.Text.Name) for row in range(widget.model().rowCount()))
        yield from (margin + _STEP + row for row in rows)
        return
    inner = margin + _STEP if interface.role() is QAccessible.Role.Border else margin
    for part in parts(widget):
        yield from _lines(part, inner)


def _kind(widget: QWidget, interface: QAccessibleInterface) -> str:
    role, state = interface.role(), interface.state()
    if role is QAccessible.Role.StaticText:
        return ""
    row = isinstance(widget, RowButton | EntryRow)
    kind = "row" if row else _ROLES[role]
    if state.expandable:
        kind += " [open]" if state.expanded else " [folded]"
    if state.checked:
        kind += " [chosen]"
    if state.disabled:
        kind += " [off]"
    return f"{kind}: "


def _described(interface: QAccessibleInterface) -> str:
    """A description, but that a row can be opened, which its state has told."""
    description = interface.text(QAccessible.Text.Description)
    return f" ({description})" if description and not interface.state().expandable else ""


def parts(widget: QWidget) -> list[QWidget]:
    """What is shown within a widget: as its layout has it, then what has no layout, from top to bottom."""
    if isinstance(widget, QScrollArea | QStackedWidget):
        inner = widget.widget() if isinstance(widget, QScrollArea) else widget.currentWidget()
        return [] if inner is None else [inner]
    layout = widget.layout()
    laid = [] if layout is None else list(_laid(layout))
    children = widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    loose = [child for child in children if child not in laid and not child.isWindow()]
    loose.sort(key=lambda child: (child.y(), child.x()))
    return [part for part in (*laid, *loose) if part.isVisible()]


def _laid(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        assert item is not None
        part, inner = item.widget(), item.layout()
        if part is not None:
            yield part
        elif inner is not None:
            yield from _laid(inner)
