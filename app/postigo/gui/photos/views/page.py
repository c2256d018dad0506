"""Page of the copies of photos: choose, wait, and read what became of each. No photo is shown, not even a small one."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from postigo.core.values import Path, Text
from postigo.gui.common.status_style import Tone
from postigo.gui.photos.models.photos import Photos
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.inner_page import InnerPage
from postigo.gui.widgets.labels import FirstWords, Label, reveal
from postigo.gui.widgets.parts import column, empty, flowing, marked, numbered
from postigo.gui.widgets.theme import BODY, LEAD
from postigo.photos import wording

BEFORE = (
    Text("Choose your photos, one or several. Only those are opened, and none is shown."),
    Text("Postigo makes a copy of each, without the place where it was taken."),
    Text("Your photos stay as they are. If you send one, send its copy."),
)


class PhotosPage(InnerPage):
    """The page. Who can choose files and open folders hears of it by the `…_wanted` signals."""

    photos_wanted = Signal()
    folder_wanted = Signal()
    shown_wanted = Signal(str)  # a folder to open

    def __init__(self, photos: Photos, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        self._photos = photos
        look = around.look
        self._steps, self._steps_box = _holder(look.space(4))
        self._kept = Label(look, BODY, "quiet")
        self._where = Label(look, BODY)
        self.choose, self.folder, self.beside = Button(look, Kind.MAIN), Button(look), Button(look)
        self.choose.clicked.connect(self.photos_wanted)
        self.folder.clicked.connect(self.folder_wanted)
        self.beside.clicked.connect(lambda: photos.put_into(""))
        self._choosing = flowing(look, [self.choose, self.folder, self.beside])
        self._now = Label(look, BODY)
        self.stop = Button(look)
        self.stop.clicked.connect(photos.stop)
        self._stopping = flowing(look, [self.stop])
        self.sum = FirstWords(look, LEAD, bold=True)
        self._list, self._list_box = _holder(look.space(8))
        self.show_copies, self.forget = Button(look), Button(look)
        self.show_copies.clicked.connect(self._open)
        self.forget.clicked.connect(self._forget)
        self._ending = flowing(look, [self.show_copies, self.forget])
        self._after = Label(look, BODY, "note_text")
        for part in (
            flowing(look, [self.back]),
            self._title,
            self._steps,
            self._kept,
            self._where,
            self._choosing,
            self._now,
            self._stopping,
            self.sum,
            self._list,
            self._after,
            self._ending,
        ):
            self.box.addWidget(part)
        self.box.addStretch(1)
        chain = (self.back, self.choose, self.folder, self.beside, self.stop, self.show_copies, self.forget)
        for one, following in pairwise(chain):
            QWidget.setTabOrder(one, following)
        photos.changed.connect(self.refresh)
        photos.done.connect(self._tell)
        self.refresh()

    def refresh(self) -> None:
        """How things stand now, in the language of now."""
        say, photos = self.around.language.say, self._photos
        self.back.speak(f"‹ {say(Text('Back to the tip'))}", say(Text("Back to the tip")))
        self._title.show_text(say(Text("Photos without the place")))
        empty(self._steps_box)
        self._steps_box.addLayout(numbered(self.around.look, map(say, BEFORE)))
        self._kept.show_text(say(wording.NOTHING_ENCODED))
        beside = Text("Each copy comes to lie beside its photo.")
        into = Text("The copies come to lie in {folder}.", values={"folder": Path(str(photos.folder))})
        self._where.show_text(say(beside if photos.folder is None else into))
        self.choose.speak(say(Text("Choose photos…")))
        self.folder.speak(say(Text("Put them in another folder…")))
        self.beside.speak(say(Text("Put them beside the photos")))
        self.stop.speak(say(Text("Stop")))
        self.show_copies.speak(say(Text("Open the folder")))
        self.forget.speak(say(Text("Clear this list")))
        self._show_progress()
        self._show_copies()

    def _show_progress(self) -> None:
        photos, say = self._photos, self.around.language.say
        count, total = len(photos.copies) + 1, len(photos.copies) + len(photos.left)
        working = Text("Photo {n} of {total}…", values={"n": count, "total": total})
        self._now.show_text(say(working) if photos.busy else "")
        for button in (self.choose, self.folder, self.beside):
            button.setEnabled(not photos.busy)
        reveal(self.beside, photos.folder is not None)
        reveal(self._stopping, len(photos.left) > 1)

    def _show_copies(self) -> None:
        photos, say = self._photos, self.around.language.say
        told = [*wording.summed(photos.copies)] if photos.copies and not photos.busy else []
        if photos.stopped and told:
            told.append(Text("You stopped. The others were left as they are."))
        self.sum.show_text(" ".join(map(say, told)))
        empty(self._list_box)
        for one in photos.copies:
            tone = Tone.CLOSED if one.copy is not None else Tone.FOGGED
            self._list_box.addLayout(marked(self.around.look, tone, say(wording.said(one))))
        after = (wording.ORIGINALS, wording.STILL_SEEN) if any(one.copy for one in photos.copies) else ()
        self._after.show_text(" ".join(map(say, after)) if told else "")
        reveal(self._list, bool(photos.copies))
        for part in (self.sum, self._after):
            reveal(part, bool(told))
        reveal(self._ending, bool(told))
        reveal(self.show_copies, any(one.copy for one in photos.copies))

    def _tell(self) -> None:
        """All are done: bring the sum into sight. A screen reader reads it."""
        self.sum.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(self.sum)

    def _open(self) -> None:
        made = [one.copy for one in self._photos.copies if one.copy is not None]
        self.shown_wanted.emit(str(made[-1].absolute().parent))

    def _forget(self) -> None:
        self._photos.forget()
        self.focus_first()


def _holder(gap: int) -> tuple[QWidget, QVBoxLayout]:
    """Part whose lines are made anew."""
    holder = QWidget()
    return holder, column(holder, gap)
