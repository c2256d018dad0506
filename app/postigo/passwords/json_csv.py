"""The password audit for programs: JSON (`postigo.passwords/1`, published in postigo_resources/schema/passwords-1.json) and CSV."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

from postigo.core.redact import Disclosure
from postigo.passwords.model import Judged
from postigo.passwords.result import FileSeen, Result
from postigo.reports.cells import table
from postigo.reports.printable import harmless

SCHEMA: Final = "postigo.passwords/1"
_COLUMNS: Final = ("row", "file", "site", "user", "score", "reasons", "reuse_group", "near_group", "changed")


def as_json(result: Result, level: Disclosure) -> bytes:
    """The audit as one JSON object, indented, UTF-8. Sites, users and names of files only at the full level."""
    full = level is Disclosure.FULL
    shape = {
        "schema": SCHEMA,
        "level": level.value,
        "engine": _engine(result.engine),
        "complete": not result.unsure,
        "files": [_file(number, seen, full=full) for number, seen in enumerate(result.files, 1)],
        "leaks": _leaks(result),
        "memory": result.kept and {"kept": result.kept.kept, "why": result.kept.why and result.kept.why.value},
        "counts": {
            "entries": len(result),
            **{reason.value: number for reason, number in result.counts().items()},
        },
    }
    # An entry a line: easier to read, and ten times as fast as an indented list, which only Python's slow encoder makes.
    row = json.JSONEncoder(ensure_ascii=False)
    rows = ",\n".join(f"  {row.encode(_entry(entry, full=full))}" for entry in result.entries)
    about = json.dumps(shape, ensure_ascii=False, indent=1).removesuffix("\n}")
    return harmless(f'{about},\n "entries": [\n{rows}\n ]\n}}\n').encode(errors="replace")


def as_csv(result: Result, level: Disclosure) -> bytes:
    """The entries as CSV with a heading, for a spreadsheet; no cell is a formula."""
    return table(_COLUMNS, (_cells(entry, full=level is Disclosure.FULL) for entry in result.entries))


def _cells(entry: Judged, *, full: bool) -> dict[str, Any]:
    cells = {"site": "", "user": "", **_entry(entry, full=full)}
    return cells | {"reasons": " ".join(cells["reasons"])}


def _file(number: int, seen: FileSeen, *, full: bool) -> dict[str, Any]:
    return {
        "file": number,
        **({"path": seen.path} if full else {}),
        "source": seen.source and seen.source.value,
        "read": seen.read,
        "snags": [
            {"snag": snag.snag.value, "row": snag.row, **({"sheet": snag.sheet} if snag.sheet else {})}
            for snag in seen.snags
        ],
    }


def _leaks(result: Result) -> dict[str, Any] | None:
    if not result.asked_for_leaks:
        return None
    trouble = result.leak_list and result.leak_list.trouble
    return {"not_looked_up": result.not_looked_up, "trouble": trouble and trouble.value}


def _entry(entry: Judged, *, full: bool) -> dict[str, Any]:
    return {
        "row": entry.row,
        "file": entry.file + 1,
        **({"site": entry.site, "user": entry.user} if full else {}),
        "score": entry.score,
        "reasons": entry.reasons,
        "reuse_group": entry.reuse_group,
        "near_group": entry.near_group,
        "changed": entry.changed and entry.changed.isoformat(),
    }


def _engine(package: str) -> str:
    """The package that judged, with its version; "" where none came to it."""
    if not package:
        return ""
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:  # a package made without its metadata
        return f"{package} ?"
