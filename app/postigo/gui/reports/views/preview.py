"""Preview of the copy: the words of the very file that would be saved."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from postigo.core.redact import Disclosure
from postigo.core.values import Text
from postigo.gui.reports.models.copies import PAPER, Copies
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Heading, Label
from postigo.gui.widgets.parts import column
from postigo.gui.widgets.reading import Reading
from postigo.gui.widgets.theme import BODY, SMALL
from postigo.reports import wording

HIDDEN: Final = Text("Names are hidden on the screen, and this copy has names in it. So it is not shown here.")


class PreviewPart(QWidget):
    """Words of the copy. While names are hidden, a copy that has names is not shown."""

    def __init__(self, copies: Copies, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._copies, self._around = copies, around
        look = around.look
        self._title = Heading(look, BODY, bold=True)
        self._note, self._left_out = Label(look, SMALL, "quiet"), Label(look, SMALL, "quiet")
        self.reading = Reading(look, 300)
        box = column(self, look.space(8))
        for part in (self._title, self._note, self._left_out):
            box.addWidget(part)
        box.addWidget(self.reading, 1)
        self.refresh()

    def refresh(self) -> None:
        """The copy of now, in the language of now."""
        say, copies = self._around.language.say, self._copies
        note, copy = self._noted(), copies.copy
        shown = None if note is HIDDEN else copy
        n = 0 if copy is None else len(copy.document["left_out"])
        self._title.show_text(say(Text("Preview: just what the file will hold")))
        self._note.show_text("" if note is None else say(note))
        self._left_out.show_text(say(wording.left_out(n)) if n else "")
        self.reading.speak(say(Text("Preview of the file")))
        self.reading.read("" if shown is None else shown.words, aligned=copies.wish.form not in PAPER)

    def _noted(self) -> Text | None:
        """Note about the preview."""
        copies, copy = self._copies, self._copies.copy
        wishes = [copies.wish, *([] if copy is None else [copy.wish])]  # the one of before may be shown still
        named = any(wish.level is not Disclosure.SHARED or wish.names for wish in wishes)
        if self._around.language.hides and named:
            return HIDDEN
        if copies.obstacle is not None:
            return Text("There is no copy yet.")
        if copies.making:
            return Text("The copy is being made…")
        if copy is not None and copy.more:
            return Text("The file goes on: {n} more letters are not shown here.", values={"n": copy.more})
        return Text("Its words, without the layout.") if copies.wish.form in PAPER else None
