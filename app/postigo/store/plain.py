"""Reading a file of the person's choice: an ordinary one of a decent size, so that nothing waits or fills the memory."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


def read_plain(file: Path, limit: int) -> bytes:
    """The content of an ordinary file; `OSError` for what is none (a pipe, a device) or is longer than `limit` bytes."""
    handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as opened:
        if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
            raise OSError(errno.EINVAL, "it is not an ordinary file")
        content = opened.read(limit + 1)
    if len(content) > limit:
        raise OSError(errno.EFBIG, "it is too large")
    return content
