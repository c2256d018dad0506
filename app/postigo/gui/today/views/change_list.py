"""List of Postigo's changes, under the card: a fold, and above it what was interrupted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from postigo.core.values import Text
from postigo.gui.common.status_style import Tone
from postigo.gui.today.models.change_list import ChangeList, ChangesPart, Line
from postigo.gui.today.views.fix import FixSheetView
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.card_frame import CardFrame
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import FirstWords, Label, reveal
from postigo.gui.widgets.parts import column, empty, flowing, line
from postigo.gui.widgets.theme import BODY

HEADING = Text("What Postigo changed")


class ChangesView(QWidget):
    """Changes with a button to undo each. `grown`: a sheet has come, from its first to its last part."""

    grown = Signal(object, object)
    reshaped = Signal()

    def __init__(self, changes: ChangeList, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._changes, self._around = changes, around
        self._box = column(self, around.look.space(8))
        self._shown: object = None
        self._unfolded = False
        self._sheet: FixSheetView | None = None
        self._stage: object = None
        self.refresh()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Parts at which the keyboard stops or begins, from top to bottom."""
        return tuple(part for part in self.findChildren(QWidget) if isinstance(part, Button | FirstWords))

    def refresh(self) -> None:
        """Show how it stands now."""
        part = self._changes.part
        shown = (part, self._unfolded, self._around.language.voice)
        if shown == self._shown:
            return
        self._shown = shown
        there: QWidget | None = self.window().focusWidget()
        held = there.objectName() if there is not None and self.isAncestorOf(there) else None
        empty(self._box)
        self._sheet, before, self._stage = None, self._stage, None
        reveal(self, part is not None)
        if part is not None:
            self._build(part)
        self.reshaped.emit()
        self._go_on(held, moved=self._stage != before)

    def _go_on(self, held: str | None, *, moved: bool) -> None:
        """Put the keyboard at the first line of a new sheet, or where it was."""
        if held is None:
            return
        named = None if moved else self.findChild(QWidget, held)
        thing = named or (self._sheet.first if self._sheet is not None else next(iter(self.stops), None))
        if thing is not None:
            thing.setFocus(Qt.FocusReason.OtherFocusReason)
        if moved and self._sheet is not None:
            self.grown.emit(self._sheet.first, self._sheet)

    # --- building

    def _build(self, part: ChangesPart) -> None:
        look, say = self._around.look, self._around.language.say
        for one in part.stopped:
            panel = CardFrame(look, "card", Tone.AJAR.value)
            inside = column(panel, look.space(4), (look.space(24), look.space(12), look.space(16), look.space(12)))
            self._line(one, inside)
            self._box.addWidget(panel)
        fold = Button(look, Kind.FOLD)
        fold.speak(say(HEADING))
        fold.setFont(look.font(BODY, bold=True))
        fold.setObjectName("changes")
        fold.mark(marked=self._unfolded)
        fold.turned.connect(self._turn)
        reveal(fold, bool(part.lines or part.notes))
        if part.lines or part.notes:
            self._box.addWidget(fold, 0, Qt.AlignmentFlag.AlignLeft)
        if self._unfolded and (part.lines or part.notes):
            self._box.addWidget(self._list(part))

    def _list(self, part: ChangesPart) -> QWidget:
        look, say = self._around.look, self._around.language.say
        panel = CardFrame(look)
        inside = column(panel, look.space(12), (look.space(24), look.space(16), look.space(16), look.space(16)))
        for one in part.lines:
            holder = QWidget()
            self._line(one, column(holder, look.space(4)))
            inside.addWidget(holder)
        if part.older:
            older = Button(look, Kind.PLAIN)
            older.speak(say(Text("Show older ones")))
            older.setObjectName("changes-older")
            older.clicked.connect(self._changes.show_older)
            inside.addWidget(flowing(look, [older]))
        for note in part.notes:
            inside.addWidget(line(look, self._around.say(note), "quiet"))
        return panel

    def _line(self, one: Line, box: QVBoxLayout) -> None:
        look, around = self._around.look, self._around
        title = Label(look, BODY, bold=True)
        title.show_text(around.say(one.title))
        box.addWidget(title)
        box.addWidget(line(look, around.language.say(one.told)))
        if one.note is not None:
            box.addWidget(line(look, around.say(one.note), "quiet"))
        if one.sheet is not None:
            self._sheet = FixSheetView(one.sheet, around)
            self._stage = (one.id, one.sheet.stage)
            self._sheet.pressed.connect(self._changes.press)
            box.addWidget(self._sheet)
        elif one.undo:
            words = around.language.say(Text("Undo"))
            undo = Button(look, Kind.PLAIN)
            undo.speak(words, f"{words} · {around.say(one.title)}")
            undo.setObjectName(f"undo-{one.id}")
            undo.clicked.connect(lambda: self._changes.undo(one.id))
            box.addWidget(flowing(look, [undo]))

    def _turn(self, wanted: bool) -> None:
        self._unfolded = wanted
        self.refresh()
