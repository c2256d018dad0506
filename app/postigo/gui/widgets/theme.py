"""Theme of the window: type sizes, spaces and motion, as the system wishes them."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QGuiApplication, QPalette

from postigo.gui.widgets.colours import DARK, LIGHT, Tokens, contrast, high_contrast, luminance

TITLE, LEAD, BODY, SMALL = 26, 18, 15, 13
"""Type sizes in px at 100 %."""

SIDE = 184
TARGET: Final = 24  # px; WCAG 2.2, 2.5.8
CLOSING_MS: Final = 200


class Scheme(StrEnum):
    """How light the window is."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True)
class Look:
    """How the window looks now. `still`: the system asks for less motion. `scale` is 1.0 at 100 % text."""

    scheme: Scheme
    tokens: Tokens
    scale: float = 1.0
    still: bool = False

    def px(self, size: int) -> int:
        """A type size, or a thing that grows with the text."""
        return round(size * self.scale)

    def space(self, size: int) -> int:
        """Space in steps of 4 at 100 %. It grows less than the text, so that large text keeps its room."""
        return round(size * min(self.scale, 1.25))

    def font(self, size: int, *, bold: bool = False) -> QFont:
        """The system's own font, in one of our sizes."""
        font = QFont(QGuiApplication.font())
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font

    def colour(self, token: str) -> QColor:
        """A token as Qt's colour."""
        return QColor(getattr(self.tokens, token))


# The pixel sizes of the three systems' normal interface font; what is larger is the person's wish.
_NORMAL_PX: Final = {"windows": 12.0, "cocoa": 13.0}
_NORMAL_PX_ELSEWHERE: Final = 14.0  # 10 to 11 pt at 96 dpi


def system_scale() -> float:
    """How much larger than usual the system's text is: 1.0 to 2.5. Smaller text than usual is not made smaller."""
    normal = _NORMAL_PX.get(QGuiApplication.platformName(), _NORMAL_PX_ELSEWHERE)
    ratio = QFontInfo(QGuiApplication.font()).pixelSize() / normal
    return 1.0 if ratio < 1.15 else min(round(ratio, 2), 2.5)


def wants_contrast(palette: QPalette) -> bool:
    """Whether the system shows high contrast. It says so (Qt 6.10), or paints everything in one flat colour."""
    hints = QGuiApplication.styleHints()  # kept in a variable: what it hands out dies with it
    ask = getattr(hints, "accessibility", None)
    if ask is not None and ask().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return True
    roles = (QPalette.ColorRole.Window, QPalette.ColorRole.Base, QPalette.ColorRole.Button)
    papers = {palette.color(QPalette.ColorGroup.Active, role).name() for role in roles}
    ink = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.WindowText).name()
    return len(papers) == 1 and contrast(ink, next(iter(papers))) >= 7


def wants_dark(palette: QPalette) -> bool:
    """Whether the system is dark. It says so (Qt 6.5), or its palette has light text on a dark window."""
    scheme = getattr(QGuiApplication.styleHints(), "colorScheme", None)
    if scheme is not None and scheme() is not Qt.ColorScheme.Unknown:
        return bool(scheme() is Qt.ColorScheme.Dark)
    window, text = palette.color(QPalette.ColorRole.Window), palette.color(QPalette.ColorRole.WindowText)
    return luminance(text) > luminance(window)


def wants_stillness() -> bool:
    """Whether the system asks for less motion. It says so (Qt 6.12; before that Windows alone can be asked)."""
    hints = QGuiApplication.styleHints()
    ask = getattr(hints, "accessibility", None)
    motion = getattr(ask(), "motionPreference", None) if ask is not None else None
    if motion is not None:
        return bool(motion() is not Qt.MotionPreference.NoPreference)
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only

        moves = ctypes.c_int(1)
        ctypes.windll.user32.SystemParametersInfoW(0x1042, 0, ctypes.byref(moves), 0)  # SPI_GETCLIENTAREAANIMATION
        return not moves.value
    return False


def look_of(palette: QPalette, scale: float, scheme: Scheme | None = None) -> Look:
    """The look that the system asks for, or a wanted scheme."""
    if scheme is None:
        contrasted = wants_contrast(palette)
        scheme = Scheme.CONTRAST if contrasted else Scheme.DARK if wants_dark(palette) else Scheme.LIGHT
    match scheme:
        case Scheme.LIGHT:
            tokens = LIGHT
        case Scheme.DARK:
            tokens = DARK
        case Scheme.CONTRAST:
            tokens = high_contrast(palette)
    return Look(scheme, tokens, scale, wants_stillness())


def scheme_of(colours: str | None) -> Scheme | None:
    """Scheme that a person's settings name; None follows the system."""
    return None if colours is None else Scheme(colours)


ZOOMS: Final = (1.0, 1.25, 1.5, 1.75, 2.0)
"""How much larger than the system's the text can be, by steps."""


def nearest_step(wanted: int) -> int:
    """The nearest step that there is."""
    return max(0, min(wanted, len(ZOOMS) - 1))


class Theme(QObject):
    """The look of now. `changed` comes when the system changes its mind, or the person zooms."""

    changed = Signal()

    def __init__(self, *, scheme: Scheme | None = None, scale: float | None = None, zoom: int = 0) -> None:
        super().__init__()
        self._scheme, self._scale, self._zoom = scheme, scale, nearest_step(zoom)
        self.look = self._wanted()
        self._hints = QGuiApplication.styleHints()  # kept: its objects die with it
        if hasattr(self._hints, "colorSchemeChanged"):  # Qt 6.5
            self._hints.colorSchemeChanged.connect(self.notice)

    def zoom(self, steps: int) -> None:
        """Larger or smaller text than the system's; 0 goes back to the system's."""
        self._zoom = nearest_step(self._zoom + steps) if steps else 0
        self.notice()

    def wish(self, scheme: Scheme | None, zoom: int | None = None) -> None:
        """Use this scheme and this step of text whatever the system says.

        None follows the system again; without a `zoom`, the text stays as large as it is.
        """
        self._scheme = scheme
        self._zoom = self._zoom if zoom is None else nearest_step(zoom)
        self.notice()

    def notice(self) -> None:
        """Look again at what the system wishes. The window calls this when its palette or its font changed."""
        look = self._wanted()
        if look != self.look:
            self.look = look
            self.changed.emit()

    def _wanted(self) -> Look:
        scale = system_scale() if self._scale is None else self._scale
        return look_of(QGuiApplication.palette(), scale * ZOOMS[self._zoom], self._scheme)
