"""Page about passwords: the person's files; and, folded, a tester and a maker of phrases."""

from __future__ import annotations

from itertools import pairwise
from typing import Self

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from postigo.core.values import Text
from postigo.gui.passwords.models.card import files
from postigo.gui.passwords.models.page import PasswordsFeature
from postigo.gui.passwords.models.password_audit import Step
from postigo.gui.passwords.views.choose_files import ChooseFiles
from postigo.gui.passwords.views.entry_list import WHILE_MS
from postigo.gui.passwords.views.passphrases import PhrasesView
from postigo.gui.passwords.views.results import Results
from postigo.gui.passwords.views.tester import TesterView
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.clipboard import LentClipboard
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Label, reveal
from postigo.gui.widgets.page import Page
from postigo.gui.widgets.parts import flowing
from postigo.gui.widgets.theme import SMALL, TITLE


class PasswordsPage(Page):
    """`files_wanted`, `key_file_wanted` and `list_wanted` ask for the system's dialogs, `address_wanted` for the browser."""

    files_wanted = Signal()
    key_file_wanted = Signal()
    list_wanted = Signal()
    address_wanted = Signal(str)

    def __init__(
        self, vault: PasswordsFeature, clipboard: LentClipboard, around: ViewContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(around, parent)
        look = around.look
        self.vault = vault
        self._title = Label(look, TITLE, bold=True)
        self._files = Label(look, SMALL + 1, "quiet")
        self.try_one, self.make_one = Button(look, Kind.FOLD), Button(look, Kind.FOLD)
        self.try_one.turned.connect(self._turn_tester)
        self.make_one.turned.connect(self._turn_phrases)
        self.tester = TesterView(vault.tester, around)
        self.phrases = PhrasesView(vault.maker, clipboard, around)
        self.choosing = ChooseFiles(vault.passwords, around)
        self.results = Results(vault.entries, vault.leaks, vault.exports, around, self)
        self.box.addWidget(self._title)
        self.box.addWidget(flowing(look, (self.try_one, self.make_one)))
        for part in (self.tester, self.phrases, self._files, self.choosing, self.results):
            self.box.addWidget(part)
        self.box.addStretch(1)
        self.choosing.files_wanted.connect(self.files_wanted)
        self.results.card.key_file.clicked.connect(self.key_file_wanted)
        self.results.leaks.list_wanted.connect(self.list_wanted)
        self.results.list.address_wanted.connect(self.address_wanted)
        self.results.reshaped.connect(self._order_tabs)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(2 * WHILE_MS)
        self._soon.timeout.connect(self._go_on)
        vault.passwords.changed.connect(self._changed)
        self._stand: tuple[Step | None, bool] = (None, False)
        self.refresh()

    def _changed(self) -> None:
        """Progress comes often, and is shown together; another step shows at once."""
        if self.vault.passwords.step is not self._stand[0] or not self.vault.passwords.busy:
            self.refresh()
        elif not self._soon.isActive():
            self._soon.start()

    def _go_on(self) -> None:
        if self.vault.passwords.busy and not self.vault.passwords.for_leaks:
            self._say_files()
            self.results.go_on()
        else:
            self.refresh()

    def refresh(self) -> None:
        """Show how things stand now."""
        self._soon.stop()
        say = self.around.language.say
        step = self.vault.passwords.step
        stand = (step, self.vault.passwords.elsewhere)
        before, self._stand = self._stand, stand
        moved, held, inside = stand != before, self.holds_focus(), self.results.card.isAncestorOf(self.focusWidget())
        self._title.show_text(say(Text("Passwords")))
        self.try_one.speak(say(Text("Try one")))
        self.make_one.speak(say(Text("Make a new one")))
        self._say_files()
        choosing = step is Step.CHOOSING or self.vault.passwords.elsewhere
        shown: dict[ChooseFiles | Results | TesterView | PhrasesView, bool] = {
            self.choosing: choosing,
            self.results: not choosing,
            self.tester: self.try_one.marked,
            self.phrases: self.make_one.marked,
        }
        for part, wanted in shown.items():
            reveal(part, wanted)
            if wanted:  # the others are brought up to date when they are shown
                part.refresh()
        self._order_tabs()
        if moved and (stand[1] or Step.CHOOSING in {before[0], step}):
            self.verticalScrollBar().setValue(0)
        if moved and held and (inside or not self.holds_focus()):
            self.focus_first()

    def arrange(self, width: int) -> None:
        """The card puts its buttons beside or below its text."""
        self.results.card.arrange(width)

    def _say_files(self) -> None:
        self._files.show_text(" · ".join(self.around.language.say(text) for text in files(self.vault.passwords)))

    def _turn_tester(self, wanted: bool) -> None:
        """Unfold or fold the tester. What was typed in it is gone when it is folded."""
        if not wanted:
            self.tester.forget()
            self.vault.tester.close()
        self.refresh()

    def _turn_phrases(self, wanted: bool) -> None:
        """Unfold or fold the maker of phrases. The phrase is gone when it is folded."""
        if not wanted:
            self.vault.maker.forget()
        self.refresh()

    def escape(self) -> None:
        """Go back to the last file's results, or close the open entry."""
        if self.vault.passwords.elsewhere:
            self.vault.passwords.other(wanted=False)
        else:
            self.vault.entries.open(None)

    def leave(self) -> None:
        """Another page is shown, or the window closes: the tester and the phrase are forgotten."""
        super().leave()
        self.tester.forget()
        self.vault.tester.close()
        self.vault.maker.forget()

    def take_over(self, old: Self) -> None:
        """Hold all that the person did on the page that this one replaces."""
        super().take_over(old)
        self.tester.take_over()
        self.results.list.begin_at(old.results.list.current)

    def _order_tabs(self) -> None:
        """Let Tab go through the results as the eye does."""
        for one, following in pairwise(self.results.chain()):
            QWidget.setTabOrder(one, following)

    def focus_first(self) -> None:
        """Where the keyboard begins."""
        if self.choosing.isVisible():
            self.choosing.drop.button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.results.card.main.setFocus(Qt.FocusReason.OtherFocusReason)
