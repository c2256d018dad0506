"""Choices for a copy: its level, its kind of file, and what the person adds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from PySide6.QtWidgets import QWidget

from postigo.core.policy_says import FIXED, LOCKED
from postigo.core.redact import Disclosure
from postigo.core.values import Text
from postigo.gui.reports.models.copies import ENDINGS, Copies
from postigo.gui.reports.views.ticks import TicksPart
from postigo.gui.widgets.choice import Choice, Choices
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.fields import Field
from postigo.gui.widgets.labels import Label, reveal
from postigo.gui.widgets.locked import LockedLine
from postigo.gui.widgets.parts import column, flowing
from postigo.gui.widgets.text_box import TextBox
from postigo.gui.widgets.theme import BODY, SMALL, Look
from postigo.guidance import classroom
from postigo.reports import parts, wording
from postigo.reports.cover import LONGEST_LABEL

FORMS: Final[Mapping[str, tuple[Text, Text]]] = {
    "html": (
        Text("Page (HTML)"),
        Text("For people: any browser shows it, also on a phone. A screen reader reads it best. It prints well."),
    ),
    "pdf": (
        Text("PDF"),
        Text("For people: an office, or paper. A screen reader reads the page (HTML) better, so give that one too."),
    ),
    "text": (Text("Text"), Text("For people: plain words, which open everywhere.")),
    "md": (Text("Markdown"), Text("For a chat or a ticket: text with headings and lists.")),
    "csv": (Text("Table (CSV)"), Text("For a spreadsheet: a row for each thing.")),
    "json": (Text("JSON"), Text("For programs. Postigo can check this file, and compare two of them.")),
    "jsonl": (Text("JSON lines"), Text("For programs that read line by line: many computers fit in one file.")),
}
"""Kinds of file, each with what it is for."""
LEVEL: Final = Text("How much it tells")
FORM: Final = Text("Kind of file")
LABEL: Final = Text("Name of this computer or room, if you want one")
NOTES: Final = Text("Notes, if you want some")
TOGETHER: Final[Mapping[bool | None, Text]] = {
    None: Text("Do not say"),
    True: parts.YES_OR_NO[True],
    False: parts.YES_OR_NO[False],
}


class ChoicesPart(QWidget):
    """Choices one under the other. What is chosen or typed holds at once, and the preview follows."""

    def __init__(self, copies: Copies, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._copies, self._around = copies, around
        look = around.look
        self.levels = {level: Choice(look) for level in Disclosure}
        self._levels = Choices(self.levels, lambda level: copies.choose(level=level), self)
        self.forms = {form: Choice(look) for form in ENDINGS}
        self._forms = Choices(self.forms, lambda form: copies.choose(form=form), self)
        self.together = {answer: Choice(look) for answer in TOGETHER}
        self._together = Choices(self.together, lambda answer: copies.choose(together=answer), self)
        self.reason, self._why = _field(look), Label(look, BODY, bold=True)
        self.reason.textEdited.connect(lambda typed: copies.choose(reason=typed))
        self.label = _field(look)
        self.label.textEdited.connect(lambda typed: copies.choose(label=typed))
        self.notes = TextBox(look, 3)
        self.notes.textChanged.connect(self._note)
        self.ticks = TicksPart(copies, around)
        self.most, self.named = LockedLine(look), LockedLine(look)
        self._level, self._form, self._example = (Label(look, SMALL, "quiet") for _ in range(3))
        box = column(self, look.space(8))
        rows = (
            _row(look, flowing(look, self.levels.values()), self.most, self._level, self._why, self.reason, self.ticks),
            _row(look, flowing(look, self.forms.values()), self._form),
            _row(look, self.label, self.named, self._example),
            _row(look, flowing(look, self.together.values())),
            _row(look, self.notes),
        )
        self._names = tuple(name for _, name in rows)
        for row, _ in rows:
            box.addWidget(row)
        for at in (0, 3, 4):  # what a class does not choose, and adds nothing to
            reveal(rows[at][0], not copies.classroom)
        self.refresh()

    def refresh(self) -> None:
        """How things stand now, in the language of now."""
        say, wish = self._around.language.say, self._copies.wish
        in_class = self._copies.classroom
        label = classroom.NUMBER if in_class else LABEL
        for name, text in zip(self._names, (LEVEL, FORM, label, parts.TOGETHER, NOTES), strict=True):
            name.show_text(say(text))
        for level, choice in self.levels.items():
            choice.speak(say(wording.DISCLOSURES[level]), f"{say(LEVEL)}: {say(wording.DISCLOSURES[level])}")
        for form, choice in self.forms.items():
            choice.speak(say(FORMS[form][0]), f"{say(FORM)}: {say(FORMS[form][0])}")
        for answer, choice in self.together.items():
            choice.speak(say(TOGETHER[answer]), f"{say(parts.TOGETHER)}: {say(TOGETHER[answer])}")
        self._levels.hold(wish.level)
        self._forms.hold(wish.form)
        self._together.hold(wish.together)
        self._level.show_text(say(wording.CHOSEN_NAMES if wish.names else wording.COPIES[wish.level]))
        self._form.show_text(say(FORMS[wish.form][1]))
        example = Text("For example “Room 3, PC 12”. It stands in the copy at every level.")
        self._example.show_text(say(classroom.EXAMPLE if in_class else example))
        self._show_fixed()
        why = say(Text("Why is everything needed? It stands in the copy."))
        full = wish.level is Disclosure.FULL
        self._why.show_text(why if full else "")
        reveal(self.reason, full)
        self.reason.speak(why)
        self.label.speak(say(label))
        self.notes.speak(say(NOTES))
        self.ticks.refresh()
        for field, typed in ((self.label, wish.label), (self.reason, wish.reason)):
            if field.text() != typed:
                field.setText(typed)
        if self.notes.toPlainText() != wish.notes:
            self.notes.setPlainText(wish.notes)

    def _show_fixed(self) -> None:
        """Show a padlock in the place of each choice that the policy fixes."""
        say, copies = self._around.language.say, self._copies
        for level, choice in self.levels.items():
            reveal(choice, copies.lets_out(level))
        most = copies.policy.most
        limited = most is not None and most != Disclosure.FULL
        told = Text("At most: {level}", values={"level": wording.DISCLOSURES[Disclosure(most or Disclosure.FULL)]})
        self.most.show_value(say(told), say(FIXED) if limited else "", say(LOCKED))
        named = copies.policy.locks("label")
        for part in (self.label, self._example):
            reveal(part, not named)
        self.named.show_value(copies.wish.label, say(FIXED) if named else "", say(LOCKED))

    def _note(self) -> None:
        self._copies.choose(notes=self.notes.toPlainText())

    def chain(self) -> Iterator[QWidget]:
        """Parts that the keyboard reaches, as the eye goes."""
        yield from (*self.levels.values(), self.reason, *self.ticks.chain(), *self.forms.values(), self.label)
        yield from (*self.together.values(), self.notes)


def _field(look: Look) -> Field:
    field = Field(look)
    field.setMaxLength(LONGEST_LABEL)
    return field


def _row(look: Look, *row: QWidget) -> tuple[QWidget, Label]:
    """A choice under its name; the name beside it."""
    holder, name = QWidget(), Label(look, BODY, bold=True)
    box = column(holder, look.space(8), (0, 0, 0, look.space(4)))
    for part in (name, *row):
        box.addWidget(part)
    return holder, name
