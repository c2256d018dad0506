"""View of the log of evidence: the pane of the step, and what is kept."""

from __future__ import annotations

from postigo.core.values import Text
from postigo.gui.evidence.models.log import EvidenceLog
from postigo.gui.evidence.models.steps import Step
from postigo.gui.evidence.views.draft import DraftPane
from postigo.gui.evidence.views.entries import EntriesPane
from postigo.gui.evidence.views.form import FormPane
from postigo.gui.evidence.views.hand import HandPane
from postigo.gui.evidence.views.pane import Pane
from postigo.gui.evidence.views.phrase import NewPhrasePane, UnlockPane
from postigo.gui.evidence.views.picking import PickingPane
from postigo.gui.evidence.views.stamp import StampPane
from postigo.gui.evidence.views.start import StartPane
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Label
from postigo.gui.widgets.parts import column, let_go
from postigo.gui.widgets.stage_part import StagePart
from postigo.gui.widgets.theme import SMALL

_PANES: dict[Step, type[Pane]] = {
    Step.START: StartPane,
    Step.NAME: PickingPane,
    Step.NEW_PHRASE: NewPhrasePane,
    Step.FIND: PickingPane,
    Step.UNLOCK: UnlockPane,
    Step.LOG: EntriesPane,
    Step.FORM: FormPane,
    Step.FILE: PickingPane,
    Step.DRAFT: DraftPane,
    Step.PAPER: PickingPane,
    Step.STAMP: StampPane,
    Step.HAND: HandPane,
    Step.TARGET: PickingPane,
}
KEPT = Text(
    "What is saved stays in your file. What is not saved yet is gone with “Quick exit”, or when you leave this page."
)


class LogView(StagePart):
    """One pane at a time."""

    def __init__(self, log: EvidenceLog, around: ViewContext) -> None:
        super().__init__()
        self._log, self._around = log, around
        self.box = column(self, around.look.space(16))
        self.pane = self._make()
        self.first = self.pane.first
        self._kept = Label(around.look, SMALL, "quiet")
        self.box.addWidget(self.pane)
        self.box.addWidget(self._kept)
        self._trouble, self._busy = log.trouble, log.busy
        log.moved.connect(self._move)
        log.changed.connect(self._change)
        self.refresh()

    def _make(self) -> Pane:
        return _PANES[self._log.step](self._log, self._around)

    def _move(self) -> None:
        """Show the pane of another step."""
        old, self.pane = self.pane, self._make()
        inside = old.among_kinds
        old.forget()
        self.first = self.pane.first
        self.box.replaceWidget(old, self.pane)
        let_go(old)
        self.pane.show()
        self._trouble, self._busy = self._log.trouble, self._log.busy
        self.refresh()
        if inside and self.pane.begin_among_kinds():
            self.grown.emit()
        else:
            self.turned.emit()

    def _change(self) -> None:
        busy, trouble = self._log.busy, self._log.trouble
        self.pane.refresh_notes()
        if trouble is not self._trouble or busy is not self._busy:
            self._trouble, self._busy = trouble, busy
            told = self.pane.note if trouble is not None else self.pane.working if busy else None
            if told is not None:  # before a button that has the keyboard can no longer be pressed
                told.setFocus()
                self.unfolded.emit(told)
        self.refresh()
        self.grown.emit()

    def refresh(self) -> None:
        """In the language of now."""
        self.pane.refresh()
        self._kept.show_text(self._around.language.say(KEPT))

    def back(self) -> bool:
        """Go one step back in the log."""
        return self._log.back()
