"""Covers of the cameras on the page of tip 2: a question for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from postigo.core.values import Device, Text
from postigo.gui.tips.models.covers import PERIODS, Camera, Covers
from postigo.gui.widgets.card_frame import CardFrame
from postigo.gui.widgets.choice import Choice, Choices
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Heading, Label, reveal
from postigo.gui.widgets.parts import column, empty, flowing
from postigo.gui.widgets.theme import BODY, LEAD, SMALL
from postigo.guidance.questions import REPLIES, Reply

TITLE: Final = Text("Are your cameras covered?")
INTRO: Final = Text("Think of the time when you do not use them. A cover that you can see is the surest way.")
REMEMBERING: Final[Mapping[bool, Text]] = {
    False: Text("Do not remember it"),
    True: Text("Remember it on this computer"),
}
AGAIN: Final = Text("Ask me again after:")
AFTER: Final = dict(zip(PERIODS, (Text("a week"), Text("a month"), Text("three months")), strict=True))
IN_MEMORY: Final = Text("Your answers on the cameras are not stored. They are gone when you close Postigo.")
KEPT: Final = Text("What is kept does not name your cameras. “Forget everything” in the settings deletes it.")
_COVER_IT: Final = (
    Text("Use a sliding cover or a piece of paper tape."),
    Text("Do not close a thin laptop with a thick cover: the screen could break."),
)


class CameraPart(QWidget):
    """Question for one camera, and what was said of it before."""

    def __init__(self, camera: Camera, covers: Covers, around: ViewContext) -> None:
        super().__init__()
        self.camera, self._covers, self._around = camera, covers, around
        look = around.look
        box = column(self, look.space(8))
        self._text = Label(look, BODY, bold=True)
        self._before = Label(look, SMALL, "quiet")
        self.replies = {reply: Choice(look) for reply in REPLIES}
        self._choices = Choices(self.replies, partial(covers.reply, camera), self)
        for part in (self._text, self._before, flowing(look, self.replies.values())):
            box.addWidget(part)
        self.refresh()

    def refresh(self) -> None:
        """In the language of now, with the reply that holds."""
        say = self._around.language.say
        values: dict[str, Device | int] = {"camera": Device(self.camera.name), "n": self.camera.number}
        one = Text("Is it covered? {camera}", values=values)
        asked = say(one if self.camera.number == 1 else Text("Is it covered? {camera} (number {n})", values=values))
        self._text.show_text(asked)
        self._before.show_text("" if (told := self._told()) is None else say(told))
        for reply, choice in self.replies.items():
            choice.speak(say(REPLIES[reply]), f"{say(REPLIES[reply])} · {asked}")
        given = self._covers.given(self.camera)
        if given is not None:
            self._choices.hold(given)
        else:
            self._choices.release()

    def _told(self) -> Text | None:
        known = self._covers.said(self.camera)
        if known is None:
            return None
        days = {"day": known.said, "again": known.again}
        if self._covers.is_due(self.camera) and self._covers.given(self.camera) is None:
            if known.covered:
                return Text("On {day} you said: covered. Is it still so?", values=days)
            return Text("On {day} you said: not covered. Is it still so?", values=days)
        if known.covered:
            return Text("On {day} you said: covered. We ask again on {again}.", values=days)
        return Text("On {day} you said: not covered. We ask again on {again}.", values=days)


class CoversPart(CardFrame):
    """Card with all cameras. It shows nothing where none are known. `reshaped`: it has other parts than before."""

    reshaped = Signal()

    def __init__(self, covers: Covers, around: ViewContext, parent: QWidget | None = None) -> None:
        look = around.look
        super().__init__(look, parent=parent)
        self._covers, self._around = covers, around
        box = column(self, look.space(12), (look.space(20), look.space(14), look.space(16), look.space(14)))
        self._title = Heading(look, LEAD - 2, bold=True)
        self._intro = Label(look, BODY)
        self._list = QVBoxLayout()
        self._list.setSpacing(look.space(12))
        self.cameras: tuple[CameraPart, ...] = ()
        self._advice = tuple(Label(look, BODY) for _ in _COVER_IT)
        self.remember = {wanted: Choice(look) for wanted in REMEMBERING}
        self._remember = Choices(self.remember, covers.remember, self)
        self._remembering = flowing(look, self.remember.values())
        self._again = Label(look, BODY)
        self.periods = {days: Choice(look) for days in PERIODS}
        self._period = Choices(self.periods, covers.ask_again_after, self)
        self._periods = flowing(look, self.periods.values())
        self._kept, self._trouble = Label(look, SMALL, "quiet"), Label(look, BODY, bold=True)
        box.addWidget(self._title)
        box.addWidget(self._intro)
        box.addLayout(self._list)
        for part in (
            *self._advice,
            self._remembering,
            self._again,
            self._periods,
            self._kept,
            self._trouble,
        ):
            box.addWidget(part)
        self.refresh()

    def refresh(self) -> None:
        """How things stand, in the language of now."""
        say, covers = self._around.language.say, self._covers
        if tuple(part.camera for part in self.cameras) != covers.cameras:
            empty(self._list)
            self.cameras = tuple(CameraPart(camera, covers, self._around) for camera in covers.cameras)
            for part in self.cameras:
                self._list.addWidget(part)
            self.reshaped.emit()
        for part in self.cameras:
            part.refresh()
        self._title.show_text(say(TITLE))
        self._intro.show_text(say(INTRO))
        for label, text in zip(self._advice, _COVER_IT, strict=True):
            label.show_text(say(text) if covers.all_covered is Reply.NO else "")
        for wanted, choice in self.remember.items():
            choice.speak(say(REMEMBERING[wanted]))
        self._remember.hold(covers.remembers)
        for days, choice in self.periods.items():
            choice.speak(say(AFTER[days]), f"{say(AGAIN)} {say(AFTER[days])}")
        self._period.hold(covers.days)
        self._again.show_text(say(AGAIN) if covers.remembers else "")
        reveal(self._periods, covers.remembers)
        reveal(self._remembering, covers.keeps)
        self._kept.show_text(say(KEPT if covers.remembers else IN_MEMORY))
        self._trouble.show_text("" if covers.trouble is None else say(covers.trouble))

    def chain(self) -> Iterator[QWidget]:
        """Parts that the keyboard reaches, from top to bottom."""
        for part in self.cameras:
            yield from part.replies.values()
        yield from self.remember.values()
        yield from self.periods.values()
