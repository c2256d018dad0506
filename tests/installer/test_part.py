"""Parts of the program that set-up loads by their path: each is there, and needs the standard library only."""

from __future__ import annotations

import ast
import re

import pytest
from installer.part import ROOT, part

NAMES = sorted(
    {
        name
        for file in (ROOT / "installer").glob("*.py")
        for name in re.findall(r'\bpart\("([\w/]+)"\)', file.read_text("utf-8"))
    }
)


def test_set_up_loads_some() -> None:
    assert "invocation" in NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_part_is_where_set_up_looks_for_it_and_needs_nothing_of_ours(name: str) -> None:
    """No type checker sees a name in a string: a file that moves must be followed."""
    assert part(name).__name__ == f"postigo_{name.rpartition('/')[2]}"
    tree = ast.parse((ROOT / f"app/postigo/{name}.py").read_text("utf-8"))
    ours = [
        node.module
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("postigo")
    ]
    assert ours == []
