"""Card of one look at a phone: steps, three replies, and what can be done."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from postigo.core.model import Instruct
from postigo.core.values import Text
from postigo.gui.tips.models.phone import PhoneGuide
from postigo.gui.widgets.card_frame import CardFrame
from postigo.gui.widgets.choice import Choice, Choices
from postigo.gui.widgets.collapsible import Collapsible
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import FirstWords, Label, reveal
from postigo.gui.widgets.parts import column, empty, flowing, line, numbered
from postigo.gui.widgets.theme import BODY, LEAD, SMALL
from postigo.guidance import phone
from postigo.guidance.phone import Look, Menu
from postigo.guidance.questions import Reply
from postigo.reports import wording

REPLIES: Final = {
    Reply.YES: Text("I have looked: fine"),
    Reply.NO: Text("I have looked: not fine"),
    Reply.UNKNOWN: Text("I could not find it"),
}
"""Words of the replies, in their order."""

_KIND: Final = {
    Reply.YES: Text("Good that you have looked."),
    Reply.UNKNOWN: Text("That is all right. Each phone is a little different. You can go on."),
}


class PhoneCard(CardFrame):
    """One look. It is shown in the words of the edition that holds; another look has another card.

    `followed`: something else follows from the reply of now.
    """

    followed = Signal()

    def __init__(self, look: Look, guide: PhoneGuide, around: ViewContext, parent: QWidget | None = None) -> None:
        theme = around.look
        super().__init__(theme, parent=parent)
        self.look, self._guide, self._around = look, guide, around
        self.setObjectName(look.question.id)
        box = column(self, theme.space(8), (theme.space(24), theme.space(16), theme.space(20), theme.space(16)))
        self.name = FirstWords(theme, LEAD, bold=True)
        self._why = tuple(Label(theme, BODY) for _ in look.why)
        self._steps, self._follows = QVBoxLayout(), QVBoxLayout()
        self._otherwise = Label(theme, SMALL, "quiet")
        self._fine = Label(theme, BODY, bold=True)
        self.support = Collapsible(theme)
        self.replies = {reply: Choice(theme) for reply in REPLIES}
        self._choices = Choices(self.replies, partial(guide.reply, look), self)
        self._shown: tuple[object, ...] = ()
        box.addWidget(self.name)
        for why in self._why:
            box.addWidget(why)
        for layout in (self._steps, self._follows):
            layout.setSpacing(theme.space(8))
        box.addLayout(self._steps)
        self.answers = flowing(theme, self.replies.values())
        for part in (self._otherwise, self._fine, self.support, self.answers):
            box.addWidget(part)
        box.addLayout(self._follows)
        self.refresh()

    def refresh(self) -> None:
        """In the language and the edition of now, with the reply of now."""
        say, look, given = self._around.language.say, self.look, self._guide.given(self.look)
        self.name.show_text(say(look.question.text))
        for label, why in zip(self._why, look.why, strict=True):
            label.show_text(say(why))
        self._fine.show_text(say(look.fine))
        for reply, choice in self.replies.items():
            choice.setObjectName(f"{look.question.id}-{reply.name.lower()}")
            choice.speak(say(REPLIES[reply]), f"{say(REPLIES[reply])} · {say(look.question.text)}")
        if given in self.replies:
            self._choices.hold(given)
        else:
            self._choices.release()
        shown = (given, self._guide.edition, self._around.language.code)
        way = self._guide.way
        if shown != self._shown and way is not None:
            another = bool(self._shown) and given is not self._shown[0]
            self._shown = shown
            self._show_way(way)
            self._follow(given)
            if another:
                self.followed.emit()

    def _show_way(self, way: Menu) -> None:
        say, code = self._around.language.say, self._around.language.code
        empty(self._steps)
        self._steps.addLayout(numbered(self._around.look, map(say, phone.steps(self.look, way, code))))
        self._otherwise.show_text("" if way.sure else say(phone.MAY_BE_CALLED))
        sentences = self._guide.support
        reveal(self.support, bool(sentences))
        self.support.fold.speak(say(Text("Models of which we know the years")))
        empty(self.support.box)
        for sentence in sentences:
            self.support.box.addWidget(line(self._around.look, say(sentence), size=SMALL))

    def _follow(self, given: Reply | None) -> None:
        empty(self._follows)
        if given is None:
            return
        if given is not Reply.NO:
            self._line(_KIND[given], "quiet")
            return
        say, plan = self._around.language.say, self.look.question.plan
        if plan.safety:
            self._line(wording.safety(), "note_text")
            self._line(phone.MOSTLY_ORDINARY)
        self._line(plan.title, bold=True)
        steps = [say(step.text) for step in plan.steps if isinstance(step, Instruct)]
        self._follows.addLayout(numbered(self._around.look, steps))
        if plan.effort is not None:
            self._line(plan.effort, "quiet", SMALL)

    def _line(self, text: Text, colour: str = "ink", size: int = BODY, *, bold: bool = False) -> None:
        label = Label(self._around.look, size, colour, bold=bold)
        label.show_text(self._around.language.say(text))
        self._follows.addWidget(label)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Its parts that the keyboard reaches, in their order."""
        return (self.name, self.support.fold, *self.replies.values())
