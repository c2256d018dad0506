"""Flow through the steps of the log: where somebody stands, and what is said there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path as File

from PySide6.QtCore import QObject, Signal

from postigo.core.values import Text
from postigo.evidence.errands import Errand
from postigo.evidence.log import Log
from postigo.gui.common.folder import Folder
from postigo.gui.evidence.models.errand_process import ErrandStream
from postigo.gui.evidence.models.errands import Errands
from postigo.gui.evidence.models.steps import Step


class Flow(QObject):
    """One step at a time. `moved`: another step begins. `changed`: the same one says something else."""

    moved = Signal()
    changed = Signal()

    def __init__(self, open_errand: Callable[[], ErrandStream]) -> None:
        super().__init__()
        self.errands = Errands(open_errand)
        self.errands.begun.connect(self.changed)
        self.start()

    def start(self) -> None:
        """Stand at the first step. Nothing is open, and nothing was said."""
        self.step = Step.START
        self.log: Log | None = None
        self.where, self.secret = "", ""
        """Place and passphrase of the log that is open, or being opened."""
        self.told: tuple[Text, ...] = ()
        """Answer to what was asked last."""
        self.listed = ""
        """List of the picked files, after a hand-over."""
        self.trouble: Text | None = None
        self.folder: Folder | None = None
        """Folder of the picker that is shown."""

    @property
    def busy(self) -> bool:
        """Whether an errand is under way."""
        return self.errands.under_way is not None

    def do(self, errand: Errand) -> None:
        """Have an errand done, unless one is under way."""
        if self.errands.under_way is None:
            self.trouble, self.told, self.listed = None, (), ""
            self.errands.do(errand)

    def go(self, step: Step, *told: Text) -> None:
        """Go to a step, where this is said."""
        self.listed = self.listed if told else ""
        self.step, self.told = step, told
        self.turn()

    def pick(self, step: Step, *, files: bool = True) -> None:
        """Go to a step where a file or a place is picked. It begins beside the log, but for a file of an entry."""
        start = str(File(self.where).parent) if self.where and step is not Step.FILE else ""
        self.folder = Folder(start, files=files)
        self.go(step)

    def turn(self) -> None:
        """Show another face of the same step."""
        self.trouble = None
        self.moved.emit()

    def refuse(self, text: Text) -> None:
        """Say what is in the way."""
        self.trouble = text
        self.changed.emit()
