"""Writing of an entry. What is typed is in memory until it is saved, also while another step is shown."""

from __future__ import annotations

from collections.abc import Callable

from postigo.core.values import Text
from postigo.evidence.entry import Part
from postigo.evidence.errands import Add
from postigo.evidence.log import must_be_sound
from postigo.evidence.rules import Gate, leave_it
from postigo.evidence.trouble import EvidenceTrouble
from postigo.gui.evidence.models.flow import Flow
from postigo.gui.evidence.models.form import Form, What
from postigo.gui.evidence.models.steps import Step
from postigo.guidance.path import Age


class Writing:
    """Entry that is written: its form, and the gate before a file."""

    def __init__(self, flow: Flow, age: Callable[[], Age]) -> None:
        self._flow, self._age = flow, age
        self.form = Form()

    @property
    def text_only(self) -> bool:
        """Whether a file is an extra choice."""
        return self._age() is not Age.ADULT

    @property
    def leave_it(self) -> Text:
        """Words for a file that may be intimate."""
        return leave_it(self._age())

    def begin(self, what: What = What.HAPPENED, changes: int | None = None) -> None:
        """Write an entry. What is not saved yet is still there."""
        if self._flow.log is None:
            return
        try:
            must_be_sound(self._flow.log)
        except EvidenceTrouble as trouble:
            self._flow.refuse(trouble.text)
            return
        if changes is not None or not self.form.unsaved:
            self.form.what, self.form.changes = what, changes
        self._flow.go(Step.FORM)

    def take_kind(self, what: What) -> None:
        """Write another kind of entry."""
        if what is not self.form.what:
            self.form.what = what
            self._flow.turn()

    def say(self, part: Part, text: str) -> None:
        """Note what is typed."""
        before = self.form.unsaved
        self.form.said[part] = text
        if self.form.unsaved is not before:
            self._flow.changed.emit()

    def want_files(self) -> None:
        """Choose, in addition, that a file may go in."""
        self.form.files_chosen = True
        self._flow.turn()

    def answer(self, gate: Gate) -> None:
        """Answer what stands before a file. Only the first answer leads to a file."""
        self.form.gate, self.form.file = gate, None
        if gate is Gate.CLEAR:
            self.pick_file()
        else:
            self._flow.turn()

    def pick_file(self) -> None:
        """Choose the file, after the gate."""
        if self.form.gate is Gate.CLEAR:
            self._flow.pick(Step.FILE)

    def save(self) -> None:
        """Save the entry. If that fails, what was typed is still there."""
        flow, lack = self._flow, self.form.lack
        if lack is not None:
            flow.refuse(lack)
        else:
            flow.do(Add(flow.where, flow.secret, self.form.draft, self._age(), self.form.files_chosen))

    def throw_away(self) -> None:
        """Throw away what was typed and not saved."""
        self.forget()
        self._flow.go(Step.LOG)

    def forget(self) -> None:
        """Begin an empty form."""
        self.form = Form()
