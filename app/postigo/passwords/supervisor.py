"""The child that sees passwords, as the terminal talks to it. (The window does the same with Qt's own process.)"""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from typing import Final

from postigo.passwords.process import Process, start, wait
from postigo.passwords.protocol import (
    Crashed,
    Done,
    Down,
    Locked,
    Master,
    Order,
    Ranges,
    Up,
    Wanted,
    master_line,
    to_line,
    up,
)

_GRACE: Final = 2.0  # seconds that a child may take to end when its stdin has ended


@dataclass(slots=True)
class Key:
    """Key for a file: a password in UTF-8, wiped when told, and a key file."""

    password: bytearray = field(repr=False)
    key_file: str | None = None


Ask = Callable[[Locked], Key | None]
Fetch = Callable[[tuple[str, ...]], Iterable[tuple[str, str]]]


class Lost(Exception):  # noqa: N818 - what it is
    """The child ended before it was done, or said what no child says. The detail is technical and holds no content."""


class Child:
    """The running child, with its order. A thread hears it all the time, so that neither side ever waits for a full pipe."""

    def __init__(self, order: Order, process: Process | None = None) -> None:
        self._process = process or start()
        self._heard: queue.SimpleQueue[Up | Lost] = queue.SimpleQueue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self.tell(order)

    def tell(self, frame: Down) -> None:
        """Say something to it. What it no longer hears shows when it is heard next."""
        assert self._process.stdin is not None  # noqa: S101 - PIPE, above
        with suppress(BrokenPipeError):
            self._process.stdin.write(to_line(frame))
            self._process.stdin.flush()

    def unlock(self, file: int, key: Key | None) -> None:
        """Key of a file; None: it is left out. Nothing of the password stays in this process."""
        if key is None:
            self.tell(Master(file, None))
            return
        line = master_line(file, key.password, key.key_file)
        assert self._process.stdin is not None  # noqa: S101 - PIPE, above
        try:
            left = memoryview(line)
            while left:
                left = left[os.write(self._process.stdin.fileno(), left) :]
        except BrokenPipeError:  # it shows when it is heard next
            pass
        finally:
            for secret in (line, key.password):
                secret[:] = bytes(len(secret))

    def frames(self) -> Iterator[Up]:
        """Frames of the child, to its last word. `Lost` if that is not `Done`."""
        while True:
            heard = self._heard.get()
            if isinstance(heard, Lost):
                raise heard
            yield heard
            if isinstance(heard, Done):
                return

    def close(self) -> None:
        """Its stdin ends, and so does it."""
        assert self._process.stdin is not None  # noqa: S101 - PIPE, above
        with suppress(OSError):
            self._process.stdin.close()
        wait(self._process, _GRACE)
        self._listener.join()
        assert self._process.stdout is not None  # noqa: S101 - PIPE, above
        self._process.stdout.close()

    def _listen(self) -> None:
        assert self._process.stdout is not None  # noqa: S101 - PIPE, above
        try:
            for line in self._process.stdout:
                self._heard.put(up(line))
        except ValueError as wrong:
            self._heard.put(Lost(f"{type(wrong).__name__} in what the child said"))
        else:
            self._heard.put(Lost(f"the child ended with status {self._process.wait()}"))


def audit(order: Order, ask: Ask, fetch: Fetch, process: Process | None = None) -> Iterator[Up]:
    """Everything the child says of these files; `Lost` if it could not finish. `process` is one that was started ahead.

    `ask` gives what opens a file, `fetch` the bodies of the wanted ranges as they come; a `KeyboardInterrupt` out of
    either ends the child too.
    """
    with closing(Child(order, process)) as running:
        for frame in running.frames():
            yield frame
            match frame:
                case Locked():
                    running.unlock(frame.file, ask(frame))
                case Wanted():
                    for prefix, body in fetch(frame.prefixes):
                        running.tell(Ranges({prefix: body}))
                    running.tell(Ranges(end=True))
                case Crashed():
                    raise Lost(frame.where)
                case _:
                    pass
