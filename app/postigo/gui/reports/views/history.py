"""History: a switch, a time, the looks, and a way to forget them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from postigo.core.policy_says import FIXED, LOCKED, NO_HISTORY
from postigo.core.values import Text
from postigo.gui.reports.models.past import DAYS, Past
from postigo.gui.reports.views.comparison import ComparisonPart
from postigo.gui.reports.views.looks import LooksPart
from postigo.gui.reports.views.opened import OpenedPart
from postigo.gui.widgets.ask_twice import AskTwice
from postigo.gui.widgets.button import Button
from postigo.gui.widgets.choice import Choice, Choices
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import FirstWords, Heading, Label, reveal
from postigo.gui.widgets.locked import LockedLine
from postigo.gui.widgets.parts import column, flowing, sheet
from postigo.gui.widgets.theme import BODY, LEAD, SMALL
from postigo.reports import looks

PERIODS = {30: Text("a month"), 90: Text("three months"), 365: Text("a year"), 1095: Text("three years")}
FOR: Text = Text("Keep each look for:")


class HistoryPart(QWidget):
    """Off until the person says yes. What goes wrong in it is a sentence, and the rest of the page works."""

    def __init__(self, past: Past, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._past, self._around = past, around
        look = around.look
        self._title = Heading(look, LEAD - 2, bold=True)
        panel, inside = sheet(look)
        self._state = Label(look, BODY, bold=True)
        self._what = Label(look, SMALL, "quiet")
        self._for = Label(look, BODY)
        self.days = {days: Choice(look) for days in DAYS}
        self._days = Choices(self.days, past.keep_for, self)
        self.turn = Button(look)
        self.turn.clicked.connect(self._turn)
        self.fixed = LockedLine(look)
        self.trouble = FirstWords(look, BODY, bold=True)
        self.forget = AskTwice(look)
        self.forget.agreed.connect(self._forget)
        for part in (self._state, self._what, self._for, flowing(look, self.days.values()), flowing(look, [self.turn])):
            inside.addWidget(part)
        inside.addWidget(self.fixed)
        inside.addWidget(self.trouble)
        self.looks, self.opened = LooksPart(past, around), OpenedPart(past, around)
        self.comparison = ComparisonPart(past, around)
        self.opened.gone.connect(self._go_back)
        box = column(self, look.space(12))
        for part in (self._title, panel, self.looks, self.opened, self.comparison, self.forget):
            box.addWidget(part)
        self.refresh()

    def refresh(self) -> None:
        """How things stand now, in the language of now."""
        say, past = self._around.language.say, self._past
        self._title.show_text(say(Text("History")))
        self._state.show_text(say(looks.state(past.settings)))
        self._what.show_text(" ".join(say(sentence) for sentence in looks.ABOUT))
        self._for.show_text(say(FOR))
        for days, choice in self.days.items():
            choice.speak(say(PERIODS[days]), f"{say(FOR)} {say(PERIODS[days])}")
        if past.days in self.days:
            self._days.hold(past.days)
        else:
            self._days.release()
        self.turn.speak(say(Text("Keep no more") if past.keeps else Text("Keep each look from now on")))
        for part in (self.turn, self._for, *self.days.values()):
            reveal(part, not past.forbidden)
        self.fixed.show_value(say(NO_HISTORY), say(FIXED) if past.forbidden else "", say(LOCKED))
        self.trouble.show_text(" ".join(dict.fromkeys(say(text) for text in self._troubles())))
        there = past.shelf is not None and bool(past.shelf.looks or past.shelf.trouble)
        self.forget.speak(
            say(Text("Forget the whole history…")),
            say(looks.FORGET_ALL),
            say(Text("Yes, delete them")),
            say(Text("No, keep them")),
        )
        reveal(self.forget, there)
        for part in (self.looks, self.opened, self.comparison):
            part.refresh()

    def _troubles(self) -> list[Text]:
        """Sentences on what does not work."""
        past = self._past
        shelf = None if past.shelf is None else past.shelf.trouble
        found = (past.said, past.not_kept(), shelf, past.told)
        return [text for text in found if text is not None]

    def _turn(self) -> None:
        self._past.keep(wanted=not self._past.keeps)

    def _forget(self) -> None:
        self._past.forget(None)
        self.turn.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_back(self, number: int) -> None:
        """Put the keyboard where the look was opened that is closed or forgotten now."""
        row = next((row for row in self.looks.rows if row.kept.id == number), None)
        (self.turn if row is None else row.show_it).setFocus(Qt.FocusReason.OtherFocusReason)

    def escape(self) -> None:
        """Esc: nothing is deleted; a look that is open is closed."""
        if self.forget.asked:
            self.forget.leave()
        else:
            self.opened.escape()

    def chain(self) -> Iterator[QWidget]:
        """Parts that the keyboard reaches, as the eye goes."""
        yield from (*self.days.values(), self.turn, *self.looks.chain(), *self.opened.chain())
        yield from (self.forget.button, self.forget.yes, self.forget.no)
