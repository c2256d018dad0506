"""The child that sees passwords, as the terminal talks to it. (The window does the same with Qt's own process.)"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field

from postigo.passwords.process import start
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
)
from postigo.pipe.host import Ended, Host, Process
from postigo.pipe.messages import from_line, to_line
from postigo.pipe.protocol import CLOSE_GRACE


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
    """The running child, with its order."""

    def __init__(self, order: Order, process: Process | None = None) -> None:
        self._host = Host(process or start())
        self.send(order)

    def send(self, frame: Down) -> None:
        """Send it a frame. What it no longer hears shows when it is heard next."""
        self._host.send(to_line(frame))

    def unlock(self, file: int, key: Key | None) -> None:
        """Key of a file; None: it is left out. Nothing of the password stays in this process."""
        if key is None:
            self.send(Master(file, None))
            return
        line = master_line(file, key.password, key.key_file)
        try:
            self._host.send(line)
        finally:
            for secret in (line, key.password):
                secret[:] = bytes(len(secret))

    def frames(self) -> Iterator[Up]:
        """Frames of the child, to its last word. `Lost` if that is not `Done`."""
        try:
            for line in self._host.lines():
                frame: Up = from_line(Up, line)
                yield frame
                if isinstance(frame, Done):
                    return
        except ValueError as wrong:
            raise Lost(f"{type(wrong).__name__} in what the child said") from None
        except Ended as end:
            raise Lost(f"the child: {end}, status {end.status}") from None

    def close(self) -> None:
        """Its stdin ends, and so does it."""
        self._host.close(CLOSE_GRACE)


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
                        running.send(Ranges({prefix: body}))
                    running.send(Ranges(end=True))
                case Crashed():
                    raise Lost(frame.where)
                case _:
                    pass
