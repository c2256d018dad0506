"""Reader of a report that was given away, to make another format of it.

Only a report that is unchanged is read, and only one of which this version knows everything: a page of it says all that it says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from postigo import invocation
from postigo.core.redact import Disclosure
from postigo.core.report import TIPS
from postigo.languages import LANGUAGES
from postigo.reports import formats, text, typeset
from postigo.reports.paper import Paper
from postigo.reports.published import fits
from postigo.reports.shape import Document, safe

_NEEDED: Final = frozenset(
    {"title", "when", "zone", "verdict", "shutters", "questions", "to_do", "about", "order", "not_looked", "offered"}
    | {"left_out", "integrity"}
)
"""Properties that every format wants. Versions before these were there wrote none of them."""
_OF_RESULT: Final = frozenset({"why", "scope", "unseen"})
_OF_FINDING: Final = frozenset({"ref", "needs_confirmation"})
_PDF: Final = b"%PDF-"


def is_known(document: Mapping[str, Any]) -> bool:
    """Whether this version knows all of a document, and can make every format of it."""
    return (
        fits(document)
        and document.keys() >= _NEEDED
        and document["lang"] in LANGUAGES
        and document["level"] in [*Disclosure]
        and [one["tip"] for one in document["shutters"]] == [*TIPS]
        and "box" in document["device"]
        and len(document["about"]) > 0
        and all(one.keys() >= _OF_RESULT for one in document["results"])
        and all(one.keys() >= _OF_FINDING for result in document["results"] for one in result["findings"])
        and _shows_each_once(document)
        and bool(safe(document) == document)
    )


def _shows_each_once(document: Mapping[str, Any]) -> bool:
    """Whether the order names each result and its tip once. What it does not name is on no page."""
    order, results = document["order"], document["results"]
    tips, checks = order["tips"], sorted(one["check"] for one in results)
    return (
        sorted(order["checks"]) == checks == sorted(set(checks))
        and len(set(tips)) == len(tips)
        and {one["tip"] for one in results} <= set(tips)
    )


def is_made_of(content: bytes, document: Document) -> bool:
    """Whether a page, table, text or PDF is what this version makes of a report.

    Ends of lines may be those of another system. `ImportError` for a PDF without Typst: see `typeset.available`.
    """
    if content.startswith(_PDF):
        return content == formats.render("pdf", document)
    return any(_plain(content) == _plain(one) for one in _all_but_pdf(document))


def can_compare(content: bytes) -> bool:
    """Whether what is needed to make such a file anew is here."""
    return typeset.available() or not content.startswith(_PDF)


def _all_but_pdf(document: Document) -> Iterator[bytes]:
    for form in ("html", "md", "csv", *formats.ENGINES):
        yield formats.render(form, document)
    for call in (invocation.plain, invocation.in_a_copy):
        for details in (False, True):
            yield text.render(document, Paper(details=details, call=call))


def _plain(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n")
