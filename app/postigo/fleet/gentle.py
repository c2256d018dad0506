"""Low priority: whoever works at the computer comes first, also at its disk."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Final

import psutil

_LAST: Final = 7  # in the queue of the disk, but in it: the idle class may wait for minutes while a computer starts
_NICE: Final = 10  # of 19: at 19 a check could miss its budget on a busy computer


def be_gentle() -> None:
    """Lower the priority of this process, and so of those that it starts. A courtesy: where it cannot be, all goes on."""
    me = psutil.Process()
    with suppress(psutil.Error, OSError):
        if sys.platform == "win32":
            me.nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        else:
            me.nice(max(me.nice(), _NICE))
        if sys.platform == "linux":
            me.ionice(psutil.IOPRIO_CLASS_BE, _LAST)
