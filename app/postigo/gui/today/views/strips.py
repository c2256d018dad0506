"""Strips above the card: what goes on now with its question, and a stopped look."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from postigo.gui.today.models.audit import Audit
from postigo.gui.today.models.strips import Strip, strips
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.card_frame import CardFrame
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Label, reveal
from postigo.gui.widgets.parts import column, empty, flowing
from postigo.gui.widgets.theme import BODY, SMALL

NARROW = 760  # px at 100 % text


class StripsView(QWidget):
    """All strips of now. `pressed` hands over the Action of a button."""

    pressed = Signal(object)

    def __init__(self, audit: Audit, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._audit, self._around = audit, around
        self._box = column(self, around.look.space(8))
        self._shown: object = None
        self._views: list[_StripView] = []
        self._width = 0
        self.refresh()

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The buttons from top to bottom."""
        return tuple(button for view in self._views for button in view.buttons)

    def refresh(self) -> None:
        """Show how things stand now."""
        shown = strips(self._audit)
        reveal(self, bool(shown))
        if (shown, self._around.language.voice) == self._shown:
            return
        self._shown = (shown, self._around.language.voice)
        empty(self._box)
        self._views = [_StripView(strip, self._around) for strip in shown]
        for index, view in enumerate(self._views):
            for number, button in enumerate(view.buttons):
                button.setObjectName(f"strip-{index}-{number}")
            view.pressed.connect(self.pressed)
            self._box.addWidget(view)
        self.arrange(self._width)

    def arrange(self, width: int) -> None:
        """Buttons beside the sentence, or below it where it is narrow. Called before the page is laid out."""
        self._width = width
        for view in self._views:
            view.arrange(width)


class _StripView(CardFrame):
    """One strip."""

    pressed = Signal(object)

    def __init__(self, strip: Strip, around: ViewContext) -> None:
        look, say = around.look, around.language.say
        super().__init__(look, "card", strip.tone.value)
        self._look = look
        sentence = around.say(strip.said)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        if strip.label is not None:
            label = Label(look, SMALL, f"{strip.tone.value}_text", bold=True)
            label.show_text(say(strip.label))
            texts.addWidget(label)
        words = Label(look, BODY)
        words.show_text(sentence)
        texts.addWidget(words)
        self.buttons: list[Button] = []
        for action in strip.actions:
            button = Button(look, Kind.PLAIN)
            button.speak(say(action.text), f"{say(action.text)} · {sentence}")
            button.clicked.connect(lambda _checked=False, action=action: self.pressed.emit(action))
            self.buttons.append(button)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(look.space(24), look.space(12), look.space(16), look.space(12))
        self._box.setSpacing(look.space(12))
        self._box.addLayout(texts, 1)
        self._answers = flowing(look, self.buttons)
        self._box.addWidget(self._answers, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def arrange(self, width: int) -> None:
        """The buttons beside the sentence, or below it. 0: not known yet."""
        narrow = 0 < width < max(self._look.px(NARROW), 2 * self._answers.sizeHint().width())
        wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._box.direction() is not wanted:
            self._box.setDirection(wanted)
