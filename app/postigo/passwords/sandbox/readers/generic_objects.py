"""Generic JSON or XML: whatever has a password, by the names of its parts.

So write Keeper, F-Secure, Passman, Padloc, Blur, Dashlane, SafeInCloud, Password Safe, Revelation and many more: an object for
each login, with its parts by name, or a list of fields that each have a name and a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from postigo.passwords.model import ReadProblem, Source
from postigo.passwords.sandbox.entry import Entry, Read, RowSnag, Unreadable
from postigo.passwords.sandbox.readers.cell_display import COVERED, is_spoilt
from postigo.passwords.sandbox.readers.headings import Meaning, Means, meaning, plain
from postigo.passwords.sandbox.readers.json_nodes import has_passkey, nodes, words

DEEPEST: Final = 60
"""Things within things."""

_NEAR: Final = 4
_LABELS: Final = ("designation", "name", "label", "title", "key", "n", "type", "id")
_VALUES: Final = ("value", "v", "content", "text")
_FORMER: Final = re.compile(r"history|histor|previous|former|past|antigu|anterior", re.IGNORECASE)
_GONE: Final = ("trashed", "deleted", "intrash", "trash", "isdeleted")


def read_objects(tree: object, source: Source) -> Iterator[Read]:
    """The logins in a tree, in its order; `Unreadable` if there is none. What is in a bin, or an earlier state, is left out."""
    found = _logins(tree)
    first = next(found, None)
    if first is None:
        raise Unreadable(ReadProblem.UNKNOWN_KIND)
    yield source
    yield first
    yield from found


def _logins(tree: object) -> Iterator[Entry | RowSnag]:
    row = 0
    waiting: list[tuple[object, int, _Around]] = [(tree, 0, _Around())]
    while waiting:
        value, depth, around = waiting.pop()
        if depth > DEEPEST:
            raise Unreadable(ReadProblem.DAMAGED)
        if isinstance(value, list):
            waiting += [(one, depth + 1, around) for one in reversed(value)]
        elif isinstance(value, dict):
            if any(value.get(name) is True or value.get(name) == "true" for name in value if plain(name) in _GONE):
                continue
            parts = _parts(value)
            if _is_login(parts):
                row += 1
                yield from _login(row, parts, value, around)
                continue
            here = around.with_what(parts)
            waiting += [(one, depth + 1, here) for key, one in reversed(value.items()) if not _FORMER.search(key)]


@dataclass(frozen=True, slots=True)
class _Around:
    """Context of a login. Many programs keep its secrets in an object of their own within the one that names it."""

    name: str = ""
    urls: tuple[str, ...] = ()

    def with_what(self, parts: list[tuple[str, str]]) -> _Around:
        """The same, of an object further in."""
        said = [(told, text) for key, text in parts if text.strip() and (told := _meaning(key))]
        names = [text for told, text in said if told.means is Means.NAME and not told.rank]
        urls = tuple(text for told, text in said if told.means is Means.SITE)
        return _Around(names[0] if names else self.name, urls or self.urls)


def _parts(value: dict[str, object]) -> list[tuple[str, str]]:
    """Parts of an object, name by name: its texts, and its lists of fields."""
    parts = [(key, text) for key, one in value.items() for text in _texts(one)]
    # Beside a list, or with nothing said of a login, it may be their number.
    if parts and not any(isinstance(one, list | dict) and one for one in value.values()):
        numbers = {key: one for key, one in value.items() if _is_secret(key) and not isinstance(one, bool)}
        parts += [(key, str(one)) for key, one in numbers.items() if isinstance(one, int)]
        parts += [(key, COVERED) for key, one in numbers.items() if isinstance(one, float)]
    for one in value.values():
        if isinstance(one, list):
            for field in nodes(one):
                label = next((words(field[name]) for name in _LABELS if words(field.get(name))), "")
                held = next((words(field[name]) for name in _VALUES if isinstance(field.get(name), str)), None)
                if label and held is not None:
                    parts.append((label, held))
    return parts


def _texts(value: object) -> Iterator[str]:
    """The text that a value is, or holds as its value; or several."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict) and isinstance(value.get("value"), str) and len(value) <= 5:
        yield words(value["value"])
    elif isinstance(value, list):
        for one in value:
            if isinstance(one, str):
                yield one
            elif isinstance(one, dict):
                yield from (words(one.get(name)) for name in ("url", "uri") if words(one.get(name)))


def _is_login(parts: list[tuple[str, str]]) -> bool:
    said = [_meaning(name) for name, _ in parts]
    kinds = {one.means for one in said if one is not None}
    return any(_is_password(one, kinds) for one in said)


def _meaning(name: str) -> Meaning | None:
    return meaning(name.lstrip("$@_!").partition("::")[0].replace(":", " "))


def _is_password(said: Meaning | None, kinds: set[Means]) -> bool:
    if said is None:
        return False
    sure = said.means is Means.PASSWORD and said.rank <= 1
    return sure or (said.means is Means.PERHAPS and not said.rank and bool(kinds & {Means.USER, Means.SITE}))


def _login(
    row: int, parts: list[tuple[str, str]], value: dict[str, object], around: _Around
) -> Iterator[Entry | RowSnag]:
    said = [(_meaning(name), text) for name, text in parts]
    kinds = {one.means for one, _ in said if one is not None}

    def of(*those: Means) -> list[str]:
        found = [(one.rank, text) for one, text in said if one is not None and one.means in those and text.strip()]
        return [text for _, text in sorted(found, key=itemgetter(0))]  # the surest first

    ranked = sorted((one.rank, at) for at, (one, _) in enumerate(said) if one is not None and _is_password(one, kinds))
    texts = [said[at][1] for _, at in ranked]
    password = next((text for text in texts if text), "")
    user = next(iter(of(Means.USER)), "")
    if not password and (not user or has_passkey(value)):
        return
    if is_spoilt(password):
        yield RowSnag(ReadProblem.CHANGED_CELL, row)
        return
    yield Entry(
        row=row,
        password=password,
        name=next(iter(of(Means.NAME)), around.name),
        user=user,
        urls=tuple(dict.fromkeys(of(Means.SITE))) or around.urls,
        history=tuple(dict.fromkeys(old for old in of(Means.PAST) if old != password)),
        second_factor=True if any(text.startswith("otpauth:") for _, text in parts) else None,
    )
    if {*of(Means.PASSWORD, Means.PERHAPS), *_further(value)} - {password}:
        yield RowSnag(ReadProblem.SECOND_COLUMN, row)


def _further(value: object, depth: int = 0) -> Iterator[str]:
    """The passwords in what a login holds within: of a custom field, of another account."""
    if depth > _NEAR:
        return
    if isinstance(value, list):
        for one in value:
            yield from _further(one, depth + 1)
    elif isinstance(value, dict):
        for key, one in value.items():
            if depth and isinstance(one, str) and one.strip() and _is_secret(key):
                yield one
            elif not _FORMER.search(key):
                yield from _further(one, depth + 1)


def _is_secret(name: str) -> bool:
    said = _meaning(name)
    return said is not None and said.means in {Means.PASSWORD, Means.PERHAPS}
