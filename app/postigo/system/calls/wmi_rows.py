"""Values in a row of WMI, by their types. A property that is not there, or that came as another type, is None."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from postigo.core.system import CannotTell, Unknown


def only(rows: Sequence[Mapping[str, Any]], class_name: str) -> Mapping[str, Any]:
    """Row of a class that has one object. UNREADABLE where there are none, or more."""
    if len(rows) != 1:
        raise CannotTell(Unknown.UNREADABLE, f"{len(rows)} objects of {class_name} instead of one")
    return rows[0]


def flag(row: Mapping[str, Any], name: str) -> bool | None:
    """Boolean."""
    value = row.get(name)
    return value if isinstance(value, bool) else None


def text(row: Mapping[str, Any], name: str) -> str | None:
    """Text."""
    value = row.get(name)
    return value if isinstance(value, str) else None


def unsigned(row: Mapping[str, Any], name: str) -> int | None:
    """Whole number of 16 or 32 bits. Scripts are given a uint32 as a signed number: 4294967295 comes as -1."""
    value = row.get(name)
    return value & 0xFFFFFFFF if isinstance(value, int) and not isinstance(value, bool) else None


def texts(row: Mapping[str, Any], name: str) -> tuple[str, ...] | None:
    """List of texts. Null is how WMI writes an empty one; UNREADABLE for what is no list of texts."""
    if name not in row:
        return None
    listed = () if row[name] is None else row[name]
    if not isinstance(listed, (list, tuple)) or not all(isinstance(item, str) for item in listed):
        raise CannotTell(Unknown.UNREADABLE, f"{name} is no list of texts")
    return tuple(listed)
