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
    calm = after.level in {Level.GOOD, Level.NOTE} or after.not_here is not None
    was_calm = before.level in {Level.GOOD, Level.NOTE} or before.not_here is not None
    if calm and not was_calm:
        return True
    new_gaps = Counter(gap.why for gap in after.gaps) - Counter(gap.why for gap in before.gaps)
    return _worries(after) < _worries(before) and not new_gaps


def _worries(verdict: Verdict) -> int:
    """How many findings ask for something."""
    return sum(1 for finding in verdict.findings if finding.level >= Level.ADVISE)


def mutants(question: str, answer: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - a recording is any JSON
    """Each mutation of one recorded answer: what was done, and the answer then."""
    verb = question.partition(" ")[0]
    if not isinstance(answer, (dict, str)) or (isinstance(answer, dict) and {"unknown", "absent", "error"} & answer.keys()):
        return
    match verb:
        case "dbus" | "powershell" | "plist" | "sqlite":
            for what, value in _values(answer["value"]):
                yield what, {"value": value}
        case "registry" if isinstance(answer, dict):
            for name, value in answer.get("values", {}).items():
                for what, other in _registry_values(value):
                    yield f"{name}: {what}", {**answer, "values": {**answer["values"], name: other}}
        case "run" if isinstance(answer, dict):
            for what, text in _texts(answer.get("out", "")):
                yield what, {**answer, "out": text}
        case "read":
            content = _content(answer)
            for what, text in _texts(content) if content is not None else ():
                yield what, {"base64": base64.b64encode(text.encode()).decode()}


def _content(answer: Any) -> str | None:  # noqa: ANN401
    """The text of a recorded file; None where it is none."""
    if isinstance(answer, str):
        return answer
    try:
        return base64.b64decode(answer["base64"]).decode()
    except UnicodeDecodeError:
        return None


def _registry_values(value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """A value of the registry as each of the other types."""
    others: dict[str, Any] = {"DWORD": 7, "SZ": WORD, "BINARY": {"base64": "AP8="}, "MULTI_SZ": [WORD]}
    own = {int: "DWORD", str: "SZ", dict: "BINARY", list: "MULTI_SZ"}[type(value)]
    for name, other in others.items():
        if name != own:
            yield f"as {name}", other


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


def _values(value: Any, where: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """A value of JSON with one thing in it of another type, or one word unknown."""
    if isinstance(value, dict):
        if where:
            for other in (None, [value], WORD):
                yield f"{where} -> {type(other).__name__}", other
        for key, item in value.items():
            for what, changed in _values(item, f"{where}/{key}"):
                yield what, {**value, key: changed}
    elif isinstance(value, list):
        for other in (None, {}, WORD) if where else ():
            yield f"{where} -> {type(other).__name__}", other
        for item in (None, WORD, 7, {}):
            yield f"{where} + {item!r}", [*value, item]
        for at in _ends(len(value), _ITEMS):
            for what, changed in _values(value[at], f"{where}/{at}"):
                yield what, [*value[:at], changed, *value[at + 1 :]]
    else:
        for other in _OF_OTHER_TYPES[type(value)]:
            yield f"{where} -> {other!r}", other
        if isinstance(value, str):
            yield f"{where} -> {WORD}", WORD


def _ends(length: int, most: int) -> list[int]:
    """The places of a list, but in a long one the first and the last only."""
    if length <= most:
        return list(range(length))
    return [*range(most // 2), *range(length - most // 2, length)]
