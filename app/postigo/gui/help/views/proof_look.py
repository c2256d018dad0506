"""Part of the card on proof: a look at this computer, told in calm words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from postigo.core.report import Report
from postigo.core.values import Text
from postigo.gui.help.models.proof_look import ProofLook, Stand
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.card_frame import CardFrame
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Heading, Label
from postigo.gui.widgets.parts import column, empty, flowing, line
from postigo.gui.widgets.theme import BODY, SMALL
from postigo.guidance import proof
from postigo.guidance.consent import SHARED_IS_YOURS
from postigo.reports import wording

WHOSE: Final = Text("Is it your device, or is its person here with you and wants this?")
KEPT_NOWHERE: Final = Text("This is in no report and in no list. It is gone when you leave this page.")


class ProofLookPart(CardFrame):
    """The look in its place. `reshaped`: it has other parts than before."""

    reshaped = Signal()

    def __init__(self, look: ProofLook, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(around.look, parent=parent)
        self._proof, self._around = look, around
        size = around.look
        box = column(self, size.space(8), (size.space(20), size.space(14), size.space(16), size.space(14)))
        self._title = Heading(size, BODY, bold=True)
        self._inside = QVBoxLayout()
        self._inside.setSpacing(size.space(8))
        box.addWidget(self._title)
        box.addLayout(self._inside)
        self.buttons: dict[str, Button] = {}
        look.changed.connect(self._show)
        self.refresh()

    def refresh(self) -> None:
        """How it stands, in the language of now."""
        say = self._around.language.say
        self._title.show_text(say(proof.TITLE))
        empty(self._inside)
        self.buttons = {}
        match self._proof.stand:
            case Stand.OFFERED:
                self._lines(*proof.WHAT)
                self._buttons({"look": (Text("Look at this computer"), self._proof.want)})
            case Stand.ASKING:
                self._lines(WHOSE, SHARED_IS_YOURS)
                yes, no = partial(self._proof.agree, True), partial(self._proof.agree, False)
                self._buttons({"yes": (Text("Yes"), yes), "no": (Text("No"), no)})
            case Stand.LOOKING:
                self._lines(Text("Looking. It takes a moment."))
                self._buttons({"stop": (Text("Stop"), self._proof.stop)})
            case Stand.TOLD | Stand.FAILED:
                if self._proof.trouble is not None:
                    self._lines(self._proof.trouble)
                if self._proof.report is not None:
                    self._tell(self._proof.report)
                self._lines(proof.NO_PICTURES)
                self._buttons({"look": (Text("Look again"), self._proof.want)})
        self._inside.addWidget(line(self._around.look, say(KEPT_NOWHERE), "quiet", SMALL))

    def _tell(self, report: Report) -> None:
        """Each check by its title, with its sentences. No sign, no colour and no level: nothing here is an alarm."""
        say = self._around.language.say
        for verdict in report.verdicts:
            listed = report.listing(verdict.check)
            title = Label(self._around.look, BODY, bold=True)
            title.show_text(say(listed.title, listed.pack))
            self._inside.addWidget(title)
            for finding in verdict.findings:
                self._inside.addWidget(line(self._around.look, say(finding.text, listed.pack)))
            for gap in wording.gaps(verdict):
                self._inside.addWidget(line(self._around.look, say(gap.text, listed.pack)))

    def _lines(self, *texts: Text) -> None:
        for text in texts:
            self._inside.addWidget(line(self._around.look, self._around.language.say(text)))

    def _buttons(self, wanted: dict[str, tuple[Text, Callable[[], object]]]) -> None:
        for name, (text, act) in wanted.items():
            button = self.buttons[name] = Button(self._around.look, Kind.PLAIN)
            button.setObjectName(f"proof-{name}")
            button.speak(self._around.language.say(text))
            button.clicked.connect(act)
        self._inside.addWidget(flowing(self._around.look, self.buttons.values()))

    def _show(self) -> None:
        """Show it anew. The keyboard stays in this part if it was here."""
        within = any(button.hasFocus() for button in self.buttons.values())
        self.refresh()
        self.reshaped.emit()
        if within:
            next(iter(self.buttons.values())).setFocus()
