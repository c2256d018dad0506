"""Worker as its supervisor has it: a process, its lines, and its end."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from typing import Any, Final

from postigo.audit.orphans import AUDIT_ID_VAR, end_groups, end_marked, started_by
from postigo.audit.request import WorkerOrder
from postigo.core.events import Event
from postigo.pipe import reexec
from postigo.pipe.host import Ended, Host, start
from postigo.pipe.messages import from_line, to_line
from postigo.pipe.protocol import SILENCE

_MOST_WAITING: Final = 1000  # lines that nobody has heard yet: a flood stops at its source


class CannotBegin(Exception):  # noqa: N818 - what it is
    """Failure to start that is no pack's fault: an unreadable recording, a broken installation. Says why."""


class Fault(Exception):  # noqa: N818 - what it is
    """Worker that can be trusted no more: it died, fell silent, or emitted no event. The text says how."""


class WorkerProcess:
    """One worker process, what it says, and its end."""

    def __init__(self, order: WorkerOrder) -> None:
        self.imported: list[str] = []
        self.lived = False
        self._mark = os.urandom(16).hex()
        self._groups: set[int] = set()
        self._ended = False
        self._job: Any = None
        program, environ = reexec.python_program(os.environ)
        process = start(
            command(guest=order.guest is not None),
            program=program,
            environ={**environ, AUDIT_ID_VAR: self._mark},
            alone=True,  # Ctrl-C in the terminal is ours to answer
            errors=True,
        )
        if sys.platform == "win32":
            from postigo.bounds.windows_job import WindowsJob  # noqa: PLC0415 - Windows only

            with contextlib.suppress(OSError):  # without its box, a worker still ends at the end of its stdin
                self._job = WindowsJob()
                self._job.take(process.pid)
        self._host = Host(process, _MOST_WAITING)
        self._host.send(to_line(order))

    @property
    def stuck(self) -> bool:
        """Whether its signs of life stay away: some check keeps all of its threads waiting."""
        return self._host.silence > SILENCE

    @property
    def last_error_line(self) -> str:
        """The last line that it wrote to stderr."""
        return self._host.last_error_line

    def discount(self, seconds: float) -> None:
        """Time in which nobody could hear it."""
        self._host.discount(seconds)

    def receive(self, seconds: float) -> Event | None:
        """Its next event; None if there is none for so long. `Fault` when it can be trusted no more."""
        deadline = time.monotonic() + seconds
        try:
            while (line := self._host.receive(deadline - time.monotonic())) is not None:
                if line.startswith(b"{"):
                    return _event(line)
                self._note(line)
        except Ended as end:
            raise Fault(str(end)) from None
        return None

    def _note(self, line: bytes) -> None:
        """Take a sign of the trade: see `runner.EventChannel`."""
        text = line.decode(errors="replace").rstrip()
        sign, rest = text[:1], text[1:]
        if sign == ">":
            self.imported.append(rest)
        elif sign == "!" and not self.imported:  # later it could be a pack that says so
            raise CannotBegin(rest)
        elif sign in {"+", "-"} and rest.isdecimal() and len(rest) < 20:
            (self._groups.add if sign == "+" else self._groups.discard)(int(rest))
        elif text != ".":
            raise Fault(f"said what is no event: {text!r}"[:300])

    def end(self) -> None:
        """Kill it and all it started; returns when nothing of it runs. Safe to repeat."""
        if self._ended:
            return
        self._ended = True
        process = self._host.process
        self.lived = process.poll() is None
        if self._job is not None:
            self._job.end()
        if sys.platform != "win32" and self.lived:
            self._groups |= started_by(process.pid)
            end_groups([process.pid])  # its warden too, and what a pack forked
        for line in self._host.kill():  # it may have announced a group that nobody has heard of yet
            with contextlib.suppress(Fault, CannotBegin):
                if not line.startswith(b"{"):
                    self._note(line)
        end_groups(self._groups)
        end_marked(self._mark)
        self._host.close_stdin()


def _event(line: bytes) -> Event:
    try:
        event: Event = from_line(Event, line)
    except ValueError as wrong:
        raise Fault(f"said what is no event: {wrong}"[:300]) from None
    return event


def command(*, guest: bool = False) -> list[str]:
    """How a worker is started.

    The one of the built-in checks looks where this Python looks, but no line of a `.pth` file runs in it: those are the
    code of whatever is installed beside us, whether anybody enabled it or not. A stranger's pack may need its own.
    """
    module = "postigo.audit.worker"
    return reexec.command(module) if guest else reexec.bare(module, reexec.path_here())
