"""Form of an entry: its kind, its parts, and the question before a file."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from postigo.core.values import Quoted, Text
from postigo.evidence import wording
from postigo.evidence.entry import Part
from postigo.evidence.rules import GATE, TEXT_ONLY, Gate
from postigo.gui.evidence.models.form import What
from postigo.gui.evidence.models.log import EvidenceLog
from postigo.gui.evidence.views.pane import Pane
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.choice import Choice, Choices
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.fields import Field
from postigo.gui.widgets.labels import Label, reveal
from postigo.gui.widgets.parts import flowing
from postigo.gui.widgets.text_box import TextBox
from postigo.gui.widgets.theme import SMALL

_KINDS: Final = {
    What.HAPPENED: Text("Something that happened"),
    What.FILE: Text("A file"),
    What.SHOWN: Text("Whom I showed it to"),
    What.HANDED: Text("Whom I handed it over to"),
}
_LONG: Final = {Part.WHAT, Part.REFERENCE}


class FormPane(Pane):
    """Form for the kind of entry that is written."""

    def __init__(self, log: EvidenceLog, around: ViewContext) -> None:
        super().__init__(log, around)
        form, look = log.writing.form, around.look
        self._at_once = self.line("ajar_text", bold=True)
        self._anew = self.line()
        self.kinds = {} if form.what is What.ANEW else {what: Choice(look) for what in _KINDS}
        self._choices = Choices(self.kinds, log.writing.take_kind, self)
        if self.kinds:
            self._choices.hold(form.what)
            self.box.addWidget(flowing(look, self.kinds.values()))
        self._hint = self.line("quiet", size=SMALL)
        self._file_part()
        self.fields: dict[Part, Field | TextBox] = {}
        self._names: dict[Part, Label] = {}
        for part in form.parts:
            self._names[part], self.fields[part] = self.line(), self._field(part)
        self.unsaved = self.line("ajar_text", bold=True)
        self.save = self.button(log.writing.save, Kind.MAIN)
        self.later = self.button(log.back)
        self.throw = self.button(log.writing.throw_away)
        self.add_notes()
        self.box.addWidget(flowing(look, [self.save, self.later, self.throw]))

    @property
    def among_kinds(self) -> bool:
        """See above."""
        return any(choice.hasFocus() for choice in self.kinds.values())

    def begin_among_kinds(self) -> bool:
        """See above."""
        if self.log.writing.form.what not in self.kinds:
            return False
        self.kinds[self.log.writing.form.what].setFocus()
        return True

    def _file_part(self) -> None:
        """Questions before a file: the extra choice, and the gate."""
        log, form, look = self.log, self.log.writing.form, self.around.look
        self._before, self._rule = self.line(), self.line(bold=True)
        self.want, self.pick = self.button(log.writing.want_files), self.button(log.writing.pick_file)
        self.gates = {gate: self.button(partial(log.writing.answer, gate)) for gate in wording.GATES}
        asks = form.what is What.FILE and form.gate is None
        wants = asks and log.writing.text_only and not form.files_chosen
        rows: list[tuple[list[Button], bool]] = [
            ([self.want], wants),
            ([*self.gates.values()], asks and not wants),
            ([self.pick], form.what is What.FILE and form.gate is Gate.CLEAR),
        ]
        for buttons, shown in rows:
            row: QWidget = flowing(look, buttons)
            self.box.addWidget(row)
            row.setVisible(shown)
        self._gate_asked = asks and not wants
        self._choice_asked = wants

    def _field(self, part: Part) -> Field | TextBox:
        look, typed = self.around.look, self.log.writing.form.said.get(part, "")
        if part in _LONG:
            box = TextBox(look)
            box.setPlainText(typed)
            box.textChanged.connect(lambda: self.log.writing.say(part, box.toPlainText()))
            self.box.addWidget(box)
            return box
        field = Field(look)
        field.setText(typed)
        field.textChanged.connect(partial(self.log.writing.say, part))
        self.box.addWidget(field)
        return field

    def refresh(self) -> None:
        """In the language of now."""
        super().refresh()
        form, busy = self.log.writing.form, self.log.busy
        self.first.show_text(self.say(Text("An entry")))
        anew = Text("Entry {n}, said anew. The earlier one stays.", values={"n": form.changes or 0})
        self._anew.show_text(self.say(anew) if form.what is What.ANEW else "")
        for what, choice in self.kinds.items():
            choice.speak(self.say(_KINDS[what]))
        screenshot = Text("A screenshot of a threat, of a profile or of a payment request.")
        fill = Text("Fill in what you know. Each line may stay empty, and you can add more later.")
        self._hint.show_text(self.say(screenshot if form.what is What.FILE and form.gate is None else fill))
        self._say_file()
        for part, name in self._names.items():
            name.show_text(self.say(wording.PARTS[part]))
            self.fields[part].speak(self.say(wording.PARTS[part]))
            self.fields[part].setReadOnly(busy)
        for label in (self._at_once, self.unsaved):
            label.show_text(self.say(Text("Not saved yet.")) if form.unsaved else "")
        self.save.speak(self.say(Text("Save this entry")))
        self.save.setEnabled(not busy)
        reveal(self.save, bool(form.parts))
        self.later.speak(self.say(Text("Back to the log")))
        self.throw.speak(self.say(Text("Throw it away")))
        reveal(self.throw, form.unsaved and not busy)

    def _say_file(self) -> None:
        form = self.log.writing.form
        left = form.what is What.FILE and form.gate in {Gate.UNSURE, Gate.SHOWS}
        name = Quoted(form.file.name) if form.file is not None else None
        chosen = Text("The file: {name}. It stays where it is.", values={"name": name}) if name else None
        before = (
            TEXT_ONLY
            if self._choice_asked
            else self.log.writing.leave_it
            if left
            else chosen
            if form.what is What.FILE
            else None
        )
        self._before.show_text(self.say(before) if before is not None else "")
        self._rule.show_text(self.say(GATE) if self._gate_asked else "")
        self.want.speak(self.say(Text("I want a file in it all the same")))
        self.pick.speak(self.say(Text("Choose another file") if form.file else Text("Choose the file")))
        for gate, button in self.gates.items():
            button.speak(self.say(wording.GATES[gate]))
