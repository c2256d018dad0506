"""More choices for a copy, folded away: a pair to compare later, and a signature."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from postigo.core.values import Path, Text
from postigo.gui.reports.models.copies import Copies
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.collapsible import Collapsible
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import FirstWords, Label, reveal
from postigo.gui.widgets.parts import column, flowing
from postigo.gui.widgets.theme import BODY, SMALL

PAIR: Final = Text("To compare this copy with a later one")
WHY: Final = Text("Both copies need the same small file. Then a thing has one name in both, such as “program 2”.")
CAREFUL: Final = Text("Keep this file to yourself: it is for no one else. Delete it when both copies are made.")
SIGNED: Final = Text(
    "With a key of your own, which your system's key ring keeps. The copy shows the key. Tell it to them in another way "
    "too, so that they can compare."
)


class MorePart(QWidget):
    """Fold with the pair and the signature. Wishes (`…_wanted`) go to whoever has the dialogs for files."""

    first_wanted = Signal()
    second_wanted = Signal()

    def __init__(self, copies: Copies, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._copies, self._around = copies, around
        look = around.look
        self.more = Collapsible(look)
        self.first, self.second, self.alone = Button(look), Button(look), Button(look)
        self.first.clicked.connect(self.first_wanted)
        self.second.clicked.connect(self.second_wanted)
        self.alone.clicked.connect(self._leave)
        self.sign = Button(look, Kind.BOX)
        self.sign.clicked.connect(lambda wanted: copies.choose(sign=wanted))
        self._pair, self._signature = Label(look, BODY, bold=True), Label(look, SMALL, "quiet")
        self._why = Label(look, SMALL, "quiet")
        self.file, self.trouble = FirstWords(look, BODY), FirstWords(look, BODY, bold=True)
        self._choose, self._leave_it = flowing(look, [self.first, self.second]), flowing(look, [self.alone])
        inside = (self._pair, self._why, self.file, self.trouble, self._choose, self._leave_it)
        for part in (*inside, self.sign, self._signature):
            self.more.box.addWidget(part)
        column(self, 0).addWidget(self.more)
        self.refresh()

    def refresh(self) -> None:
        """How things stand now, in the language of now."""
        say, copies = self._around.language.say, self._copies
        pair, sign, trouble = copies.wish.pair, copies.wish.sign, copies.pair_trouble
        signed = sign and copies.signing.obstacle is None
        now = [*([Text("one of two")] if pair else []), *([Text("signed")] if signed else [])]
        self.more.fold.speak(" · ".join(map(say, (Text("More: compare two copies, sign"), *now))))
        self._pair.show_text(say(PAIR))
        self._why.show_text(say(CAREFUL if pair else WHY))
        self.file.show_text(
            say(Text("Its file: {file}. It is written when you save.", values={"file": Path(pair.place)}))
            if pair
            else ""
        )
        self.trouble.show_text("" if trouble is None else say(trouble))
        self.first.speak(say(Text("First copy: name the file…")))
        self.second.speak(say(Text("Second copy: choose the file…")))
        self.alone.speak(say(Text("Do not compare it")))
        reveal(self._choose, pair is None)
        reveal(self._leave_it, pair is not None)
        self.sign.speak(say(Text("Sign this copy")))
        self.sign.setChecked(sign)
        self._signature.show_text(say(SIGNED))

    def take(self, place: str) -> None:
        """Take the file that was chosen for the pair; "" if none was. What came of it is read out."""
        if place:
            self._copies.choose_pair(place)
            words = self.file if self._copies.pair_trouble is None else self.trouble
            words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        self._copies.leave_pair()
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def chain(self) -> Iterator[QWidget]:
        """Parts that the keyboard reaches, as the eye goes."""
        yield from (self.more.fold, self.first, self.second, self.alone, self.sign)
