"""Protocol of the pipe: messages are lines, and the end of stdin means "stop".

A sign of life may stand between two messages. All limits and graces are here. Standard library only, and little of it: a worker loads this before it forks its watchdog.
"""

from __future__ import annotations

import os
from typing import Final

LONGEST: Final = 16 << 20
"""Bytes of one line. The catalogue of many packs has some megabytes, a verdict at most one, a thousand entries of a
password file 0.3, a range of leaked passwords 0.1. A line without an end must not eat the memory."""

ON_STDIN: Final = "-"
"""Word of `audit --events` in place of the checks. Their ids come through stdin, in one line."""

HEARTBEAT: Final = 0.2
"""Seconds between two signs of life of a worker. When they stay away, some check keeps all the others waiting."""

SILENCE: Final = 0.5
"""Seconds without a sign of life that prove it. Two may be late on a busy machine."""

STOP_GRACE: Final = 3.0
"""Seconds that a child may take when a person has stopped it. An audit ends its workers, and answers for their checks."""

LEAVE_GRACE: Final = 0.5
"""Seconds that an abandoned child may take, and as many to die. A window stands still meanwhile."""

CLOSE_GRACE: Final = 2.0
"""Seconds that a child may take after its last word. Nothing stands still meanwhile, and a full memory is slow to free."""

KILL_GRACE: Final = 1.0
"""Seconds until a killed process is gone. One that hangs in the kernel dies when it comes out: nobody waits for that."""

LAST_WORDS: Final = 0.05
"""Seconds in which what a killed child wrote last may still arrive."""

WHY_GRACE: Final = 0.5
"""Seconds to wait for status and stderr of a child whose pipe has ended."""

STDERR_KEPT: Final = 1 << 14
"""Bytes of what a child wrote on stderr: enough for a traceback's end."""


class Lines:
    """Splitter of what comes through a pipe into lines. Once one was `too_long`, no other can be trusted."""

    def __init__(self, longest: int = LONGEST) -> None:
        self.too_long = False
        self._longest = longest
        self._rest = bytearray()

    def feed(self, part: bytes) -> list[bytes]:
        """The lines, without their ends, that are whole with this part."""
        *lines, last = part.split(b"\n")
        if lines and self._rest:
            lines[0] = bytes(self._rest) + lines[0]
        if lines:
            self._rest.clear()
        self._rest += last
        self.too_long = self.too_long or len(self._rest) > self._longest
        return lines


def send(pipe: int, line: bytes | bytearray) -> None:
    """Write a whole line, however little of it the pipe takes at a time. `OSError` if nobody reads any more."""
    left = memoryview(line)
    while left:
        left = left[os.write(pipe, left) :]
