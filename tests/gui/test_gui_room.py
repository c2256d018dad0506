"""Room on a screen: nothing is cut, nothing scrolls sideways, and narrow windows have it all."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

import tests.support.offscreen
from postigo.gui.places import PASSWORDS, TODAY
from postigo.gui.shell.window import USUAL
from postigo.gui.widgets.carried_state import heights
from postigo.gui.widgets.flow_layout import FlowLayout
from tests.gui.on_screen import CUT, Open, looking_at, seen, show, through
from tests.stories.screens import ACTS, LOW, PHONE, Shot, Stage, quiet, settle

__all__ = ["seen", "show"]  # fixtures, found by their names

pytestmark = [tests.support.offscreen.quiet_platform, pytest.mark.breadth(4)]


# --- nothing is cut, nothing scrolls sideways

SIZES = {  # what a window is opened with, and what it then goes through: a name, its size, its zoom
    "es": (
        ("usual", USUAL, 0),
        ("low", LOW, 0),
        ("phone", PHONE, 0),
        ("low at 200 %", LOW, 4),
    ),
    "pseudo": (("low", LOW, 0), ("usual at 200 %", USUAL, 4)),
}


@pytest.mark.parametrize("act", CUT)
@pytest.mark.parametrize("words", SIZES)
def test_nothing_is_cut_and_nothing_scrolls_sideways(show: Open, act: str, words: str) -> None:
    one = show(Shot(ACTS[act], size=SIZES[words][0][1], language="es", pseudo=words == "pseudo"))
    assert through(one, SIZES[words]) == []


# --- what stands at the edge of a page, however low the window is


def pictures(*acts: str, size: QSize, scale: float = 1.0) -> dict[str, Shot]:
    """Acts whose name begins so, in Spanish, which is the longer one."""
    return {
        f"{act}-{size.width()}-{scale:.0%}": Shot(ACTS[act], size=size, scale=scale, language="es")
        for act in ACTS
        if act.startswith(acts)
    }


BEHIND_THE_DOOR = pictures("help", size=LOW) | pictures("help", size=LOW, scale=2.0)
ELSEWHERE = pictures("vault", "declined", size=LOW) | pictures("vault", "declined", size=LOW, scale=2.0)
AS_A_PHONE = pictures("vault", "help", "declined", size=PHONE)


@looking_at(BEHIND_THE_DOOR | ELSEWHERE | AS_A_PHONE)
def test_the_bar_is_one_line_and_cuts_no_words(seen: Stage, page: str) -> None:
    """As a page opens, every word in sight is whole at the upper edge: a title cut in half looks broken."""
    quiet(seen)
    shown = seen.window.pages.shown
    assert shown is not None
    cut = [(top, bottom) for top, bottom in heights(shown) if top < 0 < bottom]
    assert cut == [] or "vault-remembering" in page, "what a test has scrolled to is where it scrolled to"
    sidebar = seen.window.sidebar
    if sidebar.menu.isVisible():
        assert sidebar.height() <= sidebar.help.sizeHint().height() + 2 * seen.window.around.look.space(8)
        assert not sidebar.places[TODAY].isVisible()
        assert sidebar.help.isVisible()


@pytest.mark.parametrize("size", [USUAL, PHONE])
@pytest.mark.parametrize("act", ["history", "log", "vault-filtered", "tip-covers"])
def test_what_stands_on_one_line_has_one_middle(show: Open, act: str, size: QSize) -> None:
    """A box to tick, a choice or words beside a button stand neither higher nor lower than it."""
    one = show(Shot(ACTS[act], size=size, language="es"))
    quiet(one)
    flows = [flow for flow in one.window.findChildren(FlowLayout) if (of := flow.parentWidget()) and of.isVisible()]
    assert flows
    for flow in flows:
        items = [flow.itemAt(index) for index in range(flow.count())]
        shown = [item.geometry() for item in items if item is not None and not item.isEmpty()]
        for before, after in pairwise(shown):
            beside = after.left() > before.left()
            assert not beside or abs(after.center().y() - before.center().y()) <= 1


@looking_at(BEHIND_THE_DOOR)
def test_the_exit_and_024_are_in_sight_wherever_one_scrolls_to(seen: Stage, page: str) -> None:
    band, bar = seen.help_page.band, seen.help_page.verticalScrollBar()
    for place in (0, bar.maximum() // 2, bar.maximum()):
        bar.setValue(place)
        settle()
        for part in (band.exit, band.back, *([] if "danger" in page else [band.life, band.copy])):
            assert part.visibleRegion().boundingRect().size() == part.size(), (page, part)
    if "danger" not in page:
        who = "Si alguien piensa en hacerse daño" if "carer" in page else "Si piensas en hacerte daño"
        assert band.life.text() == f"{who}: 024"


@looking_at(BEHIND_THE_DOOR)
def test_the_first_stop_of_tab_is_the_exit(seen: Stage, page: str) -> None:
    handle = seen.window.windowHandle()
    assert handle is not None
    seen.help_page.focus_first()
    QTest.keyClick(handle, Qt.Key.Key_Tab)
    settle()
    assert seen.window.focusWidget() is seen.help_page.band.exit, page
    assert seen.help_page.band.exit.text() == "Salir rápido"


def test_the_menu_of_a_narrow_window_leads_everywhere(show: Open) -> None:
    one = show(Shot(ACTS["result"], size=LOW, scale=2.0))
    menu = one.window.sidebar.menu.menu()
    words = {action.text(): action for action in menu.actions() if action.text() and action.isVisible()}
    assert sorted(words) == ["English", "Español", "Hide names", "Passwords", "Reports", "Settings", "Tips", "Today"]
    assert [text for text, action in words.items() if action.isChecked()] == ["Today", "English"]
    words["Passwords"].trigger()
    assert one.window.router.here == PASSWORDS
    words["Español"].trigger()
    assert words["Passwords"].text() == "Contraseñas"
    assert words["Passwords"].isChecked()
    interface = QAccessible.queryAccessibleInterface(one.window.sidebar.menu)
    assert interface is not None
    assert interface.state().hasPopup
