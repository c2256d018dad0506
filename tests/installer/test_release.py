"""The release check of the help lines, with a day and a file handed in: no suite turns red by the calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from installer import release

from postigo.guidance import helplines

TEXT = release.HELPLINES.read_text("utf-8")
READ = date(2026, 11, 23)


def test_what_is_shown_may_be_half_a_year_old() -> None:
    assert release.helpline_faults(READ + timedelta(days=180), TEXT) == []
    late = release.helpline_faults(READ + timedelta(days=181), TEXT)
    assert "The help line es-112 was last read or called on 2026-11-23: 181 days ago, and 180 are allowed." in late
    assert not [fault for fault in late if "es-fiscalia" in fault], "what is not shown may wait"


def test_whoever_calls_a_line_makes_it_young_again() -> None:
    called = "\n".join(
        f"{row}2027-05-20" if row.startswith("es-112,") and row.endswith(",") else row for row in TEXT.splitlines()
    )
    late = release.helpline_faults(READ + timedelta(days=181), called)
    assert late
    assert not [fault for fault in late if "es-112 " in fault]


def test_what_nobody_has_read_may_not_be_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(helplines, "READ", frozenset({"V1", "V2", "G"}))
    faults = release.helpline_faults(READ, TEXT)
    assert "The help line es-fiscalia is shown, and nobody has read it in a page." in faults


def test_a_bad_row_and_an_empty_file_are_faults() -> None:
    assert "smoke" in release.helpline_faults(READ, TEXT.replace("danger,everyone,phone", "danger,everyone,smoke"))[0]
    assert release.helpline_faults(READ, TEXT.splitlines()[0]) == ["No help line is shown at all."]
