"""Process of the child that sees passwords, with two pipes and nothing else. They are all it has of the world.

Started by the supervisor or the window. Its stdout and stderr lead nowhere for everybody but the one channel, so that
no library can print what it sees; a fault is told as its type and its place in the code. The end of stdin ends it at
once, whatever it does.
"""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
from typing import Final, Never

from postigo import bounds
from postigo.passwords import protocol
from postigo.passwords.sandbox.hardening import MOST_MEMORY, seal
from postigo.pipe.child_end import lead_nowhere, set_apart
from postigo.pipe.messages import from_line, to_line
from postigo.pipe.protocol import Lines, send

FAULT_OF_OURS: Final = 70


def main() -> Never:
    """The whole life of the child."""
    status = FAULT_OF_OURS
    channel = _Channel()
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started us, and ends our stdin
        bounds.be_expendable()
        bounds.take_at_most(MOST_MEMORY)
        sealed = seal()
        inbox = _Inbox()
        from postigo.passwords.sandbox import session  # noqa: PLC0415 - sealed first, before anything can be seen
        from postigo.passwords.sandbox.strength import load  # noqa: PLC0415 - see above

        load()
        order = inbox.first()
        if isinstance(order, protocol.Order):
            who = session.judges(order, closing=(channel.file, inbox.file))
            inbox.listen()
            session.serve(order, who, sealed=sealed, send=channel.send, receive=inbox.receive)
            status = 0
    except BaseException as fault:  # noqa: BLE001 - the last stop: no message of a fault may leave, it could hold content
        channel.send(protocol.Crashed(where(fault)))
    finally:
        os._exit(status)


def where(fault: BaseException) -> str:
    """Type of a fault, and the last place in our own code that it passed."""
    place = ""
    trace = fault.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if "postigo" in code.co_filename:
            place = f" at {os.path.basename(code.co_filename)}:{trace.tb_lineno}"  # noqa: PTH119 - a name, nothing else
        trace = trace.tb_next
    return f"{type(fault).__name__}{place}"


class _Channel:
    """The one way out: a private copy of stdout."""

    def __init__(self) -> None:
        self.file = set_apart(1)
        lead_nowhere(2)
        sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - as long as we live

    def send(self, frame: protocol.Up) -> None:
        """Send a frame. Whoever started us may have gone: then nobody needs it."""
        try:
            send(self.file, to_line(frame))
        except OSError:
            os._exit(0)


class _Inbox:
    """Inbox of frames from stdin."""

    def __init__(self) -> None:
        self._frames: queue.SimpleQueue[protocol.Down | None] = queue.SimpleQueue()
        self.file = set_apart(0)
        self._lines = Lines()

    def first(self) -> protocol.Down:
        """The first frame, waited for without a thread."""
        while self._frames.empty():
            self._read()
        return self.receive()

    def listen(self) -> None:
        """Read all the time, by a thread, so that the end of stdin is noticed."""
        # os.read, not sys.stdin: a daemon thread inside sys.stdin aborts the interpreter when it ends.
        threading.Thread(target=self._listen, daemon=True).start()

    def receive(self) -> protocol.Down:
        """The next frame; waits for it. What is no frame is a fault of whoever started us."""
        frame = self._frames.get()
        if frame is None:
            raise ValueError
        return frame

    def _listen(self) -> None:
        while self._read():
            pass

    def _read(self) -> bool:
        """Read the pending bytes. False when they are too long to be a frame. Its end is ours."""
        part = os.read(self.file, 1 << 16)
        if not part:
            os._exit(0)
        for line in self._lines.feed(part):
            try:
                self._frames.put(from_line(protocol.Down, line))
            except ValueError:
                self._frames.put(None)
        if self._lines.too_long:
            self._frames.put(None)
        return not self._lines.too_long


if __name__ == "__main__":
    main()
