"""Summary of several computers on the screen: houses, what to do, where to go."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from postigo.core.report import Shutter
from postigo.fleet.page.outline import House, Outline, ToDo
from postigo.gui.common.status_style import of_shutter
from postigo.gui.reports.views.house import SmallHouse
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import FirstWords, Heading, Label, reveal
from postigo.gui.widgets.parts import column, empty, flowing, line, marked, sheet
from postigo.gui.widgets.theme import BODY, LEAD, SMALL

FIRST: Final = 10
"""Things to do that are shown. The page has the others."""


class SummaryPart(QWidget):
    """The summary, made anew when there is another one. Nothing in it takes the keyboard but its title."""

    def __init__(self, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._shown: Outline | None = None
        look = around.look
        self.title = FirstWords(look, LEAD, bold=True)
        self._lead, self._under = Label(look, BODY), Label(look, SMALL, "quiet")
        self._left, self._left_box = sheet(look)
        self._rest = QWidget()
        self._rest_box = column(self._rest, look.space(8))
        box = column(self, look.space(8))
        for part in (self.title, self._lead, self._under, self._left, self._rest):
            box.addWidget(part)
        self.show_outline(None)

    def show_outline(self, told: Outline | None) -> None:
        """Show this summary, or nothing."""
        reveal(self, told is not None)
        if told is None or told is self._shown:
            self._shown = told
            return
        self._shown = told
        self.title.show_text(told.title)
        self._lead.show_text(told.lead)
        self._under.show_text(f"{told.under} {told.about}".strip())
        empty(self._left_box)
        for sentence in told.left_out:
            self._left_box.addWidget(line(self._around.look, sentence))
        reveal(self._left, bool(told.left_out))
        empty(self._rest_box)
        self._fill(self._rest_box, told)

    def _fill(self, box: QVBoxLayout, told: Outline) -> None:
        look = self._around.look
        if told.windows:
            inside = self._panel(box, "")
            for one in told.windows:
                inside.addLayout(marked(look, of_shutter(Shutter(one.shape)), f"{one.name}: {one.text}"))
        if told.houses:
            inside = self._panel(box, "")
            inside.addWidget(flowing(look, [self._house(one) for one in told.houses]))
            for sentence in told.houses_more:
                inside.addWidget(line(look, sentence, "quiet", SMALL))
        if told.to_do:
            inside = self._panel(box, told.headings["to_do"])
            for number, thing in enumerate(told.to_do[:FIRST], 1):
                inside.addLayout(marked(look, of_shutter(Shutter(thing.urgency.shape)), _said(number, thing)))
        if told.visits_few.rows:
            inside = self._panel(box, told.headings["visits"])
            for why, n, names in told.visits_few.rows:
                inside.addWidget(line(look, f"{why} {n}: {names}"))
        if told.changes_lead:
            self._panel(box, told.headings["changes"]).addWidget(line(look, told.changes_lead))

    def _panel(self, box: QVBoxLayout, title: str) -> QVBoxLayout:
        """A card with its heading above."""
        look = self._around.look
        if title:
            heading = Heading(look, BODY, bold=True)
            heading.show_text(title)
            box.addWidget(heading)
        panel, inside = sheet(look)
        box.addWidget(panel)
        return inside

    def _house(self, one: House) -> SmallHouse:
        states = [part.text for part in one.states]
        house = SmallHouse([Shutter(shape) for shape in one.windows], self._around)
        house.tell(f"{one.name}: {', '.join(states)}. {one.said}", (one.name, *states))
        return house


def _said(number: int, thing: ToDo) -> str:
    parts = (thing.urgency.text, thing.on, thing.few, thing.time)
    return f"{number}. {thing.what} · {' · '.join(part for part in parts if part)}"
