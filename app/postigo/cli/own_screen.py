"""Screen of the person here: it alone shows names and raw steps.

Into a pipe or a file go stand-ins, as in every copy (E4).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from postigo.core.change import Step
from postigo.core.redact import Disclosure
from postigo.core.values import Text
from postigo.fixes import raw
from postigo.reports.paper import Paper, wrapped
from postigo.words import Words


def is_own_screen() -> bool:
    """Whether the output goes to the screen of the person here."""
    return sys.stdout.isatty()


def disclosure() -> Disclosure:
    """Level of what is printed: all on the own screen, no names elsewhere."""
    return Disclosure.FULL if is_own_screen() else Disclosure.SHARED


def raw_lines(steps: Iterable[Step], paper: Paper) -> Iterator[str]:
    """Steps as they are, which name things of this computer. None but on the own screen."""
    if is_own_screen():
        for step in steps:
            yield from wrapped(raw.line(step), paper, margin=4)


def to_type(hint: Text, call: str, words: Words, paper: Paper, margin: int = 0) -> Iterator[str]:
    """Lines of a hint with a call to type. Its words are Postigo's: no stand-in takes their place."""
    yield from wrapped(Words(words.language).say(hint), paper, margin=margin, whole=call)
