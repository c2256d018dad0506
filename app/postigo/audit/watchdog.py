"""Watchdog: a small copy of the worker that outlives it, and ends what is left.

The worker cannot be trusted to end itself. When the supervisor is killed, a thread of the worker would have to notice;
but a pattern that matches for ever, or any C code, can keep all of Python's threads waiting. And a worker that is killed
can end nothing any more. So the worker forks, before it has a thread or a pack: the copy reads the stdin of both, whose
end means "stop", and a pipe from the worker, whose end means that the worker is dead. POSIX only; on Windows the
supervisor's Job does all this in the kernel.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable

from postigo.audit.orphans import AUDIT_ID_VAR, end_groups, end_marked, started_by
from postigo.pipe.child_end import lead_nowhere
from postigo.pipe.protocol import Lines

assert sys.platform != "win32"  # noqa: S101 - tells mypy too; on Windows the supervisor's Job watches


def fork_watchdog(events: int) -> Callable[[int, bool], None]:
    """Fork the watchdog, and return what tells it of a process group. The watchdog itself never returns from here.

    It takes over stdin; the worker's own becomes empty, so that a pack that reads it gets its end and does not hang.
    `events` is the worker's channel, which the warden must not hold open. Call it before the first thread starts.
    """
    reads, writes = os.pipe()
    worker = os.getpid()
    if os.fork() == 0:
        try:
            os.close(writes)
            os.close(events)
            lead_nowhere(1, 2)
            _watch(worker, reads)
        finally:
            os._exit(0)
    os.close(reads)
    lead_nowhere(0)

    def send(group: int, started: bool) -> None:
        os.write(writes, f"{'+' if started else '-'}{group}\n".encode())

    return send


def _watch(worker: int, told: int) -> None:
    """Wait for the end of stdin or of the worker. Then end the worker and all that it has started."""
    import select  # noqa: PLC0415 - the worker itself does not need it

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    groups = _Groups(told)
    while os.getppid() == worker:  # asked each second, since a child that a pack has forked may hold the pipe open
        ready, _, _ = select.select([0, told], [], [], 1.0)
        if told in ready and not groups.receive():
            break
        if 0 in ready and not os.read(0, 1 << 16):
            if os.getppid() == worker:  # else it is dead, and its number may be another's
                groups.open |= started_by(worker)
                os.kill(worker, signal.SIGKILL)
            break
    os.set_blocking(told, False)
    with contextlib.suppress(BlockingIOError):
        while groups.receive():
            pass
    end_groups(groups.open)
    end_marked(os.environ.get(AUDIT_ID_VAR, ""))
    if os.getpgrp() == worker:  # the supervisor makes it so
        os.killpg(0, signal.SIGKILL)  # what a pack has forked, and ourselves last


class _Groups:
    """The process groups that are open, as the worker tells of them."""

    def __init__(self, told: int) -> None:
        self.open: set[int] = set()
        self._told = told
        self._lines = Lines()

    def receive(self) -> bool:
        """Read what is there; False at the end."""
        said = os.read(self._told, 1 << 16)
        for line in self._lines.feed(said):
            (self.open.add if line[:1] == b"+" else self.open.discard)(int(line[1:]))
        return bool(said)
