"""Model of the audit: asked for, looking, looked, cancelled or broken; and one check again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from postigo.core.advice import Asked, Question
from postigo.core.events import Catalogue, Done, Event, Finished
from postigo.core.model import Plan, Verdict
from postigo.core.progress import Progress
from postigo.core.report import Report, Shutter, ranked
from postigo.core.source import Source, union
from postigo.core.system import Unknown
from postigo.core.values import Text
from postigo.gui.common.audit_process import Stream
from postigo.gui.common.status_style import was_stopped
from postigo.gui.common.trouble import NOT_STARTED, NOT_UNDERSTOOD, STOPPED, Trouble
from postigo.gui.today.models.answers import Answers
from postigo.guidance.reader import Reader
from postigo.pipe.messages import from_line

if TYPE_CHECKING:
    from postigo.gui.today.models.setting_aside import SettingAside


class Phase(Enum):
    """Where the window stands with its one job."""

    ASKING = auto()  # whose device it is (red line E8); nothing has been looked at
    DECLINED = auto()
    LOOKING = auto()
    LOOKED = auto()


class Audit(QObject):
    """Everything the window knows of the audit. Views read it when `changed` comes, and call its verbs."""

    changed = Signal()
    packs_known = Signal(dict)  # name of a pack -> folder of its translations
    looked = Signal()  # a whole look has ended

    def __init__(
        self,
        open_stream: Callable[[], Stream],
        now: Callable[[], datetime],
        remembered: str | None = None,
        reader: Callable[[], Reader] = Reader,
        aside: Callable[[], SettingAside] | None = None,
        rights: Callable[[], bool] = lambda: False,
        *,
        classroom: bool = False,
    ) -> None:
        super().__init__()
        self.classroom = classroom
        """Whether a class uses this computer. Nothing is changed, opened, set aside or kept."""
        self._aside = aside
        self._open_stream, self._reader = open_stream, reader
        self.now = now
        self.rights = rights
        """Whether the helper with administrator's rights is installed, so what needs it is offered too."""
        self.remembered = remembered
        """Name of the recording that stands for the machine. None: it is this one."""
        self.phase = Phase.ASKING
        self.together = False
        """Whether somebody looks with the device's person beside them, who agrees. In memory only, for this start."""
        self._declined = False  # whether somebody said "neither" in this start, whatever they said later
        self.report: Report | None = None
        self.stopping = False
        self.trouble: Trouble | None = None
        self.order: tuple[str, ...] = ()
        """Checks in the order of the list. It is fixed when a look ends: no row moves under a hand."""
        self.answers = Answers()
        """Answers to "Is it you?", in memory only; `answer` gives one."""
        self.seen_alone: frozenset[str] = frozenset()
        """Checks that were looked at by themselves since the last look."""
        self.closed: str | None = None
        """Check whose new answer closed an open shutter just now. None once something else changes."""
        self._others: dict[str, Source] = {}  # beside the device, by name
        self._shown = Progress()  # of the device, as the screen shows it
        self._heard = Progress()  # of the look that goes on: it is shown from its catalogue on
        self._stream: Stream | None = None
        self._again: dict[str, Stream] = {}
        self._open: list[Stream] = []  # every child that may still live
        self.again_trouble: dict[str, Trouble] = {}
        self.again_changed: dict[str, bool] = {}
        """Of what was looked at again: whether its answer is another one now."""
        self.changing = ""
        """Check of which a setting is being changed now; "" if none is."""
        self._after_look: set[str] = set()  # checks of which a setting was changed while everything was looked at
        self.looked.connect(self._look_after)

    # --- what the person says

    def consent(self, *, together: bool = False) -> None:
        """Yes, it is my device; or, `together`, its person is here and wants it."""
        self.together = together
        self.look()

    def decline(self) -> None:
        """Neither: nothing is looked at, and nothing discreet is offered any more in this start."""
        self.phase, self._declined = Phase.DECLINED, True
        self.changed.emit()

    def ask(self) -> None:
        """Back to the question."""
        self.phase = Phase.ASKING
        self.changed.emit()

    def look(self) -> None:
        """Look at everything, from the start."""
        self._look(Progress())

    def go_on(self) -> None:
        """Look at what had not answered when the person stopped the look. The rest stays as it was seen."""
        if stopped := self.stopped:
            self._look(replace(self._shown, cancelled=False), stopped)

    def _look(self, after: Progress, checks: tuple[str, ...] = ()) -> None:
        if self.phase is Phase.LOOKING:
            return
        self._forget_again()
        self.phase = Phase.LOOKING
        self._heard = after
        self.trouble, self.closed = None, None
        self.stopping = False
        stream = self._stream = self._begin()
        stream.line.connect(lambda line: self._hear(stream, line))
        stream.ended.connect(lambda detail: self._over(stream, STOPPED, detail))
        stream.not_started.connect(lambda detail: self._over(stream, NOT_STARTED, detail))
        self.changed.emit()
        stream.start(checks)

    def cancel(self) -> None:
        """Stop looking. What was seen stays."""
        if self._stream is not None and not self.stopping:
            self.stopping = True
            self._stream.cancel()
            self.changed.emit()

    def close(self) -> None:
        """The window closes: nothing may look any longer."""
        self._stream = None
        self._again.clear()
        for stream in self._open:
            stream.abandon()
        self._open.clear()

    def _begin(self) -> Stream:
        stream = self._open_stream()
        self._open.append(stream)
        return stream

    def _end(self, stream: Stream) -> None:
        if stream in self._open:
            self._open.remove(stream)
            stream.deleteLater()

    def before_changes(self, *plans: Plan) -> Text | None:
        """Words before what plans change on this computer. None where there are none to say."""
        return self._reader().before_changes(*plans) if self.remembered is None else None

    def in_short(self, plan: Plan) -> Text | None:
        """Words on what a plan changes, for a place without its steps."""
        return self._reader().in_short(plan) if self.remembered is None else None

    # --- what the person answers

    @property
    def questions(self) -> tuple[Question, ...]:
        """Questions that wait for the person's answer, once the look has ended."""
        return self.answers.questions(self.report) if self.phase is Phase.LOOKED and self.report is not None else ()

    def answer(self, ones: Iterable[Asked], *, mine: bool | None) -> None:
        """Whether it is the person; None takes an answer back."""
        self.answers.give(ones, mine)
        self.changed.emit()

    @property
    def shown(self) -> Report | None:
        """The report as the screen shows it, with what the person answered. It goes into no file: `report` may."""
        return None if self.report is None else self.answers.weigh(self.report)

    @property
    def stopped(self) -> tuple[str, ...]:
        """Checks that had not answered when the person stopped the look."""
        if self.phase is not Phase.LOOKED or self.report is None:
            return ()
        told = ((check, self.report.verdict(check)) for check in self.asked)
        return tuple(check for check, verdict in told if verdict is not None and was_stopped(verdict))

    # --- rows of other sources

    def receive(self, source: Source) -> None:
        """Show the rows of another source, in the place of its older ones. They live as long as the window."""
        if source == self._others.get(source.name, Source(source.name)):
            return
        self._others[source.name] = source
        if self.report is not None:
            self._show(self._shown)
            lines = (*self.report.listed, *self.report.offered)
            there = {line.check for line in lines}
            rows = (*self.order, *(line.check for line in source.listed))
            anew = source.listed and self.phase is Phase.LOOKED
            self.order = ranked(self.report) if anew else tuple(dict.fromkeys(row for row in rows if row in there))
        self.changed.emit()

    def can_look_again(self, check: str) -> bool:
        """Whether a check of the audit brings this row. Another source looks again by its own ways."""
        return check not in self._elsewhere

    @property
    def _elsewhere(self) -> tuple[str, ...]:
        return tuple(line.check for source in self._others.values() for line in source.listed)

    # --- what the audit says

    @property
    def asked(self) -> tuple[str, ...]:
        """Checks that the last look asked for. The report may also have what was asked for by itself."""
        return self._shown.asked

    @property
    def pending(self) -> tuple[str, ...]:
        """The checks that have not answered yet, while it looks."""
        return self._heard.pending if self.phase is Phase.LOOKING else ()

    @property
    def running(self) -> tuple[str, ...]:
        """The checks that look now, the latest last."""
        return self._heard.running

    @property
    def cancelled(self) -> bool:
        """Whether the person stopped the last look."""
        return self._heard.cancelled

    def _hear(self, stream: Stream, line: bytes) -> None:
        if stream is not self._stream:
            return
        try:
            self._take(from_line(Event, line))
        except ValueError as wrong:
            stream.abandon()
            self._over(stream, NOT_UNDERSTOOD, _misread(wrong, line))

    def _take(self, event: Event) -> None:
        first = self._heard.report is None
        if isinstance(event, Catalogue) and self._declined:
            # Who said that it is not their device could try whether a program of theirs is found (guidance 5.2, 8).
            event = replace(event, offered=tuple(line for line in event.offered if not line.discreet))
        self._heard = self._heard.after(event)
        match event:
            case Catalogue() if first:
                self.order = (*self._heard.asked, *self._elsewhere, *(line.check for line in event.offered))
                self.answers.forget_all()
                self.seen_alone = frozenset()
                if self.aside is not None:
                    self.aside.read_again()
                self._heard = replace(self._heard, report=self._with_own_looks(event.report()))
                self._show(self._heard)
                self.packs_known.emit({pack.name: pack.locale for pack in event.packs if pack.locale})
            case Finished():
                self.answers.forget(event.verdict.check)
                self._show(self._heard)
            case Done():
                self._complete(self._heard)
            case _:
                self._show(self._heard)
        self.changed.emit()
        if isinstance(event, Done):
            self.looked.emit()

    def _show(self, progress: Progress) -> None:
        """Show this state of the device; before its catalogue, the one before stays."""
        if progress.report is not None:
            self._shown = progress
            report = union(progress.report, self._others.values())
            self.report = self._reader().retold(report if self.aside is None else self.aside.mark(report))

    @property
    def aside(self) -> SettingAside | None:
        """Model of what is set aside in this account. None where nothing can be."""
        return None if self._aside is None or self.remembered is not None else self._aside()

    def mark_again(self) -> None:
        """Show that something was set aside, or taken up again."""
        self.closed = None
        self._show(self._shown)
        self.changed.emit()

    def _with_own_looks(self, fresh: Report) -> Report:
        """Report of a new look with the earlier answers that were asked for by themselves. See decision 0311."""
        before = () if self._shown.report is None else self._shown.report.verdicts
        for verdict in before:
            if fresh.offers(verdict.check) and verdict.not_applicable is None:
                fresh = fresh.merge(verdict)
        return fresh

    def _over(self, stream: Stream, text: Text, detail: str) -> None:
        """The stream has ended. After `Done` that is nothing new; before it, it is our fault unless we were asked to stop."""
        if stream is not self._stream:
            return
        if self.phase is Phase.LOOKING:
            if not self.stopping:
                self.trouble = Trouble(text, detail)
            why, detail = (Unknown.CANCELLED, "") if self.stopping else (Unknown.CRASHED, detail)
            self._complete(self._heard.cut_off(why, self.now(), detail))
            self.changed.emit()
            self.looked.emit()
        self._stream = None
        self._end(stream)

    def _complete(self, progress: Progress) -> None:
        """The look has ended, and the order of the list is set."""
        self._heard = progress
        self._show(progress)
        if self.report is not None:
            self.order = ranked(self.report)
        self.phase = Phase.LOOKED
        self.stopping = False

    # --- one thing again

    def looks_again(self, check: str) -> bool:
        """Whether this one thing is being looked at again."""
        return check in self._again

    def check_again(self, check: str) -> None:
        """Look at one thing again and merge its answer into the report on the screen."""
        if self.phase is not Phase.LOOKED or check in self._again or not self.can_look_again(check):
            return
        self.closed = None
        stream = self._again[check] = self._begin()
        self.again_trouble.pop(check, None)
        self.again_changed.pop(check, None)
        stream.line.connect(lambda line: self._hear_again(check, stream, line))
        stream.ended.connect(lambda detail: self._over_again(check, stream, STOPPED, detail))
        stream.not_started.connect(lambda detail: self._over_again(check, stream, NOT_STARTED, detail))
        self.changed.emit()
        stream.start((check,))

    def stop_again(self, check: str) -> None:
        """Stop looking at this one thing. What was said of it before stays."""
        stream = self._again.pop(check, None)
        if stream is not None:
            stream.abandon()
            self._end(stream)
            self.changed.emit()

    def _hear_again(self, check: str, stream: Stream, line: bytes) -> None:
        if self._again.get(check) is not stream:
            return
        try:
            event: Event = from_line(Event, line)
        except ValueError as wrong:
            stream.abandon()
            self._over_again(check, stream, NOT_UNDERSTOOD, _misread(wrong, line))
            return
        if isinstance(event, Finished) and event.verdict.check == check:
            self._again.pop(check)
            self._replace(event.verdict)
            self.changed.emit()

    def _replace(self, verdict: Verdict) -> None:
        """Show a new answer in the place of the older one. `closed` tells of a shutter."""
        seen, check = self._shown.report, verdict.check
        if self.report is None or seen is None:
            return
        before = seen.verdict(check)
        self.answers.forget(check)
        self.seen_alone |= {check}
        if before is not None:
            self.again_changed[check] = _told(before) != _told(verdict)
        tip = self.report.listing(check).tip
        was = self.report.shutter(tip)
        self._show(replace(self._shown, report=seen.merge(verdict)))
        if was in {Shutter.OPEN, Shutter.AJAR} and self.report.shutter(tip) is Shutter.CLOSED:
            self.closed = check

    # --- what a change leads to

    def mark_changing(self, check: str) -> None:
        """Say of which check a setting is being changed; "" when that is over."""
        if check != self.changing:
            self.changing = check
            self.changed.emit()

    def take(self, verdict: Verdict) -> None:
        """Take the answer that followed a change. A look that goes on may have asked before it: that is asked once more."""
        if self.phase is Phase.LOOKING:
            self._after_look.add(verdict.check)
            return
        lines = () if self.report is None else (*self.report.listed, *self.report.offered)
        if any(line.check == verdict.check for line in lines):
            self.stop_again(verdict.check)
            self.closed = None
            self.again_trouble.pop(verdict.check, None)
            self._replace(verdict)
            self.changed.emit()

    def _look_after(self) -> None:
        checks, self._after_look = self._after_look, set()
        for check in checks:
            self.check_again(check)

    def _over_again(self, check: str, stream: Stream, text: Text, detail: str) -> None:
        if self._again.get(check) is stream:  # it ended without an answer: the older one stays, and we say so
            self._again.pop(check)
            self.again_trouble[check] = Trouble(text, detail)
            self.changed.emit()
        self._end(stream)

    def _forget_again(self) -> None:
        for stream in self._again.values():
            stream.abandon()
            self._end(stream)
        self._again.clear()
        self.again_trouble.clear()
        self.again_changed.clear()


def _misread(wrong: Exception, line: bytes) -> str:
    return f"{type(wrong).__name__}: {wrong}\n{line[:400].decode(errors='replace')}"


def _told(verdict: Verdict) -> tuple[object, ...]:
    """Content of a verdict, without when and how fast."""
    return verdict.findings, verdict.gaps, verdict.not_applicable
