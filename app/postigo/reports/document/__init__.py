"""Document for the person's hand: data, and its renderers.

It knows neither audit nor log: whoever has something to hand over makes a `Document` of it.
"""

from postigo.reports.document import html, pdf, text
from postigo.reports.document.model import (
    Block,
    Boxes,
    Document,
    Field,
    Fields,
    Fingerprint,
    Numbered,
    Paragraph,
    Section,
    Table,
)

__all__ = [
    "Block",
    "Boxes",
    "Document",
    "Field",
    "Fields",
    "Fingerprint",
    "Numbered",
    "Paragraph",
    "Section",
    "Table",
    "html",
    "pdf",
    "text",
]
