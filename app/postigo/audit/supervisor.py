"""The supervisor: starts expendable workers, watches their budgets, replaces the lost, and leaves nothing behind.

for event in audit(Request(), cancel): ...
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

from postigo.audit.request import Request, WorkerOrder
from postigo.audit.scheduler import Scheduler
from postigo.audit.worker_group import Clock, Group
from postigo.audit.worker_process import CannotBegin, Fault, WorkerProcess
from postigo.core.evaluate import unknown_verdict
from postigo.core.events import Catalogue, Done, Event, Finished, Remembered, Started
from postigo.core.model import BUILT_IN, Verdict
from postigo.core.report import PackInfo, PackState
from postigo.core.system import Unknown

IMPORT_BUDGET: Final = 10.0
"""Seconds until a worker's catalogue. After that the pack that it is importing counts as broken."""

_TICK: Final = 0.05  # seconds between two looks at the clock and at `cancel`


class Cancel(Protocol):
    """Cancel signal of the person: a `threading.Event`, or whatever else has this method."""

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
    """Catalogue of what an audit would ask, with nothing asked. It is for `postigo checks`, `packs` and `explain`.

    None if cancelled.
    """
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
    """One audit: a chain of workers. The built-in checks have theirs, and each stranger's pack has its own.

    What a stranger's code does, at its import or later, it does to its own process: the answers of the others come out
    of processes that it was never in.
    """

    def __init__(self, request: Request, cancel: Cancel | None) -> None:
        self._request = request
        self._cancel = cancel
        self._workers: dict[str | None, WorkerProcess] = {}  # by whose they are, until their groups have them
        self._groups: list[Group] = []
        self._tick = _TICK
        self._broken: dict[str, str] = {}
        self._pardoned = False
        self._began = datetime.now(UTC)
        self._born = time.monotonic()

    def events(self) -> Iterator[Event]:
        """See `audit`."""
        try:
            catalogue = self.catalogue()
            self._groups = self._grouped(catalogue)
            yield catalogue
            yield from self._side_by_side(self._groups)
        except _Cancelled:
            self.end()
            for group in self._groups:
                for check in group.ledger.unfinished:
                    yield Finished(self._unseen(check, Unknown.CANCELLED))
            yield Done(self._now(), cancelled=True)
        else:
            yield Done(self._now())

    def _grouped(self, catalogue: Catalogue) -> list[Group]:
        """Groups of checks: the built-in ones, and those of each stranger. Their workers are at it already."""
        strangers = [pack.name for pack in catalogue.packs if pack.origin != BUILT_IN and pack.state is PackState.RUNS]
        seconds = catalogue.budgets
        house = {line.check: seconds[line.check] for line in catalogue.listed if line.pack not in strangers}
        groups = [Group(None, house, self._workers.pop(None, None))]
        for one in strangers:
            budgets = {line.check: seconds[line.check] for line in catalogue.listed if line.pack == one}
            groups.append(Group(one, budgets, self._workers.pop(one, None)))
        return groups

    def _side_by_side(self, groups: list[Group]) -> Iterator[Event]:
        """The answers of several groups as they come, each out of workers of its own."""
        self._tick = _TICK / max(1, len(groups))
        running = [(group, self._together(group)) for group in groups]
        while running:
            for one in list(running):
                for event in one[1]:
                    if event is None:
                        break  # nothing more just now: the next one's turn
                    yield event
                else:
                    running.remove(one)

    def _together(self, group: Group) -> Iterator[Event | None]:
        """The answers of one group; None when there is nothing to hear. Its worker may be at the first already."""
        while group.ledger.unfinished:
            batch = group.ledger.begin()
            if group.worker is None:
                group.worker = WorkerProcess(WorkerOrder(self._request, group.guest, self._broken, batch))
            yield from self._shift(group, group.worker)
            group.end()
        group.end()

    def catalogue(self, only: tuple[str, ...] | None = None) -> Catalogue:
        """First event of the worker that goes on with `only`, with the strangers' checks added.

        Packs that kill their worker are found and left out.
        """
        while True:
            try:
                worker = self._start(None, only)
                house = self._first_event(worker)
            except Fault as fault:
                self.end()
                self._blame(worker, fault)
            else:
                self._began, self._born = house.began, time.monotonic()
                return self._with_guests(house, only)

    def _with_guests(self, house: Catalogue, only: tuple[str, ...] | None) -> Catalogue:
        """Catalogue with the strangers' checks that may run. Each pack has a process of its own."""
        packs, listed, offered, budgets = [], list(house.listed), list(house.offered), {**house.budgets}
        left_out = set(house.partly)
        for pack in house.packs:
            may_run = pack.state is PackState.OFF and pack.origin != BUILT_IN and self._request.allows(pack.origin)
            info, found = self._guest_catalogue(pack, only) if may_run else (pack, None)
            packs.append(info)
            if found is not None:
                listed += found.listed
                offered += found.offered
                budgets |= found.budgets
                left_out |= set(found.partly)
        partly = {line.tip for line in listed} & left_out
        return replace(
            house,
            packs=tuple(packs),
            listed=tuple(listed),
            offered=tuple(offered),
            partly=tuple(sorted(partly)),
            budgets=budgets,
        )

    def _guest_catalogue(self, pack: PackInfo, only: tuple[str, ...] | None) -> tuple[PackInfo, Catalogue | None]:
        """Listing of a stranger's pack, and its own catalogue if that can be believed. Its worker then goes on."""
        from postigo.audit.packs import BrokenPack, examine_guest  # noqa: PLC0415 - few have packs of others

        for last in (False, True):
            worker = self._start(pack.name, only)
            try:
                found = examine_guest(self._first_event(worker), pack)
            except BrokenPack as wrong:
                error = str(wrong)
            except (Fault, CannotBegin) as fault:
                worker.end()
                if not last and not worker.lived:  # a death may be somebody else's work, so once more
                    continue
                error = f"its import ended the worker: {fault}"
            else:
                return found.packs[0], found
            self._workers.pop(pack.name).end()
            break
        return replace(pack, state=PackState.BROKEN, error=error), None

    def end(self) -> None:
        """End the workers and all they started."""
        for worker in self._workers.values():
            worker.end()
        self._workers.clear()
        for group in self._groups:
            group.end()

    def _start(self, guest: str | None, only: tuple[str, ...] | None) -> WorkerProcess:
        worker = self._workers[guest] = WorkerProcess(WorkerOrder(self._request, guest, self._broken, only))
        return worker

    def _hear(self, worker: WorkerProcess) -> Event | None:
        """The next event, or None when there was none for a tick."""
        if self._cancel is not None and self._cancel.is_set():
            raise _Cancelled
        return worker.receive(self._tick)

    def _first_event(self, worker: WorkerProcess) -> Catalogue:
        clock = Clock()
        began = time.monotonic()
        while True:
            event = self._hear(worker)
            began += clock.slept()
            match event:
                case Catalogue():
                    return event
                case None:
                    if time.monotonic() - began > IMPORT_BUDGET:
                        raise Fault(f"nothing for {IMPORT_BUDGET:g} seconds")
                case _:
                    raise Fault("spoke before its catalogue")

    def _blame(self, worker: WorkerProcess, fault: Fault) -> None:
        """Name the pack at which the built-in worker died: the one that it was importing.

        A death may be somebody else's work, so once it is pardoned; a hang is where it is. Each call but that one ends
        in one more broken pack: so it is never without end.
        """
        if worker.imported and (worker.lived or self._pardoned):
            self._broken[worker.imported[-1]] = f"its import ended the worker: {fault}"
        elif worker.lived or self._pardoned or (worker.last_error_line and not worker.imported):
            raise CannotBegin(worker.last_error_line or str(fault))
        self._pardoned = True  # it died without a word, before any pack: memory was short, perhaps. Once more

    def _shift(self, group: Group, worker: WorkerProcess) -> Iterator[Event | None]:
        """One worker's work on one batch, until it is done or the worker is lost."""
        ledger = group.ledger
        try:
            group.clock.slept()
            quiet_since = time.monotonic()
            while ledger.awaited:
                event = self._hear(worker)
                slept = group.clock.slept()
                ledger.discount(slept)
                worker.discount(slept)
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
                else:
                    yield None
            if self._request.remember:
                yield self._remembered(worker, ledger)
        except Fault as fault:
            if not ledger.alone:
                ledger.lost()
                return
            for check in ledger.awaited:
                ledger.finish(check)
                yield Finished(self._unseen(check, Unknown.CRASHED, f"it ended its worker: {fault}"))

    def _end_of_patience(self, worker: WorkerProcess, ledger: Scheduler, late: list[str]) -> Iterator[Event]:
        """Events for checks that are past their budgets, unless another may have kept them waiting."""
        if worker.stuck and not ledger.alone:
            raise Fault("one of its checks kept all others waiting")
        for check in late:
            ledger.finish(check)
            why = f"no answer within {ledger.budgets[check]:g} seconds"
            yield Finished(self._unseen(check, Unknown.TIMEOUT, why))

    def _remembered(self, worker: WorkerProcess, ledger: Scheduler) -> Remembered:
        """Last event of a worker that is to remember."""
        until = time.monotonic() + IMPORT_BUDGET
        while time.monotonic() < until:
            event = self._hear(worker)
            if isinstance(event, Remembered):
                if not ledger.budgets.keys() >= set(event.checks):
                    raise Fault("remembers for others")
                return event
        raise Fault("did not say what the machine answered")

    def _take(self, event: Event, ledger: Scheduler) -> Iterator[Event]:
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
        return unknown_verdict(check, self._now(), why, detail)

    def _now(self) -> datetime:
        """Time on the clock of the machine that is looked at. A remembered one has its own."""
        return self._began + timedelta(seconds=time.monotonic() - self._born)
