"""Hand-over: a copy that others can read, as a folder or packed."""

from __future__ import annotations

from typing import Final

from postigo.core.values import Text
from postigo.evidence import wording
from postigo.gui.evidence.models.log import EvidenceLog
from postigo.gui.evidence.views.pane import Pane
from postigo.gui.widgets.button import Kind
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.parts import flowing

_WHAT: Final = (
    Text("This makes a new folder, as on a USB stick. In it are the log, a paper to sign, and the list of your files."),
    wording.READABLE,
    Text("Your files themselves are not copied. They stay where they are."),
)


class HandPane(Pane):
    """Choice between a folder and a packed log."""

    def __init__(self, log: EvidenceLog, around: ViewContext) -> None:
        super().__init__(log, around)
        self._lines = [self.line() for _ in _WHAT]
        self.folder = self.button(lambda: log.take_target(zipped=False), Kind.MAIN)
        self.zip = self.button(lambda: log.take_target(zipped=True))
        self.add_notes()
        self.box.addWidget(flowing(around.look, [self.folder, self.zip]))

    def refresh(self) -> None:
        """In the language of now."""
        super().refresh()
        self.first.show_text(self.say(Text("Hand it over")))
        for label, text in zip(self._lines, _WHAT, strict=True):
            label.show_text(self.say(text))
        self.folder.speak(self.say(Text("Choose the place")))
        self.zip.speak(self.say(Text("Choose the place, and pack the log (ZIP)")))
