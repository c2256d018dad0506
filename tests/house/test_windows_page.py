"""docs/windows.md: a row for each call of Windows, and for each probe that PowerShell is still asked by."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from postigo.windows_calls import CALLS

ROOT: Final = Path(__file__).resolve().parents[2]
CHECKS: Final = ROOT / "checks/postigo_checks"


def section(title: str) -> str:
    """Text of a section of the page, up to the next."""
    page = (ROOT / "docs/windows.md").read_text("utf-8")
    _, heading, rest = page.partition(f"\n## {title}\n")
    assert heading, f"docs/windows.md has no section {title!r}"
    return rest.partition("\n## ")[0]


def test_each_call_has_one_row() -> None:
    rows = re.findall(r"^\| `([a-z0-9-]+)` \|(?:[^|\n]+\|){3}$", section("The calls"), re.MULTILINE)
    assert rows == sorted(CALLS)


def test_what_stays_with_powershell_is_named_with_its_reason() -> None:
    asks = {
        path.relative_to(ROOT).as_posix()
        for path in CHECKS.rglob("*.py")
        if re.search(r"\.powershell\(", path.read_text("utf-8"))
    }
    rows = re.findall(
        r"^\| `(checks/[\w/.]+)` \|[^|\n]+\|$", section("What stays with PowerShell, and why"), re.MULTILINE
    )
    assert sorted(rows) == sorted(asks)
