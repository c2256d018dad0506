"""Host of the processes that answer calls of Windows.

Each answers one call at a time and lives as long as it is sound: a wrong place in a table of functions may end it, and then
one answer is CRASHED and the next call starts another. There are a few of them, so that slow calls do not hold quick ones up.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from postigo.core.codec import DecodeError, decode
from postigo.core.system import CannotTell, Unknown
from postigo.core.windows_call import WindowsCall
from postigo.pipe import reexec
from postigo.pipe.host import Ended, Host, Process, start
from postigo.pipe.messages import from_line, to_line
from postigo.system import remote_paths
from postigo.system.calls.messages import Answer, Question, Refusal
from postigo.system.commands import Announce
from postigo.windows_calls import CALLS

T = TypeVar("T")

MOST: Final = 3
"""Processes at a time. A check asks one call after the other, and few calls take longer than a blink."""

START: Final = 5.0
"""Seconds more for a call that a process must be started for."""

_MODULE: Final = "postigo.system.calls.child"
_NEEDS: Final = ("postigo", "comtypes")


class _Child:
    """Process that answers calls."""

    def __init__(self, process: Process) -> None:
        self.host = Host(process)
        self.is_new = True

    def ask(self, question: Question, deadline: float) -> Any:  # noqa: ANN401 - JSON of any call
        """Value of its answer, or the refusal as `CannotTell`. `Ended` where it died over it."""
        self.host.send(to_line(question))
        line = self.host.receive(deadline - time.monotonic())
        if line is None:
            raise CannotTell(Unknown.TIMEOUT, f"{question.call} is still at it")
        reply: Answer | Refusal = from_line(Answer | Refusal, line)
        if isinstance(reply, Refusal):
            raise CannotTell(reply.why, reply.detail)
        return reply.value


class Calls:
    """Processes that answer calls. Several threads may ask at once."""

    def __init__(self, announce: Announce, begin: Callable[[], Process] | None = None) -> None:
        """`announce` is told of each process; `begin` starts one."""
        self._announce = announce
        self._begin = begin or _start
        self._change = threading.Condition()
        self._idle: list[_Child] = []
        self._alive: list[_Child] = []
        self._closed = False

    def ask(self, call: WindowsCall[T], values: Mapping[str, str]) -> T:
        """Answer of a call. See `System.call`. ValueError for a call that is not in the closed list."""
        if CALLS.get(call.name) is not call or set(values) != set(call.values):
            raise ValueError(f"no call of Windows: {call.name} with {sorted(values)}")
        for value in values.values():
            remote_paths.refuse(value)
        deadline = time.monotonic() + call.seconds
        child = self._take(deadline)
        sound = False
        try:
            if child.is_new:
                deadline += START
            value = child.ask(Question(call.name, dict(values)), deadline)
            sound = True
        except CannotTell as unknown:
            sound = unknown.why not in {Unknown.TIMEOUT, Unknown.CRASHED}
            raise
        except Ended as end:
            raise CannotTell(Unknown.CRASHED, f"{call.name}: the process that asks {_told(end)}") from None
        except ValueError as wrong:
            raise CannotTell(Unknown.UNREADABLE, f"{call.name}: {wrong}") from None
        finally:
            self._give_back(child, sound=sound)
        try:
            answer: T = decode(call.answer, value, call.name)
        except DecodeError as wrong:
            raise CannotTell(Unknown.UNREADABLE, str(wrong)) from None
        return answer

    def close(self) -> None:
        """The end of all of them."""
        with self._change:
            self._closed = True
            alive, self._alive, self._idle = self._alive, [], []
            self._change.notify_all()  # nobody waits any longer for one to be free
        for child in alive:
            self._end(child)

    def _take(self, deadline: float) -> _Child:
        """A process that is free, or a new one."""
        with self._change:
            free = self._change.wait_for(self._is_free, deadline - time.monotonic())
            if self._closed or not free:
                raise CannotTell(Unknown.TIMEOUT, "all that could ask are busy with other calls")
            if self._idle:
                return self._idle.pop()
            child = _Child(self._begin())
            self._alive.append(child)
        self._announce(child.host.process.pid, True)
        return child

    def _is_free(self) -> bool:
        return self._closed or bool(self._idle) or len(self._alive) < MOST

    def _give_back(self, child: _Child, *, sound: bool) -> None:
        child.is_new = False
        with self._change:
            alive = child in self._alive  # else `close` ends it
            if alive and sound:
                self._idle.append(child)
            elif alive:
                self._alive.remove(child)
            self._change.notify()
        if alive and not sound:
            self._end(child)

    def _end(self, child: _Child) -> None:
        child.host.kill()
        child.host.close_stdin()
        if child.host.process.poll() is not None:  # else it hangs in the kernel: it stays announced
            self._announce(child.host.process.pid, False)


def _told(end: Ended) -> str:
    """End of a process in words. On Windows a status may be an exception's number, read in hexadecimal."""
    return f"{end}" if end.status is None or end.status < 1 << 16 else f"ended with 0x{end.status:08x}"


def _start() -> Process:
    """Process that answers calls: this Python, with the folders of our code and of comtypes.

    Nothing of what lies beside them runs in it.
    """
    program, environ = reexec.python_program(os.environ)
    try:
        return start(
            reexec.bare(_MODULE, reexec.folders_of(_NEEDS), alone=True), program=program, environ=environ, alone=True
        )
    except OSError as refused:
        why = Unknown.DENIED if isinstance(refused, PermissionError) else Unknown.UNREADABLE
        raise CannotTell(why, f"no process to ask Windows with: {refused}") from None
