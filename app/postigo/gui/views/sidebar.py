"""The side bar: the name, the pages, the language, and always "I need help". A bar at the top where it is narrow."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from postigo.core.values import Text
from postigo.gui.models.route import Route
from postigo.gui.theme import LEAD, SIDE, SMALL
from postigo.gui.views.around import Around
from postigo.gui.views.button import Button, Kind
from postigo.gui.views.choice import Choice, Choices
from postigo.gui.views.labels import Label, reveal
from postigo.gui.views.page import Ground
from postigo.words import LANGUAGES


class Sidebar(Ground):
    """`today_wanted`, `passwords_wanted` and `help_wanted` ask for a page."""

    today_wanted = Signal()
    passwords_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, around: Around, parent: QWidget | None = None) -> None:
        look = around.look
        super().__init__(look, "plaster", parent)
        self._around = around
        self._name = Label(look, LEAD + 4, bold=True)
        self._name.setWordWrap(False)
        self._name.setContentsMargins(8, 4, 8, 8)
        self._name.show_text("Postigo")  # the product's name is the same in every language
        self.today = Button(look, Kind.NAV)
        self.today.clicked.connect(self.today_wanted)
        self.passwords = Button(look, Kind.NAV)
        self.passwords.clicked.connect(self.passwords_wanted)
        self.help = Button(look, Kind.HELP)
        self.help.clicked.connect(self.help_wanted)
        self.places = {Route.TODAY: self.today, Route.PASSWORDS: self.passwords, Route.HELP: self.help}
        self._codes = QWidget()
        codes = QHBoxLayout(self._codes)
        codes.setContentsMargins(0, 0, 0, 0)
        codes.setSpacing(4)
        self.languages = {code: Choice(look) for code in LANGUAGES}
        for code, button in self.languages.items():
            button.speak(code.upper(), LANGUAGES[code])
            button.setToolTip(LANGUAGES[code])
            codes.addWidget(button)
        self._choices = Choices(self.languages, around.language.choose, self)
        self._not_kept = Label(look, SMALL, "quiet")
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setSpacing(look.space(8))
        self._upper = self._part(self._name, self.today, self.passwords)
        self._lower = self._part(self._not_kept, self._codes, self.help)
        self._box.addLayout(self._upper)
        self._box.addStretch(1)
        self._box.addLayout(self._lower)
        self.lie(across=False, narrow=False)
        self.refresh(Route.TODAY)

    def refresh(self, here: Route) -> None:
        """In the language of now, with the page that is shown marked."""
        say = self._around.language.say
        told = ((Route.TODAY, Text("Today")), (Route.PASSWORDS, Text("Passwords")), (Route.HELP, Text("I need help")))
        for route, text in told:
            button = self.places[route]
            button.speak(say(text))
            button.mark(marked=route is here)
            # Qt knows no "current" for a button; a checked one would be read as a check box
            button.setAccessibleDescription(say(Text("You are here")) if route is here else "")
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
        """Stand at the side, or lie across the top: in one line, or in two where one would be too long."""
        look = self._around.look
        side, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._box.setDirection(side if across and not narrow else down)
        for half in (self._upper, self._lower):
            half.setDirection(side if across else down)
        reveal(self._name, not (across and narrow))  # the title of the window says it too
        if across:
            self._box.setContentsMargins(look.space(16), look.space(4), look.space(16), look.space(4))
            self.setMinimumWidth(0)
            self.setMaximumWidth(16_777_215)  # QWIDGETSIZE_MAX
        else:
            self._box.setContentsMargins(10, look.space(16), 10, look.space(16))
            self.setFixedWidth(look.px(SIDE))
        for part in (self.today, self.passwords, self.help, self._codes, self._name):
            self._box.setAlignment(part, Qt.AlignmentFlag.AlignVCenter if across else Qt.AlignmentFlag(0))
