"""Report saving under the list: the button, and a sentence on what the report tells."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from postigo.gui.today.models.report_saving import LEVEL, OFFER, Saving
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Label, reveal
from postigo.gui.widgets.parts import column, flowing
from postigo.gui.widgets.theme import BODY, SMALL


class SavingView(QWidget):
    """`name_wanted` asks for the system's dialog."""

    name_wanted = Signal()

    def __init__(self, saving: Saving, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saving, self._around = saving, around
        look = around.look
        self.button = Button(look, Kind.PLAIN)
        self.button.clicked.connect(self.name_wanted)
        self._level = Label(look, SMALL, "quiet")
        self._told = Label(look, BODY)
        box = column(self, look.space(4), (0, look.space(12), 0, 0))
        for part in (flowing(look, [self.button]), self._level, self._told):
            box.addWidget(part)
        saving.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show how things stand now."""
        say, saving = self._around.language.say, self._saving
        reveal(self, saving.offered)
        self.button.speak(say(OFFER))
        self._level.show_text(say(LEVEL))
        self._told.show_text(say(saving.told) if saving.told is not None else "")
        self._told.tint("open_text" if saving.failed else "ink")
