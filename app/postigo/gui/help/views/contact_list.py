"""Contacts of a spot: at most three, the rest behind "more", and their country."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from postigo.core.values import Text
from postigo.gui.help.models.way import Way
from postigo.gui.help.views.contact_card import ContactCard
from postigo.gui.widgets.choice import Choice, Choices
from postigo.gui.widgets.clipboard import LentClipboard
from postigo.gui.widgets.collapsible import Collapsible
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Heading, Label, reveal
from postigo.gui.widgets.parts import column, empty, flowing
from postigo.gui.widgets.theme import BODY, SMALL
from postigo.guidance import countries, purposes
from postigo.guidance.contacts import Contact
from postigo.guidance.helplines import Line


class ContactList(QWidget):
    """Contacts for a spot of the way. `more`: whether the others can be unfolded."""

    address_wanted = Signal(str)
    unfolded = Signal(QWidget)
    grown = Signal()  # other cards are there

    def __init__(self, way: Way, clipboard: LentClipboard, around: ViewContext, *, more: bool = True) -> None:
        super().__init__()
        look = around.look
        self._way, self._clipboard, self._around, self._width = way, clipboard, around, 0
        self._title = Heading(look, BODY, bold=True)
        box = column(self, look.space(8))
        box.addWidget(self._title)
        self._near = QVBoxLayout()
        self._near.setSpacing(look.space(8))
        box.addLayout(self._near)
        self._school = Label(look, BODY)
        box.addWidget(self._school)
        self.more = Collapsible(look)
        self.more.turned.connect(self._fill_more)
        self.country = CountryChoice(way, around)
        self._read = Label(look, SMALL, "quiet")
        for part in (self.more, self.country, self._read):
            box.addWidget(part)
        reveal(self.more, more)
        reveal(self.country, more)
        self._shown: tuple[Contact, ...] = ()
        self._told: tuple[Line, ...] = ()
        self._topics: list[tuple[Heading, Text]] = []
        way.changed.connect(self.refresh)
        self.refresh()

    @property
    def cards(self) -> list[ContactCard]:
        """Cards that there are now."""
        return self.findChildren(ContactCard)

    def refresh(self) -> None:
        """In the language of now, for the country of now."""
        say, told = self._around.language.say, self._way.contacts
        self._title.show_text(say(Text("Whom to call or ask")))
        self.more.fold.speak(say(Text("More ({n})", values={"n": len(told.more)})))
        school = self._way.school
        self._school.show_text(say(purposes.of_school(school)) if school else "")
        self.country.refresh()
        self._read.show_text(say(purposes.read_on(told.lines)))
        if told.first != self._shown:
            self._shown = told.first
            empty(self._near)
            for card in self._made(told.first):
                self._near.addWidget(card)
            self.grown.emit()
        self._fill_more()
        for heading, topic in self._topics:
            heading.show_text(say(topic))
        for card in self.cards:
            card.refresh()
        self.arrange(self._width)

    def arrange(self, width: int) -> None:
        """Numbers in one column."""
        self._width = width
        cards = self.cards
        widest = max((card.number_width for card in cards), default=0)
        for card in cards:
            card.arrange(width, widest if card.number_width else 0)

    def _fill_more(self) -> None:
        """Make the others when somebody unfolds them, and not before."""
        told = self._way.contacts.more if self.more.opened else ()
        if told == self._told:
            return
        self._told = told
        empty(self.more.box)
        self._topics = []
        for topic, lines in purposes.by_topic(told):
            heading = Heading(self._around.look, BODY, bold=True)
            heading.setContentsMargins(0, self._around.look.space(8), 0, 0)
            heading.show_text(self._around.language.say(topic))
            self._topics.append((heading, topic))
            self.more.box.addWidget(heading)
            for card in self._made(lines):
                self.more.box.addWidget(card)
        self.arrange(self._width)
        self.grown.emit()

    def _made(self, told: Iterable[Contact]) -> Iterable[ContactCard]:
        for contact in told:
            card = ContactCard(contact, self._way, self._clipboard, self._around)
            card.address_wanted.connect(self.address_wanted)
            card.unfolded.connect(self.unfolded)
            yield card


class CountryChoice(Collapsible):
    """Country of the numbers: said on the fold, chosen inside."""

    def __init__(self, way: Way, around: ViewContext) -> None:
        super().__init__(around.look)
        self._way, self._around = way, around
        self.choices = {code: Choice(around.look) for code in countries.NAMES}
        self._choices = Choices(self.choices, way.choose, self)
        self.box.addWidget(flowing(around.look, self.choices.values()))
        self.refresh()

    def refresh(self) -> None:
        """In the language of now."""
        say = self._around.language.say
        self.fold.speak(say(countries.numbers_of(self._way.country)))
        for code, choice in self.choices.items():
            choice.speak(say(countries.NAMES[code]))
        self._choices.hold(self._way.country)
