"""Tidying of a folder: reports that are too old are named, and deleted on demand.

Only what is a report, by its own time, is ever deleted; whatever else lies there stays. No link is followed on the way.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from datetime import date
from pathlib import Path, PurePath
from typing import Final

from postigo.fleet.folder import Folder
from postigo.fleet.summary import Omitted
from postigo.fleet.tally import too_old

_NO_LINK: Final = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)


def old(folder: Path, today: date, keep_days: int) -> list[str]:
    """Reports below a folder that are older, by their paths. A file with many reports is none of them."""
    limit = too_old(today, keep_days)
    return [
        one.source
        for one in Folder(folder, today)
        if not isinstance(one, Omitted) and one.began < limit and ":" not in one.source
    ]


def delete(folder: Path, path: str) -> None:
    """Delete one file below a folder. `OSError` where it cannot be, or a link lies on the way."""
    parts = PurePath(path).parts
    if os.unlink not in os.supports_dir_fd:  # Windows: its links need rights that pupils have not
        folder.joinpath(*parts).unlink()
        return
    with ExitStack() as opened:
        at = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        opened.callback(os.close, at)
        for part in parts[:-1]:
            at = os.open(part, _NO_LINK, dir_fd=at)
            opened.callback(os.close, at)
        os.unlink(parts[-1], dir_fd=at)
