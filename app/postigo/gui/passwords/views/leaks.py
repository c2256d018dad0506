"""Section about leaks: what would leave, its amount, the yes, and the progress."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from postigo.core.values import Text
from postigo.gui.passwords.models.leak_section import Choose, leaks_told
from postigo.gui.passwords.models.leaks import Leaks
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.collapsible import Collapsible
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Label, reveal
from postigo.gui.widgets.parts import column, empty, flowing, line, progress_bar
from postigo.gui.widgets.theme import BODY


class LeaksView(Collapsible):
    """`list_wanted` asks for the system's dialog."""

    list_wanted = Signal()

    def __init__(self, leaks: Leaks, around: ViewContext, parent: QWidget | None = None) -> None:
        look = around.look
        super().__init__(look, parent)
        self._leaks, self._around = leaks, around
        self._texts = QWidget()
        self._lines = column(self._texts, look.space(4))
        self._trouble = Label(look, BODY, "open_text")
        self._bar = progress_bar(look)
        self.choices = {choose: Button(look, Kind.MAIN if choose is Choose.YES else Kind.PLAIN) for choose in Choose}
        for choose, button in self.choices.items():
            button.clicked.connect(lambda _checked=False, choose=choose: self._choose(choose))
        for part in (self._texts, self._bar, self._trouble, flowing(look, self.choices.values())):
            self.box.addWidget(part)
        self._shown: object = None
        self.refresh()

    def refresh(self) -> None:
        """Show how things stand now."""
        say, look = self._around.language.say, self._around.look
        told = leaks_told(self._leaks)
        self.fold.speak(f"{say(Text('Was one of them stolen?'))} · {say(told.state)}")
        sentences = tuple(say(text) for text in told.body)
        if sentences != self._shown:
            self._shown = sentences
            empty(self._lines)
            for sentence in sentences:
                self._lines.addWidget(line(look, sentence))
        reveal(self._texts, bool(sentences))
        self._trouble.show_text(say(told.trouble) if told.trouble else "")
        reveal(self._bar, told.total > 0)
        self._bar.setMaximum(max(1, told.total))
        self._bar.setValue(told.done)
        self._bar.setAccessibleName(say(told.state))
        offered = {choose: text for text, choose in told.buttons}
        for choose, button in self.choices.items():
            reveal(button, choose in offered)
            if choose in offered:
                button.speak(say(offered[choose]))

    def _choose(self, choose: Choose) -> None:
        match choose:
            case Choose.COUNT:
                self._leaks.count()
            case Choose.LIST:
                self.list_wanted.emit()
            case Choose.YES:
                self._leaks.yes()
            case Choose.NO:
                self._leaks.no()
            case Choose.HOLD:
                self._leaks.hold()
