"""Cells of a table for spreadsheets (CSV, RFC 4180). No cell is a formula, and none commands a terminal."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from postigo.reports.printable import printable

_FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
"""How a formula begins; the full-width signs are read alike (OWASP, CSV injection)."""


def table(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """The rows under a heading, UTF-8 with a mark, lines ended by CR LF. What a row does not have is an empty cell.

    Without the mark Excel takes the letters for those of an old code page: "ñ" is shown as two others.
    """
    file = io.StringIO()
    writer = csv.DictWriter(file, columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: inert(cell) for name, cell in row.items()} for row in rows)
    return file.getvalue().encode("utf-8-sig", "replace")


def inert(cell: Any) -> Any:  # noqa: ANN401 - what a cell may hold
    """Cell without commands to a terminal, and never a formula of a spreadsheet. Spaces before one do not help it."""
    if not isinstance(cell, str):
        return cell
    shown = printable(cell)
    return f"'{shown}" if shown.startswith(("\t", "\r")) or shown.lstrip().startswith(_FORMULA) else shown
