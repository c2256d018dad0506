"""Property lists of macOS as plain JSON values. Dates are ISO 8601 text with Z, data is base64 text."""

from __future__ import annotations

import base64
import plistlib
from datetime import datetime
from typing import Final
from xml.parsers.expat import ExpatError

from postigo.core.system import CannotTell, Json, Unknown

LIMIT: Final = 8 << 20
"""Bytes after which a property list is not read."""

_WRONG = (ExpatError, ValueError, TypeError, AttributeError, KeyError, IndexError, OverflowError, RecursionError)


def parse(content: bytes, path: str) -> Json:
    """Content of a property list, XML or binary. UNREADABLE if it is none."""
    try:
        return _plain(plistlib.loads(content))
    except _WRONG as wrong:  # plistlib lets its parsers' own exceptions through
        raise CannotTell(Unknown.UNREADABLE, f"{path}: {type(wrong).__name__}: {wrong}") from None


def _plain(value: object) -> Json:
    match value:
        case datetime():  # plistlib's dates are naive and mean UTC
            return value.isoformat() + "Z"
        case bytes():
            return base64.b64encode(value).decode()
        case plistlib.UID():
            return {"CF$UID": value.data}
        case dict():
            return {str(key): _plain(item) for key, item in value.items()}
        case list():
            return [_plain(item) for item in value]
        case bool() | int() | float() | str() | None:
            return value
    raise TypeError(f"a {type(value).__name__}")
