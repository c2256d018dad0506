"""Runner of a worker's order: the catalogue, then every check, side by side. Inside a worker."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import postigo
from postigo.audit.container import container
from postigo.audit.os_version import release
from postigo.audit.packs import Loaded, PackData, gather, one_line
from postigo.audit.request import WorkerOrder
from postigo.core.evaluate import Facts, conduct, implementation_of, unknown_verdict
from postigo.core.events import Catalogue, Event, Finished, Remembered, Started
from postigo.core.model import BUILT_IN, Check, Implementation
from postigo.core.report import CheckInfo
from postigo.core.system import CannotTell, System, Unknown
from postigo.pipe.messages import from_line, to_line
from postigo.pipe.protocol import HEARTBEAT, send

if TYPE_CHECKING:
    from postigo.system.recorder import Recorder

THREADS: Final = 8
"""Checks that look at the same time. They mostly wait for others, so this is not a matter of cores."""

_YIELDS: Final = 5
"""Niceness of a stranger's worker. So it costs the built-in checks none of their time."""

LONGEST_VERDICT: Final = 1 << 20
LONGEST_DETAIL: Final = 2000

_LEFT_OUT: Final = PermissionError("the policy leaves it out")


class EventChannel:
    """Channel from a worker to its supervisor: a line each. Events are JSON; the signs of the trade are one character.

    `.` I live; `+7` and `-7` a process group has begun, has ended; `>name` I am about to import this pack; `!words`
    I cannot begin, and no pack is to blame.
    """

    def __init__(self, events: int, tell: Callable[[int, bool], None]) -> None:
        self._events = events
        self._tell = tell
        self._lock = threading.Lock()

    def say(self, sign: str) -> None:
        """One sign of the trade."""
        self.line(sign.encode() + b"\n")

    def line(self, line: bytes) -> None:
        """One line, whole, with its end."""
        with self._lock:
            send(self._events, line)

    def event(self, event: Event) -> None:
        """One event."""
        self.line(to_line(event))

    def group(self, group: int, started: bool) -> None:
        """A process group, to the warden and to the supervisor."""
        self._tell(group, started)
        self.say(f"{'+' if started else '-'}{group}")


@dataclass(frozen=True, slots=True)
class _Job:
    """One check with what it needs. One that is not `permitted` says so, and is not even imported."""

    check: Check[Any]
    data: PackData
    permitted: bool = True


def run_all(line: bytes, channel: EventChannel) -> None:
    """Carry out the order in this line."""
    order: WorkerOrder = from_line(WorkerOrder, line)
    threading.Thread(target=_beat, args=(channel,), daemon=True).start()
    if order.guest is not None and sys.platform != "win32":
        os.nice(_YIELDS)
    try:
        system = _machine(order, channel)
    except (OSError, ValueError, CannotTell) as wrong:  # no recording; no system that we know
        channel.say(f"!{one_line(wrong)}")
        return
    request = order.request
    packs, loaded = gather(
        request,
        system.platform,
        wanted=lambda offer: (
            offer.built_in if order.guest is None else (offer.name == order.guest and not offer.built_in)
        ),
        broken=order.broken,
        announce=lambda name: channel.say(f">{name}"),
    )
    there = [(one, check) for one in loaded for check in one.pack.checks if system.platform in check.platforms]
    asked = [
        (one, check)
        for one, check in there
        # Where the catalogue is all that is wanted, nothing runs, and it names them all.
        if request.wants(check.id, check.tip, check.scope, on_request=check.on_request and order.only != ())
        # What these read is the person's own (photos, notes): it stands in no recording, whoever asks for one.
        and not (request.remember and check.on_request)
    ]
    listed = tuple(CheckInfo.of(check, one.info.name, system.platform) for one, check in asked)
    if any(line.discreet for line in listed):
        sys.dont_write_bytecode = True  # of what conducts them it would tell the hour in which somebody asked first
    chosen = {check.id for _, check in asked}
    offered = tuple(
        info
        for one, check in there
        if check.on_request
        and check.id not in chosen
        and request.offers(check.id, check.tip, check.scope)
        and not (info := CheckInfo.of(check, one.info.name, system.platform)).behind_door
    )
    # Whoever puts several workers' catalogues together knows by this which tips are only partly there.
    left_out = {check.tip for _, check in there if check.id not in chosen and not check.on_request}
    channel.event(
        Catalogue(
            postigo.__version__,
            system.platform,
            system.now(),
            system.elevated,
            request.replay is not None,
            tuple(packs),
            listed,
            tuple(sorted(left_out)),
            offered,
            container(system),
            release(system),
            {check.id: check.budget for _, check in asked},
        )
    )
    jobs = [
        _Job(check, one.data, request.permits(check.id, check.scope))
        for one, check in asked
        if order.only is None or check.id in order.only
    ]
    if request.remember and jobs:
        from postigo.system.recorder import Recorder  # noqa: PLC0415 - only `postigo record` asks for it

        remembering = Recorder(system, _public(loaded))
        _conduct_all(jobs, Facts(remembering), channel)
        channel.event(Remembered(tuple(job.check.id for job in jobs if job.permitted), _recording(remembering, system)))
    else:
        _conduct_all(jobs, Facts(system), channel)


def _public(loaded: Collection[Loaded]) -> set[str]:
    """Addresses in the tables of the built-in checks, by which well-known add-ons are called."""
    from postigo.system.scrub import addresses  # noqa: PLC0415 - see above

    return {
        address
        for one in loaded
        if one.info.origin == BUILT_IN
        for said in one.data.texts()
        for address in addresses(said)
    }


def _recording(remembering: Recorder, system: System) -> str:
    """Recording of what was answered, rid of its people before it leaves this process."""
    from postigo.system import identity  # noqa: PLC0415 - see above
    from postigo.system.recording import dump  # noqa: PLC0415

    return dump(remembering.recording(identity.gather(system), postigo.__version__)).decode()


def _machine(order: WorkerOrder, channel: EventChannel) -> System:
    """This machine, or a remembered one."""
    if order.request.replay is not None:
        from postigo.system.recording import load  # noqa: PLC0415 - an audit needs only one of the two
        from postigo.system.replay import Replay  # noqa: PLC0415

        return Replay(load(Path(order.request.replay).read_bytes()))
    from postigo.system.live import live  # noqa: PLC0415

    system: System = live(channel.group, order.request.rules.school)
    return system


def _conduct_all(jobs: list[_Job], facts: Facts, channel: EventChannel) -> None:
    """Conduct every check; returns when all have answered.

    Whose turn it is begins the next check and imports what conducts it; then it is the next one's turn. Eight threads
    that import at once wait for each other, and that costs a fifth more of the whole audit. A check that hangs in its
    import keeps the rest unbegun, and so out of its end: they go to the next worker.
    """
    waiting = iter(jobs)
    turn = threading.Lock()

    def begin() -> Iterator[tuple[_Job, Implementation[Any] | BaseException]]:
        while True:
            with turn:
                job = next(waiting, None)
                if job is None:
                    return
                channel.event(Started(job.check.id))
                by = implementation_of(job.check, facts.system.platform) if job.permitted else _LEFT_OUT
            yield job, by

    def work() -> None:
        for job, by in begin():
            channel.line(_answer(job, by, facts))

    threads = [threading.Thread(target=work, daemon=True) for _ in range(min(THREADS, len(jobs)))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _answer(job: _Job, by: Implementation[Any] | BaseException, facts: Facts) -> bytes:
    """Verdict of a check as an event's line, of bounded length whatever the check said."""
    began = time.perf_counter()
    if not job.permitted:
        return to_line(Finished(unknown_verdict(job.check.id, facts.system.now(), Unknown.POLICY)))
    try:
        verdict = conduct(job.check, by, facts, job.data)
        verdict = replace(verdict, detail=verdict.detail[:LONGEST_DETAIL], seconds=_since(began))
        line = to_line(Finished(verdict))
        if len(line) <= LONGEST_VERDICT:
            return line
        why = f"the verdict is {len(line)} characters long"
    except BaseException as fault:  # noqa: BLE001 - SystemExit too, and an exception whose own text raises
        why = one_line(fault)
    crashed = unknown_verdict(job.check.id, facts.system.now(), Unknown.CRASHED, why)
    return to_line(Finished(replace(crashed, seconds=_since(began))))


def _since(began: float) -> float:
    return round(time.perf_counter() - began, 3)


def _beat(channel: EventChannel) -> None:
    while True:
        time.sleep(HEARTBEAT)
        channel.say(".")
