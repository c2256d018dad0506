"""File of a report, as it is named on the command line."""

from __future__ import annotations

import errno
import os
from pathlib import Path as File

from postigo.cli.status import UsageError
from postigo.core.values import Path, Text
from postigo.reports.integrity import LONGEST
from postigo.store.os_errors import os_error_reason
from postigo.store.plain import read_plain


def content(name: str) -> bytes:
    """The file. `UsageError` with one sentence for what is none, or is too large."""
    shown = Path(name)
    if os.path.isdir(name):  # noqa: PTH112 - `Path.is_dir` raises for a name that is too long
        raise UsageError(Text("{file} is a folder. Name the report in it.", values={"file": shown}))
    try:
        return read_plain(File(name), LONGEST)
    except OSError as why:
        if why.errno == errno.EFBIG:
            raise UsageError(
                Text("{file} is larger than any report of Postigo. Choose another one.", values={"file": shown})
            ) from None
        raise UsageError(
            Text("{file} cannot be read ({reason}).", values={"file": shown, "reason": os_error_reason(why)})
        ) from None
