"""Report as CSV for a spreadsheet: a row for each finding, gap and absence.

Every row bears the label and the time, so that the rows of many machines can lie in one sheet. `kind` tells what a row is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from postigo.reports import parts
from postigo.reports.cells import table
from postigo.reports.shape import Document, advised
from postigo.words import Words

COLUMNS: Final = (
    *("label", "began", "kind", "check", "tip", "level", "code", "title", "text", "subject", "ref"),
    *("fix", "effort", "safety", "who"),
)
"""Names of the columns, the same in every language. They are those of the document, but for `kind`."""


def render(document: Document) -> bytes:
    """The document as CSV, UTF-8."""
    same = {"label": document.get("label", ""), "began": document["began"]}
    return table(COLUMNS, (same | row for row in _rows(document)))


def _rows(document: Document) -> Iterator[dict[str, Any]]:
    verdict, words = " ".join(document["verdict"]), Words(document["lang"])
    yield {"kind": "report", "level": document["level"], "title": document["title"], "text": verdict}
    for one in document["results"]:
        yield from _result(one, words)
    for kind in ("not_here", "not_looked"):
        yield from ({"kind": kind, **one} for one in document[kind])
    yield from ({"kind": "left_out", "check": check} for check in document["left_out"])
    yield from ({"kind": "count", "code": name, "text": number} for name, number in document["counts"].items())
    yield from ({"kind": "made", "title": name, "text": what} for name, what in parts.made(document, words))
    if "names_out" in document:
        yield {"kind": "names_out", "text": document["names_out"]}
    yield from ({"kind": "about", "text": sentence} for sentence in document["about"])


def _result(one: Mapping[str, Any], words: Words) -> Iterator[dict[str, Any]]:
    same = {name: one[name] for name in ("check", "tip", "title")} | {"who": one["scope"]}
    for finding in one["findings"]:
        plan = next((plan for plan, _ in advised([finding])), None)
        fix = {"fix": plan["title"], "effort": plan["effort"] or "", "safety": plan["safety"]} if plan else {}
        yield {
            "kind": "finding",
            **same,
            **{name: finding[name] for name in ("code", "level")},
            "text": parts.said(finding),
            "subject": "" if finding["subject"] is None else finding["subject"]["text"],
            "ref": finding["ref"] or "",
            **fix,
        }
    yield from ({"kind": "gap", **same, "code": gap["why"], "text": gap["text"]} for gap in one["gaps"])
    yield from ({"kind": "safety", **same, "text": sentence} for sentence in parts.watching(one, words))
