"""The window keeps the person at any place: one that it has never heard of is one entry, and old views die."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

import tests.support.offscreen
from postigo.core.values import Text
from postigo.gui.common.language import Language
from postigo.gui.features import Features
from postigo.gui.places import HELP, PASSWORDS, TIPS, TODAY, places
from postigo.gui.shell.place import Place
from postigo.gui.shell.router import Router
from postigo.gui.shell.window import Window
from postigo.gui.widgets.button import Button
from postigo.gui.widgets.choice import Choice, Choices
from postigo.gui.widgets.collapsible import Collapsible
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.fields import Field
from postigo.gui.widgets.page import Page
from postigo.gui.widgets.theme import Scheme, Theme
from tests.stories.screens import settle

pytestmark = tests.support.offscreen.quiet_platform
GARDEN = "garden"


class Garden(Page):
    """A page that the window has never heard of, with one of everything that a person can do on a page."""

    def __init__(self, around: ViewContext) -> None:
        super().__init__(around)
        self.field, self.folded = Field(around.look), Collapsible(around.look)
        self.choices = {name: Choice(around.look) for name in ("rose", "tulip")}
        self.chosen = Choices(self.choices, lambda _name: None, self)
        self.chosen.hold("rose")
        self.button = Button(around.look)
        self.box.addWidget(self.field)
        self.box.addWidget(self.folded)
        for choice in self.choices.values():
            self.box.addWidget(choice)
        for number in range(80):
            self.box.addWidget(QLabel(f"flower {number}"))
        self.box.addWidget(self.button)
        self.refresh()

    def refresh(self) -> None:
        say = self.around.language.say
        self.field.speak("flower")
        self.folded.fold.speak(say(Text("Options")))
        self.button.speak(say(Text("Look again")))
        for name, choice in self.choices.items():
            choice.speak(name)

    def focus_first(self) -> None:
        self.field.setFocus()


@dataclass
class Stage:
    """A window with a made-up place, which exists as long as it is among `there`."""

    window: Window
    features: Features
    there: set[str]

    @property
    def garden(self) -> Garden:
        page = self.window.pages.page(GARDEN)
        assert isinstance(page, Garden)
        return page

    def larger(self) -> None:
        self.window.around.theme.zoom(1)

    def smaller(self) -> None:
        self.window.around.theme.zoom(-1)

    def dark(self) -> None:
        self.window.around.theme.wish(Scheme.DARK)

    def light(self) -> None:
        self.window.around.theme.wish(Scheme.LIGHT)

    def spanish(self) -> None:
        self.window.around.language.choose("es")

    def english(self) -> None:
        self.window.around.language.choose("en")


CHANGES = {
    "zoom": (Stage.larger, Stage.smaller),
    "theme": (Stage.dark, Stage.light),
    "language": (Stage.spanish, Stage.english),
}


@pytest.fixture
def one(qapp: QApplication) -> Iterator[Stage]:
    language, there = Language("en"), {GARDEN}
    features = Features(language)
    *listed, door = (place for place in places(features) if place.id != TIPS)
    garden = Place(GARDEN, Text("Tips"), lambda window: Garden(window.around), lambda: GARDEN in there)
    window = Window((*listed, garden, door), ViewContext(Theme(scheme=Scheme.LIGHT, scale=1.0), language))
    window.closed.connect(features.close)
    window.resize(1024, 600)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window, 1000)
    qapp.processEvents()
    yield Stage(window, features, there)
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


def test_a_new_place_is_one_entry_and_the_keyboard_reaches_it(one: Stage) -> None:
    bar = one.window.sidebar
    assert [button.text() for button in bar.places.values() if button.isVisible()] == [
        *("Today", "Passwords", "Reports", "Settings", "Tips", "I need help")
    ]
    bar.places[TODAY].setFocus()
    for _ in range(4):
        QTest.keyClick(one.window, Qt.Key.Key_Tab)
    assert bar.places[GARDEN].hasFocus()
    QTest.keyClick(bar.places[GARDEN], Qt.Key.Key_Space)
    assert one.window.pages.shown is one.garden
    assert one.garden.field.hasFocus()
    assert bar.places[GARDEN].accessibleDescription() == "You are here"


@pytest.mark.parametrize("change", CHANGES)
def test_all_that_a_person_did_at_a_new_place_is_kept(one: Stage, change: str) -> None:
    one.window.router.go(GARDEN)
    garden = one.garden
    garden.field.setText("a tulip, half typed")
    garden.field.setCursorPosition(7)
    garden.choices["tulip"].click()
    garden.folded.open(wanted=True)
    garden.button.setFocus()
    garden.ensureWidgetVisible(garden.button)
    settle()
    for act in CHANGES[change]:
        act(one)
        settle()
        garden = one.garden
        assert one.window.pages.shown is garden
        assert (garden.field.text(), garden.field.cursorPosition()) == ("a tulip, half typed", 7)
        assert garden.choices["tulip"].isChecked()
        assert garden.folded.opened
        assert garden.button.hasFocus()
        assert not garden.button.visibleRegion().isEmpty()
    one.window.router.go(TODAY)
    one.window.router.go(GARDEN)
    assert garden.button.hasFocus()
    assert not garden.button.visibleRegion().isEmpty()


def test_a_place_that_is_not_there_is_not_shown(one: Stage) -> None:
    one.window.router.go(GARDEN)
    one.there.clear()
    one.window.router.settle()
    assert one.window.router.here == TODAY
    assert not one.window.sidebar.places[GARDEN].isVisible()
    one.window.router.go(GARDEN)
    assert one.window.router.here == TODAY
    one.there.add(GARDEN)
    one.window.router.settle()
    assert one.window.sidebar.places[GARDEN].isVisible()
    assert one.window.router.here == TODAY, "nobody is led to what has come"


def test_a_page_is_built_when_it_is_first_shown(one: Stage) -> None:
    assert [type(page).__name__ for page in one.window.pages.made] == ["Today"]


@pytest.mark.breadth(3)
@pytest.mark.parametrize("change", CHANGES)
def test_ten_changes_leave_as_many_widgets_as_two(one: Stage, change: str) -> None:
    for place in (PASSWORDS, GARDEN, HELP, GARDEN):
        one.window.router.go(place)
        settle()
    counted, old = [], list[weakref.ref[QWidget]]()
    for turn in range(10):
        if change != "language":  # a language is spoken by the same views
            old += [weakref.ref(view) for view in (one.window.sidebar, *one.window.pages.made)]
        CHANGES[change][turn % 2](one)
        settle()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        counted.append(len(QApplication.allWidgets()))
    alive = [view() for view in old]
    assert [view for view in alive if view is not None and shiboken6.isValid(view)] == []
    assert alive.count(None) == len(alive)
    assert counted[-1] <= counted[1], counted


def test_the_way_back_out_of_the_door_leads_to_where_one_was() -> None:
    there = {"a", "b", "door"}
    router = Router({place: partial(there.__contains__, place) for place in ("a", "b", "door")}, "door")
    router.go("b")
    router.go("door")
    router.back()
    assert router.here == "b"
    router.back()
    assert router.here == "b", "only out of the door"
    router.go("door")
    there.remove("b")
    router.settle()
    router.back()
    assert router.here == "a"


FIRST_FRAME = """
import sys
from postigo.gui.main import open_window
from postigo.gui.shell.application import application
app = application(["postigo"])
window, _ = open_window(app, language="en")
window.show()
for _ in range(3):
    app.processEvents()
print(*sorted(name for name in sys.modules if name.startswith("postigo.")))
"""


def test_the_first_frame_loads_no_page_but_the_one_that_is_shown() -> None:
    """How long it takes is measured by tests/bench; what it waits for is held here."""
    told = subprocess.run(
        [sys.executable, "-c", FIRST_FRAME], capture_output=True, text=True, check=True, timeout=60
    ).stdout.split()
    assert "postigo.gui.today.views.page" in told
    others = ("postigo.gui.passwords", "postigo.gui.help", "postigo.passwords", "postigo.net", "postigo.reports.html")
    late = (*others, "postigo.cli", "postigo.audit.supervisor", "postigo.gui.today.views.declined_page")
    assert [name for name in told if name.startswith(late)] == []


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_as_many_places_as_there_will_be_are_one_line_or_a_menu(qapp: QApplication, scale: float) -> None:
    language = Language("es")
    features = Features(language)
    *listed, door = places(features)
    titles = [Text("I have the downloaded list…"), Text("Save a report…"), Text("What is remembered")]
    more = [Place(f"more-{n}", title, lambda window: Garden(window.around)) for n, title in enumerate(titles)]
    window = Window((*listed, *more, door), ViewContext(Theme(scheme=Scheme.LIGHT, scale=scale), language))
    window.closed.connect(features.close)
    window.show()
    ways = set()
    for width in range(1600, 400, -100):
        window.resize(width, 700)
        settle()
        bar = window.sidebar
        ways.add((bar.menu.isVisible(), bar.places[PASSWORDS].isVisible()))
        assert window.width() == width
        shown = [button for button in (*bar.places.values(), bar.menu) if button.isVisible()]
        if bar.width() == width:
            assert all(button.width() >= button.sizeHint().width() for button in shown), f"cut at {width} px"
        assert bar.help.isVisible()
    assert ways == {(True, False), (False, True)}
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
    qapp.processEvents()
