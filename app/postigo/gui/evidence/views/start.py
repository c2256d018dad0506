"""Beginning of the log: what it is, and whether to begin one or open one."""

from __future__ import annotations

from typing import Final

from postigo.core.values import Text
from postigo.evidence import wording
from postigo.evidence.rules import TEXT_ONLY
from postigo.gui.evidence.models.log import EvidenceLog
from postigo.gui.evidence.views.pane import Pane
from postigo.gui.widgets.button import Kind
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import reveal
from postigo.gui.widgets.parts import flowing

_WHAT: Final = (
    Text("Write down what happened, line by line. Later it can be seen that nothing was changed."),
    wording.HELPS,
    Text("It is one file of yours, where you want it. Only your passphrase opens it."),
    Text("The file itself can be seen. Give it a name that tells nothing, and a place that others do not use."),
)
_NO_LIBRARY: Final = (
    Text("What locks a log is not on this computer. Whoever set Postigo up can add “pyrage” to its Python."),
    Text("Until then write it on paper: what, who, when and where. Number the pages, and sign each one."),
)


class StartPane(Pane):
    """First words of the log."""

    def __init__(self, log: EvidenceLog, around: ViewContext) -> None:
        super().__init__(log, around)
        self._lines = [self.line() for _ in _WHAT]
        self._young = self.line()
        self._missing = [self.line() for _ in _NO_LIBRARY]
        self.begin = self.button(log.begin, Kind.MAIN)
        self.look = self.button(log.find)
        self.add_notes()
        row = flowing(around.look, [self.begin, self.look])
        self.box.addWidget(row)
        reveal(row, log.can_seal)

    def refresh(self) -> None:
        """In the language of now."""
        super().refresh()
        self.first.show_text(self.say(Text("A log of what happened")))
        for label, text in zip(self._lines, _WHAT, strict=True):
            label.show_text(self.say(text))
        self._young.show_text(self.say(TEXT_ONLY) if self.log.writing.text_only else "")
        for label, text in zip(self._missing, _NO_LIBRARY, strict=True):
            label.show_text("" if self.log.can_seal else self.say(text))
        self.begin.speak(self.say(Text("Begin a log")))
        self.look.speak(self.say(Text("Open a log")))
