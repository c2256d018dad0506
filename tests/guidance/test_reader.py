"""Reader of the sentences: what changes for a child with an adult, a teacher, and on a shared computer; and what never does."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from postigo.core.model import Instruct, Plan
from postigo.core.values import Text
from postigo.guidance.reader import ALONE, Audience, Reader, reader

ROOT = Path(__file__).parents[2]
PLAN = Plan("do", Text("Do it"), (Instruct(Text("Do it.")),), Text("About 1 minute."))


@pytest.mark.parametrize(
    ("audience", "shared", "wanted"),
    [
        (None, None, ALONE),
        ("child", None, Reader(Audience.CHILD)),
        ("teen", True, Reader(Audience.TEEN, shared=True)),
        ("adult", None, Reader(Audience.ADULT)),
        ("teacher", None, Reader(Audience.TEACHER, shared=True)),
        ("teacher", False, Reader(Audience.TEACHER)),
    ],
)
def test_a_teachers_computer_is_shared_unless_they_say_otherwise(
    audience: str | None, shared: bool | None, wanted: Reader
) -> None:
    assert reader(audience, shared) == wanted


def test_only_a_child_is_told_to_do_it_together() -> None:
    assert [one for one in (None, *Audience) if Reader(one).lead] == [Audience.CHILD]


def test_on_a_shared_computer_who_looks_after_it_is_told_but_never_before_a_safety_note() -> None:
    shared = Reader(shared=True)
    assert shared.before_changes(PLAN) is not None
    assert shared.before_changes() is None
    assert shared.before_changes(PLAN, replace(PLAN, safety=True)) is None, "they may be who watches"
    assert ALONE.before_changes(PLAN) is None


def test_the_way_to_help_knows_no_reader() -> None:
    """Its age is asked there, in memory only, and never taken from Settings."""
    ways = [*(ROOT / "app/postigo/gui/help").rglob("*.py"), ROOT / "app/postigo/cli/help_now.py"]
    ways += [ROOT / "app/postigo/guidance" / f"{name}.py" for name in ("cards", "path", "contacts", "purposes")]
    assert len(ways) > 10
    for way in ways:
        names = {node.module for node in ast.walk(ast.parse(way.read_text())) if isinstance(node, ast.ImportFrom)}
        assert "postigo.guidance.reader" not in names, way
        assert "chosen.audience" not in way.read_text(), way
