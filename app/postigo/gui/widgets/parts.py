"""Small parts that the sections of the Passwords page are put together from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from postigo.gui.common.status_style import Tone
from postigo.gui.widgets.card_frame import CardFrame
from postigo.gui.widgets.flow_layout import FlowLayout
from postigo.gui.widgets.labels import Label
from postigo.gui.widgets.status_icon import StatusIcon
from postigo.gui.widgets.theme import BODY, SMALL, Look


def column(holder: QWidget, gap: int, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QVBoxLayout:
    """A layout from top to bottom."""
    box = QVBoxLayout(holder)
    box.setContentsMargins(*margins)
    box.setSpacing(gap)
    return box


def sheet(look: Look, accent: str = "") -> tuple[CardFrame, QVBoxLayout]:
    """A card with the usual room inside."""
    panel = CardFrame(look, "card", accent)
    return panel, column(panel, look.space(8), (look.space(24), look.space(16), look.space(16), look.space(16)))


def flowing(look: Look, parts: Iterable[QWidget]) -> QWidget:
    """Things side by side, in as many lines as they need."""
    holder = QWidget()
    holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    flow = FlowLayout(look.space(8), holder)
    for part in parts:
        flow.addWidget(part)
    return holder


def heading(look: Look, text: str) -> Label:
    """A small heading inside an open part."""
    label = Label(look, SMALL, "quiet", bold=True)
    label.setContentsMargins(0, look.space(8), 0, 0)
    label.show_text(text)
    return label


def line(look: Look, text: str, colour: str = "ink", size: int = BODY) -> Label:
    """A line of text."""
    label = Label(look, size, colour)
    label.show_text(text)
    return label


def numbered(look: Look, texts: Iterable[str]) -> QLayout:
    """Steps with their numbers."""
    box = QVBoxLayout()
    box.setSpacing(look.space(4))
    for number, text in enumerate(texts, start=1):
        count = Label(look, BODY, "quiet")
        count.setWordWrap(False)
        count.show_text(f"{number}.")
        step = QHBoxLayout()
        step.setSpacing(look.space(8))
        step.addWidget(count, 0, Qt.AlignmentFlag.AlignTop)
        step.addWidget(line(look, text), 1)
        box.addLayout(step)
    return box


def marked(look: Look, tone: Tone, text: str) -> QLayout:
    """A line with a small shutter before it."""
    box = QHBoxLayout()
    box.setSpacing(look.space(8))
    box.addWidget(StatusIcon(look, tone, size=16), 0, Qt.AlignmentFlag.AlignTop)
    box.addWidget(line(look, text), 1)
    return box


def progress_bar(look: Look) -> QProgressBar:
    """A bar that says how far something is; words beside it say it too."""
    bar = QProgressBar()
    bar.setTextVisible(False)
    bar.setFixedHeight(look.px(8))
    tokens = look.tokens
    bar.setStyleSheet(
        f"QProgressBar {{ background: {tokens.plaster}; border: 1px solid {tokens.edge}; border-radius: 4px; }}"
        f"QProgressBar::chunk {{ background: {tokens.main}; border-radius: 3px; }}"
    )
    return bar


def stops(part: QWidget) -> Iterator[QWidget]:
    """Stops of Tab within a part, in the order of its layouts, shown or not."""
    if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield part
    elif (layout := part.layout()) is not None:
        yield from _laid(layout)


def _laid(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            yield from stops(widget)
        elif inner is not None:
            yield from _laid(inner)


def let_go(old: QWidget) -> None:
    """Be rid of a part of the window. Without a parent: PySide would keep what belonged to it for as long as there is one."""
    old.hide()
    old.setParent(None)
    old.deleteLater()


def empty(box: QLayout) -> None:
    """Take everything out of a layout and be rid of it."""
    while (item := box.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            let_go(widget)
        elif inner is not None:
            empty(inner)
