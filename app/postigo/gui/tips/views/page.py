"""Page of one tip: its words, the device, the questions, and today's task."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from postigo.core.report import DOOR
from postigo.core.values import Text
from postigo.gui.tips.models.covers import QUESTION as COVERED
from postigo.gui.tips.models.covers import Covers
from postigo.gui.tips.models.tips import Tips
from postigo.gui.tips.views.covers import CoversPart
from postigo.gui.tips.views.question import QuestionCard
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.choice import Choice, Choices
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import FirstWords, Heading, Label, reveal
from postigo.gui.widgets.page import Page
from postigo.gui.widgets.parts import empty, flowing, sheet
from postigo.gui.widgets.theme import BODY, LEAD, SMALL, TITLE
from postigo.guidance.phone_looks import TIPS as OF_PHONE
from postigo.guidance.tips import TIPS
from postigo.reports import wording

IMAGE: Final = 1
"""The tip that is about one's own pictures."""
CAMERA: Final = 2
"""The tip that asks for covers."""


class DevicePart(Protocol):
    """Part of the page that says what the device says about a tip."""

    def show_tip(self, tip: int) -> None:
        """Show what it says about this one."""

    def refresh(self) -> None:
        """Show how things stand now, in the language of now."""

    def arrange(self, width: int) -> None:
        """Lay it out for a content of this width."""

    def chain(self) -> Iterator[QWidget]:
        """Parts that the keyboard reaches, from top to bottom."""


class TipsPage(Page):
    """Page of the tip that is read. `device` is the part that another feature brings."""

    help_wanted = Signal()
    phone_wanted = Signal()
    photos_wanted = Signal()

    def __init__(
        self,
        tips: Tips,
        covers: Covers,
        device: DevicePart,
        offers_photos: Callable[[], bool],
        around: ViewContext,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(around, parent)
        self._tips, self._covers, self._device, self._read = tips, covers, device, 0
        self._offers_photos = offers_photos
        look = around.look
        self.numbers = {tip.number: Choice(look) for tip in TIPS}
        self._choices = Choices(self.numbers, tips.show, self)
        self._title = Label(look, TITLE, bold=True)
        words, box = sheet(look, "note")
        self._words = FirstWords(look, LEAD)
        self._police = Label(look, SMALL, "quiet")
        self._why = QVBoxLayout()
        self._why.setSpacing(look.space(4))
        box.addWidget(self._words)
        box.addWidget(self._police)
        box.addLayout(self._why)
        self._own = Heading(look, LEAD - 2, bold=True)
        self._kept = Label(look, SMALL, "quiet")
        self._questions = QVBoxLayout()
        self._questions.setSpacing(look.space(8))
        self.cards: tuple[QuestionCard, ...] = ()
        self.covers = CoversPart(covers, around)
        self.forget = Button(look, Kind.PLAIN)
        self.forget.clicked.connect(tips.forget)
        self.phone = Button(look, Kind.PLAIN)
        self.phone.clicked.connect(self.phone_wanted)
        self.photos = Button(look, Kind.PLAIN)
        self.photos.clicked.connect(self.photos_wanted)
        self._today = Heading(look, LEAD - 2, bold=True)
        today, inside = sheet(look, "closed")
        self._do = Label(look, BODY)
        self._effort = Label(look, SMALL, "quiet")
        self._lead = Label(look, BODY, bold=True)
        inside.addWidget(self._lead)
        inside.addWidget(self._do)
        inside.addWidget(self._effort)
        self.help = Button(look, Kind.HELP)
        self.help.clicked.connect(self.help_wanted)
        for part in (flowing(look, self.numbers.values()), self._title, words):
            self.box.addWidget(part)
        if isinstance(device, QWidget):
            self.box.addWidget(device)
        for part in (self._own, self._kept):
            self.box.addWidget(part)
        self.box.addLayout(self._questions)
        self._phoning, self._forgetting = flowing(look, [self.photos, self.phone]), flowing(look, [self.forget])
        for part in (self.covers, self._phoning, self._forgetting, self._today, today, flowing(look, [self.help])):
            self.box.addWidget(part)
        self.box.addStretch(1)
        tips.changed.connect(self.refresh)
        covers.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """The tip that is read, in the language of now."""
        say, tip = self.around.language.say, self._tips.tip
        for number, choice in self.numbers.items():
            name = say(wording.TIPS[number])
            choice.speak(
                f"{number} · {name}",
                say(Text("Tip {tip}, {name}", values={"tip": number, "name": wording.TIPS[number]})),
            )
        self._choices.hold(tip.number)
        self._title.show_text(f"{tip.number} · {say(wording.TIPS[tip.number])}")
        self._words.show_text(say(Text("“{words}”", values={"words": tip.words})))
        self._police.show_text(say(Text("Tip {tip} of the National Police.", values={"tip": tip.number})))
        empty(self._why)
        for sentence in tip.why:
            label = Label(self.around.look, BODY)
            label.show_text(say(sentence))
            self._why.addWidget(label)
        self._ask()
        self._today.show_text(say(Text("Today, one thing")))
        self._lead.show_text(say(self._tips.lead) if self._tips.lead else "")
        self._do.show_text(say(tip.today))
        self._effort.show_text(say(Text("About {n} minute.", "About {n} minutes.", tip.minutes, {"n": tip.minutes})))
        self.help.speak(say(Text("I need help")))
        self._device.show_tip(tip.number)
        self._device.refresh()
        if isinstance(self._device, QWidget):
            reveal(self._device, tip.number != DOOR)
        self.order_tabs()
        if self._read not in {0, tip.number}:
            self.verticalScrollBar().setValue(0)
        self._read = tip.number

    def order_tabs(self) -> None:
        """Let Tab go through the page as the eye does. Parts of it are made anew."""
        replies = [choice for card in self.cards for choice in card.replies.values()]
        chain = (
            *(self.numbers.values()),
            *self._device.chain(),
            *replies,
            *self.covers.chain(),
            self.photos,
            self.phone,
            self.forget,
            self.help,
        )
        for one, following in pairwise(chain):
            QWidget.setTabOrder(one, following)

    def _ask(self) -> None:
        """The questions of the tip. Cards stay where they are while their tip is read."""
        by_camera = self._tips.tip.number == CAMERA and bool(self._covers.cameras)
        say, asked = (
            self.around.language.say,
            [one for one in self._tips.questions if not by_camera or one.id != COVERED],
        )
        if tuple(card.objectName() for card in self.cards) != tuple(question.id for question in asked):
            empty(self._questions)
            self.cards = tuple(QuestionCard(question, self._tips, self.around) for question in asked)
            for card in self.cards:
                self._questions.addWidget(card)
        for card in self.cards:
            card.refresh()
        self._own.show_text(say(Text("What only you can know")) if asked else "")
        self._kept.show_text(say(self._tips.stored) if asked else "")
        self.phone.speak(say(Text("Look at your phone, step by step")))
        if by_camera:
            self._covers.look_up()
            self.covers.refresh()
        reveal(self.covers, by_camera)
        self.photos.speak(say(Text("Make copies of photos without the place…")))
        number = self._tips.tip.number
        photos = number == IMAGE and self._offers_photos() and not self._tips.under_pressure
        phone = number in OF_PHONE
        reveal(self.photos, photos)
        reveal(self.phone, phone)
        reveal(self._phoning, photos or phone)
        self.forget.speak(say(Text("Forget my answers")))
        reveal(self._forgetting, bool(self._tips.replies) and bool(asked))

    def arrange(self, width: int) -> None:
        """Let the device's part put its states beside or below its sentences."""
        self._device.arrange(width)

    def focus_first(self) -> None:
        """Where the keyboard begins: at the tip's words, so that a screen reader reads them."""
        self.verticalScrollBar().setValue(0)
        self._words.setFocus(Qt.FocusReason.OtherFocusReason)
