"""Formats of a document. Each maker is imported when it is wanted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from importlib import import_module
from typing import Final

from postigo.reports import typeset
from postigo.reports.document.model import Document


class Form(Enum):
    """Formats, by the word for each on a command line."""

    PAGE = "html"
    TEXT = "text"
    PDF = "pdf"


ENDINGS: Final[Mapping[Form, str]] = {Form.PAGE: ".html", Form.TEXT: ".txt", Form.PDF: ".pdf"}
BY_ENDING: Final[Mapping[str, Form]] = {ending: form for form, ending in ENDINGS.items()}
_MAKERS: Final[Mapping[Form, str]] = {Form.PAGE: "html", Form.TEXT: "text", Form.PDF: "pdf"}


def possible() -> Iterator[Form]:
    """Formats that can be made here."""
    yield from (form for form in Form if form is not Form.PDF or typeset.available())


def render(document: Document, form: Form) -> bytes:
    """The document in a format. `ImportError` for a PDF without Typst."""
    content: bytes = import_module(f"postigo.reports.document.{_MAKERS[form]}").render(document)
    return content
