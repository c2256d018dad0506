"""Base of the views of the way, of which each stage has one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from postigo.core.values import Text
from postigo.gui.help.models.way import Way
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.clipboard import LentClipboard
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import FirstWords
from postigo.gui.widgets.parts import column
from postigo.gui.widgets.stage_part import StagePart
from postigo.gui.widgets.theme import TITLE
from postigo.guidance.path import CHOICES, DANGER_FOR_ANOTHER, Age, Situation


class StageView(StagePart):
    """View of a stage, from its first words on, at which the keyboard begins."""

    def __init__(self, way: Way, clipboard: LentClipboard, around: ViewContext) -> None:
        super().__init__()
        self.way, self.clipboard, self.around = way, clipboard, around
        self.box: QVBoxLayout = column(self, around.look.space(16))
        self.first = FirstWords(around.look, TITLE, bold=True)

    def say(self, text: Text) -> str:
        """A sentence in the language of now."""
        return self.around.language.say(text)

    def button(self, act: Callable[[], object], kind: Kind = Kind.PLAIN) -> Button:
        """A button that does this."""
        made = Button(self.around.look, kind)
        made.clicked.connect(act)
        return made

    def danger_button(self) -> Button:
        """Way to the numbers for danger, from everywhere."""
        return self.button(partial(self.way.tell, Situation.DANGER))

    def speak_danger(self, button: Button) -> None:
        """Name that button."""
        helps = self.way.age is Age.CARER
        button.speak(self.say(DANGER_FOR_ANOTHER if helps else CHOICES[Situation.DANGER]))
