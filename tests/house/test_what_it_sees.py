"""docs/what-it-sees.md is what the checks say of themselves."""

from __future__ import annotations

from installer.what_it_sees import TARGET, page

from postigo_checks import pack


def test_the_page_is_up_to_date() -> None:
    assert TARGET.read_text("utf-8") == page(), "run: python3 -m installer.what_it_sees"


def test_every_check_and_every_system_is_on_it() -> None:
    written = page()
    for check in pack.checks:
        assert f"`{check.id}`" in written
        for platform in check.platforms:
            assert check.coverage[platform].reads.one in written


def test_every_row_has_its_four_cells() -> None:
    for line in page().splitlines():
        if line.startswith("|") and not line.startswith("|-"):
            assert line.replace("\\|", "").count("|") == 5, line
