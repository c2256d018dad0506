"""Saving of the copy: the buttons, and what came of them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from postigo.core.values import Text
from postigo.gui.reports.models.copies import Copies
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import FirstWords, Label, reveal
from postigo.gui.widgets.parts import column, flowing
from postigo.gui.widgets.theme import BODY, SMALL


class SavingPart(QWidget):
    """Wishes (`…_wanted`) go to whoever has the system's dialogs. While something is in the way, a press says what."""

    name_wanted = Signal()
    print_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, copies: Copies, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._copies, self._around = copies, around
        look = around.look
        self.obstacle = FirstWords(look, BODY, bold=True)
        self.save, self.print, self.folder = Button(look, Kind.MAIN), Button(look), Button(look)
        self.save.clicked.connect(self._save)
        self.print.clicked.connect(self._print)
        self.folder.clicked.connect(self.folder_wanted)
        self._buttons, self._folder = flowing(look, [self.save, self.print]), flowing(look, [self.folder])
        self._printing = Label(look, SMALL, "quiet")
        self.told = FirstWords(look, BODY, bold=True)
        box = column(self, look.space(8))
        for part in (self.obstacle, self._buttons, self._printing, self.told, self._folder):
            box.addWidget(part)
        self.refresh()

    def refresh(self) -> None:
        """How things stand now, in the language of now."""
        say, copies = self._around.language.say, self._copies
        self.obstacle.show_text("" if copies.obstacle is None else say(copies.obstacle))
        self.save.speak(say(Text("Save…")))
        self.print.speak(say(Text("Print…")))
        self.folder.speak(say(Text("Open the folder")))
        how = (
            Text("To print, Postigo saves the PDF and opens it. Print it there.")
            if copies.paper == "pdf"
            else Text("To print, Postigo saves the page and opens it in your browser. Print it there.")
        )
        self._printing.show_text(say(how) if copies.can_save and not copies.classroom else "")
        if copies.classroom and copies.file_name is not None:  # Postigo's own name for it, which tells of nobody
            self._around.language.tell(copies.file_name)
        self.told.show_text("" if copies.told is None else say(copies.told))
        self.told.tint("open_text" if copies.failed else "ink")
        # What opens a file remembers that it did: a browser, a file manager. A class leaves nothing behind.
        reveal(self.print, not copies.classroom)
        reveal(self._folder, copies.file is not None and not copies.classroom)
        reveal(self._buttons, copies.can_save)

    def _save(self) -> None:
        if not self._is_in_the_way():
            self.name_wanted.emit()

    def _print(self) -> None:
        if not self._is_in_the_way():
            self.print_wanted.emit()

    def _is_in_the_way(self) -> bool:
        if self._copies.obstacle is None:
            return False
        self.obstacle.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def chain(self) -> Iterator[QWidget]:
        """Parts that the keyboard reaches, as the eye goes."""
        yield from (self.save, self.print, self.folder)
