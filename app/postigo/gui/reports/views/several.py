"""Page of several computers: choose a folder of reports, wait, and read the summary. A volunteer needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from postigo.core.values import Text
from postigo.gui.reports.models.several import Several
from postigo.gui.reports.views.summary import SummaryPart
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.inner_page import InnerPage
from postigo.gui.widgets.labels import FirstWords, Label, reveal
from postigo.gui.widgets.parts import column, empty, flowing, numbered
from postigo.gui.widgets.theme import BODY, SMALL

BEFORE: Final = (
    Text("On each computer, save a report as JSON, with the computer's name, such as “Room 3, PC 12”."),
    Text("Put all these files into one folder: of each room, or on a stick."),
    Text("Choose that folder here. Postigo only reads it, and changes nothing."),
)
SAVE: Final = {"html": Text("Save as a page…"), "pdf": Text("Save as PDF…")}


class SeveralPage(InnerPage):
    """The page. Who has the dialogs for files hears of it by the `…_wanted` signals."""

    folder_wanted = Signal()
    save_wanted = Signal(str)  # a format
    print_wanted = Signal()

    def __init__(self, several: Several, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        self._several = several
        look = around.look
        self._steps = QWidget()
        self._steps_box = column(self._steps, look.space(4))
        self.choose, self.stop, self.forget = Button(look, Kind.MAIN), Button(look), Button(look)
        self.choose.clicked.connect(self.folder_wanted)
        self.stop.clicked.connect(several.stop)
        self.forget.clicked.connect(self._forget)
        self._now = Label(look, BODY)
        self.told = FirstWords(look, BODY, bold=True)
        self.summary = SummaryPart(around)
        self.save = {form: Button(look) for form in SAVE}
        for form, button in self.save.items():
            button.clicked.connect(lambda _pressed=False, form=form: self.save_wanted.emit(form))
        self.print = Button(look)
        self.print.clicked.connect(self.print_wanted)
        self._saving = flowing(look, [*self.save.values(), self.print])
        self._whole = Label(look, SMALL, "quiet")
        for part in (
            flowing(look, [self.back]),
            self._title,
            self._steps,
            flowing(look, [self.choose, self.stop, self.forget]),
            self._now,
            self.told,
            self.summary,
            self._whole,
            self._saving,
        ):
            self.box.addWidget(part)
        self.box.addStretch(1)
        for one, following in pairwise(self._chain()):
            QWidget.setTabOrder(one, following)
        several.changed.connect(self.refresh)
        several.ended.connect(self._tell)
        self.refresh()

    def _chain(self) -> Iterator[QWidget]:
        """Parts that the keyboard reaches, as the eye goes."""
        yield from (self.back, self.choose, self.stop, self.forget, *self.save.values(), self.print)

    def refresh(self) -> None:
        """How things stand now, in the language of now."""
        say, several = self.around.language.say, self._several
        self.back.speak(f"‹ {say(Text('Back to the reports'))}", say(Text("Back to the reports")))
        self._title.show_text(say(Text("Several computers")))
        empty(self._steps_box)
        self._steps_box.addLayout(numbered(self.around.look, map(say, BEFORE)))
        self.choose.speak(say(Text("Choose a folder…")))
        self.stop.speak(say(Text("Stop")))
        self.forget.speak(say(Text("Clear this page")))
        self.choose.setEnabled(not several.busy and several.obstacle is None)
        n = several.count
        reading = Text("{n} file was read so far…", "{n} files were read so far…", n, {"n": n})
        self._now.show_text(say(reading) if several.busy else "")
        told = several.obstacle or several.told
        self.told.show_text("" if told is None else say(told))
        self.told.tint("open_text" if several.failed else "ink")
        self._show_summary()

    def _show_summary(self) -> None:
        say, several = self.around.language.say, self._several
        outline = several.outline
        # Where no report counts, there is nothing to save, and how the folder is filled is said once more.
        counted = several.summary is not None and several.summary.devices > 0
        self.summary.show_outline(outline)
        self._whole.show_text(say(Text("The page tells more: each check on each computer.")) if counted else "")
        for form, button in self.save.items():
            button.speak(say(SAVE[form]))
            reveal(button, form in several.forms)
        self.print.speak(say(Text("Print…")))
        reveal(self._steps, not counted)
        reveal(self.stop, several.busy)
        reveal(self.forget, outline is not None)
        reveal(self._saving, counted)

    def _tell(self) -> None:
        """The reading is over: bring what came of it into sight. A screen reader reads it."""
        words = self.told if self._several.summary is None else self.summary.title
        words.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_soon(words)

    def _forget(self) -> None:
        self._several.forget()
        self.focus_first()
