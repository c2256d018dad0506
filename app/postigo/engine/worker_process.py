"""A worker as its supervisor has it: a process, the lines that it says, and the end of it and of all it started."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from typing import IO, Any, Final

from postigo.core.events import Event
from postigo.engine import child
from postigo.engine.leftovers import MARK, end_groups, end_marked, started_by
from postigo.engine.request import Order
from postigo.pipe.messages import from_line

_STUCK: Final = 0.5  # seconds without a sign of life after which a worker counts as kept waiting by one of its checks
_LONGEST_LINE: Final = 8 << 20  # a catalogue of many packs; a worker cuts verdicts at one megabyte
_STDERR_KEPT: Final = 1 << 14
_LAST_WORDS: Final = 0.05  # seconds in which what it said last may still arrive


class CannotBegin(Exception):  # noqa: N818 - what it is
    """No worker could begin, and no pack is to blame: an unreadable recording, a broken installation. Says why."""


class Fault(Exception):  # noqa: N818 - what it is
    """A worker that can be trusted no more: it died, fell silent, or says what is no event. The text says how."""


class WorkerProcess:
    """One worker process, its lines, and its end."""

    def __init__(self, order: Order) -> None:
        self.imported: list[str] = []
        self.lived = False
        self._mark = os.urandom(16).hex()
        self._groups: set[int] = set()
        self._lines: queue.Queue[bytes | None] = queue.Queue(maxsize=1000)
        self._stderr = b""
        self._beat = time.monotonic()
        self._ended = threading.Event()
        self._job: Any = None
        program, environ = child.itself(os.environ)
        self._process = process = subprocess.Popen(
            command(guest=order.guest is not None),
            executable=program,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            env={**environ, MARK: self._mark},
            start_new_session=True,  # Ctrl-C in the terminal is ours to answer
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        if sys.platform == "win32":
            from postigo.bounds.job import Job  # noqa: PLC0415 - Windows only

            with contextlib.suppress(OSError):  # without its box, a worker still ends at the end of its stdin
                self._job = Job()
                self._job.take(process.pid)
        self._stdin, stdout, stderr = _streams(process)
        threading.Thread(target=self._read_lines, args=(stdout,), daemon=True).start()
        self._listener = threading.Thread(target=self._read_stderr, args=(stderr,), daemon=True)
        self._listener.start()
        with contextlib.suppress(OSError):  # it died at once: its silence will say so
            os.write(self._stdin.fileno(), order.line())

    @property
    def stuck(self) -> bool:
        """Whether its signs of life stay away: some check keeps all of its threads waiting."""
        return time.monotonic() - self._beat > _STUCK

    @property
    def last_words(self) -> str:
        """The last line that it wrote to stderr."""
        self._listener.join(0.5)
        lines = self._stderr.decode(errors="replace").strip().splitlines()
        return lines[-1][:300] if lines else ""

    def forgive(self, seconds: float) -> None:
        """Time in which nobody could hear it. A beat that was heard after it stays: none comes from the future."""
        self._beat = min(time.monotonic(), self._beat + seconds)

    def hear(self, seconds: float) -> Event | None:
        """Its next event; None if there is none for so long. `Fault` when it can be trusted no more."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                line = self._lines.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                return None
            if line is None:
                raise Fault(self._how_it_ended())
            self._beat = time.monotonic()
            if line.startswith(b"{"):
                try:
                    event: Event = from_line(Event, line)
                except ValueError as wrong:
                    raise Fault(f"said what is no event: {wrong}"[:300]) from None
                return event
            self._note(line.decode(errors="replace").rstrip())

    def _note(self, line: str) -> None:
        """A sign of the trade: see `looking.Channel`."""
        sign, rest = line[:1], line[1:]
        if sign == ">":
            self.imported.append(rest)
        elif sign == "!" and not self.imported:  # later it could be a pack that says so
            raise CannotBegin(rest)
        elif sign in {"+", "-"} and rest.isdecimal() and len(rest) < 20:
            (self._groups.add if sign == "+" else self._groups.discard)(int(rest))
        elif line != ".":
            raise Fault(f"said what is no event: {line!r}"[:300])

    def end(self) -> None:
        """Kill it and all it started; returns when nothing of it runs. Safe to repeat."""
        if self._ended.is_set():
            return
        self.lived = self._process.poll() is None
        if self._job is not None:
            self._job.end()
        if sys.platform != "win32" and self.lived:
            self._groups |= started_by(self._process.pid)
            end_groups([self._process.pid])  # its warden too, and what a pack forked
        self._process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):  # it hangs in the kernel, and dies when it comes out
            self._process.wait(timeout=1.0)
        self._drain()
        self._ended.set()
        end_groups(self._groups)
        end_marked(self._mark)
        self._stdin.close()

    def _drain(self) -> None:
        """Read what it said last: it may have announced a group that nobody has heard of yet."""
        deadline = time.monotonic() + _LAST_WORDS
        while True:
            try:
                line = self._lines.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                return
            if line is None:
                return
            with contextlib.suppress(Fault, CannotBegin):
                if not line.startswith(b"{"):
                    self._note(line.decode(errors="replace").rstrip())

    def _how_it_ended(self) -> str:
        try:
            code = self._process.wait(timeout=0.5)
        except subprocess.TimeoutExpired:
            return "fell silent"
        if code < 0:
            with contextlib.suppress(ValueError):
                return signal.Signals(-code).name
        return f"ended with status {code}"

    def _read_lines(self, stream: IO[bytes]) -> None:
        rest = bytearray()
        with stream:
            while len(rest) <= _LONGEST_LINE and (part := os.read(stream.fileno(), 1 << 16)):
                *lines, last = part.split(b"\n")
                for line in lines:
                    self._put(bytes(rest + line))
                    rest.clear()
                rest += last
        self._put(None)

    def _put(self, line: bytes | None) -> None:
        """Hand a line over. The queue is short, so that a flood stops at its source."""
        while not self._ended.is_set():
            with contextlib.suppress(queue.Full):
                self._lines.put(line, timeout=0.1)
                return

    def _read_stderr(self, stream: IO[bytes]) -> None:
        """Keep the end of it and throw the rest away, so that no flood stands in the worker's way."""
        with stream:
            while part := os.read(stream.fileno(), 1 << 16):
                self._stderr = (self._stderr + part)[-_STDERR_KEPT:]


def _streams(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes], IO[bytes]]:
    """The three pipes to a process that was given three."""
    assert process.stdin is not None  # noqa: S101 - PIPE was asked for
    assert process.stdout is not None  # noqa: S101
    assert process.stderr is not None  # noqa: S101
    return process.stdin, process.stdout, process.stderr


def command(*, guest: bool = False) -> list[str]:
    """How a worker is started.

    The one of the built-in checks looks where this Python looks, but no line of a `.pth` file runs in it: those are the
    code of whatever is installed beside us, whether anybody enabled it or not. A stranger's pack may need its own.
    """
    module = "postigo.engine.worker"
    return child.command(module) if guest else child.bare(module, child.path_here())
