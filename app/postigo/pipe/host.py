"""Host of a child process for programs without an event loop. A thread reads it all the time: no pipe runs full."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Final

from postigo.pipe.protocol import KILL_GRACE, LAST_WORDS, STDERR_KEPT, WHY_GRACE, Lines, send

_PART: Final = 1 << 16  # bytes that a pipe of Linux holds

Process = subprocess.Popen[bytes]


class Ended(Exception):  # noqa: N818 - what it is
    """End of a child's lines, in words. `status` is that of the process, None if it still runs."""

    def __init__(self, how: str, status: int | None) -> None:
        super().__init__(how)
        self.status = status


def start(
    command: Sequence[str],
    *,
    program: str | None = None,
    environ: Mapping[str, str] | None = None,
    alone: bool = False,
    errors: bool = False,
) -> Process:
    """New child of ours with a pipe at each end. `alone`: Ctrl-C in the terminal is not for it. `errors`: its stderr is kept."""
    return subprocess.Popen(
        command,
        executable=program,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE if errors else subprocess.DEVNULL,
        bufsize=0,
        env=environ,
        start_new_session=alone,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


class Host:
    """One child process, its lines, and its end.

    With `most_waiting`, a child that floods us waits until its lines are heard; else they are kept, however many.
    """

    def __init__(self, process: Process, most_waiting: int = 0) -> None:
        self.process = process
        self._lines: queue.Queue[bytes | None] = queue.Queue(most_waiting)
        self._said = b""
        self._beat = time.monotonic()
        self._over = threading.Event()
        self._end: Ended | None = None
        assert process.stdin is not None  # noqa: S101 - PIPE was asked for
        assert process.stdout is not None  # noqa: S101
        self._stdin: Final = process.stdin
        self._reader = threading.Thread(target=self._read, args=(process.stdout,), daemon=True)
        self._reader.start()
        self._listener = threading.Thread(target=self._listen, args=(process.stderr,), daemon=True)
        self._listener.start()

    @property
    def silence(self) -> float:
        """Seconds since a line of it was heard."""
        return time.monotonic() - self._beat

    def discount(self, seconds: float) -> None:
        """Time in which nobody could hear it. A beat that was heard after it stays: none comes from the future."""
        self._beat = min(time.monotonic(), self._beat + seconds)

    @property
    def last_error_line(self) -> str:
        """The last line that it wrote to stderr."""
        self._listener.join(WHY_GRACE)
        lines = self._said.decode(errors="replace").strip().splitlines()
        return lines[-1][:300] if lines else ""

    def send(self, line: bytes | bytearray) -> None:
        """Send it a line. That it reads no more shows when it is heard next."""
        with contextlib.suppress(OSError):
            send(self._stdin.fileno(), line)

    def receive(self, seconds: float | None = None) -> bytes | None:
        """Its next line; None if there is none for so long. `Ended` when there is none to come, or one is too long."""
        if self._end is not None:
            raise self._end
        try:
            line = self._lines.get(timeout=seconds if seconds is None else max(0.0, seconds))
        except queue.Empty:
            return None
        if line is None:
            self._lines.put_nowait(None)  # for another thread that waits; it has the place of the one that was taken
            self._end = self._how_it_ended()
            raise self._end
        self._beat = time.monotonic()
        return line

    def lines(self) -> Iterator[bytes]:
        """Its lines as they come, until it has `Ended`."""
        while True:
            line = self.receive()
            assert line is not None  # noqa: S101 - it waits as long as it takes
            yield line

    def close(self, grace: float) -> None:
        """End its stdin, and so itself: after `grace` seconds it is killed."""
        with contextlib.suppress(OSError):
            self._stdin.close()
        try:
            self.process.wait(grace)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._over.set()
        self._reader.join()

    def kill(self) -> list[bytes]:
        """Kill it, and return what it said last. Its stdin stays open until `let_go`."""
        self.process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(KILL_GRACE)
        deadline = time.monotonic() + LAST_WORDS
        last: list[bytes] = []
        with contextlib.suppress(Ended):
            while (line := self.receive(deadline - time.monotonic())) is not None:
                last.append(line)
        self._over.set()
        return last

    def close_stdin(self) -> None:
        """Close our end of its stdin."""
        self._stdin.close()

    def _how_it_ended(self) -> Ended:
        try:
            status = self.process.wait(WHY_GRACE)
        except subprocess.TimeoutExpired:
            return Ended("fell silent", None)
        if status < 0:
            with contextlib.suppress(ValueError):
                return Ended(signal.Signals(-status).name, status)
        return Ended(f"ended with status {status}", status)

    def _read(self, stream: IO[bytes]) -> None:
        lines = Lines()
        try:
            with stream:
                while not lines.too_long and (part := os.read(stream.fileno(), _PART)):
                    for line in lines.feed(part):
                        self._put(line)
        finally:  # also where the memory was too short for a line: else whoever hears us would wait for ever
            self._put(None)

    def _put(self, line: bytes | None) -> None:
        while not self._over.is_set():
            with contextlib.suppress(queue.Full):
                self._lines.put(line, timeout=0.1)
                return

    def _listen(self, stream: IO[bytes] | None) -> None:
        """Keep the end of stderr and throw the rest away. So no flood stands in its way."""
        if stream is None:
            return
        with stream:
            while part := os.read(stream.fileno(), _PART):
                self._said = (self._said + part)[-STDERR_KEPT:]
