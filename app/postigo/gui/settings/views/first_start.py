"""Page of the first start: one card at a time, and the way past all."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from postigo.core.values import Text
from postigo.gui.settings.models.first_start import FirstStart
from postigo.gui.settings.models.questions import AUDIENCE, FIRST, Value
from postigo.gui.settings.views.for_class import ForClass
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.choice import Choice, Choices
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import FirstWords, Label, reveal
from postigo.gui.widgets.page import Page
from postigo.gui.widgets.parts import flowing, sheet
from postigo.gui.widgets.theme import BODY, LEAD, SMALL, TITLE
from postigo.words import LANGUAGES


class FirstStartPage(Page):
    """The card that is asked now. `cards` are the choices of each, the language first."""

    help_wanted = Signal()
    class_wanted = Signal()

    def __init__(self, first: FirstStart, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        self._first = first
        look = around.look
        self._title = Label(look, TITLE, bold=True)
        self._intro = Label(look, BODY, "quiet")
        self._step = Label(look, SMALL, "note_text", bold=True)
        self._asks = FirstWords(look, LEAD, bold=True)
        self._why = Label(look, BODY, "quiet")
        self.next, self.back = Button(look, Kind.MAIN), Button(look, Kind.PLAIN)
        self.past, self.help = Button(look, Kind.PLAIN), Button(look, Kind.HELP)
        self._said = Label(look, BODY, bold=True)
        panel, inside = sheet(look, "note")
        for part in (self._step, self._asks, self._why):
            inside.addWidget(part)
        languages: dict[Value, Choice] = {code: Choice(look) for code in LANGUAGES}
        self.cards = [languages, *({value: Choice(look) for value in one.options} for one in first.questions)]
        self._held = [
            Choices(languages, self._speak, self),
            *(
                Choices(card, partial(first.settings.choose, one.field), self)
                for card, one in zip(self.cards[1:], first.questions, strict=True)
            ),
        ]
        self._rows = [flowing(look, card.values()) for card in self.cards]
        for row in self._rows:
            inside.addWidget(row)
        self.for_class = ForClass(first.settings, around)
        self.for_class.wanted.connect(self.class_wanted)
        inside.addWidget(self.for_class)
        inside.addSpacing(look.space(8))
        inside.addWidget(flowing(look, [self.next, self.back]))
        inside.addWidget(self._said)
        self.next.clicked.connect(partial(first.go, 1))
        self.back.clicked.connect(partial(first.go, -1))
        self.past.clicked.connect(first.end)
        self.help.clicked.connect(self.help_wanted)
        shown: tuple[QWidget, ...] = (self._title, self._intro, flowing(look, [self.past, self.help]), panel)
        for whole in shown:
            self.box.addWidget(whole)
        self.box.addStretch(1)
        for one, following in pairwise(
            (
                *(self.past, self.help, *(choice for card in self.cards for choice in card.values())),
                *(self.for_class.button, self.next, self.back),
            )
        ):
            QWidget.setTabOrder(one, following)
        first.changed.connect(self._turn)
        first.settings.told.connect(self.refresh)
        self.refresh()

    def _speak(self, code: Value) -> None:
        self.around.language.choose(str(code))

    def refresh(self) -> None:
        """The card of now, in the language of now."""
        say, first, asked = self.around.language.say, self._first, self._first.question
        values = {"n": first.at + 1, "total": first.count}
        self._title.show_text(say(Text("Before you begin")))
        four = Text("Four short questions. You can skip them, and change every answer later in “Settings”.")
        fewer = Text("A few short questions. You can skip them, and change every answer later in “Settings”.")
        self._intro.show_text(say(four if first.count == len(FIRST) + 1 else fewer))
        self._step.show_text(say(Text("{n} of {total}", values=values)))
        self._asks.show_text(say(asked.asks or asked.name if asked else Text("Which language do you want?")))
        self._why.show_text(say(asked.why) if asked and asked.why else "")
        for code, choice in self.cards[0].items():
            choice.speak(LANGUAGES[str(code)])
        self._held[0].hold(self.around.language.code)
        for one, card, held in zip(first.questions, self.cards[1:], self._held[1:], strict=True):
            for value, choice in card.items():
                choice.speak(say(one.options[value]))
            value = getattr(first.settings.chosen, one.field)
            held.hold(value if value in one.options else None)
        for number, row in enumerate(self._rows):
            reveal(row, number == first.at)
        self.for_class.refresh(offered=asked is AUDIENCE)
        self.next.speak(say(Text("Done") if first.at + 1 == first.count else Text("Next")))
        self.back.speak(say(Text("Back")))
        self.past.speak(say(Text("Skip the questions")))
        self.help.speak(say(Text("I need help")))
        reveal(self.back, first.at > 0)
        self._said.show_text("" if first.settings.said is None else say(first.settings.said))

    def _turn(self) -> None:
        """Another card: the keyboard begins at its question, so that a screen reader reads it."""
        self.refresh()
        self.focus_first()

    def focus_first(self) -> None:
        """Where the keyboard begins."""
        self.verticalScrollBar().setValue(0)
        self._asks.setFocus(Qt.FocusReason.OtherFocusReason)
