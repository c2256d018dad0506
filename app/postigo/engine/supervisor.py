"""The supervisor: starts expendable workers, watches their budgets, replaces the lost, and leaves nothing behind.

for event in audit(Request(), cancel): ...
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

from postigo.core.conduct import unseen
from postigo.core.model import Verdict
from postigo.core.system import Unknown
from postigo.engine.events import Catalogue, Done, Event, Finished, Remembered, Started
from postigo.engine.ledger import Ledger
from postigo.engine.request import Order, Request
from postigo.engine.worker_process import CannotBegin, Fault, WorkerProcess

IMPORT_BUDGET: Final = 10.0
"""Seconds that a worker may take until its catalogue: from then on the pack that it is importing counts as broken."""

_TICK: Final = 0.05  # seconds between two looks at the clock and at `cancel`
_SLEPT: Final = 1.0  # a tick that took this much longer was no tick: the machine slept, or we were stopped


class Cancel(Protocol):
    """What says that the person has had enough: a `threading.Event`, or whatever else has this method."""

    def is_set(self) -> bool:
        """Whether the audit is to stop."""
        ...


def audit(request: Request, cancel: Cancel | None = None) -> Generator[Event, None, None]:
    """An audit as a stream of events, in the order in which they happen.

    First comes `Catalogue` with every pack and the checks that will be asked; then `Started` and `Finished`, exactly
    one `Finished` for each listed check; last `Done`. An id in `request.checks` that the catalogue does not list does
    not exist on this platform, or its pack is off or broken: compare, and close the generator if that is an error.

    When `cancel` is set, the worker and everything it started are killed (within 0.1 s), each check that has not
    answered is answered for with CANCELLED, and `Done` says so; cancelled before its catalogue, an audit is `Done`
    and nothing else. Closing the generator, or any exception in the loop around it, kills as well. Setting `cancel`
    from a signal handler (Ctrl-C) therefore gives whole reports; without one, KeyboardInterrupt leaves nothing behind.

    Scope is the caller's: root without a person (uid 0, no SUDO_UID) should ask for `Scope.MACHINE`. The recording of
    `request.replay` should be tried with `recording.load` before, for a better sentence. Raises `CannotBegin`.
    """
    watch = _Audit(request, cancel)
    try:
        yield from watch.events()
    finally:
        watch.end()


def catalogue(request: Request, cancel: Cancel | None = None) -> Catalogue | None:
    """What an audit would ask, with nothing asked: for `postigo checks`, `packs` and `explain`. None if cancelled."""
    watch = _Audit(request, cancel)
    try:
        return watch.catalogue(only=())
    except _Cancelled:
        return None
    finally:
        watch.end()


class _Cancelled(Exception):  # noqa: N818 - what it is
    """The person has had enough."""


class _Audit:
    """One audit: a chain of workers, one at a time."""

    def __init__(self, request: Request, cancel: Cancel | None) -> None:
        self._request = request
        self._cancel = cancel
        self._worker: WorkerProcess | None = None
        self._broken: dict[str, str] = {}
        self._pardoned = False
        self._began = datetime.now(UTC)
        self._born = time.monotonic()
        self._ticked = self._born

    def events(self) -> Iterator[Event]:
        """See `audit`."""
        ledger = Ledger({})
        try:
            catalogue = self.catalogue()
            packs = {line.check: line.pack for line in catalogue.listed}
            ledger = Ledger({line.check: line.budget for line in catalogue.listed})
            yield catalogue
            while ledger.unfinished:
                batch = ledger.begin()
                if self._worker is None:
                    alone = (packs[batch[0]],) if ledger.alone else None
                    self._start(Order(self._request, alone, self._broken, batch))
                yield from self._shift(ledger)
                self.end()
            self.end()
        except _Cancelled:
            self.end()
            for check in ledger.unfinished:
                yield Finished(self._unseen(check, Unknown.CANCELLED))
            yield Done(self._now(), cancelled=True)
        else:
            yield Done(self._now())

    def catalogue(self, only: tuple[str, ...] | None = None) -> Catalogue:
        """The first event of a worker that goes on to conduct `only`. Packs that kill it are found and left out."""
        while True:
            try:
                worker = self._start(Order(self._request, None, self._broken, only))
                found = self._first_event(worker)
            except Fault as fault:
                self.end()
                self._blame(worker, fault)
            else:
                self._began, self._born = found.began, time.monotonic()
                return found

    def end(self) -> None:
        """End the worker and all it started."""
        if self._worker is not None:
            self._worker.end()
            self._worker = None

    def _start(self, order: Order) -> WorkerProcess:
        self.end()
        self._worker = WorkerProcess(order)
        return self._worker

    def _hear(self, worker: WorkerProcess) -> Event | None:
        """The next event, or None when there was none for a tick."""
        if self._cancel is not None and self._cancel.is_set():
            raise _Cancelled
        return worker.hear(_TICK)

    def _slept(self) -> float:
        """Seconds since the last call that cannot be put down to work: the machine slept, or this process stood still.

        Whoever reads our events may also take long over one; the checks went on meanwhile, but nobody watched them.
        """
        now = time.monotonic()
        gap, self._ticked = now - self._ticked, now
        return gap if gap > _SLEPT else 0.0

    def _first_event(self, worker: WorkerProcess) -> Catalogue:
        began = time.monotonic()
        self._slept()
        while True:
            event = self._hear(worker)
            began += self._slept()
            match event:
                case Catalogue():
                    return event
                case None:
                    if time.monotonic() - began > IMPORT_BUDGET:
                        raise Fault(f"nothing for {IMPORT_BUDGET:g} seconds")
                case _:
                    raise Fault("spoke before its catalogue")

    def _blame(self, worker: WorkerProcess, fault: Fault) -> None:
        """Find the pack of which a worker died before its catalogue, by importing alone what it had imported.

        A hang needs no trial: imports go one after another, so it hangs where it is. A death may be the late work of
        an earlier pack. Each call ends in one more broken pack, but for one pardon: so it is never without end.
        """
        if not worker.imported:
            if worker.lived or self._pardoned or worker.last_words:
                raise CannotBegin(worker.last_words or str(fault))
            self._pardoned = True  # it died without a word, before any pack: memory was short, perhaps. Once more
            return
        suspect = worker.imported[-1]
        guilty: tuple[str, Fault] | None = (suspect, fault)
        if not worker.lived:
            age = worker.age
            try:
                self._try((), linger=0.0)
            except Fault as again:
                raise CannotBegin(worker.last_words or str(again)) from None
            latest_first = worker.imported[::-1]
            guilty = self._dies_of(latest_first, linger=0.0) or self._dies_of(latest_first, linger=age + 0.5)
            if guilty is None and self._pardoned:
                guilty = (suspect, fault)
            self._pardoned = True  # no pack does it alone: somebody else may have killed the worker, so once more
        if guilty:
            self._broken[guilty[0]] = f"its import ended the worker: {guilty[1]}"

    def _dies_of(self, packs: list[str], linger: float) -> tuple[str, Fault] | None:
        """The first of these packs of which a worker dies that imports nothing else, and how."""
        for pack in packs:
            try:
                self._try((pack,), linger)
            except Fault as fault:
                return pack, fault
        return None

    def _try(self, packs: tuple[str, ...], linger: float) -> Catalogue:
        """The catalogue of a worker that imports only these packs, and then lives on for a while. `Fault` if not."""
        worker = self._start(Order(self._request, packs, self._broken, only=(), linger=linger))
        listed = self._first_event(worker)
        until = time.monotonic() + linger - 0.2  # it goes of its own accord at the end
        while time.monotonic() < until:
            self._hear(worker)
        return listed

    def _shift(self, ledger: Ledger) -> Iterator[Event]:
        """One worker's work on one batch, until it is done or the worker is lost."""
        worker = self._worker
        assert worker is not None  # noqa: S101 - `events` has just started it
        try:
            self._slept()
            quiet_since = time.monotonic()
            while ledger.awaited:
                event = self._hear(worker)
                slept = self._slept()
                ledger.forgive(slept)
                worker.forgive(slept)
                quiet_since += slept
                if event is not None:
                    quiet_since = time.monotonic()
                    yield from self._take(event, ledger)
                elif ledger.idle and time.monotonic() - quiet_since > IMPORT_BUDGET:
                    # A pack hangs at its second import, say, or what it left behind keeps every thread waiting.
                    raise Fault(f"nothing for {IMPORT_BUDGET:g} seconds")  # noqa: TRY301 - as if it had died
                elif late := ledger.overdue(time.monotonic()):
                    yield from self._end_of_patience(worker, ledger, late)
                    return
            if self._request.remember:
                yield self._remembered(worker)
        except Fault as fault:
            if not ledger.alone:
                ledger.lost()
                return
            for check in ledger.awaited:
                ledger.finish(check)
                yield Finished(self._unseen(check, Unknown.CRASHED, f"it ended its worker: {fault}"))

    def _end_of_patience(self, worker: WorkerProcess, ledger: Ledger, late: list[str]) -> Iterator[Event]:
        """What is said for checks that are past their budgets, unless another check may have kept them waiting."""
        if worker.stuck and not ledger.alone:
            raise Fault("one of its checks kept all others waiting")
        for check in late:
            ledger.finish(check)
            why = f"no answer within {ledger.budgets[check]:g} seconds"
            yield Finished(self._unseen(check, Unknown.TIMEOUT, why))

    def _remembered(self, worker: WorkerProcess) -> Remembered:
        """What a worker says last, if it is to remember."""
        until = time.monotonic() + IMPORT_BUDGET
        while time.monotonic() < until:
            event = self._hear(worker)
            if isinstance(event, Remembered):
                return event
        raise Fault("did not say what the machine answered")

    def _take(self, event: Event, ledger: Ledger) -> Iterator[Event]:
        """An event of a worker, passed on where it is news."""
        try:
            match event:
                case Started(check):
                    if ledger.start(check, time.monotonic()):
                        yield event
                case Finished(verdict):
                    ledger.answer(verdict.check)
                    yield event
                case Catalogue():
                    pass  # of a later worker; the first one's holds
                case Done() | Remembered():
                    raise Fault("said that all is done, which is not its to say")
        except ValueError as wrong:
            raise Fault(str(wrong)) from None

    def _unseen(self, check: str, why: Unknown, detail: str = "") -> Verdict:
        return unseen(check, self._now(), why, detail)

    def _now(self) -> datetime:
        """The time on the clock of the machine that is looked at: a remembered one has its own."""
        return self._began + timedelta(seconds=time.monotonic() - self._born)
