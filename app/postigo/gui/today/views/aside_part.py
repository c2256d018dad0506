"""Controls of an open row that set it aside, or take it up again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from postigo.core.setting_aside import LONGEST_REASON
from postigo.core.values import Text
from postigo.gui.today.models.aside_part import NOT_YOU, ONLY_A_DAY, SPANS, STAYS, AsidePart
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.fields import Field
from postigo.gui.widgets.parts import column, flowing, heading, line


class AsideView(QWidget):
    """Controls, quiet and folded. The person's wishes come out as signals."""

    turned = Signal(bool)
    snoozed = Signal(object)
    accepted = Signal(str)
    ended = Signal()

    def __init__(self, part: AsidePart, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self.reason: Field | None = None
        """Field of the reason, while it can be typed."""
        self._box = column(self, around.look.space(4), (0, around.look.space(4), 0, 0))
        if part.marks:
            self._marks(part)
        if part.spans:
            self._fold(part)
        if part.spans and part.unfolded:
            self._choices(part)
        if part.refused is not None and (part.marks or part.unfolded):
            self._box.addWidget(line(around.look, around.language.say(part.refused), "open_text"))

    def _marks(self, part: AsidePart) -> None:
        look, say = self._around.look, self._around.language.say
        for mark in part.marks:
            self._box.addWidget(line(look, say(mark)))
        self._box.addWidget(line(look, say(NOT_YOU), "quiet"))
        again = self._button("aside-end", Text("Take it up again"))
        again.clicked.connect(self.ended)
        self._box.addWidget(flowing(look, [again]))

    def _fold(self, part: AsidePart) -> None:
        fold = self._button("aside", Text("Not now…"), Kind.FOLD)
        fold.mark(marked=part.unfolded)
        fold.turned.connect(self.turned)
        self._box.addWidget(fold, 0, Qt.AlignmentFlag.AlignLeft)

    def _choices(self, part: AsidePart) -> None:
        look, say = self._around.look, self._around.language.say
        told = [STAYS] if part.accept else [ONLY_A_DAY, STAYS]
        for text in told:
            self._box.addWidget(line(look, say(text), "quiet"))
        buttons = []
        for span in part.spans:
            button = self._button(f"aside-{span.value}", SPANS[span])
            button.clicked.connect(lambda _checked=False, span=span: self.snoozed.emit(span))
            buttons.append(button)
        self._box.addWidget(flowing(look, buttons))
        if part.accept:
            self._accept()

    def _accept(self) -> None:
        look, say = self._around.look, self._around.language.say
        asks = Text("This is fine here, because…")
        self._box.addWidget(heading(look, say(asks)))
        field = self.reason = Field(look)
        field.speak(say(asks))
        field.setObjectName("aside-reason")
        field.setMaxLength(LONGEST_REASON)
        field.setMaximumWidth(look.px(480))
        self._box.addWidget(field)
        kept = Text(
            "What you write stays on this computer. Only a full copy of a report tells it. It is asked again in a year."
        )
        self._box.addWidget(line(look, say(kept), "quiet"))
        accept = self._button("aside-accept", Text("Set it aside"))
        accept.clicked.connect(lambda: self.accepted.emit(field.text()))
        field.returnPressed.connect(accept.click)
        self._box.addWidget(flowing(look, [accept]))

    def _button(self, name: str, text: Text, kind: Kind = Kind.PLAIN) -> Button:
        button = Button(self._around.look, kind)
        button.speak(self._around.language.say(text))
        button.setObjectName(name)
        return button
