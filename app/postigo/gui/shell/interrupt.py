"""Ctrl-C in the terminal behind the window ends it.

Python hears a signal only between two of its own steps, and Qt's loop takes none while nothing happens. So the signal
writes into a pipe that the loop listens to (`signal.set_wakeup_fd`).
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QSocketNotifier

INTERRUPTED = 130


@contextmanager
def heard(app: QCoreApplication) -> Iterator[None]:
    """While the loop runs, Ctrl-C ends it with 130. Windows' loop listens to no pipe: there it is heard at the next event."""
    before = signal.signal(signal.SIGINT, lambda *_: app.exit(INTERRUPTED))
    if sys.platform == "win32":
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)
        return
    read, write = os.pipe()
    os.set_blocking(read, False)
    os.set_blocking(write, False)
    notifier = QSocketNotifier(read, QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda *_: os.read(read, 64))  # a step of Python's: the handler runs before it
    other = signal.set_wakeup_fd(write)
    try:
        yield
    finally:
        signal.set_wakeup_fd(other)
        signal.signal(signal.SIGINT, before)
        notifier.setEnabled(False)
        os.close(read)
        os.close(write)
