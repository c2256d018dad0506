"""Colours of the window by their purpose: light, dark, and a person's own high contrast."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Final

from PySide6.QtGui import QColor, QPalette


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
    light, dark = sorted((luminance(QColor(one)), luminance(QColor(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: QColor) -> float:
    """Relative luminance of a colour, 0 to 1 (WCAG 2.2)."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())
