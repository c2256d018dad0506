"""Process that answers calls of Windows, one line after the other, until its input ends.

Nothing of its own stays after it: it opens no file, starts nothing and writes nowhere but into its pipe. Where the memory was
touched in a wrong place, it says CRASHED and is used no more: Windows' Python turns such a fault into an OSError (ctypes).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final

from postigo.core.codec import encode
from postigo.core.system import CannotTell, Unknown
from postigo.pipe import child_end
from postigo.pipe.messages import from_line, to_line
from postigo.pipe.protocol import Lines, send
from postigo.system.calls import errors
from postigo.system.calls.answering import ANSWERS
from postigo.system.calls.messages import Answer, Question, Refusal
from postigo.windows_calls import CALLS, SUBJECT_OF

_PART: Final = 1 << 16
_NO_FAULT_BOXES: Final = (
    0x0001 | 0x0002 | 0x8000
)  # SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX, SEM_NOOPENFILEERRORBOX


def main() -> int:
    """Answer until the input ends."""
    own_in, own_out = child_end.set_apart(0), child_end.set_apart(1)
    _quiet()
    lines = Lines()
    while part := os.read(own_in, _PART):
        for line in lines.feed(part):
            send(own_out, to_line(reply(from_line(Question, line))))
    return 0


def reply(question: Question) -> Answer | Refusal:
    """Answer to a question, or why there is none. Never raises an `Exception`."""
    try:
        return Answer(encode(_ask(question.call, question.values), tag=False))
    except CannotTell as unknown:
        return Refusal(unknown.why, unknown.detail)
    except Exception as fault:  # noqa: BLE001 - a wrong declaration costs this answer, and no other
        return errors.refusal(fault, question.call)


def _ask(name: str, values: Mapping[str, str]) -> Any:  # noqa: ANN401 - each call has its own answer
    if name not in CALLS:
        raise CannotTell(Unknown.CRASHED, f"no call of Windows: {name}")
    if sys.platform != "win32":
        raise CannotTell(Unknown.MISSING, "this is no Windows")
    import_module(f"postigo.system.calls.{SUBJECT_OF[name]}")
    return ANSWERS[name](**values)


def _quiet() -> None:
    """Keep windows of faults away, which would wait for somebody to click."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only

        ctypes.WinDLL("kernel32").SetErrorMode(_NO_FAULT_BOXES)


if __name__ == "__main__":
    raise SystemExit(main())
