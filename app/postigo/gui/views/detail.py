"""An open row: what we saw, why it matters, what to do, and the technical detail, folded."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from postigo.core.model import Place
from postigo.core.values import Text
from postigo.gui.models.detail import Detail, Fact, Guide, Part
from postigo.gui.theme import BODY, SMALL
from postigo.gui.views.around import Around
from postigo.gui.views.button import Button, Kind
from postigo.gui.views.flow import Flow
from postigo.gui.views.labels import Label
from postigo.gui.views.mark import Mark
from postigo.gui.views.panel import RADIUS, Panel


class DetailView(QWidget):
    """The parts of an open row. The person's wishes come out as signals."""

    place_wanted = Signal(object)
    again_wanted = Signal()
    stop_wanted = Signal()
    folded = Signal(bool)

    def __init__(self, detail: Detail, around: Around, *, unfolded: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around, self.detail = around, detail
        self.message: Label | None = None
        """What a button of this row led to: a page that did not open, or what looking again brought."""
        look = around.look
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(look.space(16) + look.px(24) + look.space(12), 4, look.space(20), look.space(16))
        self._box.setSpacing(look.space(4))
        for part in detail.parts:
            self._part(part)
        if detail.guides:
            self._heading(around.language.say(detail.heading))
            for guide in detail.guides:
                self._guide(guide, alone=len(detail.guides) == 1)
        self._actions()
        self._technical(unfolded=unfolded)

    # --- parts

    def _part(self, part: Part) -> None:
        self._heading(self._around.language.say(part.heading))
        seen = [line.tone for line in part.lines if line.tone is not None]
        for line in part.lines:
            marked = line.tone is not None and len(seen) > 1  # one alone is marked by its row
            mark = Mark(self._around.look, line.tone, size=16) if line.tone is not None and marked else None
            self._line(self._around.say(line.said), mark=mark, colour="quiet" if line.quiet else "ink")

    def _heading(self, text: str) -> None:
        heading = Label(self._around.look, SMALL, "quiet", bold=True)
        heading.show_text(text)
        heading.setContentsMargins(0, self._around.look.space(8), 0, 0)
        self._box.addWidget(heading)

    def _line(self, text: str, *, mark: Mark | None = None, colour: str = "ink") -> Label:
        label = Label(self._around.look, BODY, colour)
        label.show_text(text)
        if mark is None:
            self._box.addWidget(label)
            return label
        line = QHBoxLayout()
        line.setSpacing(self._around.look.space(8))
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label, 1)
        self._box.addLayout(line)
        return label

    def _guide(self, guide: Guide, *, alone: bool) -> None:
        say, said = self._around.language.say, self._around.say
        if guide.safety is not None:
            self._box.addWidget(_note(self._around, say(guide.safety)))
            self._box.addSpacing(self._around.look.space(4))
        effort = said(guide.effort) if guide.effort else ""
        title = said(guide.title)
        if not alone or effort:
            lead = Label(self._around.look, BODY, bold=True)
            lead.show_text(title)
            self._box.addWidget(lead)
        for number, step in enumerate(guide.steps, start=1):
            line = QHBoxLayout()
            line.setSpacing(self._around.look.space(8))
            count = Label(self._around.look, BODY, "quiet")
            count.setWordWrap(False)
            count.show_text(f"{number}.")
            what = Label(self._around.look, BODY)
            what.show_text(said(step))
            line.addWidget(count, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(what, 1)
            self._box.addLayout(line)
        if effort:
            self._line(effort, colour="quiet")

    def _actions(self) -> None:
        detail, look, say = self.detail, self._around.look, self._around.language.say
        holder = QWidget()
        holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        flow = Flow(look.space(8), holder)
        for index, choice in enumerate(detail.buttons):
            button = Button(look, Kind.MAIN if index == 0 else Kind.PLAIN)
            button.speak(say(choice.text))
            button.setObjectName(f"place-{choice.place.value}")
            button.clicked.connect(lambda _checked=False, place=choice.place: self._want(place))
            flow.addWidget(button)
        if detail.again is not None:
            again = Button(look, Kind.MAIN if detail.offer else Kind.PLAIN)
            again.speak(say(detail.again))
            again.setObjectName("again")
            again.clicked.connect(self.again_wanted)
            flow.addWidget(again)
        if detail.stop is not None:
            stop = Button(look, Kind.PLAIN)
            stop.speak(say(detail.stop))
            stop.setObjectName("stop")
            stop.clicked.connect(self.stop_wanted)
            flow.addWidget(stop)
        self._box.addSpacing(look.space(8))
        self._box.addWidget(holder)
        for trouble in (detail.not_opened, detail.trouble):
            if trouble is not None:
                self.message = self._line(say(trouble), colour="open_text")
        if detail.looked is not None:
            self.message = self._line(say(detail.looked), colour="quiet")

    def _want(self, place: Place) -> None:
        self.place_wanted.emit(place)

    def _technical(self, *, unfolded: bool) -> None:
        look, say = self._around.look, self._around.language.say
        fold = Button(look, Kind.FOLD)
        fold.speak(say(Text("Technical detail")))
        fold.setObjectName("fold")
        fold.mark(marked=unfolded)
        fold.turned.connect(self.folded)
        self._box.addWidget(fold, 0, Qt.AlignmentFlag.AlignLeft)
        if not unfolded:
            return
        lines = [self._fact(fact) for fact in self.detail.facts]
        sheet = Panel(look, "card")
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(look.space(12), look.space(8), look.space(12), look.space(8))
        for line in lines:
            label = Label(look, SMALL, "quiet")
            label.show_text(line)
            inside.addWidget(label)
        copy = Button(look, Kind.PLAIN)
        copy.speak(say(Text("Copy")), say(Text("Copy the technical detail")))
        copy.setObjectName("copy")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText("\n".join(lines)))
        inside.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeft)
        self._box.addWidget(sheet)

    def _fact(self, fact: Fact) -> str:
        language = self._around.language
        name = fact.name if isinstance(fact.name, str) else language.say(fact.name)
        value = fact.value if isinstance(fact.value, str) else language.value(fact.value, fact.pack)
        return f"{name}: {value}"

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The ground of an open row."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._around.look.colour("house"))
        ground = QRectF(self.rect()).adjusted(1, 0, -1, -1)
        parent = self.parentWidget()
        if parent is not None and self.geometry().bottom() >= parent.rect().bottom():  # in the card's round corners
            painter.setClipRect(ground)
            painter.drawRoundedRect(ground.adjusted(0, -RADIUS, 0, 0), RADIUS - 1, RADIUS - 1)
        else:
            painter.drawRect(ground)


def _note(around: Around, text: str) -> Panel:
    """The safety note: read before the steps."""
    look = around.look
    note = Panel(look, "card", "note")
    inside = QVBoxLayout(note)
    inside.setContentsMargins(look.space(20), look.space(12), look.space(16), look.space(12))
    label = Label(look, BODY, "note_text")
    label.show_text(text)
    inside.addWidget(label)
    return note
