"""A report kept for the window: the same copy, in the same kind of file, as `--report` writes."""

from __future__ import annotations

from postigo.cli import output
from postigo.cli.status import UsageError
from postigo.core.redact import Disclosure
from postigo.core.report import Report
from postigo.core.values import Text
from postigo.reports import html, redaction


def keep(report: Report, name: str, language: str) -> Text | None:
    """Write a copy to give away, as a page, to a new file for its owner only. None, or why it could not be."""
    try:
        place = output.refuse_unless_new(name)
        words = redaction.words_for(language, report, redaction.stand_ins(Disclosure.SHARED, report))
        output.write_new(place, html.render(report, words))
    except UsageError as wrong:
        return wrong.text
    return None
