"""Danger now: whom to call, and nothing else."""

from __future__ import annotations

from postigo.core.values import Text
from postigo.gui.help.models.way import Way
from postigo.gui.help.views.contact_card import ContactCard
from postigo.gui.help.views.stage import StageView
from postigo.gui.widgets.clipboard import LentClipboard
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Label
from postigo.gui.widgets.theme import LEAD, SMALL
from postigo.guidance import countries, purposes
from postigo.guidance.countries import SPAIN


class DangerView(StageView):
    """Numbers, each large; a sentence where we know no emergency number."""

    def __init__(self, way: Way, clipboard: LentClipboard, around: ViewContext) -> None:
        super().__init__(way, clipboard, around)
        told = way.danger
        self._unknown = not purposes.is_emergency_known(told)
        self._emergency = Label(around.look, LEAD)
        self._country = Label(around.look, SMALL, "quiet")
        self.cards = [ContactCard(one, way, clipboard, around, purposes.in_danger(one)) for one in told]
        for part in (self.first, self._emergency, *self.cards, self._country):
            self.box.addWidget(part)
        self.refresh()

    def refresh(self) -> None:
        """In the language of now."""
        self.first.show_text(self.say(Text("Call now")))
        self._emergency.show_text(self.say(purposes.emergency(self.way.lines)) if self._unknown else "")
        here = self.way.country
        self._country.show_text("" if here == SPAIN else self.say(countries.numbers_of(here)))
        for card in self.cards:
            card.refresh()

    def arrange(self, width: int) -> None:
        """Numbers in one column."""
        widest = max((card.number_width for card in self.cards), default=0)
        for card in self.cards:
            card.arrange(width, widest)
