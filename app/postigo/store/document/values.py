"""Values and sentences of a stored audit, to JSON and back.

A sentence is stored as its templates by language, not filled in, with its typed values beside: so a copy of it can
still have stand-ins (decision 0650).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, Final, TypeAlias

from postigo.core.codec import DecodeError, decode
from postigo.core.templates import fill_template
from postigo.core.values import (
    Account,
    Device,
    Keyword,
    Numeral,
    Path,
    Program,
    Quoted,
    Site,
    StoredText,
    Text,
    Value,
    Version,
    kind_of,
    utc,
)

Templates: TypeAlias = Mapping[str, Callable[[Text, str], str]]
"""By language: the template of a sentence of one pack (`Words.template`)."""

DEEPEST: Final = 8
"""Sentences within sentences that are read. Ours have two."""

_WORDS: Final[Mapping[str, type[Version | Keyword | Numeral | Program | Site | Path | Device | Account | Quoted]]] = {
    kind.__name__.lower(): kind for kind in (Version, Keyword, Numeral, Program, Site, Path, Device, Account, Quoted)
}


def write_text(text: Text, pack: str, templates: Templates) -> dict[str, Any]:
    """A sentence of a pack, in every language."""
    return {
        "text": {code: _fitting(template(text, pack), text) for code, template in templates.items()},
        "values": {name: write_value(value, pack, templates) for name, value in text.values.items()},
    }


def _fitting(template: str, text: Text) -> str:
    """The template, or the English one if it asks for values that are not there."""
    try:
        fill_template(template, dict.fromkeys(text.values, ""))
    except ValueError:
        return text.english
    return template


def write_value(item: Value | Text | Sequence[Value | Text], pack: str, templates: Templates) -> dict[str, Any]:
    """A value by its kind: `{"kind": "program", "value": "Zoom"}`. A list of values is of the kind "list"."""
    if isinstance(item, Sequence):
        return {"kind": "list", "value": [write_value(one, pack, templates) for one in item]}
    return {"kind": kind_of(item), "value": _bare(item, pack, templates)}


def _bare(item: Value | Text, pack: str, templates: Templates) -> Any:  # noqa: ANN401 - whatever JSON has for it
    match item:
        case Text():
            return write_text(item, pack, templates)
        case datetime():
            return write_time(item)
        case date():
            return item.isoformat()
        case Version() | Numeral() | Path() | Quoted():
            return item.text
        case Keyword():
            return item.word
        case Program() | Site() | Device() | Account():
            return item.name
        case _:
            return int(item)


def write_time(when: datetime) -> str:
    """A time in UTC, to the second. At the edge of the calendar, where there are no time zones, as it is."""
    try:
        return utc(when)
    except (OverflowError, ValueError, OSError):
        return when.isoformat(timespec="seconds")


def read_time(data: object) -> datetime:
    """A time, in UTC."""
    when: datetime = decode(datetime, data)
    try:
        return when.astimezone(UTC)
    except (OverflowError, ValueError, OSError):
        raise DecodeError("", "a time within the calendar expected") from None


def read_text(data: object, languages: Sequence[str], depth: int = 0) -> StoredText:
    """A sentence. `DecodeError` for one that could not be shown in each of the languages."""
    if depth > DEEPEST:
        raise DecodeError("", "a sentence less deep expected")
    body: dict[str, Any] = decode(dict[str, Any], data)
    templates: dict[str, str] = decode(dict[str, str], body.get("text"), "text")
    values = {
        name: _read_values(value, languages, depth)
        for name, value in decode(dict[str, Any], body.get("values"), "values").items()
    }
    if not templates.keys() >= set(languages):
        raise DecodeError("text", f"{', '.join(languages)} expected")
    try:
        for template in templates.values():
            fill_template(template, dict.fromkeys(values, ""))
        return StoredText(templates.get("en") or templates[languages[0]], values=values, templates=templates)
    except ValueError as unfit:
        raise DecodeError("text", str(unfit)) from None


def _read_values(data: object, languages: Sequence[str], depth: int) -> Value | Text | Sequence[Value | Text]:
    body: dict[str, Any] = decode(dict[str, Any], data)
    if body.get("kind") != "list":
        return read_value(body, languages, depth)
    return tuple(read_value(one, languages, depth) for one in decode(list[Any], body.get("value"), "value"))


def read_value(data: object, languages: Sequence[str], depth: int = 0) -> Value | Text:
    """A value by its kind. `DecodeError` for a kind that this version does not know."""
    body: dict[str, Any] = decode(dict[str, Any], data)
    value = body.get("value")
    match body.get("kind"):
        case "number":
            return _number(value)
        case "time":
            return read_time(value)
        case "day":
            day: date = decode(date, value)
            return day
        case "text":
            return read_text(value, languages, depth + 1)
        case str(kind) if kind in _WORDS:
            try:
                return _WORDS[kind](decode(str, value))
            except ValueError as unfit:
                raise DecodeError("value", str(unfit)) from None
    raise DecodeError("kind", "a kind that is known expected")


def _number(data: object) -> int:
    number: int = decode(int, data)
    return number
