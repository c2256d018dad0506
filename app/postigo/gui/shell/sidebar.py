"""Side bar: name, places, languages, and the way to help. One line at the top where it is narrow."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from postigo.core.values import Text
from postigo.gui.shell.menu import Menu
from postigo.gui.shell.place import Place
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.choice import Choice, Choices
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Label, reveal
from postigo.gui.widgets.page import Ground
from postigo.gui.widgets.theme import LEAD, SIDE, SMALL
from postigo.words import LANGUAGES


class Sidebar(Ground):
    """Side bar of these places. `wanted` asks for one of them, by its id."""

    wanted = Signal(str)

    def __init__(self, places: Sequence[Place], around: ViewContext, parent: QWidget | None = None) -> None:
        look = around.look
        super().__init__(look, "plaster", parent)
        self._around = around
        self._within = {place.id: place.within for place in places if place.within}
        places = [place for place in places if not place.within]
        self._titles = {place.id: place.title for place in places}
        self._name = Label(look, LEAD + 4, bold=True)
        self._name.setWordWrap(False)
        self._name.setContentsMargins(8, 4, 8, 8)
        self._name.show_text("Postigo")  # the product's name is the same in every language
        self.places = {place.id: Button(look, Kind.HELP if place.door else Kind.NAV) for place in places}
        for place, button in self.places.items():
            button.clicked.connect(partial(self.wanted.emit, place))
        listed = [place.id for place in places if not place.door]
        self.help = next(self.places[place.id] for place in places if place.door)
        self._codes = QWidget()
        codes = QHBoxLayout(self._codes)
        codes.setContentsMargins(0, 0, 0, 0)
        codes.setSpacing(4)
        self.languages = {code: Choice(look) for code in LANGUAGES}
        for code, choice in self.languages.items():
            choice.speak(code.upper(), LANGUAGES[code])
            choice.setToolTip(LANGUAGES[code])
            codes.addWidget(choice)
        self._choices = Choices(self.languages, around.language.choose, self)
        self._not_kept = Label(look, SMALL, "quiet")
        self.menu = Button(look, Kind.PLAIN)
        self._menu = Menu(look, self.menu)
        self._goes = self._menu.offer({place: partial(self.wanted.emit, place) for place in listed})
        self._speaks = self._menu.offer({code: partial(around.language.choose, code) for code in LANGUAGES})
        self._hides = self._menu.offer({True: self._turn_names}, one=False)[True]
        self.menu.setMenu(self._menu)
        self._nav = [self.places[place] for place in listed]
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setSpacing(look.space(8))
        self._upper = self._part(self._name, *self._nav, self.menu)
        self._lower = self._part(self._not_kept, self._codes, self.help)
        self._box.addLayout(self._upper)
        self._box.addStretch(1)
        self._box.addLayout(self._lower)
        for one, following in pairwise((*self._nav, self.menu, *self.languages.values(), self.help)):
            QWidget.setTabOrder(one, following)
        self._there: Collection[str] = ()
        self._folded = False

    def refresh(self, here: str, there: Collection[str]) -> None:
        """Show the places that are there in the language of now, one marked."""
        say, here = self._around.language.say, self._within.get(here, here)
        self._there = [place for place in there if place in self.places]
        for place, button in self.places.items():
            button.speak(say(self._titles[place]))
            button.mark(marked=place == here)
            # Qt knows no "current" for a button; a checked one would be read as a check box
            button.setAccessibleDescription(say(Text("You are here")) if place == here else "")
        self.menu.speak(say(Text("Menu")))
        for place, action in self._goes.items():
            action.setText(say(self._titles[place]))
            action.setVisible(place in self._there)
            action.setChecked(place == here)
        for code, action in self._speaks.items():
            action.setText(LANGUAGES[code])
            action.setChecked(code == self._around.language.code)
        self._hides.setText(say(Text("Hide names")))
        self._hides.setChecked(self._around.language.hides)
        self._hides.setVisible(not self._around.language.locked)
        not_kept = self._around.language.not_kept
        self._not_kept.show_text(say(not_kept) if not_kept else "")
        self._choices.hold(self._around.language.code)
        self._reveal()

    def _turn_names(self) -> None:
        language = self._around.language
        language.hide_names(wanted=not language.hides)

    def _part(self, *parts: QWidget) -> QBoxLayout:
        box = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        box.setSpacing(self._around.look.space(8))
        for part in parts:
            box.addWidget(part)
        return box

    def _line(self) -> int:
        """The width of one line with all that is there, in px."""
        look, there = self._around.look, [self.places[place] for place in self._there]
        parts = (self._name, self._codes, *there)
        return sum(part.sizeHint().width() + look.space(8) for part in parts) + 2 * look.space(16)

    def _reveal(self) -> None:
        for place, action in self._goes.items():
            reveal(self.places[place], action.isVisible() and not self._folded)
        reveal(self._name, not self._folded)
        reveal(self._codes, not self._folded)
        reveal(self.menu, self._folded)

    def lie(self, *, across: bool, width: int) -> None:
        """Stand at the side, or lie across the top in one line of this width. Places that would not fit are in a menu."""
        look = self._around.look
        self._folded = across and self._line() > width
        direction = QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom
        for box in (self._box, self._upper, self._lower):
            box.setDirection(direction)
        self._reveal()
        if across:
            self._box.setContentsMargins(look.space(16), look.space(4), look.space(16), look.space(4))
            self.setMinimumWidth(0)
            self.setMaximumWidth(16_777_215)  # QWIDGETSIZE_MAX
        else:
            self._box.setContentsMargins(10, look.space(16), 10, look.space(16))
            self.setFixedWidth(look.px(SIDE))
        for part in (self._name, *self._nav, self._codes, self.menu, self.help):
            self._box.setAlignment(part, Qt.AlignmentFlag.AlignVCenter if across else Qt.AlignmentFlag(0))
