"""Reasons of the system for refusing a file, in the person's language.

What the C library says is English unless it was asked in time.
"""

from __future__ import annotations

import errno
from typing import Final

from postigo.core.values import Text

_DENIED: Final = Text("the system does not allow it")
_REASONS: Final = {
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.ENOENT: Text("there is no such file or folder"),
    errno.ENOTDIR: Text("a part of its path is no folder"),
    errno.EISDIR: Text("it is a folder"),
    errno.EINVAL: Text("it is not an ordinary file"),
    errno.EFBIG: Text("it is too large"),
    errno.ENAMETOOLONG: Text("its name is too long"),
    errno.ELOOP: Text("it is a link that leads nowhere"),
    errno.ENOSPC: Text("the disk is full"),
    errno.EROFS: Text("that disk can only be read"),
    errno.EIO: Text("the disk has a fault"),
    errno.EBUSY: Text("another program is using it"),
    errno.ENXIO: Text("there is no such device"),
    errno.ENODEV: Text("there is no such device"),
    errno.EMFILE: Text("too many files are open"),
    errno.ENFILE: Text("too many files are open"),
    errno.ETIMEDOUT: Text("the answer took too long"),
}


def os_error_reason(why: OSError) -> Text:
    """Reason as half a sentence. The number of the error where Postigo has no words for it."""
    if isinstance(why, PermissionError):  # Windows has numbers of its own for it
        return _DENIED
    number = why.errno or 0
    return _REASONS.get(number) or Text("error {number} of the system", values={"number": number})
