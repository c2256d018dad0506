"""Card of one question: four replies, and after some of them what can be done."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from postigo.core.model import Instruct
from postigo.core.values import Text
from postigo.gui.tips.models.tips import Tips
from postigo.gui.widgets.card_frame import CardFrame
from postigo.gui.widgets.choice import Choice, Choices
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Label
from postigo.gui.widgets.parts import column, empty, flowing, numbered
from postigo.gui.widgets.theme import BODY, SMALL
from postigo.guidance.questions import REPLIES, Question, Reply
from postigo.reports import wording

_KIND: Final = {
    Reply.UNKNOWN: Text("That is all right. You can look when you have time."),
    Reply.PRIVATE: Text("That is all right. You do not have to say."),
}
_FINE: Final = Text("Good. There is nothing to do here.")


class QuestionCard(CardFrame):
    """Question with its replies. What follows from one stands below them."""

    def __init__(self, question: Question, tips: Tips, around: ViewContext, parent: QWidget | None = None) -> None:
        look = around.look
        super().__init__(look, parent=parent)
        self._question, self._tips, self._around = question, tips, around
        self.setObjectName(question.id)
        box = column(self, look.space(8), (look.space(20), look.space(14), look.space(16), look.space(14)))
        self._text = Label(look, BODY, bold=True)
        self.replies = {reply: Choice(look) for reply in REPLIES}
        for reply, choice in self.replies.items():
            choice.setObjectName(f"{question.id}-{reply.name.lower()}")
        self._choices = Choices(self.replies, partial(tips.reply, question.id), self)
        self._follows = QVBoxLayout()
        self._follows.setSpacing(look.space(8))
        self._shown: tuple[Reply | None, str] | None = None
        box.addWidget(self._text)
        box.addWidget(flowing(look, self.replies.values()))
        box.addLayout(self._follows)
        self.refresh()

    def refresh(self) -> None:
        """In the language of now, with the reply of now."""
        say = self._around.language.say
        given = self._tips.replies.get(self._question.id)
        self._text.show_text(say(self._question.text))
        for reply, choice in self.replies.items():
            choice.speak(say(REPLIES[reply]), f"{say(REPLIES[reply])} · {say(self._question.text)}")
        if given is not None:
            self._choices.hold(given)
        else:
            self._choices.release()
        if (given, self._around.language.code) != self._shown:
            self._shown = given, self._around.language.code
            empty(self._follows)
            if given is not None:
                self._follow(given)

    def _follow(self, given: Reply) -> None:
        if given is not self._question.improvable:
            self._line(_KIND.get(given, _FINE), "quiet")
            return
        say, plan = self._around.language.say, self._question.plan
        self._line(self._question.said)
        if plan.safety:
            self._line(wording.safety(), "note_text")
        steps = [say(step.text) for step in plan.steps if isinstance(step, Instruct)]
        self._follows.addLayout(numbered(self._around.look, steps))
        if plan.effort is not None:
            self._line(plan.effort, "quiet", SMALL)

    def _line(self, text: Text, colour: str = "ink", size: int = BODY) -> None:
        label = Label(self._around.look, size, colour)
        label.show_text(self._around.language.say(text))
        self._follows.addWidget(label)
