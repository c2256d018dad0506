"""Errand that would hold the window up, done by a process of its own. It comes through stdin.

Its name says nothing, for others can see which programs run. It says one line and ends. Where its stdin ends before that, it
removes what it has half written and ends too, unless it is saving.
"""

from __future__ import annotations

import _thread
import os
import signal
import sys
import time
from types import FrameType
from typing import Final, Never

from postigo import bounds
from postigo.evidence import errands
from postigo.pipe.child_end import lead_nowhere, set_apart, when_closed
from postigo.pipe.messages import from_line, to_line
from postigo.pipe.protocol import Lines, send

FAULT_OF_OURS: Final = 70
_GRACE: Final = 2.0
"""Seconds for removing. A drive that does not answer knows no end."""


def main() -> Never:
    """The whole life of the process."""
    status = FAULT_OF_OURS
    asked, out = set_apart(0), set_apart(1)
    lead_nowhere(2)
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started us
        bounds.write_no_core()
        errand = _read(asked)
        if not errands.saves(errand):
            signal.signal(signal.SIGTERM, _give_up)
            when_closed(asked, _nobody_waits)
        send(out, to_line(errands.done(errand)))
        status = 0
    except BaseException as why:  # noqa: BLE001 - the last stop: what was raised may hold a word of the person, and nobody must see it
        status = 0 if _is_given_up(why) else FAULT_OF_OURS
    finally:
        os._exit(status)


class _GivenUp(BaseException):
    """End of an errand before it is done. It goes through whatever is under way, which removes what it had begun to write."""


def _is_given_up(why: BaseException | None) -> bool:
    """Whether an errand was given up. What it was in the midst of may not like that: an archive that closes half written raises in its turn."""
    while why is not None and not isinstance(why, _GivenUp):
        why = why.__context__
    return why is not None


def _give_up(_number: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # a second one would cut the removing short
    raise _GivenUp


def _nobody_waits() -> None:
    """Give up, in the thread that does the errand."""
    _thread.interrupt_main(signal.SIGTERM)
    time.sleep(_GRACE)
    os._exit(0)


def _read(pipe: int) -> errands.Errand:
    """The errand. Its sender may end before it is told: then there is none."""
    lines = Lines()
    while not lines.too_long:
        part = os.read(pipe, 1 << 16)
        if not part:
            os._exit(0)
        for line in lines.feed(part):
            errand: errands.Errand = from_line(errands.Errand, line)
            return errand
    raise ValueError("too long")


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    main()
