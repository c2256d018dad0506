"""A look that was opened: the report of that day, as it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from postigo.core.report import Report
from postigo.core.values import Text
from postigo.gui.common.language import Language
from postigo.gui.reports.models.past import Past
from postigo.gui.widgets.ask_twice import AskTwice
from postigo.gui.widgets.button import Button
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import FirstWords, Label, reveal
from postigo.gui.widgets.parts import column, flowing, sheet
from postigo.gui.widgets.reading import Reading
from postigo.gui.widgets.theme import BODY
from postigo.reports import redaction, shape, text
from postigo.reports.paper import Paper

_WIDE: Final = 100_000
"""Letters of a line: the frame breaks it, wherever it is narrow."""


def words_of(report: Report, language: Language) -> str:
    """Report of that day in the language of now, with the screen's stand-ins."""
    words = redaction.words_for(language.code, report, language.stand_ins)
    document = shape.shown(report, words)
    document.pop("names_out", None)  # a hint at other copies: this is none
    return "\n".join(text.whole(document, words, Paper(width=_WIDE, whole=True)))


class OpenedPart(QWidget):
    """Report of an earlier look, with buttons to close it and to forget that look. `come`: another one is open; `gone`: none is."""

    come = Signal()
    gone = Signal(int)

    def __init__(self, past: Past, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._past, self._around = past, around
        look = around.look
        panel, inside = sheet(look)
        self._known = past.opened
        self._read: tuple[object, tuple[str, bool]] | None = None
        self.title = FirstWords(look, BODY, bold=True)
        self._trouble = Label(look, BODY)
        self.reading = Reading(look, 280)
        self.close_it, self.forget = Button(look), AskTwice(look)
        self.close_it.clicked.connect(self._close)
        self.forget.agreed.connect(self._forget)
        for part in (self.title, self._trouble, self.reading, flowing(look, [self.close_it]), self.forget):
            inside.addWidget(part)
        column(self, 0).addWidget(panel)
        self.refresh()

    def refresh(self) -> None:
        """The look that is open, in the language of now."""
        say, opened, language = self._around.language.say, self._past.opened, self._around.language
        before, self._known = self._known, opened
        reveal(self, opened is not None)
        if opened is None:
            if before is not None:
                self.gone.emit(before.number)
            return
        look = self._past.look(opened.number)
        self.title.show_text(
            "" if look is None else say(Text("The report of {when}, as it was", values={"when": look.began}))
        )
        self._trouble.show_text("" if opened.trouble is None else say(opened.trouble))
        reveal(self.reading, opened.report is not None)
        wanted = (opened, language.voice)
        if opened.report is not None and wanted != self._read:
            self.reading.read(words_of(opened.report, language))
            self._read = wanted
        self.reading.speak(say(Text("Report of that day")))
        self.close_it.speak(say(Text("Close")))
        self.forget.speak(
            say(Text("Forget this look…")),
            say(Text("Delete this look? The others stay.")),
            say(Text("Yes, delete it")),
            say(Text("No, keep it")),
        )
        if opened is not before:
            self.forget.leave()  # what was asked was of the look before
            self.title.setFocus(Qt.FocusReason.OtherFocusReason)
            self.come.emit()

    def _close(self) -> None:
        self._past.show(None)

    def _forget(self) -> None:
        if self._past.opened is not None:
            self._past.forget(self._past.opened.number)

    def escape(self) -> None:
        """Esc: nothing is deleted; the look is closed."""
        if self.forget.asked:
            self.forget.leave()
        elif self._past.opened is not None:
            self._past.show(None)

    def chain(self) -> Iterator[QWidget]:
        """Parts that the keyboard reaches, as the eye goes."""
        yield from (self.reading, self.close_it, self.forget.button, self.forget.yes, self.forget.no)
