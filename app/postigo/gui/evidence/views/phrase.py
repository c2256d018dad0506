"""Passphrase of a log: chosen for a new one, or typed to open one."""

from __future__ import annotations

from postigo.core.values import Quoted, Text
from postigo.gui.evidence.models.log import EvidenceLog
from postigo.gui.evidence.views.pane import Pane
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.fields import SecretField
from postigo.gui.widgets.labels import Label
from postigo.gui.widgets.parts import flowing
from postigo.gui.widgets.theme import BODY, LEAD
from postigo.passwords.passphrase import strength
from postigo.passwords.wording import SCORES


class _Secrets(Pane):
    """Fields for a passphrase, and one button that shows what is typed."""

    def __init__(self, log: EvidenceLog, around: ViewContext) -> None:
        super().__init__(log, around)
        self._shown = False
        self.eye = self.button(self._turn)

    def field(self) -> tuple[Label, SecretField]:
        """A field under its name."""
        name, field = self.line(), SecretField(self.around.look)
        self.box.addWidget(field)
        return name, field

    def name(self, label: Label, field: SecretField, text: Text) -> None:
        """Name a field, for the eye and for a screen reader."""
        label.show_text(self.say(text))
        field.speak(self.say(text))

    def refresh(self) -> None:
        """In the language of now."""
        super().refresh()
        shown = Text("Hide what is typed") if self._shown else Text("Show what is typed")
        self.eye.speak(self.say(shown))

    def _turn(self) -> None:
        self._shown = not self._shown
        for field in self.findChildren(SecretField):
            field.show_typed(shown=self._shown)
        self.refresh()


class NewPhrasePane(_Secrets):
    """A new passphrase, typed twice, with its strength in words. It is kept nowhere."""

    def __init__(self, log: EvidenceLog, around: ViewContext) -> None:
        super().__init__(log, around)
        self._lines = (self.line(), self.line())
        self.make: Button = self.button(log.make_phrase)
        self.add_button(self.make)
        self.made = self.line("closed_text", size=LEAD, bold=True)
        self._worth = self.line("quiet")
        self._one, self.one = self.field()
        self._score = self.line("quiet")
        self._two, self.two = self.field()
        self.one.textChanged.connect(self._typed)
        self.one.returnPressed.connect(self.two.setFocus)
        self.two.returnPressed.connect(self._create)
        self.done = self.button(self._create, Kind.MAIN)
        self.add_notes()
        self.box.addWidget(flowing(around.look, [self.done, self.eye]))
        log.judge.changed.connect(self._say_score)

    def refresh(self) -> None:
        """In the language of now."""
        super().refresh()
        self.first.show_text(self.say(Text("A passphrase for your log")))
        self._lines[0].show_text(
            self.say(Text("Only this passphrase opens the log. Nobody can help you if you forget it, Postigo neither."))
        )
        self._lines[1].show_text(self.say(Text("Write it on paper, and keep the paper where others do not look.")))
        phrase = self.log.phrase
        self.make.speak(self.say(Text("Make another phrase") if phrase else Text("Make a phrase of words for me")))
        self.made.show_exactly(phrase.text if phrase else "")
        self._worth.show_text(self.say(strength(phrase.bits)) if phrase else "")
        self.name(self._one, self.one, Text("Passphrase"))
        self.name(self._two, self.two, Text("The same once more"))
        self.done.speak(self.say(Text("Begin the log")))
        self._say_score()

    def _say_score(self) -> None:
        answer = self.log.judge.answer
        score = self.say(SCORES[answer.score]) if answer is not None and self.one.text() else ""
        self._score.show_text(
            self.say(Text("As a password it is: {word}", values={"word": Quoted(score)})) if score else ""
        )

    def _typed(self) -> None:
        self.log.judge.typed(self.one.text)

    def _create(self) -> None:
        self.log.create(self.one.text(), self.two.text())


class UnlockPane(_Secrets):
    """The passphrase of a log that was found. It can be typed as often as somebody likes."""

    def __init__(self, log: EvidenceLog, around: ViewContext) -> None:
        super().__init__(log, around)
        self._file, self._hidden = self.line("quiet", size=BODY), self.line(bold=True)
        self._one, self.one = self.field()
        self.one.returnPressed.connect(self._open)
        self.open = self.button(self._open, Kind.MAIN)
        self.add_notes()
        self.box.addWidget(flowing(around.look, [self.open, self.eye]))

    def refresh(self) -> None:
        """In the language of now."""
        super().refresh()
        self.first.show_text(self.say(Text("Open a log")))
        self.say_whose(self._file, self._hidden)
        self.name(self._one, self.one, Text("Passphrase"))
        self.open.speak(self.say(Text("Open it")))

    def _open(self) -> None:
        self.log.unlock(self.one.text())
