"""Filter over the list of entries: one choice for each reason, the most frequent first."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from postigo.core.values import Text
from postigo.gui.passwords.models.entries import Entries
from postigo.gui.passwords.views.entry_list import WHILE_MS
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.choice import Choice, Choices
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import reveal
from postigo.gui.widgets.parts import column, empty, flowing
from postigo.passwords.model import Reason
from postigo.passwords.wording import SHORT_REASONS

MOST: Final = 6
"""So many are seen at a glance; the rest unfold."""


class Filter(QWidget):
    """One choice for all, and one for each reason, with how many have it."""

    reshaped = Signal()

    def __init__(self, entries: Entries, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries, self._around = entries, around
        self._inside = column(self, 0)
        self._choices: Choices[Reason | None] | None = None
        self.choices: dict[Reason | None, Choice] = {}
        self.more = Button(around.look, Kind.FOLD, self)
        self.more.turned.connect(self.refresh)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(4 * WHILE_MS)
        self._soon.timeout.connect(self.refresh)
        for news in (entries.reshaped, entries.renewed):
            news.connect(self._news)
        self.refresh()

    def _news(self) -> None:
        if not self._entries.growing:
            self.refresh()
        elif not self._soon.isActive():
            self._soon.start()

    def refresh(self) -> None:
        """Show how things stand now."""
        say, entries = self._around.language.say, self._entries
        total = len(entries.passwords.entries)
        there = [reason for reason in Reason if entries.counts[reason]]
        reveal(self, bool(there))
        if not entries.passwords.busy or entries.passwords.for_leaks:
            there.sort(key=lambda reason: -entries.counts[reason])  # fixed while answers come: no button moves
        wanted: list[Reason | None] = [None, *there]
        many = len(wanted) > MOST
        if many and not self.more.marked:
            chosen = [entries.reason] if entries.reason in wanted[MOST:] else []
            wanted = [*wanted[: MOST - len(chosen)], *chosen]
        if list(self.choices) != wanted:
            self._build(wanted)
        reveal(self.more, many)
        self.more.speak(say(Text("fewer") if self.more.marked else Text("more")), say(Text("More or fewer filters")))
        for reason, button in self.choices.items():
            text = Text("all") if reason is None else SHORT_REASONS[reason]
            n = total if reason is None else entries.counts[reason]
            said = f"{say(text)} · {n}"
            if button.text() != said:
                button.speak(said, f"{say(Text('Show only'))}: {said}")
        if self._choices is not None and entries.reason in self.choices:
            self._choices.hold(entries.reason)

    def _build(self, wanted: list[Reason | None]) -> None:
        focused = next((reason for reason, button in self.choices.items() if button.hasFocus()), ...)
        held = self.more.hasFocus()
        self.more.setParent(self)  # out of what is taken apart
        empty(self._inside)
        self.choices = {reason: Choice(self._around.look) for reason in wanted}
        holder = flowing(self._around.look, (*self.choices.values(), self.more))
        self._choices = Choices(self.choices, self._entries.only, holder)
        self._inside.addWidget(holder)
        if focused is not ... and focused in self.choices:
            self.choices[focused].setFocus(Qt.FocusReason.OtherFocusReason)
        elif held:
            self.more.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reshaped.emit()
