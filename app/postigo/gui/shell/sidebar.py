"""The side bar: the name, the places, the language, and always "I need help". One line at the top where it is narrow."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from postigo.core.values import Text
from postigo.gui.shell.menu import Menu
from postigo.gui.shell.router import Route
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.choice import Choice, Choices
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Label, reveal
from postigo.gui.widgets.page import Ground
from postigo.gui.widgets.theme import LEAD, SIDE, SMALL
from postigo.words import LANGUAGES

PLACES: Final = {Route.TODAY: Text("Today"), Route.PASSWORDS: Text("Passwords")}
"""The places in their order. The door is none of them: it has a button of its own, always in sight."""


class Sidebar(Ground):
    """`wanted` asks for a place, or for the door."""

    wanted = Signal(object)

    def __init__(self, around: ViewContext, parent: QWidget | None = None) -> None:
        look = around.look
        super().__init__(look, "plaster", parent)
        self._around = around
        self._name = Label(look, LEAD + 4, bold=True)
        self._name.setWordWrap(False)
        self._name.setContentsMargins(8, 4, 8, 8)
        self._name.show_text("Postigo")  # the product's name is the same in every language
        self.places = {route: Button(look, Kind.NAV) for route in PLACES} | {Route.HELP: Button(look, Kind.HELP)}
        for route, button in self.places.items():
            button.clicked.connect(partial(self.wanted.emit, route))
        self.today, self.passwords, self.help = self.places.values()
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
        self._goes = self._menu.offer({route: partial(self.wanted.emit, route) for route in PLACES})
        self._speaks = self._menu.offer({code: partial(around.language.choose, code) for code in LANGUAGES})
        self.menu.setMenu(self._menu)
        self._wide = (self._name, self.today, self.passwords, self._codes)
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setSpacing(look.space(8))
        self._upper = self._part(self._name, self.today, self.passwords, self.menu)
        self._lower = self._part(self._not_kept, self._codes, self.help)
        self._box.addLayout(self._upper)
        self._box.addStretch(1)
        self._box.addLayout(self._lower)
        self.lie(across=False, narrow=False)
        self.refresh(Route.TODAY)

    def refresh(self, here: Route) -> None:
        """In the language of now, with the page that is shown marked."""
        say = self._around.language.say
        for route, button in self.places.items():
            button.speak(say(PLACES.get(route, Text("I need help"))))
            button.mark(marked=route is here)
            # Qt knows no "current" for a button; a checked one would be read as a check box
            button.setAccessibleDescription(say(Text("You are here")) if route is here else "")
        self.menu.speak(say(Text("Menu")))
        for route, action in self._goes.items():
            action.setText(say(PLACES[route]))
            action.setChecked(route is here)
        for code, action in self._speaks.items():
            action.setText(LANGUAGES[code])
            action.setChecked(code == self._around.language.code)
        not_kept = self._around.language.not_kept
        self._not_kept.show_text(say(not_kept) if not_kept else "")
        self._choices.hold(self._around.language.code)

    def _part(self, *parts: QWidget) -> QBoxLayout:
        box = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        box.setSpacing(self._around.look.space(8))
        for part in parts:
            box.addWidget(part)
        return box

    def lie(self, *, across: bool, narrow: bool) -> None:
        """Stand at the side, or lie across the top in one line; where all of it would not fit, the places are in a menu."""
        look = self._around.look
        folded = across and narrow
        direction = QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom
        for box in (self._box, self._upper, self._lower):
            box.setDirection(direction)
        for part in self._wide:
            reveal(part, not folded)
        reveal(self.menu, folded)
        if across:
            self._box.setContentsMargins(look.space(16), look.space(4), look.space(16), look.space(4))
            self.setMinimumWidth(0)
            self.setMaximumWidth(16_777_215)  # QWIDGETSIZE_MAX
        else:
            self._box.setContentsMargins(10, look.space(16), 10, look.space(16))
            self.setFixedWidth(look.px(SIDE))
        for part in (*self._wide, self.menu, self.help):
            self._box.setAlignment(part, Qt.AlignmentFlag.AlignVCenter if across else Qt.AlignmentFlag(0))
