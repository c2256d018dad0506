"""Open row: what we saw, why it matters, what to do, and the folded detail."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from postigo.core.settings_page import PageInfo
from postigo.core.values import Text
from postigo.gui.today.models.answers import NO, YES
from postigo.gui.today.models.detail import Ask, Detail, Fact, Guide, Part
from postigo.gui.today.models.fix_part import FixPart
from postigo.gui.today.models.flow import Flow
from postigo.gui.today.views.aside_part import AsideView
from postigo.gui.today.views.fix import FIRST, FixView
from postigo.gui.today.views.flow import FlowView
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.card_frame import RADIUS, CardFrame
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Label
from postigo.gui.widgets.parts import flowing
from postigo.gui.widgets.status_icon import StatusIcon
from postigo.gui.widgets.theme import BODY, SMALL


class DetailView(QWidget):
    """The parts of an open row. The person's wishes come out as signals."""

    page_wanted = Signal(object)
    again_wanted = Signal()
    stop_wanted = Signal()
    folded = Signal(bool)
    plan_wanted = Signal(str, bool)
    steps_wanted = Signal(str, bool)
    fix_wanted = Signal(object)
    fix_pressed = Signal(object)
    answered = Signal(object, object)  # which questions, and whether it is the person (None: taken back)
    whose_told = Signal(object)
    photos_wanted = Signal()
    help_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, detail: Detail, around: ViewContext, *, unfolded: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around, self.detail = around, detail
        self.fixes: list[FixView] = []
        self.message: Label | None = None
        """Message after a button of this row: an unopened page, or a new look."""
        self.aside: AsideView | None = None
        look = around.look
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(look.space(16) + look.px(24) + look.space(12), 4, look.space(20), look.space(16))
        self._box.setSpacing(look.space(4))
        for ask in detail.asks:
            self._ask(ask)
        if detail.flow is not None:
            self._flow(detail.flow)
        parts = (self._parts, self._guides)
        for show in reversed(parts) if detail.door else parts:  # who said no is told what to do, and then why
            show()
        if detail.flow is None or not detail.flow.question:
            self._actions()
            if detail.aside is not None:
                self.aside = AsideView(detail.aside, around)
                self._box.addWidget(self.aside)
            self._technical(unfolded=unfolded)

    # --- parts

    def _parts(self) -> None:
        for part in self.detail.parts:
            self._part(part)

    def _guides(self) -> None:
        if self.detail.guides:
            self._heading(self._around.language.say(self.detail.heading))
        if self.detail.before is not None:
            self._line(self._around.language.say(self.detail.before), colour="note_text")
        if self.detail.own is not None:
            self._flow(self.detail.own)
            if self.detail.own.safety:
                return  # after the safety note nothing follows (guidance 5.2)
        for guide in self.detail.guides:
            self._guide(guide)
        sheet = self.detail.sheet
        if sheet is not None and all(view.sheet is None for view in self.fixes):  # what it was about is gone
            self._fix(FixPart(sheet=sheet), main=False)
        if self.detail.door:
            self._door()

    def _part(self, part: Part) -> None:
        self._heading(self._around.language.say(part.heading))
        for line in part.lines:
            mark = StatusIcon(self._around.look, line.tone, size=16) if line.tone is not None else None
            self._line(self._around.say(line.said), mark=mark, colour="quiet" if line.quiet else "ink")

    def _heading(self, text: str) -> None:
        heading = Label(self._around.look, SMALL, "quiet", bold=True)
        heading.show_text(text)
        heading.setContentsMargins(0, self._around.look.space(8), 0, 0)
        self._box.addWidget(heading)

    def _line(self, text: str, *, mark: StatusIcon | None = None, colour: str = "ink") -> Label:
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

    def _ask(self, ask: Ask) -> None:
        """Is it you? Yes, no; or what was said, and a way to say something else."""
        say = self._around.language.say
        asks = self._around.say(ask.said)
        if not ask.by_row:
            self._line(asks)
        if ask.told is not None:
            self._line(say(ask.told), colour="quiet")
        choices = ((YES, True), (NO, False)) if ask.mine is None else ((Text("Answer again"), None),)
        buttons = []
        for text, mine in choices:
            button = Button(self._around.look, Kind.PLAIN)
            button.speak(say(text), f"{say(text)} · {asks}")
            button.setObjectName(f"answer-{ask.asked[1]}-{mine}")
            button.clicked.connect(lambda _checked=False, mine=mine: self.answered.emit((ask.asked,), mine))
            buttons.append(button)
        self._box.addWidget(flowing(self._around.look, buttons))

    def _flow(self, flow: Flow) -> None:
        """Safety flow, before everything else."""
        view = FlowView(flow, self._around)
        view.replied.connect(self.whose_told)
        view.help_wanted.connect(self.help_wanted)
        view.close_wanted.connect(self.close_wanted)
        self._box.addWidget(view)

    def _door(self) -> None:
        """Below what to do: the way to help."""
        door = Button(self._around.look, Kind.HELP)
        door.speak(self._around.language.say(Text("I need help")))
        door.setObjectName("door")
        door.clicked.connect(self.help_wanted)
        self._box.addSpacing(self._around.look.space(8))
        self._box.addWidget(flowing(self._around.look, (door,)))

    def _guide(self, guide: Guide) -> None:
        say, said, guides = self._around.language.say, self._around.say, self.detail.guides
        if guide is not guides[0]:
            self._fold_guide(guide)
        if not guide.shown:
            return
        if guide.safety is not None:
            self._box.addWidget(_note(self._around, say(guide.safety)))
            self._box.addSpacing(self._around.look.space(4))
        if guide is guides[0] and (len(guides) > 1 or (guide.effort is not None and guide.fix is None)):
            lead = Label(self._around.look, BODY, bold=True)
            lead.show_text(said(guide.title))
            self._box.addWidget(lead)
        if guide.fix is not None:
            self._fix(guide.fix, main=guide is guides[0])
            self._fold_steps(guide)
        if guide.steps_shown:
            self._steps(guide)

    def _fix(self, part: FixPart, *, main: bool) -> None:
        """Part in which Postigo does it itself."""
        view = FixView(part, self._around, main=main)
        view.wanted.connect(self.fix_wanted)
        view.pressed.connect(self.fix_pressed)
        self.fixes.append(view)
        self._box.addWidget(view)

    def _fold_steps(self, guide: Guide) -> None:
        fold = Button(self._around.look, Kind.FOLD)
        fold.speak(self._around.language.say(Text("How to do it yourself")))
        fold.setObjectName(f"steps-{guide.plan}")
        fold.mark(marked=guide.steps_shown)
        fold.turned.connect(lambda wanted: self.steps_wanted.emit(guide.plan, wanted))
        self._box.addWidget(fold, 0, Qt.AlignmentFlag.AlignLeft)

    def goes_on(self, name: str, before: Detail | None) -> QWidget | None:
        """Part at which the keyboard goes on. It was at one of this `name`; a new sheet is read first."""
        was = before.sheet if before is not None else None
        now = self.detail.sheet
        if name.startswith("fix-") and (was and was.stage) != (now and now.stage):
            sheets = (view.sheet.first for view in self.fixes if view.sheet is not None)
            buttons = (view.button(was.key) for view in self.fixes) if was is not None else iter(())
            return next(sheets, None) or next((button for button in buttons if button is not None), None)
        if name == FIRST:
            return next((view.sheet.first for view in self.fixes if view.sheet is not None), None)
        return self.findChild(QAbstractButton, name) or self.findChild(Button, "again")

    def _steps(self, guide: Guide) -> None:
        said, guides = self._around.say, self.detail.guides
        effort = said(guide.effort) if guide.effort else ""
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
        if len(guides) > 1 and guide.buttons:
            self._box.addSpacing(self._around.look.space(4))
            self._box.addWidget(flowing(self._around.look, self._pages(guide)))

    def _fold_guide(self, guide: Guide) -> None:
        """Another plan, as one line that unfolds."""
        fold = Button(self._around.look, Kind.FOLD)
        fold.speak(self._around.say(guide.title))
        fold.setFont(self._around.look.font(BODY, bold=True))
        fold.setObjectName(f"plan-{guide.plan}")
        fold.mark(marked=guide.shown)
        fold.turned.connect(lambda wanted: self.plan_wanted.emit(guide.plan, wanted))
        self._box.addSpacing(self._around.look.space(4))
        self._box.addWidget(fold, 0, Qt.AlignmentFlag.AlignLeft)

    def _actions(self) -> None:
        detail, look, say = self.detail, self._around.look, self._around.language.say
        alone = len(detail.guides) == 1 and detail.guides[0].steps_shown
        buttons = list(self._pages(detail.guides[0])) if alone else []
        if detail.copies:
            photos = Button(look, Kind.PLAIN)
            photos.speak(say(Text("Make copies without the place…")))
            photos.setObjectName("photos")
            photos.clicked.connect(self.photos_wanted)
            buttons.append(photos)
        if detail.again is not None:
            again = Button(look, Kind.MAIN if detail.offer else Kind.PLAIN)
            again.speak(say(detail.again))
            again.setObjectName("again")
            again.clicked.connect(self.again_wanted)
            buttons.append(again)
        if detail.stop is not None:
            stop = Button(look, Kind.PLAIN)
            stop.speak(say(detail.stop))
            stop.setObjectName("stop")
            stop.clicked.connect(self.stop_wanted)
            buttons.append(stop)
        if buttons:
            self._box.addSpacing(look.space(8))
            self._box.addWidget(flowing(look, buttons))
        for trouble in (detail.not_opened, detail.trouble):
            if trouble is not None:
                self.message = self._line(say(trouble), colour="open_text")
        if detail.looked is not None:
            self.message = self._line(say(detail.looked), colour="quiet")

    def _pages(self, guide: Guide) -> Iterator[Button]:
        """The buttons of a plan; the first of a row is its main one."""
        for choice in guide.buttons:
            first = choice is next(one for other in self.detail.guides for one in other.buttons)
            main = first and self.detail.guides[0].fix is None
            button = Button(self._around.look, Kind.MAIN if main else Kind.PLAIN)
            button.speak(self._around.say(choice.text))
            button.setObjectName(f"page-{choice.page.id}")
            button.clicked.connect(lambda _checked=False, page=choice.page: self._want(page))
            yield button

    def _want(self, page: PageInfo) -> None:
        self.page_wanted.emit(page)

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
        sheet = CardFrame(look, "card")
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


def _note(around: ViewContext, text: str) -> CardFrame:
    """The safety note: read before the steps."""
    look = around.look
    note = CardFrame(look, "card", "note")
    inside = QVBoxLayout(note)
    inside.setContentsMargins(look.space(20), look.space(12), look.space(16), look.space(12))
    label = Label(look, BODY, "note_text")
    label.show_text(text)
    inside.addWidget(label)
    return note
