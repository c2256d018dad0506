"""Notes under the card of a page: a heading, and a few sentences."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from postigo.gui.widgets.card_frame import CardFrame
from postigo.gui.widgets.labels import Label
from postigo.gui.widgets.parts import empty, numbered
from postigo.gui.widgets.theme import BODY, Look


class Notes(CardFrame):
    """Says what it is given, in the language in which it is given."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "house", parent=parent)
        self._look = look
        self._told: tuple[str, tuple[str, ...]] = ("", ())
        box = QVBoxLayout(self)
        box.setContentsMargins(look.space(24), look.space(16), look.space(16), look.space(16))
        box.setSpacing(look.space(8))
        self._title = Label(look, BODY, bold=True)
        self._lines = QVBoxLayout()
        box.addWidget(self._title)
        box.addLayout(self._lines)

    def tell(self, title: str, lines: Sequence[str]) -> None:
        """These sentences under this heading."""
        told = (title, tuple(lines))
        if told == self._told:
            return
        self._told = told
        self._title.show_text(title)
        empty(self._lines)
        self._lines.addLayout(numbered(self._look, lines))
