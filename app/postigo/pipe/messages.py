"""Codec of the pipe: one of our dataclasses a line, as JSON in ASCII."""

from __future__ import annotations

import json
from typing import Any

from postigo.core.codec import decode, encode


def to_line(message: object) -> bytes:
    """A message as one line, with its end of line."""
    return json.dumps(encode(message), ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def from_line(kind: Any, line: bytes | str) -> Any:  # noqa: ANN401 - what `kind` says, which may be several types
    """Message of this type, or of one of several, from a line. `ValueError` if it stands for none."""
    try:
        return decode(kind, json.loads(line))
    except RecursionError:
        raise ValueError("nested too deeply") from None
