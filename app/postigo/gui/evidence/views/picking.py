"""Picker within the log: for a place, a log, or a file."""

from __future__ import annotations

from typing import Final

from postigo.core.values import Text
from postigo.gui.common.folder import Folder
from postigo.gui.evidence.models.log import EvidenceLog
from postigo.gui.evidence.models.steps import Step
from postigo.gui.evidence.views.pane import Pane
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.file_picker import FilePicker, Wanted
from postigo.reports.document.formats import ENDINGS

_TITLES: Final = {
    Step.NAME: Text("Where should your log lie?"),
    Step.FIND: Text("Which log?"),
    Step.FILE: Text("Which file?"),
    Step.PAPER: Text("Where should the draft lie?"),
    Step.TARGET: Text("Where should the copy lie?"),
}
_UNTOLD: Final = Text("Name of the file. One that tells nothing is best.")
_NAMES: Final = {
    Step.NAME: (Text("notes"), ".age", _UNTOLD),
    Step.PAPER: (Text("notes to print"), "", _UNTOLD),
    Step.TARGET: (Text("notes to hand over"), "", Text("Name of the new folder")),
}


class PickingPane(Pane):
    """The picker, with what goes wrong below it."""

    def __init__(self, log: EvidenceLog, around: ViewContext) -> None:
        super().__init__(log, around)
        self.first.hide()
        name, end, label = _NAMES.get(log.step, (None, "", None))
        end = ENDINGS[log.wish.form] if log.step is Step.PAPER else end
        folder = log.folder or Folder()
        self.picker = FilePicker(
            folder,
            Wanted.FILE if name is None else Wanted.NEW,
            _TITLES[log.step],
            around,
            "" if name is None else self.say(name) + end,
            label,
        )
        self.box.addWidget(self.picker)
        self.first = self.picker.first
        self.add_notes()
        self.picker.chosen.connect(lambda paths: log.choose(paths[0]))
        self.picker.left.connect(log.back)

    def refresh(self) -> None:
        """In the language of now."""
        super().refresh()
        self.picker.refresh()
