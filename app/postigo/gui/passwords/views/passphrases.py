"""Maker of phrases: number of words, language, strength, and a careful copy."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from postigo.core.values import Text
from postigo.gui.passwords.models.passphrases import Maker
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.choice import Choice, Choices
from postigo.gui.widgets.clipboard import LentClipboard
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Label, Selectable, reveal
from postigo.gui.widgets.notes import Notes
from postigo.gui.widgets.parts import column, flowing, sheet
from postigo.gui.widgets.theme import BODY, LEAD, SMALL
from postigo.passwords.passphrase import FEWEST, LISTS, MOST, strength
from postigo.words import LANGUAGES

USE_TITLE: Final = Text("How to use it")
USE: Final = (
    Text("Use it in one place only. Write it on paper if you like, and keep the paper where nobody else looks."),
    Text("It is good where you type it often: on a computer, or as the main password of a password manager."),
    Text("Say it to yourself a few times, with a picture of each word in your head."),
    Text("For all other places let a password manager make long ones, which nobody has to remember."),
)


class PhrasesView(QWidget):
    """One phrase, and the buttons about it."""

    def __init__(
        self, maker: Maker, clipboard: LentClipboard, around: ViewContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._maker, self._clipboard, self._around = maker, clipboard, around
        look = around.look
        panel, box = sheet(look)
        outer = column(self, look.space(16))
        outer.addWidget(panel)
        self._use = Notes(look)
        outer.addWidget(self._use)
        self._title = Label(look, LEAD, bold=True)
        self._why = Label(look, BODY)
        self.phrase = Selectable(look, LEAD, "closed_text", bold=True)
        self.phrase.copy = clipboard.lend
        self.phrase.setContentsMargins(0, look.space(8), 0, look.space(4))
        self._worth = Label(look, BODY, "quiet")
        self.new, self.copy = Button(look, Kind.MAIN), Button(look, Kind.PLAIN)
        self.new.clicked.connect(maker.make)
        self.copy.clicked.connect(self._copy)
        self._copied = Label(look, SMALL, "quiet")
        self._count = Label(look, BODY, bold=True)
        self.fewer, self.more = Button(look, Kind.PLAIN), Button(look, Kind.PLAIN)
        self.fewer.clicked.connect(lambda: maker.take(maker.count - 1))
        self.more.clicked.connect(lambda: maker.take(maker.count + 1))
        self.languages = {code: Choice(look) for code in LISTS}
        self._choices = Choices(self.languages, maker.speak, self)
        for part in (self._title, self._why, self.phrase, self._worth):
            box.addWidget(part)
        box.addWidget(flowing(look, (self.new, self.copy)))
        box.addWidget(self._copied)
        box.addSpacing(look.space(8))
        box.addWidget(self._count)
        box.addWidget(flowing(look, (self.fewer, self.more)))
        box.addWidget(flowing(look, self.languages.values()))
        maker.changed.connect(self.refresh)
        clipboard.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show how things stand now."""
        say, maker = self._around.language.say, self._maker
        self._title.show_text(say(Text("Make a phrase")))
        self._why.show_text(say(Text("Words that do not go together are easy to remember and hard to guess.")))
        phrase = maker.phrase
        self.phrase.show_exactly(phrase.text if phrase else "")  # who copies it by hand must see no other break
        self._worth.show_text(say(strength(phrase.bits)) if phrase else "")
        self.new.speak(say(Text("Another one") if phrase else Text("Make one")))
        reveal(self.copy, phrase is not None)
        self.copy.speak(say(Text("Copy")), say(Text("Copy the phrase")))
        self._copied.show_text(
            say(Text("Copied. The clipboard is emptied after 10 seconds."))
            if self._clipboard.holds(phrase.text if phrase else "")
            else ""
        )
        self._count.show_text(say(Text("{n} words", values={"n": maker.count})))
        self.fewer.speak(say(Text("Fewer words")))
        self.more.speak(say(Text("More words")))
        self.fewer.setEnabled(maker.count > FEWEST)
        self.more.setEnabled(maker.count < MOST)
        for code, button in self.languages.items():
            button.speak(LANGUAGES[code])
        self._choices.hold(maker.language)
        self._use.tell(say(USE_TITLE), [say(text) for text in USE])

    def _copy(self) -> None:
        if self._maker.phrase is not None:
            self._clipboard.lend(self._maker.phrase.text)
