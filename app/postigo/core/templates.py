"""Template filling with plain `{names}` only. So no template can reach further than its values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from string import Formatter

from postigo.core.values import Text


def fill_template(template: str, values: Mapping[str, str]) -> str:
    """Template with its values. `ValueError` if it asks for others, or for more than a value."""
    parts = []
    for literal, name, layout, conversion in Formatter().parse(template):
        parts.append(literal)
        if name is None:
            continue
        if layout or conversion or name not in values:
            raise ValueError(f"{template[:200]!r} asks for {name[:50]!r}, which is no value of it")
        parts.append(values[name])
    return "".join(parts)


def check_texts(said: object) -> None:
    """`ValueError` if any `Text` in this, however deep, could not be filled in."""
    if isinstance(said, Text):
        shown = dict.fromkeys(said.values, "")
        fill_template(said.one, shown)
        fill_template(said.many or "", shown)
    for part in _parts(said):
        check_texts(part)


def _parts(said: object) -> Iterable[object]:
    match said:
        case str() | bytes():
            return ()
        case Mapping():
            return said.values()
        case Sequence():
            return said
    if is_dataclass(said):
        return [getattr(said, field.name) for field in fields(said)]
    return ()
