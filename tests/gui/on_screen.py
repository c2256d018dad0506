"""What tests of the window on a screen share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from postigo.gui.today.views.facade_button import FacadeButton
from postigo.gui.widgets.button import Button
from postigo.gui.widgets.labels import Label
from postigo.gui.widgets.page import Page
from tests.stories.screens import Shot, Stage, end, quiet, settle, stage

Open = Callable[[Shot], Stage]


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def told(part: QWidget) -> str:
    """All that can be read of a part, a line each, without the places where a long word may be broken."""
    return "\n".join(texts(part)).replace("\u200b", "")


def press(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    settle()


CUT = (
    "consent",
    "declined",
    "progress",
    "result",
    "technical",
    "watched",
    "not-here",
    "died",
    "help",
    "help-age",
    "help-danger",
    "help-danger-carer",
    "help-danger-elsewhere",
    "help-child",
    "help-teen-3",
    "help-teen-6",
    "help-bluff",
    "help-carer-5",
    "help-untold-6",
    "help-link",
    "help-more",
    "tip",
    "tip-replies",
    "tip-door",
    "phone",
    "phone-first",
    "phone-not-fine",
    "phone-end",
    "settings",
    "whose-offer",
    "whose-watched",
    "offer",
    "offer-later",
    "fix-preview-safety",
    "fix-walk",
    "fix-listed",
)


def through(one: Stage, sizes: tuple[tuple[str, QSize, int], ...]) -> list[str]:
    """What is cut in a window that is brought from one size and zoom to the next, each under its name."""
    found = []
    for name, size, zoom in sizes:
        one.window.around.theme.zoom(0)
        if zoom:
            one.window.around.theme.zoom(zoom)
        one.window.resize(size)
        found += [f"{name}: {what}" for what in cut(one)]
    return found


def cut(one: Stage) -> list[str]:
    """What does not fit into the page that is shown."""
    quiet(one)
    window = one.window
    page = window.pages.currentWidget()
    assert isinstance(page, Page)
    content = page.widget()
    assert content is not None
    found = [] if content.width() <= page.viewport().width() else ["it would scroll sideways"]
    labels = [label for label in window.findChildren(Label) if label.isVisible()]
    buttons = [*window.findChildren(Button), *window.findChildren(FacadeButton)]
    buttons = [button for button in buttons if button.isVisible()]
    assert labels
    assert buttons
    for label in labels:
        needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        if label.height() < needed:
            found.append(f"cut: {label.text()}")
        if label.width() < label.minimumSizeHint().width():
            found.append(f"too narrow: {label.text()}")
    for button in buttons:
        if button.height() < button.heightForWidth(button.width()):
            found.append(f"cut: {button.text()}")
        if button.width() < button.minimumSizeHint().width():
            found.append(f"too narrow: {button.text()}")
    for widget in (*labels, *buttons):
        parent = widget.parentWidget()
        if parent is not None and (
            widget.geometry().right() > parent.width() or widget.geometry().bottom() > parent.height()
        ):
            found.append(f"beyond its parent: {widget!r}")
    return found


def looking_at(pictures: Mapping[str, Shot]) -> pytest.MarkDecorator:
    """One test for each picture, which gets its name as `page` and its window as `seen`. It looks, and changes nothing.

    All tests of a file that look at the same one share the window, so it is opened once.
    """
    pairs = [(shot, name) for name, shot in pictures.items()]
    return pytest.mark.parametrize(("seen", "page"), pairs, ids=list(pictures), indirect=["seen"], scope="module")


def opening(app: QApplication, rest: Callable[[Stage], None]) -> Iterator[Open]:
    """Opener of the windows of pictures, each left to `rest` once its act is played; all are closed at the end."""
    opened: list[Stage] = []

    def show(shot: Shot) -> Stage:
        one = stage(app, shot)
        opened.append(one)
        shot.act(one)
        QTest.qWaitForWindowActive(one.window, 1000)
        rest(one)
        return one

    yield show
    for one in opened:
        end(one)


@pytest.fixture
def show(qapp: QApplication) -> Iterator[Open]:
    """Opens the window of a picture, laid out and painted."""
    yield from opening(qapp, lambda _one: settle())


@pytest.fixture
def show_done(qapp: QApplication) -> Iterator[Open]:
    """Opens the window of a picture with nothing left that it has put off, or does aside."""
    yield from opening(qapp, quiet)


def opened_once(app: QApplication, shot: Shot, rest: Callable[[Stage], None]) -> Iterator[Stage]:
    opened = opening(app, rest)
    yield next(opened)(shot)
    next(opened, None)


@pytest.fixture(scope="module")
def seen(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Stage]:
    """The window of a picture, as `show` opens it, for all tests of a file that look at it (`looking_at`)."""
    yield from opened_once(qapp, request.param, lambda _one: settle())


@pytest.fixture(scope="module")
def seen_done(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Stage]:
    """The same as `show_done` opens it."""
    yield from opened_once(qapp, request.param, quiet)
