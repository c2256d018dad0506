"""Card under the façade: the question, the progress, the thing to do, or the trouble."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from postigo.core.values import Quoted, Text
from postigo.gui.today.models.card import Action, Card, Do, card
from postigo.gui.today.models.checklist import Checklist
from postigo.gui.today.models.not_opened import WHY
from postigo.gui.today.models.walk import Walk
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.card_frame import CardFrame
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.flow_layout import FlowLayout
from postigo.gui.widgets.labels import Label, reveal
from postigo.gui.widgets.theme import BODY, LEAD, SMALL

NARROW = 620  # px at 100 % text
USUAL_WIDTH = 900


class CardView(CardFrame):
    """One thing, with one main button. `pressed` hands over the Action of the button."""

    pressed = Signal(object)

    def __init__(
        self, checklist: Checklist, around: ViewContext, walk: Walk | None = None, parent: QWidget | None = None
    ) -> None:
        look = around.look
        super().__init__(look, parent=parent)
        self._list, self._audit, self._around, self._walk = checklist, checklist.audit, around, walk
        self._shown: Card | None = None
        self._owed: QWidget | None = None  # where Qt put the keyboard when the button that had it went, and none came
        self._width = USUAL_WIDTH
        self._label = Label(look, SMALL, bold=True)
        self._title = Label(look, LEAD, bold=True)
        self._body = Label(look, BODY, "quiet")
        self._question = Label(look, BODY, bold=True)
        self._question.setContentsMargins(0, look.space(8), 0, 0)
        self._aside = Label(look, BODY, "quiet")
        self._not_opened = Label(look, BODY, "open_text")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(look.px(8))
        tokens = look.tokens
        self._bar.setStyleSheet(
            f"QProgressBar {{ background: {tokens.plaster}; border: 1px solid {tokens.edge}; border-radius: 4px; }}"
            f"QProgressBar::chunk {{ background: {tokens.main}; border-radius: 3px; }}"
        )
        self._fold = Button(look, Kind.FOLD)
        self._fold.turned.connect(self._show_detail)
        self._detail = Label(look, SMALL, "quiet")
        self._texts = QVBoxLayout()
        self._texts.setSpacing(look.space(4))
        upper = (self._label, self._title, self._body, self._not_opened, self._question, self._aside)
        for part in (*upper, self._bar, self._fold, self._detail):
            self._texts.addWidget(part)
        self._texts.setAlignment(self._fold, Qt.AlignmentFlag.AlignLeft)
        self._buttons = QWidget()
        self._buttons.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._flow = FlowLayout(look.space(8), self._buttons)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(look.space(24), look.space(16), look.space(16), look.space(16))
        self._box.setSpacing(look.space(16))
        self._box.addLayout(self._texts, 1)
        self._box.addWidget(self._buttons, 0, Qt.AlignmentFlag.AlignVCenter)
        self.refresh()

    @property
    def buttons(self) -> tuple[Button, ...]:
        """Its buttons, the main one first; then the one that unfolds the technical detail."""
        items = (self._flow.itemAt(index) for index in range(self._flow.count()))
        shown = tuple(item.widget() for item in items if item is not None)
        return (*(button for button in shown if isinstance(button, Button)), self._fold)

    @property
    def main(self) -> Button | None:
        """The main button, if there is one."""
        item = self._flow.itemAt(0)
        button = item.widget() if item is not None else None
        return button if isinstance(button, Button) else None

    def refresh(self) -> None:
        """Show how things stand now."""
        shown = self._with_walk(card(self._audit))
        reveal(self, shown is not None)
        if shown is None:
            return
        say, said = self._around.language.say, self._around.say
        tone = shown.tone.value if shown.tone else "edge"
        self.accent(tone)
        self._label.tint(f"{tone}_text" if shown.tone else "quiet")
        self._label.show_text(say(shown.label) if shown.label else "")
        self._title.show_text(said(shown.title))
        self._body.show_text(" ".join(_in_one_line(_ended(said(part))) for part in shown.body))
        self._question.show_text(say(shown.question) if shown.question else "")
        self._aside.show_text(say(shown.aside) if shown.aside else "")
        failed = self._list.not_opened
        ours = failed is not None and failed[0] in (action.page for action in shown.actions)
        self._not_opened.show_text(say(WHY[failed[1]]) if failed and ours else "")
        reveal(self._bar, shown.total > 0)
        self._bar.setMaximum(max(shown.total, 1))
        self._bar.setValue(shown.done)
        self._bar.setAccessibleName(said(shown.title))
        reveal(self._fold, bool(shown.detail))
        self._fold.speak(say(Text("Technical detail")))
        self._show_detail(self._fold.marked)
        self._show_actions(shown.actions, before=self._shown.actions if self._shown else ())
        self._shown = shown
        self._show_detail(self._fold.marked)
        self.arrange(self._width)

    def _with_walk(self, shown: Card | None) -> Card | None:
        """The card, with the button of the walk behind its own."""
        offer = self._walk.offer if self._walk is not None else None
        if shown is None or offer is None:
            return shown
        return replace(shown, actions=(*shown.actions, Action(offer, Do.WALK)))

    def _show_detail(self, wanted: bool) -> None:
        detail = self._shown.detail if self._shown else ""
        self._detail.show_text(self._around.language.value(Quoted(detail)) if wanted and detail else "")

    def _show_actions(self, actions: tuple[Action, ...], before: tuple[Action, ...]) -> None:
        if actions == before and self._flow.count():
            for index, action in enumerate(actions):
                item = self._flow.itemAt(index)
                button = item.widget() if item is not None else None
                if isinstance(button, Button):
                    button.speak(self._around.say(action.said))
            return
        there = QApplication.focusWidget()
        focused = any(button.hasFocus() for button in self.buttons) or (there is not None and there is self._owed)
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for index, action in enumerate(actions):
            button = Button(self._around.look, Kind.MAIN if index == 0 else Kind.PLAIN, self._buttons)
            button.speak(self._around.say(action.said))
            button.setObjectName(f"card-{action.do.name.lower()}")
            button.clicked.connect(lambda _checked=False, action=action: self.pressed.emit(action))
            self._flow.addWidget(button)
            button.show()
        reveal(self._buttons, bool(actions))
        if focused and self.main is not None:
            self.main.setFocus(Qt.FocusReason.OtherFocusReason)
        self._owed = QApplication.focusWidget() if focused and self.main is None else None

    def arrange(self, width: int) -> None:
        """Buttons beside the text, or below it where it is narrow. Called before the page is laid out."""
        self._width = width
        asks = self._shown is not None and self._shown.question is not None
        below = asks or width < self._around.look.px(NARROW)
        wanted = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        if self._box.direction() is not wanted:
            self._box.setDirection(wanted)


_SHORT: Final = 24  # letters
_GLUE: Final = "\u00a0"


def _in_one_line(sentence: str) -> str:
    """A short sentence in one piece. A line that holds half of it reads as a slip."""
    return sentence.replace(" ", _GLUE) if len(sentence) <= _SHORT else sentence


def _ended(sentence: str) -> str:
    """A sentence that ends like one, so that another may follow it."""
    return sentence if sentence.endswith((".", "?", "!", "…")) else f"{sentence}."
