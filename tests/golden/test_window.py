"""Every page says what it said when somebody last read it, in the same order. Renewed by `installer.generate window`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget

import tests.support.offscreen
from postigo.gui.today.views.card import CardView
from tests.golden import LANGUAGES, pages
from tests.golden.heard import heard
from tests.golden.window import NAMES, open_act, page_of, snapshots
from tests.stories.screens import Stage, end, quiet
from tests.support.places import needs

pytestmark = [tests.support.offscreen.quiet_platform, needs("posix")]


@pytest.mark.breadth(4)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_says_what_its_snapshot_says(qapp: QApplication, name: str) -> None:
    """One act in four in the usual run; `installer.generate window` and `--all` make all of them."""
    found = snapshots(qapp, name)
    for language in LANGUAGES:
        file = pages.file(name, language)
        wanted = file.read_text("utf-8") if file.is_file() else ""
        assert found[language] == wanted, f"if it is meant: python3 -m installer.generate window, and read {file.name}"


def test_every_snapshot_is_of_an_act() -> None:
    assert not list(pages.faults())


# --- what the snapshots notice


@pytest.fixture
def result(qapp: QApplication) -> Iterator[Stage]:
    """A window with the answers of an audit."""
    one = open_act(qapp, "result")
    yield one
    end(one)


def column(part: QWidget) -> QBoxLayout:
    """The layout in which a part of the page stands."""
    parent = part.parentWidget()
    assert parent is not None
    layout = parent.layout()
    assert isinstance(layout, QBoxLayout)
    return layout


def test_two_cards_that_changed_places_are_noticed(result: Stage) -> None:
    before = heard(page_of(result)).split("\n\n")
    box, card = column(result.today.card), result.today.card
    box.insertWidget(box.indexOf(result.today.list), card)  # it goes behind the list
    quiet(result)
    after = heard(page_of(result)).split("\n\n")
    assert sorted(after) == sorted(before)
    assert after != before


def test_two_rows_that_changed_places_are_noticed(result: Stage) -> None:
    before = heard(page_of(result)).splitlines()
    first, second = result.today.list.rows[:2]
    box = column(first)
    box.insertWidget(box.indexOf(first), second)
    quiet(result)
    after = heard(page_of(result)).splitlines()
    assert sorted(after) == sorted(before)
    assert after != before


def test_a_doubled_card_is_noticed(result: Stage) -> None:
    before = heard(page_of(result))
    column(result.today.card).insertWidget(0, CardView(result.checklist, result.window.around))
    quiet(result)
    after = heard(page_of(result))
    assert after.count("Start here") == before.count("Start here") + 1


def test_what_is_hidden_is_not_told(result: Stage) -> None:
    assert "Start here" in heard(page_of(result))
    result.today.card.hide()
    assert "Start here" not in heard(page_of(result))
