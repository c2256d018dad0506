"""How our dataclasses travel: to plain JSON values and back, checked against their own type hints.

Standard library only, like the rest of the core. One dataclass out of several that could stand in a place is told by
its tag, `"is"`. What does not fit raises `Misfit` with the path to the misfit, and nothing is guessed.
"""

from __future__ import annotations

import base64
import binascii
import types
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


class Misfit(ValueError):  # noqa: N818 - what it is
    """Data that is not what its type says: where, and what was expected."""

    def __init__(self, where: str, expected: str) -> None:
        super().__init__(f"{where or 'the whole'}: {expected}")
        self.where = where
        self.expected = expected


def encode(value: Any, *, tag: bool = True) -> Any:  # noqa: ANN401 - any of our dataclasses, to any JSON
    """A value as JSON knows it. With `tag`, dataclasses carry the name of their type under "is"."""
    match value:
        case Enum():
            return value.value
        case bool() | int() | float() | str() | None:
            return value
        case bytes():
            try:
                return value.decode()
            except UnicodeDecodeError:
                return {"base64": base64.b64encode(value).decode()}
        case date():
            return value.isoformat()
        case Mapping():
            return {encode(key): encode(item, tag=tag) for key, item in value.items()}
        case set() | frozenset():
            return sorted(encode(item, tag=tag) for item in value)
        case Sequence():
            return [encode(item, tag=tag) for item in value]
    if is_dataclass(value):
        body = {item.name: encode(getattr(value, item.name), tag=tag) for item in fields(value)}
        return {"is": type(value).__name__, **body} if tag else body
    raise TypeError(f"{type(value).__name__} does not travel")


def decode(hint: Any, data: Any, where: str = "") -> Any:  # noqa: ANN401, C901 - one branch for each kind of type
    """The value of type `hint` that `data` stands for; `Misfit` if it stands for none."""
    origin = get_origin(hint)
    if hint is Any:
        return data
    if origin in {Union, types.UnionType}:
        return _one_of(get_args(hint), data, where)
    if hint is None or hint is types.NoneType:
        return _exactly(data is None, data, where, "null")
    if hint in {bool, str}:
        return _exactly(isinstance(data, hint), data, where, hint.__name__)
    if hint is int:
        return _exactly(isinstance(data, int) and not isinstance(data, bool), data, where, "int")
    if hint is float:
        fits = isinstance(data, (int, float)) and not isinstance(data, bool)
        try:
            return float(_exactly(fits, data, where, "float"))
        except OverflowError:
            raise Misfit(where, "a smaller number expected") from None
    if hint is bytes:
        return _bytes(data, where)
    if hint in {date, datetime}:
        return _time(hint, data, where)
    if origin is Literal:
        return _exactly(data in get_args(hint), data, where, f"one of {', '.join(map(str, get_args(hint)))}")
    if origin is not None:
        return _container(origin, get_args(hint), data, where)
    if isinstance(hint, type) and issubclass(hint, Enum):
        try:
            return hint(data)
        except ValueError:
            raise Misfit(where, f"one of {', '.join(str(item.value) for item in hint)}") from None
    if is_dataclass(hint):
        return _record(hint, data, where)
    raise TypeError(f"{hint!r} does not travel")


def conforms(hint: Any, value: Any) -> bool:  # noqa: ANN401
    """Whether a live value is what its type says, all the way down: for what strangers' code hands back."""
    try:
        return bool(decode(hint, encode(value)) is not None or value is None)
    except (Misfit, TypeError, ValueError):
        return False


def _exactly(fits: bool, data: T, where: str, expected: str) -> T:
    if not fits:
        raise Misfit(where, f"{expected} expected")
    return data


def _bytes(data: Any, where: str) -> bytes:  # noqa: ANN401
    if isinstance(data, str):
        return data.encode()
    if isinstance(data, dict) and isinstance(data.get("base64"), str):
        try:
            return base64.b64decode(data["base64"], validate=True)
        except binascii.Error:
            raise Misfit(where, "base64 expected") from None
    raise Misfit(where, 'text or {"base64": …} expected')


def _time(hint: Any, data: Any, where: str) -> Any:  # noqa: ANN401
    try:
        return hint.fromisoformat(data)
    except (TypeError, ValueError):
        raise Misfit(where, "an ISO 8601 date expected") from None


def _one_of(hints: tuple[Any, ...], data: Any, where: str) -> Any:  # noqa: ANN401
    if isinstance(data, dict) and "is" in data:
        for hint in hints:
            if getattr(hint, "__name__", None) == data["is"]:
                return decode(hint, data, where)
    elif isinstance(data, dict):
        records = [hint for hint in hints if is_dataclass(hint) and _fits(hint, data, where)]
        if len(records) > 1:
            raise Misfit(where, 'several could stand here: "is" expected')
    if isinstance(data, str):  # a datetime is also a date, and a date's text is also a text
        hints = tuple(sorted(hints, key=lambda hint: (hint is not datetime or "T" not in data, hint is str)))
    for hint in hints:
        try:
            return decode(hint, data, where)
        except Misfit:
            continue
    raise Misfit(where, "something else expected")


def _fits(hint: Any, data: Any, where: str) -> bool:  # noqa: ANN401
    try:
        decode(hint, data, where)
    except Misfit:
        return False
    return True


def _container(origin: Any, args: tuple[Any, ...], data: Any, where: str) -> Any:  # noqa: ANN401
    if isinstance(origin, type) and issubclass(origin, Mapping):
        _exactly(isinstance(data, dict), data, where, "an object")
        kind, inner = args
        return {decode(kind, key, where): decode(inner, item, f"{where}.{key}") for key, item in data.items()}
    _exactly(isinstance(data, list), data, where, "a list")
    items = [decode(args[0], item, f"{where}[{index}]") for index, item in enumerate(data)]
    return origin(items) if origin in {list, frozenset, set} else tuple(items)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _record(kind: Any, data: Any, where: str) -> Any:  # noqa: ANN401
    _exactly(isinstance(data, dict), data, where, "an object")
    if data.get("is", kind.__name__) != kind.__name__:
        raise Misfit(where, f"a {kind.__name__} expected")
    hints = _hints(kind)
    unknown = data.keys() - hints.keys() - {"is"}
    if unknown:
        raise Misfit(f"{where}.{min(unknown)}".lstrip("."), "no such field")
    values = {name: decode(hints[name], data[name], f"{where}.{name}".lstrip(".")) for name in hints if name in data}
    try:
        return kind(**values)
    except (TypeError, ValueError) as wrong:
        raise Misfit(where, str(wrong)) from None
