"""Wish for a draft of the report: its language and its format."""

from __future__ import annotations

from dataclasses import dataclass

from postigo.reports.document.formats import Form


@dataclass(slots=True)
class Wish:
    """Wish for a draft. `language` is a code of `postigo.languages`."""

    language: str
    form: Form = Form.PAGE
