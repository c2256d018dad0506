"""Template filling with plain `{names}` only. So no template can reach further than its values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from string import Formatter
from typing import Any

from postigo.core.codec import field_names
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


def check_texts(said: object, later: AbstractSet[str] = frozenset()) -> None:
    """`ValueError` if any `Text` in this, however deep, could not be filled in.

    `later` are names that get their value only where the sentence is shown.
    """
    if isinstance(said, Text):
        shown = dict.fromkeys((*said.values, *later), "")
        for template in (said.one, said.many or ""):
            if "{" in template or "}" in template:  # most are as they are, and each worker reads a thousand of them
                fill_template(template, shown)
    for part in _parts(said):
        check_texts(part, later)


def _parts(said: Any) -> Iterable[object]:  # noqa: ANN401 - whatever a description holds
    names = field_names(said.__class__)
    if names is not None:
        return [getattr(said, name) for name in names]
    match said:
        case None | str() | bytes() | int():
            return ()
        case Mapping():
            return said.values()
        case Sequence():
            return said
    return ()
