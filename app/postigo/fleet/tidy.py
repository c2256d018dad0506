"""Tidying of a folder: reports that are too old are named, and deleted on demand.

Only what is a report, by its own time, is ever deleted; whatever else lies there stays. No link is followed on the way.
"""

from __future__ import annotations

import os
import re
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from postigo.fleet.folder import Folder
from postigo.fleet.states import Left
from postigo.fleet.summary import Omitted
from postigo.fleet.tally import too_old

_A_LINE: Final = re.compile(r"\.jsonl:[0-9]+", re.IGNORECASE)
"""End of the source of a report that shares its file with others."""
_NO_LINK: Final = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)


@dataclass(frozen=True, slots=True)
class Old:
    """Reports that are older than they are kept.

    `files` are their names below the folder, `lines` how many lie in a file with others, `untold` of how many nobody can tell.
    """

    files: tuple[Path, ...] = ()
    lines: int = 0
    untold: int = 0


def old(folder: Path, today: date, keep_days: int) -> Old:
    """Reports below a folder that are too old to keep. A second copy is as old as the first."""
    limit = too_old(today, keep_days)
    files: list[Path] = []
    lines = untold = 0
    for file, one in Folder(folder, today).by_file():
        if isinstance(one, Omitted):
            untold += one.why is not Left.TWICE
        elif one.began < limit:
            if _A_LINE.search(one.source[-20:]):
                lines += 1
            else:
                files.append(file.relative_to(folder))
    return Old(tuple(files), lines, untold)


def delete(folder: Path, path: Path) -> None:
    """Delete one file below a folder. `OSError` where it cannot be, or a link lies on the way."""
    parts = path.parts
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
