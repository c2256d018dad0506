"""Looks that are kept: a row of small houses, and a list of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from postigo.core.values import Quoted, Text
from postigo.gui.reports.models.past import Past
from postigo.gui.reports.views.house import HousePicture
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.card_frame import CardFrame
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.flow_layout import FlowLayout
from postigo.gui.widgets.labels import Label, reveal
from postigo.gui.widgets.parts import column, empty, flowing
from postigo.gui.widgets.theme import BODY, SMALL
from postigo.reports import looks as told

if TYPE_CHECKING:
    from postigo.store.history.history import Look

HOUSES: Final = 12
"""Small houses in the row: the last looks, the oldest first."""
ROWS: Final = 6
"""Looks that the list shows at first, and how many more at each press."""
WIDE: Final = 720
"""px at 100 % text from which the buttons of a look stand beside its words."""


class LookRow(CardFrame):
    """One look: its day, what it counted, and two buttons."""

    def __init__(self, look: Look, past: Past, around: ViewContext) -> None:
        super().__init__(around.look)
        self.kept, self._past, self._around = look, past, around
        space = around.look.space
        self._text = Label(around.look, BODY)
        self.show_it = Button(around.look)
        self.compare = Button(around.look, Kind.BOX)
        self.show_it.clicked.connect(partial(past.show, look.id))
        self.compare.clicked.connect(lambda wanted: past.mark(look.id, wanted=wanted))
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setContentsMargins(space(16), space(8), space(16), space(8))
        self._box.setSpacing(space(8))
        self._box.addWidget(self._text, 1)
        self._box.addWidget(flowing(around.look, [self.show_it, self.compare]))
        self.refresh()

    def arrange(self, *, wide: bool) -> None:
        """Put the buttons beside the words, where there is room."""
        self._box.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def refresh(self) -> None:
        """In the language of now."""
        language, look = self._around.language, self.kept
        when = language.value(look.began)
        label = [language.value(Quoted(look.label))] if look.label else []
        self._text.show_text(" · ".join((when, *label, told.counted(look, language.say))))
        self.show_it.speak(language.say(Text("Open")), f"{language.say(Text('Open'))} · {when}")
        self.compare.speak(language.say(Text("Compare")), f"{language.say(Text('Compare'))} · {when}")
        self.compare.setChecked(look.id in self._past.marked)


class LooksPart(QWidget):
    """The row of houses, and the list with the newest look first. `reshaped`: it has other buttons than before."""

    reshaped = Signal()

    def __init__(self, past: Past, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._past, self._around = past, around
        look = around.look
        self._count, self._wide = ROWS, False
        self._shown: tuple[Look, ...] | None = None
        self._trend = QWidget()
        self._row = FlowLayout(look.space(8), self._trend)
        self._read = Label(look, SMALL, "quiet")
        self._list = QVBoxLayout()
        self._list.setSpacing(look.space(8))
        self.houses: tuple[HousePicture, ...] = ()
        self.rows: tuple[LookRow, ...] = ()
        self.more = Button(look)
        self.more.clicked.connect(self._show_more)
        self._more = flowing(look, [self.more])
        box = column(self, look.space(8))
        box.addWidget(self._trend)
        box.addWidget(self._read)
        box.addLayout(self._list)
        box.addWidget(self._more)
        self.refresh()

    def refresh(self) -> None:
        """The looks of now, in the language of now."""
        say, shelf = self._around.language.say, self._past.shelf
        looks = () if shelf is None else shelf.looks
        if looks != self._shown:
            self._shown = looks
            self._build(looks)
        for house in self.houses:
            house.refresh()
        for row in self.rows:
            row.refresh()
        self._read.show_text(
            say(
                Text(
                    "Each house is one look, the last one at the end. Its windows are tips 1 to 5. "
                    "A fogged window could not be seen."
                )
            )
            if looks
            else ""
        )
        n = len(looks) - len(self.rows)
        self.more.speak(say(Text("Show {n} older look", "Show {n} older looks", min(n, ROWS), {"n": min(n, ROWS)})))
        reveal(self._more, n > 0)
        reveal(self._trend, bool(looks))

    def _build(self, looks: tuple[Look, ...]) -> None:
        empty(self._row)
        empty(self._list)
        self.houses = tuple(HousePicture(look.house, self._around) for look in reversed(looks[:HOUSES]))
        for house in self.houses:
            self._row.addWidget(house)
            house.show()
        self.rows = ()
        self._add(looks[: self._count])

    def _add(self, looks: tuple[Look, ...]) -> None:
        rows = tuple(LookRow(look, self._past, self._around) for look in looks)
        for row in rows:
            row.arrange(wide=self._wide)
            self._list.addWidget(row)
        self.rows += rows
        self.reshaped.emit()

    def _show_more(self) -> None:
        looks, there = self._shown or (), len(self.rows)
        self._count = there + ROWS
        self._add(looks[there : self._count])
        self.refresh()
        self.rows[there].show_it.setFocus()

    def arrange(self, width: int) -> None:
        """Lay the rows out for a content of this width."""
        self._wide = width >= self._around.look.px(WIDE)
        for row in self.rows:
            row.arrange(wide=self._wide)

    def chain(self) -> Iterator[QWidget]:
        """Parts that the keyboard reaches, as the eye goes."""
        for row in self.rows:
            yield from (row.show_it, row.compare)
        yield self.more
