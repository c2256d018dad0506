"""Colours, sizes and motion of the window, and how the system wishes them. The only place where a colour is named."""

from __future__ import annotations

import sys
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QGuiApplication, QPalette

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
class Tokens:
    """The colours by what they are for. `*_text` are the ones in which words may be written."""

    wall: str  # the window's background
    plaster: str  # the side bar's
    house: str  # the façade's wall, and an open row
    card: str
    edge: str
    ink: str
    quiet: str
    closed: str
    closed_text: str
    ajar: str
    ajar_text: str
    open: str
    open_text: str
    fogged: str
    fogged_text: str
    bare: str
    bare_text: str
    note: str
    note_text: str
    light: str  # behind a window
    glow: str
    roof: str
    tile: str  # every other tile of the roof
    eave: str
    frame: str
    frame_edge: str
    sill: str
    leaf: str
    leaf_edge: str
    slat: str
    bar: str  # the bars of an open window
    glass: str
    glass_bar: str
    breath: str  # the waves on fogged glass
    inside: str  # the dark behind a leaf
    main: str  # the main button
    main_text: str
    main_hover: str
    hover: str  # a thing under the pointer
    rim: str  # the edge of what can be pressed or typed in
    ring: str  # the focus ring


LIGHT: Final = Tokens(
    wall="#FBF7F0",
    plaster="#F3ECE0",
    house="#FFFDF8",
    card="#FFFFFF",
    edge="#E6DBC8",
    ink="#22303A",
    quiet="#56626B",
    closed="#2F6B57",
    closed_text="#245545",
    ajar="#B98325",
    ajar_text="#7A5410",
    open="#B4472F",
    open_text="#8F3420",
    fogged="#788D98",
    fogged_text="#4A5B65",
    bare="#968B78",
    bare_text="#6B614F",
    note="#1F5F7A",
    note_text="#1F5F7A",
    light="#F2C768",
    glow="#F9DE9C",
    roof="#C4623F",
    tile="#B65638",
    eave="#9C4A31",
    frame="#F0E7D8",
    frame_edge="#DCCFB8",
    sill="#E0D3BC",
    leaf="#2F6B57",
    leaf_edge="#1F4D3E",
    slat="#255A48",
    bar="#7A5410",
    glass="#C9D3D9",
    glass_bar="#8FA3AD",
    breath="#FFFFFF",
    inside="#22303A",
    main="#2F6B57",
    main_text="#FFFFFF",
    main_hover="#245545",
    hover="#F6F0E5",
    rim="#877D6B",
    ring="#1F5F7A",
)

DARK: Final = Tokens(
    wall="#1B2228",
    plaster="#232C33",
    house="#2C3740",
    card="#27313A",
    edge="#3F4C57",
    ink="#F2EDE4",
    quiet="#B5BEC4",
    closed="#6FBF9F",
    closed_text="#8ED3B6",
    ajar="#E3B459",
    ajar_text="#EBC67F",
    open="#E58A70",
    open_text="#F0A48E",
    fogged="#8FA3AD",
    fogged_text="#B4C3CB",
    bare="#A79D8B",
    bare_text="#C3BAA9",
    note="#7FBAD4",
    note_text="#8FC5DD",
    light="#F2C768",
    glow="#F9DE9C",
    roof="#A9583C",
    tile="#9A4E35",
    eave="#7F4130",
    frame="#3E4952",
    frame_edge="#586570",
    sill="#566370",
    leaf="#4A9077",
    leaf_edge="#1E4034",
    slat="#33705A",
    bar="#6B4A12",
    glass="#6F818C",
    glass_bar="#4E5E69",
    breath="#DCE6EB",
    inside="#12181C",
    main="#6FBF9F",
    main_text="#10231C",
    main_hover="#8ED3B6",
    hover="#303C46",
    rim="#A79D8B",
    ring="#9BD0E8",
)


def high_contrast(palette: QPalette) -> Tokens:
    """Tokens of the person's own high contrast: two colours, a third for the choice. It is a line drawing."""

    def name(role: QPalette.ColorRole) -> str:
        return palette.color(QPalette.ColorGroup.Active, role).name()

    paper, ink = name(QPalette.ColorRole.Window), name(QPalette.ColorRole.WindowText)
    chosen, on_chosen = name(QPalette.ColorRole.Highlight), name(QPalette.ColorRole.HighlightedText)
    papers = {
        "wall",
        "plaster",
        "house",
        "card",
        "roof",
        "tile",
        "frame",
        "leaf",
        "glass",
        "light",
        "glow",
        "hover",
        "bar",
    }
    tokens = Tokens(**{field.name: paper if field.name in papers else ink for field in fields(Tokens)})
    strong = chosen if contrast(chosen, on_chosen) >= 4.5 else ink
    on_strong = on_chosen if strong is chosen else paper
    return replace(
        tokens, main=strong, main_text=on_strong, main_hover=strong, light=ink, glow=ink, inside=paper, sill=paper
    )


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(QColor(one)), _luminance(QColor(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


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
    return _luminance(text) > _luminance(window)


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


ZOOMS: Final = (1.0, 1.25, 1.5, 1.75, 2.0)


class Theme(QObject):
    """The look of now. `changed` comes when the system changes its mind, or the person zooms."""

    changed = Signal()

    def __init__(self, *, scheme: Scheme | None = None, scale: float | None = None) -> None:
        super().__init__()
        self._scheme, self._scale, self._zoom = scheme, scale, 0
        self.look = self._wanted()
        self._hints = QGuiApplication.styleHints()  # kept: its objects die with it
        if hasattr(self._hints, "colorSchemeChanged"):  # Qt 6.5
            self._hints.colorSchemeChanged.connect(self.notice)

    def zoom(self, steps: int) -> None:
        """Larger or smaller text than the system's; 0 goes back to the system's."""
        self._zoom = max(0, min(self._zoom + steps, len(ZOOMS) - 1)) if steps else 0
        self.notice()

    def wish(self, scheme: Scheme | None) -> None:
        """Use this scheme whatever the system says; None follows the system again."""
        self._scheme = scheme
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
