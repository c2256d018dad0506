"""Codec of our dataclasses: to plain JSON values and back, checked against their type hints.

Standard library only, like the rest of the core. One dataclass out of several that could stand in a place is told by
its tag, `"is"`. What does not fit raises `DecodeError` with the path to the misfit, and nothing is guessed. What a hint asks for is worked
out once: thousands of records travel in one password audit.
"""

from __future__ import annotations

import base64
import binascii
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from math import isfinite
from typing import Any, Literal, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")

Decoder: TypeAlias = Callable[[Any], Any]

_PLAIN = frozenset({bool, int, float, str, types.NoneType})


class DecodeError(ValueError):
    """Data that is not what its type says: where, and what was expected."""

    def __init__(self, where: str, expected: str) -> None:
        super().__init__(f"{where or 'the whole'}: {expected}")
        self.where = where
        self.expected = expected

    def inside(self, place: str) -> DecodeError:
        """The same misfit, seen from one step further out."""
        joint = "" if not place or not self.where or self.where.startswith("[") else "."
        return DecodeError(f"{place}{joint}{self.where}", self.expected)


def encode(value: Any, *, tag: bool = True) -> Any:  # noqa: ANN401, C901 - any of our dataclasses, to any JSON
    """A value as JSON knows it. With `tag`, dataclasses carry the name of their type under "is"."""
    kind: Any = type(value)
    if kind in _PLAIN:
        return value
    if isinstance(value, Enum):
        return value.value
    if kind is tuple or kind is list:
        return [encode(item, tag=tag) for item in value]
    names = field_names(kind)
    if names is not None:
        body = {"is": kind.__name__} if tag else {}
        for name in names:
            item = getattr(value, name)
            body[name] = item if type(item) in _PLAIN else encode(item, tag=tag)
        return body
    match value:
        case bool() | int() | float() | str():
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
    raise TypeError(f"{kind.__name__} does not travel")


@cache
def field_names(kind: type) -> tuple[str, ...] | None:
    """The names of a dataclass' fields; None for any other type."""
    return tuple(item.name for item in fields(kind)) if is_dataclass(kind) else None


def decode(hint: Any, data: Any, where: str = "") -> Any:  # noqa: ANN401 - what the hint says
    """The value of type `hint` that `data` stands for; `DecodeError` if it stands for none."""
    try:
        return _decoder(hint)(data)
    except DecodeError as misfit:
        raise misfit.inside(where) from None


def matches_type(hint: Any, value: Any) -> bool:  # noqa: ANN401
    """Whether a live value is what its type says, all the way down. For what strangers' code returns."""
    try:
        return bool(decode(hint, encode(value)) is not None or value is None)
    except (DecodeError, TypeError, ValueError):
        return False


@cache
def _decoder(hint: Any) -> Decoder:  # noqa: ANN401, C901 - one branch for each kind of type
    """Decoder of one type hint."""
    origin = get_origin(hint)
    if hint is Any:
        return lambda data: data
    if origin in {Union, types.UnionType}:
        return _one_of(get_args(hint))
    if hint is None or hint is types.NoneType:
        return lambda data: _exactly(data is None, data, "null")
    if hint in {bool, str, int}:
        return _plain(hint)
    if hint is float:
        return _float
    if hint is bytes:
        return _bytes
    if hint in {date, datetime}:
        return _time(hint)
    if origin is Literal:
        words = get_args(hint)
        return lambda data: _exactly(data in words, data, f"one of {', '.join(map(str, words))}")
    if origin is not None:
        return _container(origin, get_args(hint))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _member(hint)
    if is_dataclass(hint):
        return _record(hint)
    raise TypeError(f"{hint!r} does not travel")


def _exactly(fits: bool, data: T, expected: str) -> T:
    if not fits:
        raise DecodeError("", f"{expected} expected")
    return data


def _plain(hint: type) -> Decoder:
    def read(data: Any) -> Any:  # noqa: ANN401
        if type(data) is hint:
            return data
        return _exactly(isinstance(data, hint) and not isinstance(data, bool), data, hint.__name__)

    return read


def _float(data: Any) -> float:  # noqa: ANN401
    try:
        number = float(_exactly(isinstance(data, (int, float)) and not isinstance(data, bool), data, "float"))
    except OverflowError:
        raise DecodeError("", "a smaller number expected") from None
    return _exactly(isfinite(number), number, "a number that can be shown")  # JSON knows no other (RFC 8259, 6)


def _bytes(data: Any) -> bytes:  # noqa: ANN401
    if isinstance(data, str):
        return data.encode()
    if isinstance(data, dict) and isinstance(data.get("base64"), str):
        try:
            return base64.b64decode(data["base64"], validate=True)
        except binascii.Error:
            raise DecodeError("", "base64 expected") from None
    raise DecodeError("", 'text or {"base64": …} expected')


def _time(hint: type[date]) -> Decoder:
    def read(data: Any) -> date:  # noqa: ANN401
        try:
            return hint.fromisoformat(data)
        except (TypeError, ValueError):
            raise DecodeError("", "an ISO 8601 date expected") from None

    return read


def _member(hint: type[Enum]) -> Decoder:
    members = {item.value: item for item in hint}

    def read(data: Any) -> Enum:  # noqa: ANN401
        try:
            return members[data]
        except (KeyError, TypeError):  # no member; what no member can be
            raise DecodeError("", f"one of {', '.join(map(str, members))}") from None

    return read


def _one_of(hints: tuple[Any, ...]) -> Decoder:
    """Decoder of one of several types: the first that fits."""
    tagged = {getattr(hint, "__name__", ""): hint for hint in reversed(hints)}
    records = tuple(hint for hint in hints if is_dataclass(hint))
    # A datetime is also a date, and a date's text is also a text.
    of_text = {
        moment: tuple(sorted(hints, key=lambda hint: (hint is not datetime or not moment, hint is str)))
        for moment in (False, True)
    }
    nullable = types.NoneType in hints

    def read(data: Any) -> Any:  # noqa: ANN401
        if data is None and nullable:
            return None
        if isinstance(data, dict):
            tag = data.get("is")
            if "is" not in data and sum(_fits(hint, data) for hint in records) > 1:
                raise DecodeError("", 'several could stand here: "is" expected')
            if isinstance(tag, str) and tag in tagged:
                return _decoder(tagged[tag])(data)
        for hint in of_text["T" in data] if isinstance(data, str) else hints:
            try:
                return _decoder(hint)(data)
            except DecodeError:
                continue
        raise DecodeError("", "something else expected")

    return read


def _fits(hint: Any, data: Any) -> bool:  # noqa: ANN401
    try:
        _decoder(hint)(data)
    except DecodeError:
        return False
    return True


def _container(origin: Any, args: tuple[Any, ...]) -> Decoder:  # noqa: ANN401
    """Decoder of objects by their keys, and of lists by their places."""

    def mapping(data: Any) -> dict[Any, Any]:  # noqa: ANN401
        _exactly(isinstance(data, dict), data, "an object")
        kind, inner = map(_decoder, args)
        return {_at(str(key), kind, key): _at(str(key), inner, item) for key, item in data.items()}

    def sequence(data: Any) -> Any:  # noqa: ANN401
        _exactly(isinstance(data, list), data, "a list")
        inner = _decoder(args[0])
        try:
            items = [inner(item) for item in data]
        except DecodeError:  # said again, with its place
            items = [_at(f"[{index}]", inner, item) for index, item in enumerate(data)]
        return origin(items) if origin in {list, frozenset, set} else tuple(items)

    return mapping if isinstance(origin, type) and issubclass(origin, Mapping) else sequence


def _at(place: str, read: Decoder, data: Any) -> Any:  # noqa: ANN401
    try:
        return read(data)
    except DecodeError as misfit:
        raise misfit.inside(place) from None


def _record(kind: Any) -> Decoder:  # noqa: ANN401
    """Decoder of a dataclass. Its fields' readers are looked up when it reads: a type may hold itself."""

    @cache
    def readers() -> tuple[dict[str, Decoder], set[str]]:
        known = {name: _decoder(hint) for name, hint in get_type_hints(kind).items()}
        return known, {"is", *known}

    def read(data: Any) -> Any:  # noqa: ANN401
        _exactly(isinstance(data, dict), data, "an object")
        if data.get("is", kind.__name__) != kind.__name__:
            raise DecodeError("", f"a {kind.__name__} expected")
        known, may_be_there = readers()
        if not may_be_there.issuperset(data):
            raise DecodeError(min(data.keys() - may_be_there), "no such field")
        try:
            values = {name: inner(data[name]) for name, inner in known.items() if name in data}
        except DecodeError:  # said again, with its place
            values = {name: _at(name, inner, data[name]) for name, inner in known.items() if name in data}
        try:
            return kind(**values)
        except (TypeError, ValueError) as wrong:
            raise DecodeError("", str(wrong)) from None

    return read
