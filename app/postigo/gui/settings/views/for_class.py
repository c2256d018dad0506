"""Way into a class, for a teacher: Postigo opens anew, and keeps nothing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from postigo.gui.settings.models.settings import SettingsModel
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Label, reveal
from postigo.gui.widgets.parts import column, flowing
from postigo.gui.widgets.theme import SMALL
from postigo.guidance import classroom
from postigo.guidance.reader import Audience


class ForClass(QWidget):
    """Button with what it does. It is there for whoever said that they teach; `wanted` is their press."""

    wanted = Signal()

    def __init__(self, settings: SettingsModel, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings, self._around = settings, around
        look = around.look
        self.button, self._why = Button(look, Kind.PLAIN), Label(look, SMALL, "quiet")
        self.button.clicked.connect(self.wanted)
        box = column(self, look.space(4))
        box.addWidget(flowing(look, [self.button]))
        box.addWidget(self._why)

    def refresh(self, *, offered: bool = True) -> None:
        """In the language of now, for whom it is there."""
        say = self._around.language.say
        self.button.speak(say(classroom.FOR_A_CLASS))
        self._why.show_text(say(classroom.WHY_A_CLASS))
        reveal(self, offered and self._settings.chosen.audience == Audience.TEACHER.value)
