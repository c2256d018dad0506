"""Summary as JSON: `postigo.summary/1`, for programs. Its properties are those of `fleet.summary`."""

from __future__ import annotations

import json
from typing import Any, Final

from postigo import __version__
from postigo.core.codec import encode
from postigo.fleet.between import Between
from postigo.fleet.summary import Summary
from postigo.reports.printable import harmless

SCHEMA: Final = "postigo.summary/1"
CHANGES: Final = "postigo.fleet-diff/1"


def render(seen: Summary) -> bytes:
    """The summary as one JSON object, UTF-8."""
    return _bytes(SCHEMA, encode(seen, tag=False))


def render_changes(seen: Between) -> bytes:
    """Changes between two gatherings, in the same way."""
    return _bytes(CHANGES, encode(seen, tag=False))


def _bytes(schema: str, told: dict[str, Any]) -> bytes:
    whole = {"schema": schema, "app": {"version": __version__}} | told
    return (harmless(json.dumps(whole, ensure_ascii=False, indent=1)) + "\n").encode()
