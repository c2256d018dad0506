"""First sheet of a report on paper: rows of each list that fit on A4.

It is complete by itself. The page in print (report.html) and the PDF (report.typ) share it. What does not fit stands on the next sheets, and the first one
says how many that are. Lengths are points, those of the page in print, with letters of a wide font (DejaVu Sans).
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from postigo.core.model import Level, Scope
from postigo.core.values import Text
from postigo.reports import parts, wording
from postigo.reports.room import ROOM, WIDTH, lines, row, rows_in
from postigo.reports.shape import Document
from postigo.words import Words

_COLUMNS: Final = (0.40, 0.16, 0.22, 0.22)
"""Shares of the columns of what is to do: what, how urgent, time, who. They stand in report.html and report.typ too."""
_WHAT: Final = 0.45
"""Share of the first column of what could not be seen."""
_FACADE: Final = 118.0
_HEADING: Final = 27.0
_HAND: Final = 80.0
"""Notes: their heading, the boxes to tick, and room to write."""
_FEW: Final = 3
"""So many questions, and so many gaps before what is to do takes its room. So many things to do come before the notes."""
_NOTES: Final = 5

REST: Final = {
    "questions": Text("More that only you can tell"),
    "to_do": Text("More to do"),
    "unseen": Text("More that we could not see"),
}
"""Titles of the lists that go on behind the first sheet."""
NOTES_ARE_LONG: Final = Text("The notes stand under “How this was made”.")


class Sheet(NamedTuple):
    """Numbers of rows on the first sheet, of each list. `notes`: whether the typed notes stand there whole."""

    questions: int
    to_do: int
    unseen: int
    notes: bool


def behind(n: int) -> Text:
    """Sentence on paper about `n` rows that stand on other pages."""
    return Text("And one more, from page 2 on.", "And {n} more, from page 2 on.", n, {"n": n})


def below(n: int) -> Text:
    """Sentence on a screen about the same rows."""
    return Text("And one more, further down.", "And {n} more, further down.", n, {"n": n})


def questions(document: Document) -> list[str]:
    """Questions that only the person can answer. Those that ask for something are among what is to do."""
    return [one["text"] for one in document["questions"] if Level[one["level"].upper()] < Level.ADVISE]


def fitting(document: Document, words: Words) -> Sheet:
    """Rows of each list that fit on the first sheet. The most useful things come first in what is to do, and the last are left for later."""
    asked = [row((text, WIDTH - 60, False), extra=15) for text in questions(document)]
    things = [_thing(number, thing, words) for number, thing in enumerate(document["to_do"], 1)]
    gaps = [
        row((what, _WHAT * WIDTH, False), (why, (1 - _WHAT) * WIDTH, False))
        for what, why in parts.unseen(document, words)
    ]
    notes = [lines(line, WIDTH, 10) for line in document.get("notes", "").splitlines()]
    told = min(len(asked), _FEW)
    room = ROOM - _around(document, words) - sum(asked[:told])

    def beside(whole: bool) -> Sheet:
        left = room - 16.0 * (sum(notes) if whole else 1)
        to_do = rows_in(things, left - sum(gaps[:_FEW]))
        return Sheet(told, to_do, rows_in(gaps, left - sum(things[:to_do]) - 18 * (to_do < len(things))), whole)

    sheet = beside(whole=sum(notes) <= _NOTES)
    return sheet if sheet.to_do >= min(_FEW, len(things)) else beside(whole=not notes)


def _around(document: Document, words: Words) -> float:
    """Height of all that is there however long the lists are."""
    head = 14 + 23 * lines(parts.label(document), WIDTH, 18, bold=True) + 24
    head += sum(17 + 13 * lines(line, WIDTH - 30, 10, bold=True) for line in parts.above(document, words))
    lead = 16 * lines(" ".join(document["verdict"]), WIDTH, 11) + 6
    after = [*parts.broken(document, words), *parts.withheld(document, words), document.get("names_out", "")]
    said = sum(13 * lines(line, WIDTH) + 4 for line in after if line)
    headings = (_HEADING + 16) * (bool(document["to_do"]) + 1) + _HEADING * bool(questions(document))
    return head + lead + _FACADE + said + headings + 22 + _HAND


def _thing(number: int, thing: dict[str, Any], words: Words) -> float:
    texts = (
        f"☐ {number}. {parts.what(thing)}",
        words.say(wording.LEVELS[Level[thing["level"].upper()]]),
        parts.effort(thing),
        words.say(wording.WHO[Scope(thing["who"])]),
    )
    return row(*((text, share * WIDTH, at == 1) for at, (text, share) in enumerate(zip(texts, _COLUMNS, strict=True))))
