"""Band above the page: names are hidden. Its button shows them again."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from postigo.core.values import Text
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Label, reveal
from postigo.gui.widgets.page import Ground
from postigo.gui.widgets.theme import BODY
from postigo.guidance import classroom


class NamesBand(Ground):
    """Band of the projector mode, and of a class. It stands above every page but those behind the door, which name nothing of this computer.

    The log of evidence says it itself.
    """

    def __init__(self, around: ViewContext, parent: QWidget | None = None) -> None:
        look = around.look
        super().__init__(look, "plaster", parent)
        self._around = around
        self._label = Label(look, BODY, "note_text", bold=True)
        self.show_names = Button(look, Kind.PLAIN)
        self.show_names.clicked.connect(lambda: around.language.hide_names(wanted=False))
        line = QHBoxLayout(self)
        line.setContentsMargins(look.space(24), look.space(4), look.space(16), look.space(4))
        line.setSpacing(look.space(12))
        line.addWidget(self._label, 1)
        line.addWidget(self.show_names)

    def refresh(self, *, behind_door: bool) -> None:
        """Show how things stand now, in the language of now."""
        say = self._around.language.say
        locked = self._around.language.locked
        self._label.show_text(say(classroom.BAND if locked else Text("Names are hidden")))
        self.show_names.speak(say(Text("Show names")))
        reveal(self.show_names, not locked)
        reveal(self, self._around.language.hides and not behind_door)
