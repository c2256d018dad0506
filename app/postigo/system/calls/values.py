"""Values of VARIANTs, held to the kind that an answer needs. UNREADABLE where one is of another kind."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from postigo.core.system import CannotTell, Unknown

_FIRST: Final = datetime(1980, 1, 1)  # noqa: DTZ001 - a DATE has no zone
"""Earliest time that is one. COM writes "none" as 30 December 1899 (DATE 0, oaidl.h), and Windows Update is younger."""
_HALF: Final = timedelta(milliseconds=500)


def number(value: object, what: str) -> int:
    """Whole number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise CannotTell(Unknown.UNREADABLE, f"{what} is {value!r:.40}")


def flag(value: object, what: str) -> bool:
    """Yes or no (VARIANT_BOOL)."""
    if isinstance(value, bool):
        return value
    raise CannotTell(Unknown.UNREADABLE, f"{what} is {value!r:.40}")


def text(value: object, what: str) -> str:
    """Text. A BSTR that is no pointer is an empty one."""
    if value is None or isinstance(value, str):
        return value or ""
    raise CannotTell(Unknown.UNREADABLE, f"{what} is {value!r:.40}")


def utc(value: object, what: str) -> datetime | None:
    """Time of a DATE that is UTC and does not say so, to the second.

    None where there is none: VT_EMPTY, VT_NULL, 1899.
    """
    if value is None:
        return None
    if not isinstance(value, datetime) or value.tzinfo is not None:
        raise CannotTell(Unknown.UNREADABLE, f"{what} is {value!r:.40}")
    return (value + _HALF).replace(microsecond=0, tzinfo=UTC) if value > _FIRST else None
