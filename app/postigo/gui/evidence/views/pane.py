"""Base of the panes of the log, of which each step has one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from postigo.core.values import Path, Text
from postigo.gui.evidence.models.log import EvidenceLog
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.fields import SecretField
from postigo.gui.widgets.labels import FirstWords, Label
from postigo.gui.widgets.parts import column, sheet
from postigo.gui.widgets.theme import BODY, TITLE

WORKING = Text("One moment. This takes some seconds, so that nobody can guess the passphrase quickly.")

HIDDEN = Text("Names and your own words are hidden. Press F9 to see them.")


class Pane(QWidget):
    """Pane of a step. `note` says what went wrong, in place; `working` that something is under way."""

    def __init__(self, log: EvidenceLog, around: ViewContext) -> None:
        super().__init__()
        self.log, self.around = log, around
        self.first = FirstWords(around.look, TITLE, bold=True)
        outer = column(self, around.look.space(16))
        panel, self.box = sheet(around.look, "note")
        self.outer: QVBoxLayout = outer
        outer.addWidget(panel)
        self.box.addWidget(self.first)
        self.note = FirstWords(around.look, BODY, bold=True)  # no red behind the door (guidance 2.5)
        self.working = FirstWords(around.look, BODY, "quiet")

    def refresh(self) -> None:
        """In the language of now."""
        self.refresh_notes()

    def refresh_notes(self) -> None:
        """Say what went wrong, or what is under way."""
        trouble = self.log.trouble
        self.note.show_text(self.say(trouble) if trouble is not None else "")
        self.working.show_text(self.say(WORKING) if self.log.busy else "")

    @property
    def among_kinds(self) -> bool:
        """Whether the keyboard is among kinds of entry. Arrows go through them, and each is another pane."""
        return False

    def begin_among_kinds(self) -> bool:
        """Put the keyboard at the kind that holds; False where there is none."""
        return False

    def forget(self) -> None:
        """Empty what was typed and is in no model."""
        for field in self.findChildren(SecretField):
            field.clear()

    def say(self, text: Text) -> str:
        """A sentence in the language of now."""
        return self.around.language.say(text)

    def say_whose(self, name: Label, hidden: Label) -> None:
        """Name the file of the log, and say where names are hidden. Behind the door no band does."""
        language = self.around.language
        name.show_text(language.value(Path(self.log.name)))
        hidden.show_text(self.say(HIDDEN) if language.hides else "")

    def line(self, colour: str = "ink", *, size: int = BODY, bold: bool = False) -> Label:
        """A line of text in the pane."""
        label = Label(self.around.look, size, colour, bold=bold)
        self.box.addWidget(label)
        return label

    def button(self, act: Callable[[], object], kind: Kind = Kind.PLAIN) -> Button:
        """A button that does this."""
        made = Button(self.around.look, kind)
        made.clicked.connect(lambda _checked=False: act())
        return made

    def add_notes(self) -> None:
        """Put the note and the waiting here, above the buttons."""
        self.box.addWidget(self.note)
        self.box.addWidget(self.working)

    def add_button(self, button: Button) -> None:
        """Put a button on a line of its own."""
        self.box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
