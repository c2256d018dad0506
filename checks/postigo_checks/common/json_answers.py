"""JSON of other programs, held to its shape. A value, an object, or UNREADABLE with whose words they were."""

from __future__ import annotations

import json

from postigo.api import CannotTell, Json, Output, Unknown


def parsed(text: str | bytes, whose: str) -> Json:
    """The value in a JSON text. One that is cut, no text, or nested without end is UNREADABLE."""
    try:
        value: Json = json.loads(text)
    except (ValueError, RecursionError) as wrong:
        raise CannotTell(Unknown.UNREADABLE, f"{whose}: {type(wrong).__name__}") from None
    return value


def an_object(text: str | bytes, whose: str) -> dict[str, Json]:
    """The JSON object in a text."""
    value = parsed(text, whose)
    if not isinstance(value, dict):
        raise CannotTell(Unknown.UNREADABLE, f"{whose} is no object")
    return value


def told(output: Output, whose: str) -> dict[str, Json]:
    """The JSON object that a command printed before it ended well."""
    if output.code != 0:
        detail = f"{whose}: status {output.code}, {output.err or output.out!r:.80}"
        raise CannotTell(Unknown.UNREADABLE, detail, asked=whose)
    try:
        return an_object(output.out, whose)
    except CannotTell as unknown:
        raise CannotTell(unknown.why, unknown.detail, asked=whose) from None


def records(answer: Json) -> list[dict[str, Json]]:
    """The objects of a PowerShell answer. Several are a list, one is itself, none is an empty list."""
    listed = answer if isinstance(answer, list) else [answer]
    found = [entry for entry in listed if isinstance(entry, dict)]
    if len(found) != len(listed):
        raise CannotTell(Unknown.UNREADABLE, f"not a list of objects: {answer!r:.80}")
    return found
