"""Results of the audit: card, leaks, file and faults, filter, list. Some parts are folded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from postigo.core.values import Text
from postigo.gui.passwords.models.card import snags
from postigo.gui.passwords.models.entries import Entries
from postigo.gui.passwords.models.export_files import Exports
from postigo.gui.passwords.models.leaks import Leaks
from postigo.gui.passwords.models.password_audit import Step
from postigo.gui.passwords.views.audit_options import MARK
from postigo.gui.passwords.views.card import PasswordCardView
from postigo.gui.passwords.views.entry_list import EntryList
from postigo.gui.passwords.views.export_files import ExportsView
from postigo.gui.passwords.views.filter import Filter
from postigo.gui.passwords.views.leaks import LeaksView
from postigo.gui.widgets.button import Button
from postigo.gui.widgets.card_frame import CardFrame
from postigo.gui.widgets.choice import Choice
from postigo.gui.widgets.collapsible import Collapsible
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Selectable, reveal
from postigo.gui.widgets.notes import Notes
from postigo.gui.widgets.page import Page
from postigo.gui.widgets.parts import column, empty, line
from postigo.gui.widgets.theme import SMALL

KEPT_TITLE: Final = Text("What is remembered")
KEPT: Final = (
    MARK,
    Text("Your system asks for its own password. Postigo does not see it."),
    Text("You can forget all of it at any time, under “Options”, before you choose a file."),
)


class Results(QWidget):
    """Everything about the files that were looked through."""

    reshaped = Signal()

    def __init__(
        self,
        entries: Entries,
        leaks: Leaks,
        exports: Exports,
        around: ViewContext,
        page: Page,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)  # it grows with every batch of entries
        self._entries, self._around = entries, around
        self._passwords = entries.passwords
        look = around.look
        box = column(self, look.space(16))
        self.card = PasswordCardView(entries, around)
        box.addWidget(self.card)
        self._waiting = Notes(look)
        box.addWidget(self._waiting)
        self._more = CardFrame(look)
        folds = column(self._more, 0, (look.space(8), look.space(8), look.space(16), look.space(8)))
        self.leaks = LeaksView(leaks, around)
        self.exports = ExportsView(exports, around)
        self.snags = Collapsible(look)
        for fold in (self.leaks, self.exports, self.snags):
            folds.addWidget(fold)
            fold.turned.connect(self.reshaped)
        box.addWidget(self._more)
        self.filter = Filter(entries, around)
        self.filter.reshaped.connect(self.reshaped)
        box.addWidget(self.filter)
        self.list = EntryList(entries, around, page)
        self.list.rowed.connect(self.reshaped)
        box.addWidget(self.list)
        leaks.changed.connect(self.leaks.refresh)
        exports.changed.connect(self.exports.refresh)
        self._told: object = None
        self.refresh()

    def go_on(self) -> None:
        """Refresh the card and the faults while it looks. The list and the filter see to themselves."""
        self.card.refresh()
        self._show_snags(snags(self._passwords))

    def refresh(self) -> None:
        """Show how things stand now."""
        self.card.refresh()
        over = self._passwords.step is Step.LOOKED or self._passwords.for_leaks
        some = bool(self._passwords.entries)
        told = snags(self._passwords)
        reveal(self._more, over and (some or bool(told)))
        reveal(self.leaks, some)
        say = self._around.language.say
        reveal(self._waiting, self._passwords.step is Step.KEY_RING)
        self._waiting.tell(say(KEPT_TITLE), [say(text) for text in KEPT])
        self.leaks.refresh()
        self.exports.refresh()
        self._show_snags(told)
        self.filter.refresh()
        self.list.soon()

    def _show_snags(self, told: tuple[Text, ...]) -> None:
        say = self._around.language.say
        sentences = tuple(say(text) for text in told)
        reveal(self.snags, bool(sentences))
        if sentences == self._told:
            return
        self._told = sentences
        n = len(sentences)
        self.snags.fold.speak(
            say(
                Text(
                    "{n} thing in the file was not as it should be",
                    "{n} things in the file were not as they should be",
                    n,
                    {"n": n},
                )
            )
        )
        empty(self.snags.box)
        for sentence in sentences:
            self.snags.box.addWidget(line(self._around.look, sentence, "quiet", SMALL))

    def chain(self) -> Iterator[QWidget]:
        """Stops of Tab, from top to bottom."""
        yield self.card.title
        if self.card.field is not None:
            yield self.card.field
        for part in (self.card, self._more, self.filter):
            yield from (one for one in part.findChildren(QWidget) if isinstance(one, (Button, Choice, Selectable)))
        yield from self.list.chain()
