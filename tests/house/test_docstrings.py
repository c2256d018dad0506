"""Docstrings: fifteen words at most in the first sentence, and no riddle as its subject (style.md 14)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
MOST_WORDS: Final = 15
RIDDLES: Final = ("What", "Who", "Whom", "Whose", "Whoever", "Whatever", "Nobody", "Nothing", "That")
"""First words that make a relative clause, or nobody, the subject of a docstring."""


def docstrings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Each docstring of a module with its line, also those that stand below a constant or a field."""
    for node in ast.walk(tree):
        for statement in getattr(node, "body", []) if not isinstance(node, ast.Lambda | ast.IfExp) else []:
            if (
                isinstance(statement, ast.Expr)
                and isinstance(statement.value, ast.Constant)
                and isinstance(statement.value.value, str)
            ):
                yield statement.lineno, statement.value.value


def first_sentence(docstring: str) -> str:
    """The text up to the first full stop that ends a sentence, or to the first empty line."""
    paragraph = " ".join(docstring.strip().split("\n\n", 1)[0].split())
    return re.split(r"(?<=[.!?…])[”\"')]*\s+(?=[A-Z`(“\"*])", paragraph, maxsplit=1)[0]


def fault(docstring: str) -> str | None:
    """The reason for which a docstring is refused, or None."""
    sentence = first_sentence(docstring)
    words = [word for word in sentence.split() if re.search(r"\w", word)]
    if words and words[0].strip("`*(“\"'") in RIDDLES:
        return "riddle"
    return "long" if len(words) > MOST_WORDS else None


def faults() -> Iterator[str]:
    """Each docstring that is refused: where it stands, and why."""
    for top in ("app", "checks", "installer"):
        for path in sorted((ROOT / top).rglob("*.py")):
            for line, docstring in docstrings(ast.parse(path.read_text("utf-8"))):
                why = fault(docstring)
                if why is not None:
                    yield f"{path.relative_to(ROOT).as_posix()}:{line}: {why}: {first_sentence(docstring)}"


def test_docstrings_say_what_a_thing_is_in_fifteen_words() -> None:
    found = list(faults())
    assert not found, "\n".join(["", *found])


@pytest.mark.parametrize(
    ("docstring", "why"),
    [
        ("Scheduler of checks: what waits, what runs, what is over.", None),
        ("What waits.", "riddle"),
        ("Whoever is free judges.", "riddle"),
        ("`What` of a thing.", "riddle"),
        ("A " + "word " * 14 + "more.", "long"),
        ("A short one. Word " + "word " * 20, None),
    ],
)
def test_a_docstring_is_refused_for_its_first_sentence(docstring: str, why: str | None) -> None:
    assert fault(docstring) == why


def test_what_stands_below_a_constant_is_a_docstring_too() -> None:
    tree = ast.parse(
        '"""A module."""\nX = 1\n"""A constant."""\nclass C:\n    """A class."""\n    y: int\n    """A field."""\n'
    )
    assert [text for _, text in docstrings(tree)] == ["A module.", "A constant.", "A class.", "A field."]
