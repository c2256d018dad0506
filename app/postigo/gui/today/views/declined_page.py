"""The calm page after "neither": nothing was looked at. Tips, phone and help are one click away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from postigo.core.values import Text
from postigo.gui.today.models.audit import Audit
from postigo.gui.today.models.tips import IN_SHORT, THE_SIX
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.card_frame import CardFrame
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.flow_layout import FlowLayout
from postigo.gui.widgets.labels import Label
from postigo.gui.widgets.notes import Notes
from postigo.gui.widgets.page import Page
from postigo.gui.widgets.theme import LEAD, TITLE


class DeclinedPage(Page):
    """Four buttons: help, the tips, the phone, and back to the question."""

    help_wanted = Signal()
    phone_wanted = Signal()
    tips_wanted = Signal()

    def __init__(self, audit: Audit, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        look = around.look
        self._title = Label(look, TITLE, bold=True)
        self._why = Label(look, LEAD)
        self._stop = Label(look, LEAD)
        self.help = Button(look, Kind.HELP)
        self.help.clicked.connect(self.help_wanted)
        self.back = Button(look, Kind.PLAIN)
        self.back.clicked.connect(audit.ask)
        self.tips = Button(look, Kind.PLAIN)
        self.tips.clicked.connect(self.tips_wanted)
        self.phone = Button(look, Kind.PLAIN)
        self.phone.clicked.connect(self.phone_wanted)
        sheet = CardFrame(look, "card", "note")
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(look.space(28), look.space(24), look.space(24), look.space(24))
        inside.setSpacing(look.space(12))
        for label in (self._title, self._why, self._stop):
            inside.addWidget(label)
        holder = QWidget()
        holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        flow = FlowLayout(look.space(8), holder)
        flow.addWidget(self.help)
        flow.addWidget(self.tips)
        flow.addWidget(self.phone)
        flow.addWidget(self.back)
        inside.addSpacing(look.space(8))
        inside.addWidget(holder)
        self._tips = Notes(look)
        self.box.addWidget(sheet)
        self.box.addWidget(self._tips)
        self.box.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """In the language of now."""
        say = self.around.language.say
        self._title.show_text(say(Text("Nothing was looked at.")))
        self._why.show_text(say(Text("Postigo looks at a device only when its person wants it. Please stop here.")))
        self._stop.show_text(say(Text("If you or somebody else needs help, it is one click away.")))
        self.help.speak(say(Text("I need help")))
        self.tips.speak(say(Text("Read the tips")))
        self.phone.speak(say(Text("Look at your phone, step by step")))
        self.back.speak(say(Text("Back to the question")))
        self._tips.tell(say(THE_SIX), [say(tip) for tip in IN_SHORT])

    def focus_first(self) -> None:
        """Where the keyboard begins."""
        self.help.setFocus(Qt.FocusReason.OtherFocusReason)
