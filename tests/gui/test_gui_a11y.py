from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import combinations, pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QStackedWidget,
    QWidget,
)

import tests.support.offscreen
from postigo.gui.common.status_style import Tone
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.choice import Choice
from postigo.gui.widgets.colours import DARK, LIGHT, Tokens, contrast, high_contrast
from postigo.gui.widgets.labels import Heading, Label
from postigo.gui.widgets.shutters import ANGLES, HEIGHT, WIDTH, paint_window
from postigo.gui.widgets.status_icon import SIDE, paint_mark
from postigo.gui.widgets.theme import TARGET, Look, Scheme, Theme, wants_contrast, wants_dark
from tests.gui.on_screen import Open, looking_at, seen, show
from tests.stories.screens import ACTS, Shot, Stage, high_contrast_palette, settle

__all__ = ["seen", "show"]  # fixtures, found by their names

pytestmark = [tests.support.offscreen.quiet_platform, pytest.mark.breadth(4)]
HELP = ("help-age", "help-danger", "help-child", "help-bluff", "help-teen-2", "help-teen-6", "help-link", "help-more")
PAGES = (
    "report",
    "report-full",
    "history-opened",
    "consent",
    "declined",
    "progress",
    "result",
    "technical",
    "watched",
    "not-here",
    "died",
    "help",
    *HELP,
    "offer",
)
ENGLISH = {page: Shot(ACTS[page]) for page in PAGES}
SPANISH = {f"{page}-es": Shot(ACTS[page], language="es") for page in PAGES}


ROLES: dict[type[QWidget], QAccessible.Role] = {
    Choice: QAccessible.Role.RadioButton,
    QLabel: QAccessible.Role.StaticText,
    QLineEdit: QAccessible.Role.EditableText,
    QPlainTextEdit: QAccessible.Role.EditableText,
}
"""Roles of all that is no button."""


def focusable(window: QWidget) -> list[QWidget]:
    """What the person can reach by Tab."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled()
    ]


def chain(window: QWidget) -> list[QWidget]:
    """The order of Tab, beginning with the window itself."""
    found: list[QWidget] = []
    here = window.nextInFocusChain()
    while here is not None and here is not window:
        found.append(here)
        here = here.nextInFocusChain()
    return found


# --- names and order


@looking_at(ENGLISH | SPANISH)
def test_every_widget_that_can_have_the_focus_has_a_name_and_a_role(seen: Stage, page: str) -> None:
    reachable = focusable(seen.window)
    assert len(reachable) >= 5, page
    for widget in reachable:
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface is not None
        assert interface.text(QAccessible.Text.Name).strip(), f"no name: {widget!r}"
        box = isinstance(widget, Button) and widget.kind is Kind.BOX
        others = QAccessible.Role.CheckBox if box else QAccessible.Role.Button
        assert interface.role() == next((role for kind, role in ROLES.items() if isinstance(widget, kind)), others)


@looking_at(ENGLISH)
def test_tab_reaches_everything_in_the_order_of_the_eye(seen: Stage, page: str) -> None:
    window = seen.window
    reachable = focusable(window)
    order = [widget for widget in chain(window) if widget in reachable]
    assert set(order) == set(reachable)
    content = window.pages.currentWidget()
    assert content is not None
    inside = [widget for widget in order if content.isAncestorOf(widget)]
    places = [widget.mapTo(content, QPoint(0, 0)) for widget in inside]
    right = 0
    for (one, here), (other, there) in pairwise(zip(inside, places, strict=True)):
        right = max(right, here.x() + one.width())
        beside = abs(there.y() - here.y()) <= 24 and there.x() > here.x()
        column = there.x() >= right  # the next column begins beside all that came before
        assert beside or column or there.y() > here.y() + 24, (one.accessibleName(), other.accessibleName())
    if page == "help-danger":
        assert not window.sidebar.isVisible(), "nothing stands beside it"
        assert order[0].accessibleName() == "Quick exit"
        return
    assert window.sidebar.isAncestorOf(order[0])


@looking_at(ENGLISH)
def test_a_label_has_no_fixed_name_that_would_hide_its_text(seen: Stage, page: str) -> None:
    for label in seen.window.findChildren(QLabel):
        assert label.accessibleName() == "", page
        interface = QAccessible.queryAccessibleInterface(label)
        assert interface is not None
        assert interface.text(QAccessible.Text.Name) == label.text()


def test_what_folds_says_whether_it_is_open_and_every_tip_is_a_heading(show: Open) -> None:
    one = show(Shot(ACTS["result"]))
    fold = one.window.findChild(Button, "fold-3")
    assert fold is not None
    told = QAccessible.queryAccessibleInterface(fold)
    assert (told.role(), told.state().expandable, told.state().expanded) == (QAccessible.Role.Button, 1, 0)
    assert told.text(QAccessible.Text.Name) == "Up to date: 1 is fine"
    told.actionInterface().doAction("Press")
    settle()
    fold = one.window.findChild(Button, "fold-3")
    assert fold is not None
    assert QAccessible.queryAccessibleInterface(fold).state().expanded
    headings = [h for h in one.today.findChildren(Heading) if h.isVisible()]
    spoken = [QAccessible.queryAccessibleInterface(h) for h in headings]
    assert {h.role() for h in spoken} == {QAccessible.Role.Heading}
    assert [h.text(QAccessible.Text.Name)[0] for h in spoken] == ["3", "2", "1", "4", "5"]


def test_a_row_says_its_sentence_its_state_and_that_it_opens(show: Open) -> None:
    one = show(Shot(ACTS["result"]))
    row = one.today.list.rows[0]
    interface = QAccessible.queryAccessibleInterface(row)
    assert interface is not None
    assert (
        interface.text(QAccessible.Text.Name)
        == "69 security updates are waiting, some at least since 13 Oct 2026. · act"
    )
    assert interface.text(QAccessible.Text.Description) == "This row can be opened"
    assert (interface.state().expandable, interface.state().expanded, interface.state().collapsed) == (1, 0, 1)
    press = interface.actionInterface()
    assert press.actionNames()[0] == "Press"
    press.doAction("Press")
    assert row.opened
    assert interface.text(QAccessible.Text.Description) == "This row is open"
    assert (interface.state().expandable, interface.state().expanded, interface.state().collapsed) == (1, 1, 0)
    assert interface.role() is QAccessible.Role.Button


@looking_at(ENGLISH)
def test_every_target_is_large_enough(seen: Stage, page: str) -> None:
    targets = [widget for widget in focusable(seen.window) if not isinstance(widget, QLabel)]
    assert targets, page
    for widget in targets:
        assert min(widget.width(), widget.height()) >= TARGET, widget.accessibleName()


def test_the_focus_can_be_seen(show: Open) -> None:
    one = show(Shot(ACTS["row"]))
    for widget in [w for w in focusable(one.window) if not isinstance(w, QLabel)]:
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        settle()
        assert widget.hasFocus()
        with_ring = widget.grab().toImage()
        widget.clearFocus()
        settle()
        assert widget.grab().toImage() != with_ring, widget.accessibleName()


def test_nothing_else_takes_the_focus(show: Open) -> None:
    window = show(Shot(ACTS["technical"])).window
    for widget in window.findChildren(QWidget):
        if isinstance(widget, (QScrollArea, QScrollBar, QStackedWidget)):
            assert not widget.focusPolicy() & Qt.FocusPolicy.TabFocus


# --- contrast

WINDOWS_THEMES = {  # window, text, highlight, text on it: the four of Windows 11, and the two of Windows 10
    "aquatic": ("#202020", "#FFFFFF", "#8EE3F0", "#263B50"),
    "desert": ("#FFFAEF", "#3D3D3D", "#903909", "#FFF5E3"),
    "dusk": ("#2D3236", "#FFFFFF", "#A1BFDE", "#212D3B"),
    "night sky": ("#000000", "#FFFFFF", "#D6B4FD", "#2B2B2B"),
    "high contrast black": ("#000000", "#FFFFFF", "#1AEBFF", "#000000"),
    "high contrast white": ("#FFFFFF", "#000000", "#37006E", "#FFFFFF"),
}


def palette(window: str, text: str, highlight: str, on_highlight: str) -> QPalette:
    made = QPalette()
    for roles, colour in (
        (("Window", "Base", "Button"), window),
        (("WindowText", "Text", "ButtonText"), text),
        (("Highlight",), highlight),
        (("HighlightedText",), on_highlight),
    ):
        for role in roles:
            made.setColor(QPalette.ColorRole[role], QColor(colour))
    return made


TOKENS = {"light": LIGHT, "dark": DARK}
GROUNDS = ("wall", "plaster", "house", "card", "hover")
ON_EVERY_GROUND = ("ink", "quiet")
STATES = tuple(f"{tone.value}_text" for tone in Tone)


def all_tokens() -> dict[str, Tokens]:
    return TOKENS | {name: high_contrast(palette(*colours)) for name, colours in WINDOWS_THEMES.items()}


@pytest.mark.parametrize("name", [*TOKENS, *WINDOWS_THEMES])
def test_text_has_contrast_enough_on_every_ground(qapp: QApplication, name: str) -> None:
    del qapp
    tokens = all_tokens()[name]
    pairs = [(text, ground) for text in ON_EVERY_GROUND for ground in GROUNDS]
    pairs += [(state, ground) for state in STATES for ground in ("house", "card", "hover", "wall")]
    pairs += [("note_text", "plaster"), ("main_text", "main"), ("main_text", "main_hover"), ("bare_text", "frame")]
    weak = {
        (text, ground): round(contrast(getattr(tokens, text), getattr(tokens, ground)), 2)
        for text, ground in pairs
        if contrast(getattr(tokens, text), getattr(tokens, ground)) < 4.5
    }
    assert weak == {}


@pytest.mark.parametrize("name", [*TOKENS, *WINDOWS_THEMES])
def test_the_focus_ring_and_the_edges_of_buttons_can_be_seen(qapp: QApplication, name: str) -> None:
    del qapp
    tokens = all_tokens()[name]
    pairs = [(edge, ground) for edge in ("ring", "rim") for ground in GROUNDS]
    pairs += [("bare", "card"), ("note", "card"), ("main", "card")]
    weak = {
        pair: round(contrast(getattr(tokens, pair[0]), getattr(tokens, pair[1])), 2)
        for pair in pairs
        if contrast(getattr(tokens, pair[0]), getattr(tokens, pair[1])) < 3
    }
    assert weak == {}


PAINTED = (
    "help",
    "help-danger",
    "help-bluff",
    "help-teen-5",
    "tip-replies",
    "phone-not-fine",
    "settings",
    "whose-watched",
)


@pytest.mark.parametrize("act", PAINTED)
@pytest.mark.parametrize("scheme", list(Scheme))
def test_every_line_on_the_screen_has_contrast_enough_on_what_is_painted_behind_it(
    show: Open, qapp: QApplication, act: str, scheme: Scheme
) -> None:
    """As painted, and not by the name of its ground: the commonest colour within a line is what lies behind it."""
    before = qapp.palette()
    qapp.setPalette(high_contrast_palette() if scheme is Scheme.CONTRAST else before)
    try:
        one = show(Shot(ACTS[act], scheme=scheme))
        image, weak, seen = one.window.grab().toImage(), dict[str, float](), 0
        ratio = image.devicePixelRatio()
        for label in one.window.findChildren(Label):
            if label.visibleRegion().isEmpty() or not label.text():
                continue
            there = label.visibleRegion().boundingRect()
            at = label.mapTo(one.window, there.topLeft())
            points = Counter(
                image.pixelColor(round(x * ratio), round(y * ratio)).name()
                for x in range(at.x(), at.x() + there.width(), 3)
                for y in range(at.y(), at.y() + there.height(), 3)
            )
            ink = label.palette().color(QPalette.ColorRole.WindowText).name()
            ground = next(colour for colour, _ in points.most_common() if colour != ink)
            seen += 1
            if contrast(ink, ground) < 4.5:
                weak[label.text()] = contrast(ink, ground)
    finally:
        qapp.setPalette(before)
    assert seen > 5
    assert weak == {}


# --- not by colour alone


def picture(paint: Callable[[QPainter], None], width: float, height: float, scale: float) -> QImage:
    image = QImage(round(width * scale), round(height * scale), QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    painter.scale(scale, scale)
    paint(painter)
    painter.end()
    return image


def difference(one: QImage, other: QImage) -> float:
    """The share of pixels that are clearly lighter or darker, with all colour taken away."""
    count = sum(
        abs(QColor(one.pixel(x, y)).lightness() - QColor(other.pixel(x, y)).lightness()) > 60
        for x in range(one.width())
        for y in range(one.height())
    )
    return count / (one.width() * one.height())


def test_each_state_has_a_shape_of_its_own_without_any_colour(qapp: QApplication) -> None:
    del qapp
    look = Look(Scheme.CONTRAST, high_contrast(palette(*WINDOWS_THEMES["high contrast white"])))
    shutters, marks = {}, {}
    for tone in (Tone.CLOSED, Tone.AJAR, Tone.OPEN, Tone.FOGGED, Tone.BARE):

        def window(painter: QPainter, tone: Tone = tone) -> None:
            painter.translate(WIDTH / 2, 0)
            paint_window(painter, tone, ANGLES.get(tone, 0.0), look)

        def mark(painter: QPainter, tone: Tone = tone) -> None:
            paint_mark(painter, tone, look)

        shutters[tone] = picture(window, WIDTH, HEIGHT, 0.6)
        marks[tone] = picture(mark, SIDE, SIDE, 1.5)
    for one, other in combinations(shutters, 2):
        assert difference(shutters[one], shutters[other]) > 0.03, (one, other)
        assert difference(marks[one], marks[other]) > 0.03, (one, other)


@pytest.mark.parametrize("page", ["result", "progress", "not-here"])
def test_every_state_is_also_said_in_words(show: Open, page: str) -> None:
    today = show(Shot(ACTS[page])).today
    words = {
        "closed",
        "can be better",
        "act",
        "could not look",
        "not looked yet",
        "looking…",
        "always open",
        "is it you?",
    }
    for button in today.facade.buttons:
        assert any(word in button.accessibleName() for word in words)
    for row in today.list.rows:
        assert row.accessibleName().partition(" · ")[2]


# --- the system's wishes


@pytest.mark.parametrize("name", WINDOWS_THEMES)
def test_high_contrast_is_noticed_by_its_palette(qapp: QApplication, name: str) -> None:
    del qapp
    assert wants_contrast(palette(*WINDOWS_THEMES[name]))


def test_an_ordinary_palette_is_not_high_contrast(qapp: QApplication) -> None:
    assert not wants_contrast(qapp.palette())
    assert not wants_dark(qapp.palette())


def test_a_dark_palette_is_noticed_where_the_system_does_not_say(qapp: QApplication) -> None:
    assert qapp.platformName() == "offscreen"
    assert wants_dark(palette("#202326", "#FCFCFC", "#3DAEE9", "#FFFFFF"))


def test_the_window_follows_when_the_system_changes(show: Open, qapp: QApplication) -> None:
    before = qapp.palette()
    one = show(Shot(ACTS["result"], scheme=None))
    seen = [one.window.around.look.scheme]
    try:
        qapp.setPalette(high_contrast_palette())
        QApplication.sendEvent(one.window, QEvent(QEvent.Type.ThemeChange))
        settle()
        seen.append(one.window.around.look.scheme)
    finally:
        qapp.setPalette(before)
    assert seen == [Scheme.LIGHT, Scheme.CONTRAST]


def test_text_is_never_smaller_than_at_100_per_cent(qapp: QApplication) -> None:
    del qapp
    assert Theme().look.scale >= 1.0
