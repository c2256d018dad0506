"""Draft of the report to the police: what it is, its language, its format."""

from __future__ import annotations

from typing import Final

from postigo.core.values import Text
from postigo.evidence import wording
from postigo.gui.evidence.models.log import EvidenceLog
from postigo.gui.evidence.views.pane import Pane
from postigo.gui.widgets.button import Kind
from postigo.gui.widgets.choice import Choice, Choices
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.parts import flowing
from postigo.languages import LANGUAGES
from postigo.reports.document import formats
from postigo.reports.document.formats import Form

_WHAT: Final = (
    Text("This writes what your log says into a file. It is a help for the report, and not the report."),
    wording.READABLE,
    Text("Print it, and complete it by hand: who you are stands nowhere in it. Postigo sends it nowhere."),
    Text("Take it along when you make the report in person. It says where that is."),
)
_FORMS: Final = {
    Form.PAGE: Text("A page (HTML)"),
    Form.TEXT: Text("Plain text"),
    Form.PDF: Text("PDF"),
}


class DraftPane(Pane):
    """Choice of language and format."""

    def __init__(self, log: EvidenceLog, around: ViewContext) -> None:
        super().__init__(log, around)
        look, wish = around.look, log.wish
        self._lines = [self.line() for _ in _WHAT]
        self._language, self.languages = self.line(bold=True), {code: Choice(look) for code in LANGUAGES}
        self.box.addWidget(flowing(look, self.languages.values()))
        self._form, self.forms = self.line(bold=True), {form: Choice(look) for form in formats.possible()}
        self.box.addWidget(flowing(look, self.forms.values()))
        self._groups = (
            Choices(self.languages, lambda code: setattr(wish, "language", code), self),
            Choices(self.forms, lambda form: setattr(wish, "form", form), self),
        )
        self._groups[0].hold(wish.language)
        self._groups[1].hold(wish.form)
        self.place = self.button(log.take_paper, Kind.MAIN)
        self.add_notes()
        self.box.addWidget(flowing(look, [self.place]))

    def refresh(self) -> None:
        """In the language of now."""
        super().refresh()
        self.first.show_text(self.say(Text("Draft of the report to the police")))
        for label, text in zip(self._lines, _WHAT, strict=True):
            label.show_text(self.say(text))
        self._language.show_text(self.say(Text("In which language?")))
        for code, choice in self.languages.items():
            choice.speak(LANGUAGES[code])
        self._form.show_text(self.say(Text("As what?")))
        for form, choice in self.forms.items():
            choice.speak(self.say(_FORMS[form]))
        self.place.speak(self.say(Text("Choose the place")))
