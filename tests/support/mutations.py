"""Mutations of recorded answers: wrong types and unknown words, one at a time, as a machine of tomorrow may say them.

The rule they hold a check to: *an item that does not fit is a gap, never absent*. `better` says what is forbidden.
Not mutated is what the verbs themselves make (processes, entries, listeners, holders): their types are the program's.
"""

from __future__ import annotations

import base64
import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from postigo.core.model import Level, Verdict
from postigo.core.system import Unknown

WORD: Final = "Zukunft"
"""A word that no system says."""

_OF_OTHER_TYPES: Final[dict[type, tuple[Any, ...]]] = {
    bool: (None, "yes", 7, [], {}),
    int: (None, "x", True, 1.5, [], {}),
    float: (None, "x", True, [], {}),
    str: (None, 7, True, [], {}),
    type(None): (7, "x", True, [], {}),
}
_TOKEN: Final = re.compile(r"[A-Za-z][A-Za-z_-]*|\d+")
_LINES, _TOKENS, _ITEMS = 12, 8, 6  # of a long answer the first and the last are changed


def better(before: Verdict, after: Verdict) -> bool:
    """Whether the second verdict says more than the first, though it saw less.

    More is: NOTE, GOOD or "not here" where there was none of them, or a lost ADVISE or ACT without a new gap.
    """
    calm = after.level in {Level.GOOD, Level.NOTE} or after.not_applicable is not None
    was_calm = before.level in {Level.GOOD, Level.NOTE} or before.not_applicable is not None
    mended = any(gap.why is Unknown.UNREADABLE for gap in before.gaps)  # the odd value of the recording was put right
    if calm and not was_calm and not mended:
        return True
    if after.level is None and after.gaps:
        return False
    new_gaps = Counter(gap.why for gap in after.gaps) - Counter(gap.why for gap in before.gaps)
    return _worries(after) < _worries(before) and not new_gaps


def _worries(verdict: Verdict) -> int:
    """How many findings ask for something."""
    return sum(1 for finding in verdict.findings if finding.level >= Level.ADVISE)


def mutants(question: str, answer: Any) -> Iterator[tuple[str, Any]]:
    """Each mutation of one recorded answer: what was done, and the answer then."""
    if isinstance(answer, dict) and {"unknown", "absent", "error"} & answer.keys():
        return
    match question.partition(" ")[0]:
        case "powershell":
            yield from ((what, {"value": value}) for what, value in _values(answer["value"]))
        case "dbus" | "plist":  # neither can say "null"
            said = _values(answer["value"])
            yield from ((what, {"value": value}) for what, value in said if not _says_null(value))
        case "call":
            yield from _values(answer)
        case "sqlite":
            yield from _rows(answer["value"])
        case "registry":
            yield from _registry_values(answer)
        case "run":
            yield from ((what, {**answer, "out": text}) for what, text in _texts(answer.get("out", "")))
        case "read":
            for what, text in _texts(_content(answer)):
                yield what, {"base64": base64.b64encode(text.encode()).decode()}


def _rows(rows: list[dict[str, Any]]) -> Iterator[tuple[str, Any]]:
    """Rows of a database: they and their names are made by the verb, a column may hold anything."""
    for at in _ends(len(rows), _ITEMS):
        for name, was in rows[at].items():
            for other in (None, 7, 1.5, WORD):
                if other != was:
                    yield (
                        f"/{at}/{name} -> {other!r}",
                        {"value": [*rows[:at], {**rows[at], name: other}, *rows[at + 1 :]]},
                    )


def _says_null(value: Any) -> bool:
    """Whether a value is, or holds, nothing."""
    match value:
        case dict():
            return any(_says_null(item) for item in value.values())
        case list():
            return any(_says_null(item) for item in value)
    return value is None


def _content(answer: Any) -> str:
    """The text of a recorded file; none where it is no text."""
    if isinstance(answer, str):
        return answer
    try:
        return base64.b64decode(answer["base64"]).decode()
    except UnicodeDecodeError:
        return ""


def _registry_values(answer: Any) -> Iterator[tuple[str, Any]]:
    """The values of a registry key, each as each of the other types."""
    others: dict[str, Any] = {"DWORD": 7, "SZ": WORD, "BINARY": {"base64": "AP8="}, "MULTI_SZ": [WORD]}
    for name, value in answer.get("values", {}).items():
        own = {int: "DWORD", str: "SZ", dict: "BINARY", list: "MULTI_SZ"}[type(value)]
        for type_, other in others.items():
            if type_ != own:
                yield f"{name} as {type_}", {**answer, "values": {**answer["values"], name: other}}


def _texts(text: str) -> Iterator[tuple[str, str]]:
    """A text with an odd line or word; a text that is JSON with an odd value."""
    if text.lstrip()[:1] in {"{", "["}:
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            pass
        else:
            for what, other in _values(value):
                yield what, json.dumps(other)
            return
    lines = text.split("\n")
    for at in _ends(len(lines), _LINES):
        if not lines[at].strip():
            continue
        yield f"line {at + 1} garbled", "\n".join([*lines[:at], "\x07\ufffd?? ~", *lines[at + 1 :]])
        found = list(_TOKEN.finditer(lines[at]))
        for index in _ends(len(found), _TOKENS):
            start, end = found[index].span()
            odd = lines[at][:start] + WORD + lines[at][end:]
            yield f"line {at + 1}: {found[index][0]} -> {WORD}", "\n".join([*lines[:at], odd, *lines[at + 1 :]])


def _values(value: Any, where: str = "") -> Iterator[tuple[str, Any]]:
    """A value of JSON with one thing in it of another type, or one word unknown."""
    match value:
        case dict():
            others: tuple[Any, ...] = (None, [value], WORD)
            for key, item in value.items():
                yield from ((what, {**value, key: changed}) for what, changed in _values(item, f"{where}/{key}"))
        case list():
            others = (None, {}, WORD)
            additions: tuple[Any, ...] = (None, WORD, 7, {})
            yield from ((f"{where} + {item!r}", [*value, item]) for item in additions)
            for at in _ends(len(value), _ITEMS):
                for what, changed in _values(value[at], f"{where}/{at}"):
                    yield what, [*value[:at], changed, *value[at + 1 :]]
        case _:
            others = (*_OF_OTHER_TYPES[type(value)], *([WORD] if isinstance(value, str) else []))
    if where or not isinstance(value, (dict, list)):
        yield from ((f"{where} -> {other!r:.40}", other) for other in others)


def _ends(length: int, most: int) -> list[int]:
    """The places of a list, but in a long one the first and the last only."""
    if length <= most:
        return list(range(length))
    return [*range(most // 2), *range(length - most // 2, length)]
