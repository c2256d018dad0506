"""Turns in a worker: one check is imported at a time, and many look side by side."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from postigo.api import Check, Coverage, Data, Finding, Implementation, Level, Platform, System, Text
from postigo.audit.packs import PackData
from postigo.audit.runner import THREADS, EventChannel, _conduct_all, _Job
from postigo.core.evaluate import Facts
from postigo.core.events import Event, Finished, Started
from postigo.pipe.messages import from_line
from postigo.system.recording import Recording
from postigo.system.replay import Replay

SEEN = {Platform.LINUX: Coverage(Text("Everything."), Text("Nothing."))}


class Together:
    """How many are within at once, at most."""

    def __init__(self) -> None:
        self.most = 0
        self._now = 0
        self._lock = threading.Lock()

    @contextmanager
    def within(self) -> Iterator[None]:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        yield
        with self._lock:
            self._now -= 1


def test_one_check_is_imported_at_a_time_and_as_many_look_as_there_are_threads() -> None:
    loading, looking = Together(), Together()
    all_look = threading.Barrier(THREADS)  # goes on only when as many look at once

    def check(name: str) -> Check[Any]:
        def way(_system: System, _data: Data) -> int:
            with looking.within():
                all_look.wait(10)
            return 1

        def load(_platform: Platform) -> Implementation[int]:
            with loading.within():
                time.sleep(0.005)  # another thread's chance
            return Implementation(way, lambda _fact: [Finding("fine", Level.GOOD, Text("Fine."))])

        return Check(f"turn.{name}", Text("T"), Text("W"), 1, coverage=SEEN, load=load)

    out, back = os.pipe()
    jobs = [_Job(check(str(number)), PackData("wellbehaved")) for number in range(2 * THREADS)]
    now = datetime(2026, 11, 29, tzinfo=UTC).isoformat()
    facts = Facts(Replay(Recording(Platform.LINUX, "test", {"now": now})))
    _conduct_all(jobs, facts, EventChannel(back, lambda _group, _started: None))
    os.close(back)
    with os.fdopen(out, "rb") as lines:
        events: list[Event] = [from_line(Event, line) for line in lines]
    assert (loading.most, looking.most) == (1, THREADS)
    assert [event.check for event in events if isinstance(event, Started)] == [job.check.id for job in jobs]
    answered = {event.verdict.check: event.verdict.level for event in events if isinstance(event, Finished)}
    assert answered == {job.check.id: Level.GOOD for job in jobs}
