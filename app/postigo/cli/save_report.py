"""Report saved for the window: the same copy and kind of file as `--report`'s."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postigo.core.report import Report
    from postigo.core.values import Text


def keep(report: Report, name: str, language: str) -> Text | None:
    """Write a copy to give away, as a page, to a new private file. None, or what could not be done.

    That it was saved is noted.
    """
    from postigo.cli import output, traces  # noqa: PLC0415 - the window's first frame need not wait for a report
    from postigo.cli.status import UsageError  # noqa: PLC0415
    from postigo.core.redact import Disclosure  # noqa: PLC0415
    from postigo.reports import html, redaction, shape  # noqa: PLC0415

    try:
        place = output.refuse_unless_new(name)
        words = redaction.words_for(language, report, redaction.stand_ins(Disclosure.SHARED, report))
        output.write_new(place, html.render(shape.given(report, words)))
    except UsageError as wrong:
        return wrong.text
    return traces.saved(Disclosure.SHARED, "html")
