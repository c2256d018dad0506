"""Formats of the document that is given away. Each is imported when it is wanted."""

from __future__ import annotations

from importlib import import_module
from typing import Final

from postigo.reports.shape import Document

MODULES: Final = {
    "text": "text",
    "html": "html",
    "pdf": "pdf",
    "md": "markdown",
    "csv": "csv_",
    "json": "json_",
    "jsonl": "jsonl",
}
"""Module of each format. Its `render` makes bytes of a document, with all that it says."""
ENGINES: Final = {
    "prom": "prometheus",
    "ocsf": "ocsf",
    "sarif": "sarif",
}
"""Formats that other programs define. They have the same outcomes, and leave out what they have no words for."""


def render(form: str, document: Document) -> bytes:
    """The document in one format."""
    module = {**MODULES, **ENGINES}[form]
    content: bytes = import_module(f"postigo.reports.{module}").render(document)
    return content
