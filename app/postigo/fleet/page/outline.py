"""Outline of a summary: what its page says, in one language, as strings. Page, PDF and window draw it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """Words with the drawing and colour that go with them: "open", "ajar", "closed", "fogged", "bare"."""

    shape: str
    text: str


@dataclass(frozen=True, slots=True)
class Window:
    """Window of one tip on all computers."""

    name: str
    shape: str
    text: str


@dataclass(frozen=True, slots=True)
class House:
    """Small house: of one computer, or of a place. `windows` are shapes; `said` tells them for whoever hears the page."""

    name: str
    windows: tuple[str, ...]
    states: tuple[Part, ...]
    said: str


@dataclass(frozen=True, slots=True)
class ToDo:
    """Thing to do on several computers. The first sheet has a `few` of their names, the others `names`."""

    what: str
    urgency: Part
    on: str
    time: str
    few: str
    names: str


@dataclass(frozen=True, slots=True)
class Table:
    """Table: a head for each column, and rows of as many cells. `more` is said below it."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """Title with lines below: which computers stand how."""

    title: str
    lines: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """All that a page of a summary says. Empty strings and lists are not drawn."""

    language: str
    foot: str
    headings: Mapping[str, str]
    title: str
    lead: str
    under: str
    about: str
    left_out: tuple[str, ...]
    windows: tuple[Window, ...]
    houses: tuple[House, ...]
    by_place: bool
    houses_more: tuple[str, ...]
    to_do: tuple[ToDo, ...]
    to_do_more: str
    visits_few: Table
    visits: Table
    changes_lead: str
    changes: tuple[Listed, ...]
    places: Table
    checks: Table
    which: tuple[Listed, ...]
    devices: Table
    reasons: Table
    files: Table
    meanings: Table
    made: Table
    help: tuple[str, ...]
