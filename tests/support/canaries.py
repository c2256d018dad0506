"""Canaries: names of people planted in answers, and where they are looked for in what was kept of them."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from typing import Any

THEN = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


CANARIES = (
    "alba.nu",
    "albanunez",
    "nuñez",
    "Núñez",
    "roldán",
    "00fa\\u00f1ez",
    "nunez",
    "gonzalo",
    "prieto",
    "casa-nunez",
    "9f0c2d4e6a8b",
    "7c3e-91ab",
    "3c52a1f0d9e4",
    "3c:52:a1",
    "3c_52_a1",
    "203.0.113.77",
    "2a02:db8:77",
    "184233",
    "SN-8841-XYZ",
    "WiFi de la abuela",
    "3623811015",
    "vecina",
)


def survivors(content: bytes, canaries: tuple[str, ...] = CANARIES) -> list[str]:
    """What of the canaries can be found in bytes: plain, in JSON's escapes, in UTF-16, in hexadecimal, in base64."""
    places = [content.decode().casefold(), json.loads(content)]
    texts = [text.casefold() for text in _texts(places)]
    raw = [content, *(_decoded(text) for text in _texts(places[1]))]
    found = {canary for canary in canaries for text in texts if canary.casefold() in text}
    for canary in canaries:
        for coding in ("utf-8", "utf-16-le", "utf-16-be", "cp1252"):
            folded = canary.casefold().encode(coding)
            if any(folded in some.lower() for some in raw):
                found.add(canary)
    return sorted(found)


def _texts(value: Any) -> list[str]:
    match value:
        case str():
            return [value]
        case list():
            return [text for item in value for text in _texts(item)]
        case dict():
            return [text for key, item in value.items() for text in (*_texts(key), *_texts(item))]
    return []


def _decoded(text: str) -> bytes:
    for decode in (bytes.fromhex, lambda said: base64.b64decode(said, validate=True)):
        try:
            return decode(text)
        except ValueError:
            continue
    return text.encode(errors="replace")
