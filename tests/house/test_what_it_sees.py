"""docs/what-it-sees.md is what the checks say of themselves."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from installer.what_it_sees import TARGET, lost, page, seen

from postigo_checks import pack

KINDS = seen()


def test_every_check_and_every_system_is_on_it() -> None:
    written = page(KINDS)
    for check in pack.checks:
        assert f"`{check.id}`" in written
        for platform in check.platforms:
            assert check.coverage[platform].reads.one in written


def test_every_row_has_its_five_cells() -> None:
    for line in page(KINDS).splitlines():
        if line.startswith("|") and not line.startswith("|-"):
            assert line.replace("\\|", "").count("|") == 6, line


def test_the_kinds_of_recordings_are_counted_by_check_and_platform(tmp_path: Path) -> None:
    (tmp_path / "net.example").mkdir()
    for case, platform, kind in (
        ("linux-good", "linux", "captured"),
        ("linux-bad", "linux", "documented"),
        ("macos-bad", "macos", "mixed"),
    ):
        content = json.dumps({"platform": platform, "kind": kind})
        (tmp_path / "net.example" / f"{case}.json").write_text(content, "utf-8")
    assert seen(tmp_path) == {
        ("net.example", "linux"): {"captured": 1, "documented": 1},
        ("net.example", "macos"): {"mixed": 1},
    }


def test_the_number_of_captured_recordings_never_falls() -> None:
    """The page of the last commit is the floor: with one captured recording less the generator tells, and writes nothing."""
    before = TARGET.read_text("utf-8")
    assert list(lost(before, KINDS)) == []
    fewer = {where: Counter(of) for where, of in KINDS.items()}
    next(of for of in fewer.values() if of["captured"])["captured"] -= 1
    [fault] = lost(before, fewer)
    assert "never falls" in fault
