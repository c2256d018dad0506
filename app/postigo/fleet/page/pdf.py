"""Summary of many computers as PDF for A4, tagged (PDF/UA-1), by Typst (`reports/typeset.py`). The same summary is the same bytes."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from postigo.fleet import wording
from postigo.fleet.page import first_sheet
from postigo.fleet.page.maker import outline
from postigo.fleet.page.outline import Outline, Window
from postigo.fleet.summary import Summary
from postigo.reports import typeset
from postigo.reports.first_sheet import behind
from postigo.reports.pdf import DRAWN
from postigo.words import Words


def render(summary: Summary, language: str) -> bytes:
    """The summary as PDF. `ImportError` without Typst: see `typeset.available`."""
    words = Words(language)
    return typeset.made("summary.typ", _said(outline(summary, language), words), "notes", words.say(typeset.LETTERS))


def _said(told: Outline, words: Words) -> dict[str, Any]:
    """Values of the template: the outline, and how much stands on the first sheet."""
    say = words.say
    shown = first_sheet.to_do(told)
    rest = len(told.to_do) - shown
    return asdict(told) | {
        "lang": told.language,
        "footer": told.foot,
        "keywords": [],
        "page_of": say(typeset.PAGE_OF),
        "notes": [],
        "windows": [_window(one, words) for one in told.windows],
        "per_row": first_sheet.per_row(told),
        "to_do": [asdict(one) | {"number": number} for number, one in enumerate(told.to_do, 1)],
        "to_do_columns": [say(name) for name in wording.TO_DO_COLUMNS],
        "shown": shown,
        "behind": say(behind(rest)) if rest > 0 else "",
        "everywhere": first_sheet.is_cut(told, shown),
    }


def _window(one: Window, words: Words) -> dict[str, str]:
    return {"name": one.name, "state": one.shape, "text": one.text, "drawn": words.say(DRAWN[one.shape])}
