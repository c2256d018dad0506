"""Page of the phone: one card a time, and at the end a tally."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from postigo.core.values import Text
from postigo.gui.common.timers import call_later
from postigo.gui.tips.models.phone import Chosen, PhoneGuide, Unsure
from postigo.gui.tips.views.phone_card import PhoneCard
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.choice import Choice, Choices
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.inner_page import InnerPage
from postigo.gui.widgets.labels import FirstWords, Heading, Label, reveal
from postigo.gui.widgets.parts import column, empty, flowing, let_go, line
from postigo.gui.widgets.theme import BODY, LEAD, SMALL
from postigo.guidance import phone
from postigo.guidance.phone import EDITIONS, System
from postigo.reports import wording

PHONES: Final[dict[Chosen, Text]] = {
    System.ANDROID: Text("Android"),
    System.IPHONE: Text("iPhone"),
    Unsure.UNSURE: Text("Another, or I do not know"),
}
"""Words of the phones, in their order."""


class PhonePage(InnerPage):
    """Page of the guide. Each card stays until the person goes on."""

    help_wanted = Signal()

    def __init__(self, guide: PhoneGuide, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        self._guide = guide
        look = around.look
        self._told = Label(look, BODY)
        self._before = Label(look, BODY, "note_text")
        self._lead = Label(look, BODY, bold=True)
        self._which = Heading(look, LEAD - 2, bold=True)
        self.phones = {chosen: Choice(look) for chosen in PHONES}
        self._phones = Choices(self.phones, guide.choose, self)
        self.editions = {edition: Choice(look) for known in EDITIONS.values() for edition in known}
        self._editions = Choices(self.editions, guide.use, self)
        self._version = Label(look, SMALL, "quiet")
        self._flow = flowing(look, self.editions.values())
        self._count = Label(look, SMALL, "quiet")
        self._here = QVBoxLayout()
        self.card: PhoneCard | None = None
        self.words = FirstWords(look, LEAD, bold=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(look.space(8))
        self.before, self.next = Button(look, Kind.PLAIN), Button(look, Kind.MAIN)
        self.before.clicked.connect(partial(self._go, -1))
        self.next.clicked.connect(partial(self._go, 1))
        self._going = flowing(look, [self.before, self.next])
        self.forget, self.help = Button(look, Kind.PLAIN), Button(look, Kind.HELP)
        self.forget.clicked.connect(self._forget)
        self.help.clicked.connect(self.help_wanted)
        self._last = flowing(look, [self.forget, self.help])
        for part in (
            flowing(look, [self.back]),
            self._title,
            self._told,
            self._before,
            self._which,
            flowing(look, self.phones.values()),
            self._version,
            self._flow,
            self._lead,
            self._count,
        ):
            self.box.addWidget(part)
        self.box.addLayout(self._here)
        self._end = QWidget()
        end = column(self._end, look.space(8))
        end.addWidget(self.words)
        end.addLayout(self._list)
        for part in (self._end, self._going, self._last):
            self.box.addWidget(part)
        self.box.addStretch(1)
        guide.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """How things stand now, in the language of now."""
        say, guide = self.around.language.say, self._guide
        self.back.speak(f"‹ {say(Text('Back to the tip'))}", say(Text("Back to the tip")))
        self._title.show_text(say(Text("Look at your phone, step by step")))
        self._told.show_text(say(phone.TOLD))
        self._before.show_text(say(phone.BEFORE))
        self._lead.show_text(say(guide.lead) if guide.lead and guide.looks else "")
        self._which.show_text(say(Text("Which phone is it?")))
        for chosen, choice in self.phones.items():
            choice.speak(say(PHONES[chosen]))
        self._hold(self._phones, guide.chosen)
        self._show_editions()
        self._show_card()
        self._show_words()
        self.before.speak(say(Text("Card before")))
        last = guide.at == len(guide.looks) - 1
        self.next.speak(say(Text("To the end") if last else Text("Next card")))
        self.forget.speak(say(Text("Forget my answers")))
        self.help.speak(say(Text("I need help")))
        reveal(self._going, bool(guide.looks))
        reveal(self.before, guide.at > 0)
        reveal(self.next, not guide.ended)
        reveal(self.forget, guide.any_told)

    def _hold(self, choices: Choices[Chosen], chosen: Chosen | None) -> None:
        if chosen is None:
            choices.release()
        else:
            choices.hold(chosen)

    def _show_editions(self) -> None:
        """Editions of the chosen phone."""
        say, guide = self.around.language.say, self._guide
        known = EDITIONS[guide.chosen] if isinstance(guide.chosen, System) else {}
        for edition, choice in self.editions.items():
            reveal(choice, edition in known)
            if edition in known:
                choice.speak(say(known[edition]))
        if guide.edition:
            self._editions.hold(guide.edition)
        else:
            self._editions.release()
        reveal(self._flow, bool(known))
        self._version.show_text(
            say(Text("The menus of each version have other words. The first card shows where yours stands."))
            if known
            else ""
        )

    def _show_card(self) -> None:
        """The card of now. It stays as it is while it is the same look."""
        say, guide, look = self.around.language.say, self._guide, self._guide.look
        if self.card is not None and self.card.look is not look:
            self._here.removeWidget(self.card)
            let_go(self.card)
            self.card = None
        if self.card is None and look is not None:
            self.card = PhoneCard(look, guide, self.around)
            self.card.followed.connect(partial(self._bring, self.card))
            self._here.addWidget(self.card)
            chain = (*self.editions.values(), *self.card.stops, self.before, self.next, self.forget, self.help)
            for one, following in pairwise(chain):  # what is made later would come last
                QWidget.setTabOrder(one, following)
        if self.card is not None:
            self.card.refresh()
        values = {"n": guide.at + 1, "total": len(guide.looks)}
        self._count.show_text("" if look is None else say(Text("Card {n} of {total}", values=values)))

    def _show_words(self) -> None:
        """How to find out which phone it is; or at the end what was told."""
        say, guide = self.around.language.say, self._guide
        empty(self._list)
        reveal(self._end, guide.ended or guide.chosen is Unsure.UNSURE)
        if guide.chosen is Unsure.UNSURE:
            self.words.show_text(say(Text("How to find out which phone it is")))
            self._lines(phone.FIND_OUT)
        if guide.ended:
            tally = guide.tally
            self.words.show_text(
                say(
                    Text(
                        "You have looked at {n} of {total} thing.",
                        "You have looked at {n} of {total} things.",
                        tally.of,
                        {"n": tally.looked, "total": tally.of},
                    )
                )
            )
            self._lines([phone.NO_VERDICT])
            if any(look.question.plan.safety for look in tally.to_do):
                self._list.addWidget(line(self.around.look, say(wording.safety()), "note_text"))
            self._part(Text("Left to do"), [look.question.plan.title for look in tally.to_do])
            self._part(
                Text("Not found yet. You need not look for it today."), [look.question.text for look in tally.not_found]
            )

    def _part(self, name: Text, what: Iterable[Text]) -> None:
        found = [self.around.language.say(text) for text in what]
        if found:
            self._list.addWidget(line(self.around.look, self.around.language.say(name), "quiet", SMALL))
            for text in found:
                self._list.addWidget(line(self.around.look, f"· {text}"))

    def _lines(self, texts: Iterable[Text]) -> None:
        for text in texts:
            self._list.addWidget(line(self.around.look, self.around.language.say(text)))

    def _go(self, by: int) -> None:
        """Another card, read from its beginning."""
        self._guide.go(by)
        first = self.words if self.card is None else self.card.name
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_soon(self._end if self.card is None else self.card)

    def _bring(self, card: PhoneCard) -> None:
        """Bring what follows from a reply into sight, with the reply."""
        call_later(card, 0, lambda: self.show_from(card.answers, card) if card is self.card else None)

    def _forget(self) -> None:
        self._guide.forget()
        self.focus_first()
