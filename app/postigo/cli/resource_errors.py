"""Shortages of the system in the middle of a command, with advice."""

from __future__ import annotations

import errno
from typing import Final

from postigo.cli.status import Exit
from postigo.core.values import Text

_NO_ROOM: Final = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_NO_MORE: Final = {
    errno.EMFILE,
    errno.ENFILE,
    errno.EAGAIN,
    errno.ENOMEM,
}  # files, of this process or of all; processes; memory


def shortage(fault: BaseException) -> tuple[Text, Exit] | None:
    """Sentence and exit status for a shortage of the system. None for a fault of ours."""
    if isinstance(fault, OSError) and fault.errno in _NO_ROOM:
        told = Text("The disk is full: not everything could be written. Free some space, and try again.")
        return told, Exit.CANNOT_WRITE
    no_thread = isinstance(fault, RuntimeError) and str(fault) == "can't start new thread"  # threading's own words
    if no_thread or isinstance(fault, MemoryError) or (isinstance(fault, OSError) and fault.errno in _NO_MORE):
        told = Text(
            "There is too little memory, or too few files or programs may be open at once. "
            "Close other programs, or start this one without a limit (ulimit), and try again."
        )
        return told, Exit.NO_MEANS
    return None
