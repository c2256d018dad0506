"""Walk through what can be done safely, under the card."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from postigo.core.values import Text
from postigo.gui.today.models.fix_part import WORDS, Press
from postigo.gui.today.models.walk import Walk, WalkPart
from postigo.gui.today.views.fix import FIRST, FixSheetView
from postigo.gui.widgets.button import Button
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import FirstWords, Label, reveal
from postigo.gui.widgets.parts import column, empty, flowing, line, sheet
from postigo.gui.widgets.theme import BODY, LEAD

EACH = Text("Each one is shown first. Nothing is changed before you say so. You can stop at any time.")


class WalkView(QWidget):
    """Its beginning, one change at a time, and its end. `grown`: its sheet is another one, from its first to its last part."""

    grown = Signal(object, object)
    reshaped = Signal()
    left = Signal()  # the keyboard was in it, and it is gone

    def __init__(self, walk: Walk, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._walk, self._around = walk, around
        self._box = column(self, 0)
        self._shown: tuple[WalkPart | None, object] | None = None
        self.refresh()

    @property
    def holds_focus(self) -> bool:
        """Whether the keyboard is in it."""
        there: QWidget | None = self.window().focusWidget()
        return there is not None and self.isAncestorOf(there)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Parts at which the keyboard stops or begins, from top to bottom."""
        return tuple(part for part in self.findChildren(QWidget) if isinstance(part, Button | FirstWords))

    def refresh(self) -> None:
        """Show how it stands now. Whoever pressed a button in it goes on at the first line of what came."""
        part = self._walk.part
        shown = (part, self._around.language.voice)
        if shown == self._shown:
            return
        before, self._shown = self._shown, shown
        held, named = self.holds_focus, self._focused_name()
        empty(self._box)
        reveal(self, part is not None)
        if part is not None:
            self._build(part)
        same = before is not None and _stage(part) == _stage(before[0])
        self.reshaped.emit()
        if held and part is None:
            self.left.emit()
        begins = before is not None and before[0] is None  # by a button elsewhere
        if part is not None and (held or begins):
            self._go_on(named if same else "")

    def _go_on(self, named: str) -> None:
        """Put the keyboard where it was, or at the first line of what came."""
        first = self.findChild(QWidget, FIRST)
        thing = (self.findChild(QWidget, named) if named else None) or first or self.findChild(Button)
        if thing is not None:
            thing.setFocus(Qt.FocusReason.OtherFocusReason)
        if not named and first is not None:
            self.grown.emit(self, self)

    def _focused_name(self) -> str:
        there: QWidget | None = self.window().focusWidget()
        return there.objectName() if there is not None and self.isAncestorOf(there) else ""

    def _build(self, part: WalkPart) -> None:
        look, say = self._around.look, self._around.language.say
        panel, inside = sheet(look)
        if part.title is not None:
            title = Label(look, LEAD, bold=True)
            title.show_text(self._around.say(part.title))
            inside.addWidget(title)
            inside.addWidget(line(look, say(EACH), "quiet"))
        if part.before is not None:
            inside.addWidget(line(look, say(part.before), "note_text"))
        if part.sheet is not None:
            view = FixSheetView(part.sheet, self._around)
            view.pressed.connect(self._walk.press)
            inside.addWidget(view)
        if part.ended:
            first = FirstWords(look, BODY, bold=True)
            first.setObjectName(FIRST)
            first.show_text(say(part.ended[0]))
            inside.addWidget(first)
            for text in part.ended[1:]:
                inside.addWidget(line(look, say(text)))
            close = self._button(Press.CLOSE.value, say(WORDS[Press.CLOSE]))
            close.clicked.connect(lambda: self._walk.press(Press.CLOSE))
            inside.addWidget(flowing(look, [close]))
        self._box.addWidget(panel)

    def _button(self, name: str, words: str) -> Button:
        button = Button(self._around.look)
        button.speak(words)
        button.setObjectName(name)
        return button


def _stage(part: WalkPart | None) -> object:
    """Identity of what is shown: a change at a stage, or the end."""
    if part is None or part.sheet is None:
        return None if part is None else bool(part.ended)
    return part.sheet.key, part.sheet.stage
