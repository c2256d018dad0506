"""Safety flow of an open row. No button of it changes anything."""

from __future__ import annotations

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from postigo.core.values import Text
from postigo.gui.today.models.flow import Flow
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.card_frame import CardFrame
from postigo.gui.widgets.choice import Choice, Choices
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Label
from postigo.gui.widgets.parts import column, flowing, line
from postigo.gui.widgets.theme import BODY
from postigo.reports.watched import REPLIES, Whose
from postigo.store import trace


class FlowView(QWidget):
    """Question with its replies, and what follows. It has two buttons at most."""

    replied = Signal(object)
    help_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, flow: Flow, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        trace.end()  # whoever is asked this leaves no trace, not even by a crash
        self._around = around
        self._box = column(self, around.look.space(8))
        self.replies: dict[Whose, Choice] = {}
        self.follows: CardFrame | None = None
        """Part that follows from the reply."""
        if flow.question:
            self._ask(flow)
        if flow.lines:
            self._follow(flow)

    def _ask(self, flow: Flow) -> None:
        look, say = self._around.look, self._around.language.say
        asks, *beside = (say(text) for text in flow.question)
        question = Label(look, BODY, bold=True)
        question.show_text(asks)
        self._box.addWidget(question)
        for text in beside:
            self._box.addWidget(line(look, text, "quiet"))
        self.replies.update({reply: Choice(look) for reply in REPLIES})
        for reply, words in REPLIES.items():
            choice = self.replies[reply]
            choice.speak(say(words), f"{say(words)} · {asks}")
            choice.setObjectName(f"whose-{reply.name.lower()}")
            choice.setChecked(reply is flow.given)
        Choices(self.replies, self.replied.emit, self).stop_at_what_holds()
        self._box.addWidget(flowing(look, self.replies.values()))

    def _follow(self, flow: Flow) -> None:
        look, say = self._around.look, self._around.language.say
        room = (look.space(20), look.space(12), look.space(16), look.space(12))
        panel = CardFrame(look, "card", "note" if flow.safety else "")
        inside = column(panel, look.space(8), room)
        for text in flow.lines:
            sentence = Label(look, BODY, bold=flow.safety and text is flow.lines[0])
            sentence.show_text(say(text))
            inside.addWidget(sentence)
        buttons = [self._button("close", Kind.PLAIN, Text("Close"), self.close_wanted)]
        if flow.safety:
            whom = Text("See whom I can call")
            buttons.insert(0, self._button("whom", Kind.HELP, whom, self.help_wanted))
        inside.addWidget(flowing(look, buttons))
        self._box.addWidget(panel)
        self.follows = panel

    def _button(self, name: str, kind: Kind, text: Text, wanted: SignalInstance) -> Button:
        button = Button(self._around.look, kind)
        button.speak(self._around.language.say(text))
        button.setObjectName(name)
        button.clicked.connect(wanted)
        return button
