"""Keeping of a look in the history, if the person wants one. For the terminal and the window alike."""

from __future__ import annotations

from datetime import datetime

from postigo.core.report import Report
from postigo.languages import LANGUAGES
from postigo.reports.redaction import words_for
from postigo.store.document.values import Templates
from postigo.store.files import Settings
from postigo.store.history.history import history


def templates(report: Report) -> Templates:
    """Templates of a report's sentences in every language that we ship, for a stored audit."""
    return {code: words_for(code, report).template for code in LANGUAGES}


def keep(report: Report, settings: Settings, now: datetime) -> int | None:
    """Keep a look that has ended; its number in the history. None if the person wants none, or there is nothing to keep.

    `HistoryTrouble` if it could not be kept. It takes some 30 ms, and as long as another Postigo holds the file: a window does it
    aside.
    """
    if not settings.history:
        return None
    return history().keep(report, templates(report), now, settings.history_days)
