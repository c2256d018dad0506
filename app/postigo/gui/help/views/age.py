"""Question for the age band. It changes the words that follow, and is kept nowhere."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt

from postigo.gui.help.models.way import Way
from postigo.gui.help.views.stage import StageView
from postigo.gui.widgets.clipboard import LentClipboard
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Label
from postigo.gui.widgets.parts import sheet
from postigo.gui.widgets.theme import BODY
from postigo.guidance import path


class AgeView(StageView):
    """Bands to choose from; no answer is an answer."""

    def __init__(self, way: Way, clipboard: LentClipboard, around: ViewContext) -> None:
        super().__init__(way, clipboard, around)
        self._why = Label(around.look, BODY)
        self.ages = {age: self.button(partial(way.tell_age, age)) for age in path.AGES}
        self.danger = self.danger_button()
        panel, inside = sheet(around.look, "note")
        inside.addWidget(self.first)
        inside.addWidget(self._why)
        for choice in self.ages.values():
            inside.addWidget(choice, 0, Qt.AlignmentFlag.AlignLeft)
        self.box.addWidget(panel)
        self.box.addWidget(self.danger, 0, Qt.AlignmentFlag.AlignLeft)
        self.refresh()

    def refresh(self) -> None:
        """In the language of now."""
        self.first.show_text(self.say(path.HOW_OLD))
        self._why.show_text(self.say(path.WHY_AGE))
        for age, choice in self.ages.items():
            choice.speak(self.say(path.AGES[age]))
        self.speak_danger(self.danger)
