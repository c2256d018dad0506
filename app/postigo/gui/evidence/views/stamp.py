"""Time stamp: the service that the person names, and what leaves before it does."""

from __future__ import annotations

from typing import Final

from postigo.core.values import Text
from postigo.evidence import wording
from postigo.gui.evidence.models.log import EvidenceLog
from postigo.gui.evidence.views.pane import Pane
from postigo.gui.widgets.button import Kind
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.fields import Field
from postigo.gui.widgets.labels import reveal
from postigo.gui.widgets.parts import flowing

_WHAT: Final = (
    Text(
        "A time-stamp service (RFC 3161) can say that your log existed at a time. It shows that, and not that it is true."
    ),
    Text("Postigo has no service of its own: you name one. Until you say so, nothing is sent."),
)
_ADDRESS: Final = Text("Address of the service")
ASKING: Final = Text("Asking the service. It can take a minute.")


class StampPane(Pane):
    """Address first; then what leaves, and whether it is sent."""

    def __init__(self, log: EvidenceLog, around: ViewContext) -> None:
        super().__init__(log, around)
        look, named = around.look, bool(log.time_stamp.service)
        self._lines = [self.line() for _ in _WHAT]
        self._leaves = [self.line(bold=True) for _ in wording.leaves(log.time_stamp.service)] if named else []
        self._name = self.line()
        self.address = Field(look)
        self.address.setText(log.time_stamp.service)
        self.address.returnPressed.connect(self._tell)
        self.box.addWidget(self.address)
        self.tell = self.button(self._tell, Kind.MAIN)
        self.send, self.leave = self.button(log.time_stamp.send, Kind.MAIN), self.button(log.back)
        self.add_notes()
        self.box.addWidget(flowing(look, [self.tell, self.send, self.leave]))
        for part, wanted in (
            (self.address, not named),
            (self.tell, not named),
            (self.send, named),
            (self.leave, named),
        ):
            reveal(part, wanted)

    def refresh(self) -> None:
        """In the language of now."""
        super().refresh()
        service = self.log.time_stamp.service
        self.first.show_text(self.say(Text("Time stamp")))
        for label, text in zip(self._lines, _WHAT, strict=True):
            label.show_text(self.say(text))
        for label, text in zip(self._leaves, wording.leaves(service), strict=False):
            label.show_text(self.say(text))
        self._name.show_text("" if service else self.say(_ADDRESS))
        self.address.speak(self.say(_ADDRESS))
        self.tell.speak(self.say(Text("Show what would be sent")))
        self.send.speak(self.say(Text("Send it now")))
        self.send.setEnabled(not self.log.busy)
        self.leave.speak(self.say(Text("Send nothing")))

    def refresh_notes(self) -> None:
        """See above."""
        super().refresh_notes()
        if self.log.time_stamp.asking:
            self.working.show_text(self.say(ASKING))

    def _tell(self) -> None:
        self.log.time_stamp.name_service(self.address.text())
