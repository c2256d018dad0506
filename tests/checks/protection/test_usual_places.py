"""Places of installed programs that an exclusion may name, and those that stand for every app of the Store."""

from __future__ import annotations

import pytest

from postigo_checks.protection.exclusions.judge import _is_usual


@pytest.mark.parametrize(
    "path",
    [
        r"C:\Program Files\WindowsApps",
        r"C:\Program Files\WindowsApps.",
        r"C:\Program Files\WindowsApps. ",
        r"C:\Program Files\ModifiableWindowsApps",
        r"C:\Program Files\Windo~1",
        r"C:\PROGRA~1\WINDOW~1",
    ],
)
def test_all_of_the_store_is_no_usual_place_in_any_spelling(path: str) -> None:
    assert not _is_usual(path)


def test_a_folder_of_one_program_is() -> None:
    assert _is_usual(r"C:\Program Files\Contoso\Game")
