"""Sentences of the log: short, in both languages, and without a word that blames (guidance 6)."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from postigo.core.values import Text
from postigo.evidence import wording
from postigo.words import Words

APP = Path(__file__).resolve().parents[2] / "app/postigo"
FILES = [
    *sorted((APP / "evidence").glob("*.py")),
    *sorted((APP / "cli").glob("evidence*.py")),
    *sorted((APP / "gui/evidence").rglob("*.py")),
    APP / "gui/common/folder.py",
    APP / "gui/widgets/file_picker.py",
]
BLAME = re.compile(
    r"\b(your fault|mistake|should have|reckless|victim|criminal|revenge porn|child porn|"
    r"culpa tuya|error tuyo|deberías haber|imprudente|víctima|delincuente|pornovenganza|pornografía infantil)\b",
    re.IGNORECASE,
)


def texts() -> list[Text]:
    """Every sentence that the log can say."""
    calls = [
        node
        for file in FILES
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text"
    ]
    words = [
        [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        for call in calls
    ]
    return [Text(one) for said in words for one in said]


def test_there_are_sentences() -> None:
    assert len(texts()) > 100


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_sentence_is_longer_than_20_words(language: str) -> None:
    said = [Words(language).template(text) for text in texts()]
    sentences = [one for whole in said for one in re.split(r"(?<=[.:;?!])\s+", whole)]
    assert not [one for one in sentences if len(one.split()) > 20]


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_sentence_blames(language: str) -> None:
    assert not [said for text in texts() if BLAME.search(said := Words(language).template(text))]


@pytest.mark.parametrize("service", ["http://a.example/", "HTTP://a.example/", "Http://a.example/"])
def test_that_others_can_see_the_fingerprint_is_said_however_the_address_is_typed(service: str) -> None:
    assert len(wording.leaves(service)) == len(wording.leaves(service.lower().replace("http:", "https:"))) + 1
