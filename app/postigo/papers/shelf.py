"""Shelf of papers: names on the command line, purposes and makers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from postigo.core.values import Text
from postigo.papers import accessibility, families, impact, poster, record
from postigo.papers.facts import Facts
from postigo.reports.document import Document
from postigo.reports.document.formats import Form, render


@dataclass(frozen=True, slots=True)
class Paper:
    """Paper on the shelf. `pdf` makes it where it has a sheet of its own; None: as every document."""

    what: Text
    document: Callable[[Facts], Document]
    pdf: Callable[[Facts], bytes] | None = None


PAPERS: Final[Mapping[str, Paper]] = {
    "families": Paper(Text("one page for families and pupils"), families.document),
    "record": Paper(Text("help for the record of processing (GDPR article 30)"), record.document),
    "impact": Paper(Text("help to decide whether an impact assessment is needed"), impact.document),
    "accessibility": Paper(Text("accessibility statement"), accessibility.document),
    "poster": Paper(Text("poster of the house with the six tips, A3 as PDF"), poster.document, poster.pdf),
}
"""Papers by their names."""


def written(paper: Paper, facts: Facts, form: Form) -> bytes:
    """A paper in a format. `ImportError` for a PDF without Typst."""
    if form is Form.PDF and paper.pdf is not None:
        return paper.pdf(facts)
    return render(paper.document(facts), form)
