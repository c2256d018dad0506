"""Data of a document: title, notes, and sections of a few kinds of block.

All strings are plain text in the document's language. They may come from anybody: renderers make them harmless.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Paragraph. Its line ends stay. A `quiet` one is small."""

    text: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """Label with its value. Without a value it has so many dotted `lines` to fill in by hand."""

    label: str
    value: str = ""
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Fields:
    """Fields, one below the other. `together`: on one page, as those that are signed are."""

    rows: Sequence[Field]
    together: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Table: a head for each column, and as many cells in each row.

    Rows are followed by so many `empty` ones to fill in by hand.
    """

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    empty: int = 0

    def __post_init__(self) -> None:
        """Refuse a row of another length: a cell would stand below the wrong head."""
        if any(len(row) != len(self.heads) for row in self.rows):
            raise ValueError("a row has as many cells as there are heads")


@dataclass(frozen=True, slots=True)
class Numbered:
    """List of steps or things, numbered from 1."""

    items: Sequence[str]


@dataclass(frozen=True, slots=True)
class Boxes:
    """List of things, each with a box to tick by hand."""

    items: Sequence[str]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Hash in hexadecimal digits, whole and on a line of its own."""

    label: str
    value: str


Block: TypeAlias = Paragraph | Fields | Table | Numbered | Boxes | Fingerprint


@dataclass(frozen=True, slots=True)
class Section:
    """Section of a document, under a heading."""

    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True, slots=True)
class Document:
    """Document in one language (`postigo.languages`). `foot` stands below each printed page, beside the number of the page."""

    title: str
    language: str
    notes: Sequence[str]
    sections: Sequence[Section]
    foot: str = ""
