"""Model of fixes in the window: one change at a time, by a child."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QObject, Signal

from postigo.core.change import CannotChange, Refusal
from postigo.core.evaluate import unknown_verdict
from postigo.core.model import Finding, Level
from postigo.core.offer import Offer, OfferKey, offers
from postigo.core.system import Unknown
from postigo.core.values import Text
from postigo.fixes import wording
from postigo.fixes.journal import Entry
from postigo.fixes.messages import Changed, Do, Message, Moved, Order, Preview, Refused
from postigo.gui.common.fix_process import FixStream
from postigo.gui.today.models.audit import Audit, Phase

_STEP: Final = 5
"""Percents from one shown progress to the next."""


class Stage(Enum):
    """How far a fix has come."""

    ASKED = auto()  # its preview is on its way
    SHOWN = auto()
    MAKING = auto()
    TAKING_BACK = auto()
    ENDED = auto()
    REFUSED = auto()
    FAILED = auto()  # the child said nothing: the fault is ours


class Place(Enum):
    """Part of the page in which a person asked for it, and is answered."""

    ROW = auto()
    WALK = auto()  # "Do what can be done safely"
    LIST = auto()  # "What Postigo changed"


@dataclass(frozen=True, slots=True)
class Fix:
    """One change, or the taking back of one (`entry`). `title` is in the catalogue of `pack`."""

    place: Place
    stage: Stage
    key: OfferKey
    pack: str
    title: Text
    entry: Entry | None = None
    preview: Preview | None = None
    changed: Changed | None = None
    refused: Refused | None = None
    moved: Moved | None = None
    began: datetime | None = None
    """When it was begun, and how far the helper with rights has come."""
    detail: str = ""
    """Technical, and folded."""

    @property
    def busy(self) -> bool:
        """Whether it goes on now, and nobody can stop it."""
        return self.stage in {Stage.MAKING, Stage.TAKING_BACK}


class Fixing(QObject):
    """Offers to change something, and the one change that the person asked for. `made`: the journal has another line."""

    changed = Signal()
    made = Signal()

    def __init__(self, audit: Audit, open_stream: Callable[[], FixStream], *, forbidden: bool = False) -> None:
        super().__init__()
        self.audit, self._open_stream = audit, open_stream
        self.forbidden = forbidden
        """Whether the policy lets Postigo change nothing. What it changed before can still be taken back."""
        self.mine = ""
        """Check of the open row, once the person said that they put its thing there. It is not kept."""
        self.now: Fix | None = None
        self._stream: FixStream | None = None  # of the fix of now
        self._open: list[FixStream] = []  # every child that may still live
        audit.changed.connect(self._drop_if_gone)

    @property
    def busy(self) -> bool:
        """Whether a change is being made or taken back."""
        return self.now is not None and self.now.busy

    def offers(self, check: str = "") -> tuple[Offer, ...]:
        """Everything that can be changed now: of one check, or of all. Nothing on a remembered machine, in a class, nor while it looks.

        What a mere question has a plan for is offered once the answer is no; and what asks who put a thing there, once the
        person replied in its row that they did.
        """
        return tuple(one for one in self._all(check) if not one.plan.asks_whose or one.line.check == self.mine)

    def asks_whose(self, check: str) -> frozenset[str]:
        """Plans for which the row asks who put a thing there. They are carried out for whoever did only (guidance 5.2)."""
        return frozenset(one.plan.id for one in self._all(check) if one.plan.asks_whose)

    def _all(self, check: str) -> tuple[Offer, ...]:
        audit = self.audit
        report = audit.shown
        if self.forbidden or report is None or audit.remembered is not None or audit.classroom:
            return ()
        if audit.phase is not Phase.LOOKED:
            return ()
        return tuple(
            one
            for one in offers(report, rights=audit.rights(), mine=True)
            if check in {"", one.line.check} and not audit.looks_again(one.line.check) and not _only_asks(one.finding)
        )

    @property
    def safe(self) -> tuple[Offer, ...]:
        """Offers of the walk: for what asks, not set aside, and made alone."""
        return tuple(
            one
            for one in self.offers()
            if one.alone and one.finding.level >= Level.ADVISE and one.finding.aside is None
        )

    # --- what the person wants

    def ask(self, key: OfferKey, place: Place = Place.ROW) -> None:
        """Show what an offer would change. Nothing while another change is being made."""
        offer = next((one for one in self.offers(key.check) if one.key == key), None)
        if self.busy:
            return
        if offer is not None:
            title = offer.about(offer.plan.title)
            self._begin(
                Fix(place, Stage.ASKED, key, offer.line.pack, title), Order(Do.PREVIEW, key, mine=offer.plan.asks_whose)
            )
        elif self.now is not None and self.now.key == key:  # asked once more, and what was to be changed is gone
            gone = CannotChange(Refusal.MISSING)
            self._now(replace(self.now, stage=Stage.REFUSED, refused=Refused(gone.why, wording.refused(gone))))

    def make(self) -> None:
        """Yes: make the change that is shown."""
        fix = self.now
        if fix is not None and fix.stage is Stage.SHOWN and fix.preview is not None:
            order = Order(Do.APPLY, fix.key, fix.preview.steps, mine=fix.key.check == self.mine)
            self._begin(replace(fix, stage=Stage.MAKING, began=self.audit.now()), order)

    def undo(self, entry: Entry, place: Place = Place.LIST) -> None:
        """Take a change back. Nothing while another change is being made."""
        if not self.busy:
            fix = Fix(place, Stage.TAKING_BACK, entry.key, entry.pack, entry.title, entry)
            self._begin(fix, Order(Do.UNDO, id=entry.id))

    def leave(self, *places: Place) -> None:
        """Leave it: what is shown in one of these places, or anywhere, is put away. A change that goes on is not."""
        if self.now is not None and not self.now.busy and (not places or self.now.place in places):
            self._let_go()
            self.now = None
            self.changed.emit()

    def close(self) -> None:
        """The window closes. A preview is given up; a change goes on (see `wait`)."""
        if not self.busy:
            self._stream = None
            for stream in self._open:
                stream.wait()

    def wait(self) -> None:
        """The program ends: wait for a change that was begun."""
        for stream in self._open:
            stream.wait()

    # --- what the child says

    def _begin(self, fix: Fix, order: Order) -> None:
        self._let_go()
        stream = self._stream = self._open_stream()
        self._open.append(stream)
        stream.moved.connect(lambda moved: self._move(stream, moved))
        stream.answered.connect(lambda message: self._hear(stream, message))
        stream.ended.connect(lambda detail: self._over(stream, detail))
        self._now(fix)
        stream.do(order)

    def _let_go(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.leave()

    def _now(self, fix: Fix) -> None:
        self.now = fix
        self.audit.mark_changing(fix.key.check if fix.busy else "")
        self.changed.emit()

    def _hear(self, stream: FixStream, message: Message) -> None:
        fix = self.now
        if stream is not self._stream or fix is None:
            return
        self._stream = None
        match message:
            case Preview():
                self._now(replace(fix, stage=Stage.SHOWN, preview=message))
            case Changed():
                self._now(replace(fix, stage=Stage.ENDED, changed=message))
                self._look_has_changed(fix, message)
                self.made.emit()
            case Refused():
                self._now(replace(fix, stage=Stage.REFUSED, refused=message, detail=message.detail))
                if message.why is Refusal.HALF:
                    self._look_has_changed(fix)
                if fix.busy:
                    self.made.emit()

    def _move(self, stream: FixStream, moved: Moved) -> None:
        """Show how far it is, in steps that can be read."""
        shown = replace(moved, percent=min(max(moved.percent, 0), 100) // _STEP * _STEP)
        if stream is self._stream and self.now is not None and self.now.moved != shown:
            self._now(replace(self.now, moved=shown))

    def _look_has_changed(self, fix: Fix, changed: Changed | None = None) -> None:
        """Hand over what the same check says now. Where it could not say, what it said before no longer holds."""
        verdict = changed.verdict if changed is not None else None
        self.audit.take(verdict or unknown_verdict(fix.key.check, self.audit.now(), Unknown.CRASHED))

    def _over(self, stream: FixStream, detail: str) -> None:
        fix = self.now
        if stream is self._stream and fix is not None:  # it ended without an answer
            self._stream = None
            self._now(replace(fix, stage=Stage.FAILED, detail=detail))
            if fix.busy:
                self._look_has_changed(fix)
                self.made.emit()
        if stream in self._open:
            self._open.remove(stream)
            stream.deleteLater()

    def _drop_if_gone(self) -> None:
        """A new look begins: what was shown may be so no longer."""
        fix = self.now
        if fix is None or fix.busy:
            return
        waits = fix.stage in {Stage.ASKED, Stage.SHOWN}
        if self.audit.phase is not Phase.LOOKED or (waits and self.audit.looks_again(fix.key.check)):
            self.leave()


def _only_asks(finding: Finding) -> bool:
    return finding.needs_confirmation and finding.level < Level.ADVISE


def subjects(group: tuple[Offer, ...]) -> Iterator[tuple[Offer, Text]]:
    """Offers of one plan, each with what its button says. Where there are several, the thing is named."""
    for offer in group:
        button = offer.plan.button or offer.plan.title
        if len(group) == 1 or offer.subject is None or "{subject}" in button.one:
            yield offer, offer.about(button)
        else:
            yield offer, Text("{subject}: {button}", values={"subject": offer.subject, "button": button})
