"""Child's ends of its pipes: kept from libraries that read or print, and watched."""

from __future__ import annotations

import os
from collections.abc import Callable


def set_apart(stream: int) -> int:
    """Private copy of a standard stream (0, 1 or 2). The stream itself leads nowhere from now on."""
    own = os.dup(stream)
    lead_nowhere(stream)
    return own


def lead_nowhere(*streams: int) -> None:
    """Make standard streams lead nowhere: whoever reads finds the end, whoever prints is not heard."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in streams:
        os.dup2(nowhere, stream)
    os.close(nowhere)


def first_line(pipe: int, longest: int = 1 << 16) -> str:
    """First line that comes through this pipe, without its end. Nothing behind it is read. UTF-8; what is none is replaced."""
    line = b""
    while len(line) < longest and (letter := os.read(pipe, 1)) not in {b"", b"\n"}:
        line += letter
    return line.decode(errors="replace")


def when_closed(pipe: int, act: Callable[[], object]) -> None:
    """Call `act`, in a thread of its own, once this pipe has ended. What comes through it is thrown away."""
    import threading  # noqa: PLC0415 - a worker that forks has none before

    def watch() -> None:
        # os.read, not sys.stdin: a daemon thread inside sys.stdin aborts the interpreter when it ends.
        try:
            while os.read(pipe, 1 << 16):
                pass
        except OSError:  # closed from the start: nobody could ever say "stop", so nobody waits
            pass
        act()

    threading.Thread(target=watch, daemon=True).start()
