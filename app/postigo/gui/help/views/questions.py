"""Questions on a card behind the door, each with four replies and what follows."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from postigo.core.values import Text
from postigo.gui.help.models.way import Way
from postigo.gui.widgets.card_frame import CardFrame
from postigo.gui.widgets.choice import Choice, Choices
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Label
from postigo.gui.widgets.parts import column, empty, flowing, line
from postigo.gui.widgets.theme import BODY, SMALL
from postigo.guidance.door_questions import DoorQuestion
from postigo.guidance.questions import REPLIES, Reply

NOT_KEPT = Text("Your answer is kept nowhere. It is gone when you leave this page.")


class DoorQuestionCard(CardFrame):
    """Question with its replies. What follows from one stands below them."""

    def __init__(self, question: DoorQuestion, way: Way, around: ViewContext, parent: QWidget | None = None) -> None:
        look = around.look
        super().__init__(look, parent=parent)
        self.question, self._way, self._around = question, way, around
        self._last = question is way.questions[-1]  # where it is said what becomes of the replies
        self.setObjectName(question.id)
        box = column(self, look.space(8), (look.space(20), look.space(14), look.space(16), look.space(14)))
        self._text = Label(look, BODY, bold=True)
        self.replies = {reply: Choice(look) for reply in REPLIES}
        self._choices = Choices(self.replies, partial(way.reply, question.id), self)
        self._follows = QVBoxLayout()
        self._follows.setSpacing(look.space(8))
        self._kept = Label(look, SMALL, "quiet")
        self._shown: tuple[Reply | None, str] | None = None
        box.addWidget(self._text)
        box.addWidget(flowing(look, self.replies.values()))
        box.addLayout(self._follows)
        box.addWidget(self._kept)
        self.refresh()

    def refresh(self) -> None:
        """In the language of now, with the reply of now."""
        say, given = self._around.language.say, self._way.replies.get(self.question.id)
        self._text.show_text(say(self.question.text))
        self._kept.show_text(say(NOT_KEPT) if self._last else "")
        for reply, choice in self.replies.items():
            choice.speak(say(REPLIES[reply]), f"{say(REPLIES[reply])} · {say(self.question.text)}")
        if given is not None:
            self._choices.hold(given)
        if (given, self._around.language.code) == self._shown:
            return
        self._shown = given, self._around.language.code
        empty(self._follows)
        for text in self.question.said[given] if given is not None else ():
            self._follows.addWidget(line(self._around.look, say(text)))
