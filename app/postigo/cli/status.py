"""Exit statuses of a command, and the one exception that means "this call was wrong"."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the sentence's type brings the whole vocabulary, and `--help` needs none of it
    from postigo.core.values import Text


class Exit(IntEnum):
    """The exit status of a command. An audit says 0 to 3 of what it saw, a comparison of what is new or worse."""

    NOTHING_TO_DO = 0
    ADVISE = 1
    ACT = 2
    CANNOT_TELL = 3  # nothing worse, but something could not be told
    USAGE = 64  # EX_USAGE of sysexits.h, in the place of argparse's 2, which means ACT here
    NOT_OPENED = 66  # EX_NOINPUT: the history is locked, damaged, or of a newer Postigo
    NO_WINDOW = 69  # EX_UNAVAILABLE: for set-up, which asks with --try-window, and then looks in the terminal
    FAULT = 70  # EX_SOFTWARE: ours
    NO_MEANS = 71  # EX_OSERR: the system gives no more memory, files or processes
    CANNOT_WRITE = 74  # EX_IOERR: nowhere left to write
    BUSY = 75  # EX_TEMPFAIL: another run is at it
    INTERRUPTED = 130
    BROKEN_PIPE = 141  # the reader of our output went away: what a shell shows for SIGPIPE


class UsageError(Exception):
    """Call that cannot be answered. The text says what is wrong and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.text = text


class Stopped(KeyboardInterrupt):
    """Ctrl-C when something was changed already. The text says what stays."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.text = text
