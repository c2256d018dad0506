"""List of the reports that this account saved: day, level, format (red line E2). No path, no name and no content.

It is kept whether or not there is a history. The way to help, evidence and drafts for the police are never in it.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from postigo.core.redact import Disclosure
from postigo.core.values import Path as PathValue
from postigo.core.values import Text
from postigo.store.os_errors import os_error_reason
from postigo.store.places import data_folder
from postigo.store.plain import read_plain, replace_plain

NAME: Final = "saved-reports.jsonl"
LONGEST: Final = 1 << 16
"""Bytes of the list: some thousand saves. When it would be longer, the older half of its lines is forgotten."""

_FORM: Final = re.compile(r"[a-z]{1,10}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Save:
    """Save of one report: its day, its level, its format ("html")."""

    day: date
    level: Disclosure
    form: str


def list_file(folder: Path | None = None) -> Path:
    """The file of the list. `RuntimeError` for an account without a home."""
    return (folder or data_folder()) / NAME


def note(save: Save, folder: Path | None = None) -> Text | None:
    """Add a save to the list. None, or why it could not be."""
    line = json.dumps({"day": save.day.isoformat(), "level": save.level.value, "format": save.form}).encode() + b"\n"
    try:
        file = list_file(folder)
        before = _content(file)
        whole = not before or before.endswith(b"\n")
        if whole and len(before) + len(line) <= LONGEST:
            _append(file, line)
        else:
            lines = [*before.splitlines(keepends=True)]
            kept = lines if len(before) + len(line) < LONGEST else lines[len(lines) // 2 :]
            replace_plain(file, b"".join(kept).rstrip(b"\n") + b"\n" + line)
    except RuntimeError:  # neither HOME nor an entry among the accounts
        return Text("This account has no home, so nothing notes that a report was saved.")
    except OSError as why:
        return Text(
            "The report is saved. That it was could not be noted in {file}: {reason}.",
            values={"file": PathValue(str(list_file(folder))), "reason": os_error_reason(why)},
        )
    return None


def saves(folder: Path | None = None) -> tuple[list[Save], int]:
    """Saves in the list, the newest first, and the number of unreadable lines. `OSError`, `RuntimeError`."""
    found, lost = [], 0
    for line in _content(list_file(folder)).splitlines():
        save = _read(line)
        if save is None:
            lost += 1
        else:
            found.append(save)
    return found[::-1], lost


def _read(line: bytes) -> Save | None:
    try:
        said = json.loads(line)
        day, level, form = date.fromisoformat(said["day"]), Disclosure(said["level"]), said["format"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return Save(day, level, form) if isinstance(form, str) and _FORM.fullmatch(form) else None


def _content(file: Path) -> bytes:
    """The list as it is; nothing where there is none."""
    try:
        return read_plain(file, LONGEST + 200)
    except FileNotFoundError:
        return b""


def _append(file: Path, line: bytes) -> None:
    """One line in one write, so that two Postigos at once lose none."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    try:
        os.write(handle, line)
    finally:
        os.close(handle)
