"""Look at this computer for whoever keeps proof: three checks, behind the door only. In memory, and forgotten with the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import Enum, auto

from PySide6.QtCore import QObject, Signal

from postigo.core.events import Catalogue, Done, Event
from postigo.core.progress import Progress
from postigo.core.report import Report
from postigo.core.system import Unknown
from postigo.core.values import Text
from postigo.gui.common.audit_process import Stream
from postigo.gui.common.trouble import NOT_STARTED, NOT_UNDERSTOOD, STOPPED
from postigo.guidance.proof import CHECKS
from postigo.pipe.messages import from_line


class Stand(Enum):
    """How far the look is."""

    OFFERED = auto()
    ASKING = auto()  # whose device it is (red line E8)
    LOOKING = auto()
    TOLD = auto()
    FAILED = auto()


class ProofLook(QObject):
    """The look. `consent` tells whether the person said, at this start, that it may be looked at here; None before they were asked.

    What is seen never meets the report of the window: it is in no list, in no sum and in no copy.
    """

    changed = Signal()
    packs_known = Signal(dict)  # name of a pack -> folder of its translations

    def __init__(
        self, open_stream: Callable[[], Stream], consent: Callable[[], bool | None], now: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._open_stream, self._consent, self._now = open_stream, consent, now
        self._stream: Stream | None = None
        self._begin()

    def _begin(self) -> None:
        self.stand = Stand.OFFERED
        self.report: Report | None = None
        """Answers, once all have come. It is nobody else's."""
        self.trouble: Text | None = None
        self._agreed = False
        self._heard = Progress()

    @property
    def offered(self) -> bool:
        """Whether it may be offered: not to whoever said that this is not their device."""
        return self._consent() is not False

    def want(self) -> None:
        """Look, or first ask whose device it is."""
        if not self.offered or self.stand is Stand.LOOKING:
            return
        if self._consent() or self._agreed:
            self._look()
        else:
            self._stands(Stand.ASKING)

    def agree(self, agreed: bool) -> None:
        """Whether it is the person's own device, or its person is here. It is kept until the door closes."""
        if self.stand is Stand.ASKING:
            self._agreed = agreed
            if agreed:
                self._look()
            else:
                self._stands(Stand.OFFERED)

    def stop(self) -> None:
        """Look no longer."""
        self._let_go()
        if self.stand is Stand.LOOKING:
            self._stands(Stand.OFFERED)

    def forget(self) -> None:
        """Forget all of it, and look no longer. Nobody is told: the door closes."""
        self._let_go()
        self._begin()

    def _look(self) -> None:
        self.report, self.trouble, self._heard = None, None, Progress()
        stream = self._stream = self._open_stream()
        stream.line.connect(lambda line: self._hear(stream, line))
        stream.ended.connect(lambda _detail: self._over(stream, STOPPED))
        stream.not_started.connect(lambda _detail: self._over(stream, NOT_STARTED))
        self._stands(Stand.LOOKING)
        stream.start(CHECKS)

    def _hear(self, stream: Stream, line: bytes) -> None:
        if stream is not self._stream:
            return
        try:
            event: Event = from_line(Event, line)
            self._heard = self._heard.after(event)
        except ValueError:
            self._over(stream, NOT_UNDERSTOOD)
            return
        if isinstance(event, Catalogue):
            self.packs_known.emit({pack.name: pack.locale for pack in event.packs if pack.locale})
        if isinstance(event, Done):
            self.report = self._heard.report
            self._let_go()
            self._stands(Stand.TOLD)

    def _over(self, stream: Stream, why: Text) -> None:
        """It ended before all had answered. What did not answer says so; what did is told."""
        if stream is not self._stream:
            return
        self._let_go()
        self.report, self.trouble = self._heard.cut_off(Unknown.CRASHED, self._now()).report, why
        self._stands(Stand.FAILED)

    def _let_go(self) -> None:
        if (stream := self._stream) is not None:
            self._stream = None
            stream.abandon()
            stream.deleteLater()

    def _stands(self, stand: Stand) -> None:
        self.stand = stand
        self.changed.emit()
