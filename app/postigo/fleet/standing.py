"""Standing of a computer's own looks: the last one, and what waits. For everybody to read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from postigo.core.codec import DecodeError, decode, encode
from postigo.store.plain import read_plain, replace_plain

SCHEMA: Final = "postigo.schedule/1"
NAME: Final = "schedule.json"
_LONGEST: Final = 1 << 14


@dataclass(frozen=True, slots=True)
class Standing:
    """Standing of the looks. `last` is a day that can have been; `undated`: since then there was one without a day.

    `device` is what the computer is called in reports, "" before the first; `waiting` how many reports could not be brought yet.
    """

    last: date | None = None
    undated: bool = False
    device: str = ""
    waiting: int = 0


def standing(folder: Path) -> Standing:
    """Standing in a folder. That of a new computer where there is none, or one that makes no sense."""
    try:
        data: Any = json.loads(read_plain(folder / NAME, _LONGEST))
        if isinstance(data, dict) and data.pop("schema", None) == SCHEMA:
            read: Standing = decode(Standing, data)
            return read
    except (OSError, ValueError, DecodeError, RecursionError):
        pass
    return Standing()


def note(now: Standing, folder: Path) -> None:
    """Write it, for all to read. `OSError`."""
    file = folder / NAME
    replace_plain(file, json.dumps({"schema": SCHEMA} | encode(now, tag=False)).encode() + b"\n")
    file.chmod(0o644)
