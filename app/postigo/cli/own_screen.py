"""What only the screen of the person shows: names and raw steps. Into a pipe or a file go stand-ins, as in every copy (E4)."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace

from postigo.core.change import Step
from postigo.core.redact import Disclosure
from postigo.core.values import Quoted, Text
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


def to_type(text: Text, call: str, words: Words, paper: Paper, margin: int = 0) -> Iterator[str]:
    """Sentence with a `{command}` to type: its words are those of Postigo, and stand-ins for nothing."""
    said = Words(words.language).say(replace(text, values={"command": Quoted(call)}))
    yield from wrapped(said, paper, margin=margin, whole=call)
