"""Document as PDF for A4, tagged (PDF/UA-1), by Typst (`reports/typeset.py`). The same document is the same bytes."""

from __future__ import annotations

from typing import Any, assert_never

from postigo.reports import typeset
from postigo.reports.document.model import (
    Block,
    Boxes,
    Document,
    Fields,
    Fingerprint,
    Numbered,
    Paragraph,
    Table,
)
from postigo.reports.printable import printable
from postigo.words import Words


def render(document: Document) -> bytes:
    """The document as PDF. `ImportError` without Typst: see `typeset.available`."""
    say = Words(document.language).say
    said = {
        "lang": document.language,
        "title": printable(document.title),
        "keywords": [],
        "footer": printable(document.foot),
        "page_of": say(typeset.PAGE_OF),
        "notes": [printable(note) for note in document.notes],
        "sections": [
            {"title": printable(part.title), "blocks": [_block(block) for block in part.blocks]}
            for part in document.sections
        ],
    }
    return typeset.made("document.typ", said, "notes", say(typeset.LETTERS))


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph(text, quiet):
            return {"kind": "paragraph", "text": printable(text), "quiet": quiet}
        case Fields(rows, together):
            fields = [
                {"label": printable(one.label), "value": printable(one.value), "lines": one.lines} for one in rows
            ]
            return {"kind": "fields", "rows": fields, "together": together}
        case Table(heads, rows, empty):
            cells = [[printable(cell) for cell in row] for row in rows]
            return {"kind": "table", "heads": [printable(head) for head in heads], "rows": cells, "empty": empty}
        case Numbered(items):
            return {"kind": "numbered", "items": [printable(item) for item in items]}
        case Boxes(items):
            return {"kind": "boxes", "items": [printable(item) for item in items]}
        case Fingerprint(label, value):
            return {"kind": "fingerprint", "label": printable(label), "value": printable(value)}
        case _:
            assert_never(block)
