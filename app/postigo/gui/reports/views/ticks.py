"""Ticks for what a copy tells more than its level (red lines E4, E6)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from postigo.core.advice import Thing
from postigo.core.values import Keyword, Personal, Text
from postigo.gui.reports.models.copies import Copies
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Label, reveal
from postigo.gui.widgets.parts import column, empty
from postigo.gui.widgets.theme import BODY, SMALL

NAMES: Final = Text("Names that this copy tells")
WHY_NAMES: Final = Text("Names are taken out. Whoever helps you may need one of these. Tick only what they need.")
WATCHERS: Final = Text("Also tell what may watch you")
WHO_READS: Final = Text(
    "Leave this empty if you are afraid of somebody. Whoever gets this file can read it, and so can whoever finds it on this "
    "computer. The tick holds for one copy."
)


class NameTick(QWidget):
    """One name with the thing to do that needs it."""

    def __init__(self, name: Personal, thing: Thing, copies: Copies, around: ViewContext) -> None:
        super().__init__()
        self.name, self._thing, self._copies, self._around = name, thing, copies, around
        self.box = Button(around.look, Kind.BOX)
        self.box.clicked.connect(self._choose)
        self._why = Label(around.look, SMALL, "quiet")
        lines = column(self, 0)
        lines.addWidget(self.box)
        lines.addWidget(self._why)

    def refresh(self) -> None:
        """In the language of now."""
        language, thing = self._around.language, self._thing
        shown, title = language.value(self.name), language.say(thing.title, thing.line.pack)
        why = language.say(Text("Needed for: {thing}", values={"thing": Keyword(title)}))
        self.box.speak(shown, f"{shown}. {why}")
        self.box.setChecked(self.name in self._copies.wish.told)
        self._why.show_text(why)

    def _choose(self, wanted: bool) -> None:
        told = self._copies.wish.told
        self._copies.choose(told=told | {self.name} if wanted else told - {self.name})


class TicksPart(QWidget):
    """Ticks for single names, and one for what may watch the person. `reshaped`: it has other ticks.

    The last one is always there, whether or not anybody looked for that: it tells nobody that they did.
    """

    reshaped = Signal()

    def __init__(self, copies: Copies, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._copies, self._around = copies, around
        look = around.look
        self._shown: dict[Personal, Thing] = {}
        self.names: tuple[NameTick, ...] = ()
        self._title, self._why = Label(look, BODY, bold=True), Label(look, SMALL, "quiet")
        self._list = QVBoxLayout()
        self.watchers = Button(look, Kind.BOX)
        self.watchers.clicked.connect(lambda wanted: copies.choose(watchers=wanted))
        self._who_reads = Label(look, SMALL, "quiet")
        box = column(self, look.space(4))
        box.addWidget(self._title)
        box.addWidget(self._why)
        box.addLayout(self._list)
        box.addWidget(self.watchers)
        box.addWidget(self._who_reads)

    def refresh(self) -> None:
        """How things stand now, in the language of now. While names are hidden on the screen, none is offered."""
        say = self._around.language.say
        names = {} if self._around.language.hides else self._copies.nameable()
        if names != self._shown:
            self._shown = names
            empty(self._list)
            self.names = tuple(NameTick(name, thing, self._copies, self._around) for name, thing in names.items())
            for tick in self.names:
                self._list.addWidget(tick)
            self.reshaped.emit()
        for tick in self.names:
            tick.refresh()
        self._title.show_text(say(NAMES))
        self._why.show_text(say(WHY_NAMES))
        for part in (self._title, self._why):
            reveal(part, bool(names))
        self.watchers.speak(say(WATCHERS), f"{say(WATCHERS)}. {say(WHO_READS)}")
        self.watchers.setChecked(self._copies.wish.watchers)
        self._who_reads.show_text(say(WHO_READS))

    def chain(self) -> Iterator[QWidget]:
        """Parts that the keyboard reaches, as the eye goes."""
        yield from (tick.box for tick in self.names)
        yield self.watchers
