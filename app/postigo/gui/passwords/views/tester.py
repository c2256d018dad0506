"""Tester: a similar password is typed, and objections stand below at once."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from postigo.core.values import Text
from postigo.gui.common.status_style import of_level
from postigo.gui.passwords.models.tester import Tester
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.fields import SecretField
from postigo.gui.widgets.labels import Label, reveal
from postigo.gui.widgets.notes import Notes
from postigo.gui.widgets.parts import column, empty, line, marked, sheet
from postigo.gui.widgets.theme import BODY, LEAD, Look
from postigo.passwords.tester import weighed
from postigo.passwords.wording import REASONS, SCORES

GOOD_TITLE: Final = Text("What makes a password good")
GOOD: Final = (
    Text("It is long: 15 letters or more. Four words that do not go together are long, and easy to remember."),
    Text("Nobody can guess it from your life: no names, teams, dates or plates."),
    Text("It is used in one place only. A password manager remembers the many for you."),
    Text("It is not alone: a second step, such as a code on your phone, keeps others out even if they know it."),
)


class TesterView(QWidget):
    """The field, the bars with their word, and the reasons."""

    def __init__(self, tester: Tester, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tester, self._around = tester, around
        look = around.look
        panel, box = sheet(look)
        outer = column(self, look.space(16))
        outer.addWidget(panel)
        self._good = Notes(look)
        outer.addWidget(self._good)
        self._title = Label(look, LEAD, bold=True)
        self._not_real = Label(look, BODY)
        self._kept = Label(look, BODY, "quiet")
        self.field = SecretField(look)
        self.field.textChanged.connect(self._typed)
        self.eye = Button(look, Kind.PLAIN)
        self._shown = False
        self.eye.clicked.connect(self._turn)
        row = QHBoxLayout()
        row.setSpacing(look.space(8))
        row.addWidget(self.field, 1)
        row.addWidget(self.eye)
        for part in (self._title, self._not_real, self._kept):
            box.addWidget(part)
        box.addLayout(row)
        self._bars = Bars(look)
        self._word = Label(look, BODY, bold=True)
        verdict = QHBoxLayout()
        verdict.setSpacing(look.space(12))
        verdict.addWidget(self._bars)
        verdict.addWidget(self._word, 1)
        box.addLayout(verdict)
        self._reasons = QWidget()
        self._lines = column(self._reasons, look.space(4))
        box.addWidget(self._reasons)
        self._trouble = Label(look, BODY, "open_text")
        box.addWidget(self._trouble)
        tester.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show how things stand now."""
        say, look = self._around.language.say, self._around.look
        self._title.show_text(say(Text("Try a password like yours")))
        self._not_real.show_text(say(Text("Do not type a real password here. Type one that is made in the same way.")))
        self._kept.show_text(say(Text("What you type is not kept, and it does not leave this computer.")))
        self.field.speak(say(Text("A similar password")))
        self.eye.speak(
            say(Text("Hide") if self._shown else Text("Show")),
            say(Text("Hide what is typed") if self._shown else Text("Show what is typed")),
        )
        self._good.tell(say(GOOD_TITLE), [say(text) for text in GOOD])
        answer, trouble = self._tester.answer, self._tester.trouble
        self._trouble.show_text(say(trouble.text) if trouble else "")
        empty(self._lines)
        reveal(self._bars, answer is not None)
        if answer is None:
            self._word.show_text(say(Text("Looking…")) if self._tester.waiting else "")
            return
        self._bars.show_score(answer.score)
        self._word.show_text(say(SCORES[answer.score]))
        for reason, level in weighed(answer):
            self._lines.addLayout(marked(look, of_level(level)[0], say(REASONS[reason])))
        if answer.score <= 2:
            better = Text("Better: four or more words that do not go together, 15 letters or more.")
            self._lines.addWidget(line(look, say(better), "quiet"))
        elif not answer.reasons:
            self._lines.addWidget(
                line(look, say(Text("We found nothing against it. It must also be used in one place only.")), "quiet")
            )

    def _typed(self) -> None:
        self._tester.typed(self.field.text)

    def take_over(self) -> None:
        """Take the text of the field before, with its answer. What was answered still holds."""
        self._shown = self.field.echoMode() is SecretField.EchoMode.Normal
        self._tester.read_from(self.field.text)
        self.refresh()

    def forget(self) -> None:
        """Empty the field."""
        self.field.clear()
        if self._shown:
            self._turn()

    def _turn(self) -> None:
        self._shown = not self._shown
        self.field.show_typed(shown=self._shown)
        self.refresh()


class Bars(QWidget):
    """A score of 0 to 4 as five shutters' slats, so many of them closed. The word beside it says the same."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._score = look, 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_score(self, score: int) -> None:
        """Another score."""
        self._score = score
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Five slats."""
        return QSize(self._look.px(5 * 28), self._look.px(14))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The slats."""
        del event
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = look.colour(("open", "open", "ajar", "closed", "closed")[self._score])
        wide = self.width() / 5
        for index in range(5):
            slat = QRectF(index * wide + 1, 1, wide - look.px(5), self.height() - 2)
            painter.setPen(QPen(colour, 1.4))
            painter.setBrush(colour if index <= self._score else look.colour("card"))
            painter.drawRoundedRect(slat, 3, 3)
