"""Every text of the way to help, wherever it stands: found in the sources, so that none is forgotten."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from postigo.core.values import Text
from postigo.words import Words

APP: Final = Path(__file__).resolve().parents[2] / "app/postigo"
ROOM: Final = ("cards", "contacts", "countries", "hours", "path", "purposes")
"""Modules of the guidance that the way to help is made of. Tips and questions are its neighbours, with rules of their own."""
PLACES: Final = (*(APP / f"guidance/{name}.py" for name in ROOM), APP / "gui/help", APP / "cli/help_now.py")
_END: Final = re.compile(r"(?<=[.!?:])[”»]?\s+")


def english() -> Iterator[str]:
    """Sentences in English, with the `{names}` of their values."""
    for place in PLACES:
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
                    literal = node.args[0]
                    assert isinstance(literal, ast.Constant)
                    yield str(literal.value)


def told(language: str) -> list[str]:
    """The texts in a language."""
    return [Words(language).template(_text(one)) for one in dict.fromkeys(english())]


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [one for one in _END.split(text) if one.strip()]


def _text(one: str) -> Text:
    return Text(one, values=dict.fromkeys(re.findall(r"\{(\w+)\}", one), 0))
