"""Format of a text, and how its sentences are broken into lines."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from postigo import invocation
from postigo.reports.printable import printable


@dataclass(frozen=True, slots=True)
class Paper:
    """Format of a text report: its width, signs and colours.

    `plain` when it cannot show more than ASCII signs; `details` also shows evidence; `whole` folds nothing, as in a copy.
    `call` makes the line that starts Postigo: of whoever reads this, as far as it is known.
    """

    width: int = 80
    colour: bool = False
    plain: bool = False
    details: bool = False
    call: invocation.Call = invocation.plain
    whole: bool = False


def folded(text: str, width: int, *, begun: int = 0) -> list[str]:
    """Lines of a width; the first is shorter by what is `begun` already."""
    lead = "_" * begun
    first, *rest = textwrap.wrap(
        lead + printable(text), max(width, 20), break_long_words=False, break_on_hyphens=False
    ) or [""]
    return [first[begun:], *rest]


def wrapped(
    text: str, paper: Paper, *, margin: int = 0, hang: int = 0, style: str = "", whole: str = ""
) -> Iterator[str]:
    """A paragraph in lines: indented by `margin`, all but the first by `hang` more.

    What is to be typed stays `whole`: it stands on one line, though that may be longer than the others.
    """
    one_word = whole.replace(" ", "\N{NO-BREAK SPACE}")
    for line in _paragraph(text.replace(whole, one_word) if whole else text, paper, margin, hang, style):
        yield line.replace(one_word, whole) if whole else line


def _paragraph(text: str, paper: Paper, margin: int, hang: int, style: str) -> Iterator[str]:
    # The first line begins `hang` further left, so it holds as much more.
    first, *rest = folded(text, paper.width - margin)
    if rest and hang:
        rest = folded(" ".join(rest), paper.width - margin - hang)
    for number, line in enumerate([first, *rest]):
        yield " " * (margin + (hang if number else 0)) + styled(line, style, paper)


def styled(text: str, style: str, paper: Paper) -> str:
    """A text in an ANSI style, where there are colours."""
    return f"\x1b[{style}m{text}\x1b[0m" if style and paper.colour else text
