"""Document as data, with renderers as text, page and PDF.

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
