"""Danger now: whom to call, and nothing else."""

from __future__ import annotations

from postigo.core.values import Text
from postigo.gui.help.models.way import Way
from postigo.gui.help.views.contact_card import ContactCard
from postigo.gui.help.views.stage import StageView
from postigo.gui.widgets.clipboard import LentClipboard
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Heading, Label
from postigo.gui.widgets.theme import LEAD, SMALL
from postigo.guidance import countries, purposes
from postigo.guidance.countries import SPAIN


class DangerView(StageView):
    """Numbers, each large; below them, the lines for whoever cannot speak.

    Where we know no emergency number, a sentence says so.
    """

    def __init__(self, way: Way, clipboard: LentClipboard, around: ViewContext) -> None:
        super().__init__(way, clipboard, around)
        told, look = way.danger, around.look
        self._unknown = not purposes.is_emergency_known(told.first)
        self._calm, self._emergency, self._small = Label(look, LEAD), Label(look, LEAD), Label(look, SMALL, "quiet")
        self._silent = Heading(look, LEAD, bold=True)
        near, written = (
            [ContactCard(one, way, clipboard, around, purposes.in_danger(one, way.age)) for one in some]
            for some in (told.first, told.written)
        )
        self.cards = [*near, *written]
        for card in self.cards:
            card.address_wanted.connect(self.address_wanted)
            card.unfolded.connect(self.unfolded)
        for part in (self.first, self._calm, self._emergency, *near, self._silent, *written, self._small):
            self.box.addWidget(part)
        self._wordless = bool(written)
        self.refresh()

    def refresh(self) -> None:
        """In the language of now."""
        here, lines = self.way.country, self.way.danger.lines
        self.first.show_text(self.say(Text("Call now")))
        self._calm.show_text(" ".join(self.say(text) for text in purposes.calm(self.way.age)))
        self._emergency.show_text(self.say(purposes.emergency(self.way.lines)) if self._unknown else "")
        self._silent.show_text(self.say(purposes.CANNOT_SPEAK) if self._wordless else "")
        small = [*([] if here == SPAIN else [countries.numbers_of(here)]), purposes.read_on(lines)]
        self._small.show_text(" ".join(self.say(text) for text in small))
        for card in self.cards:
            card.refresh()

    def arrange(self, width: int) -> None:
        """Numbers in one column."""
        widest = max((card.number_width for card in self.cards), default=0)
        for card in self.cards:
            card.arrange(width, widest)
