"""Saved reports: day, level and kind of file of each (red line E2)."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from postigo.core.values import Text
from postigo.gui.reports.models.past import Past
from postigo.gui.reports.views.choices import FORMS
from postigo.gui.widgets.collapsible import Collapsible
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Heading, Label, reveal
from postigo.gui.widgets.parts import column
from postigo.gui.widgets.theme import BODY, LEAD, SMALL
from postigo.reports import wording
from postigo.store.saves import Save

SHOWN: Final = 8
"""Saves that are shown; the older ones are folded away."""


class SavesPart(QWidget):
    """List of the saves of this account, also of those in the terminal."""

    def __init__(self, past: Past, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._past, self._around = past, around
        look = around.look
        self._title = Heading(look, LEAD - 2, bold=True)
        self._intro, self._trouble = Label(look, SMALL, "quiet"), Label(look, BODY)
        self._list, self._rest = Label(look, BODY), Label(look, BODY)
        self.older = Collapsible(look)
        self.older.box.addWidget(self._rest)
        box = column(self, look.space(8))
        for part in (self._title, self._intro, self._trouble, self._list, self.older):
            box.addWidget(part)
        self.refresh()

    def refresh(self) -> None:
        """The list of now, in the language of now."""
        say, shelf = self._around.language.say, self._past.shelf
        saves = () if shelf is None else shelf.saves
        self._title.show_text(say(Text("Saved reports")))
        self._intro.show_text(
            say(
                Text(
                    "Postigo notes that a report was saved, so that you notice it too. It does not note where. "
                    "Nothing of “I need help” is in this list."
                )
            )
        )
        self._trouble.show_text(" ".join(say(text) for text in self._troubles()))
        self._list.show_text("\n".join(self._line(save) for save in saves[:SHOWN]))
        older = saves[SHOWN:]
        n = len(older)
        self.older.fold.speak(say(Text("{n} older one", "{n} older ones", n, {"n": n})))
        self._rest.show_text("\n".join(self._line(save) for save in older))
        reveal(self.older, bool(older))

    def _troubles(self) -> list[Text]:
        """Sentences on what is not in the list."""
        shelf = self._past.shelf
        if shelf is None:
            return []
        if shelf.saves_trouble is not None:
            return [shelf.saves_trouble]
        told = [] if shelf.saves else [Text("None was saved yet.")]
        if n := shelf.lost:
            told.append(Text("{n} line of the list is damaged.", "{n} lines of the list are damaged.", n, {"n": n}))
        return told

    def _line(self, save: Save) -> str:
        language = self._around.language
        form = language.say(FORMS[save.form][0]) if save.form in FORMS else save.form
        return " · ".join((language.value(save.day), language.say(wording.DISCLOSURES[save.level]), form))
