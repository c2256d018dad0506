"""Snapshots in words: what the window and a terminal's first screen say, as it was when somebody last read it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from unittest.mock import patch

from installer.generator import ROOT

from tests.support.places import NEEDS, can

FOLDER: Final = Path(__file__).parent
LANGUAGES: Final = ("en", "es")


def unknown(wanted: Iterable[Path], folder: Path) -> Iterator[str]:
    """A sentence for each file of a folder that is a snapshot of nothing any longer."""
    for path in sorted(set(folder.glob("*.txt")) - set(wanted)):
        yield f"{path.relative_to(ROOT).as_posix()} shows nothing that there is: delete it"


@contextmanager
def in_utc() -> Iterator[None]:
    """Times are told as in UTC. POSIX only: Windows takes no zone from the environment."""
    assert sys.platform != "win32"
    with patch.dict(os.environ, TZ="UTC"):
        time.tzset()
        yield
    time.tzset()


def lacks(*needed: str) -> str:
    """The first of these names of `tests.support.places` that this place has not, in words; or nothing."""
    return next((NEEDS[name][0] for name in needed if not can(name)), "")
