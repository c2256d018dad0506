"""Integrity of `.venv`: each package lists its files, with their sizes (PEP 376's RECORD)."""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path


def incomplete(folder: Path) -> set[str]:
    """Packages of which a file is gone or has another size, by plain name.

    Costs a look at each file: some hundredths of a second. What was changed within its size is not seen.
    """
    found = set()
    for record in _site(folder).glob("*.dist-info/RECORD"):
        with record.open(encoding="utf-8", newline="") as lines:
            if not all(_is_there(record.parent.parent, row) for row in csv.reader(lines)):
                found.add(plain(record.parent.name.partition("-")[0]))
    return found


def plain(name: str) -> str:
    """The name of a package, as it is the same in every spelling (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _site(folder: Path) -> Path:
    """Where packages lie in a virtual environment."""
    return next(folder.glob("lib/python*/site-packages"), folder / "Lib" / "site-packages")


def _is_there(site: Path, row: list[str]) -> bool:
    name, _, size = row
    if not size:  # RECORD itself, and what Python compiled
        return True
    try:
        return os.stat(os.path.join(site, name)).st_size == int(size)  # noqa: PTH116, PTH118 - thousands of them
    except OSError:
        return False
