"""What argparse found wrong with a call, in the person's language: it says it in English, whatever the language.

Its sentences are those of `argparse.py` (CPython 3.11 to 3.14), where none of them has another form; what it may say some
day and is not here is left out of ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from postigo.core.values import Choice, Text

_Say = Callable[[re.Match[str]], Text]


def _about(template: Text) -> _Say:
    """The same about what stands in the brackets of the pattern."""
    return lambda found: replace(template, values={"what": Choice(found[1])})


_SAID: Final[tuple[tuple[re.Pattern[str], _Say], ...]] = tuple(
    (re.compile(pattern, re.DOTALL), _about(template))
    for pattern, template in (
        (r"unrecognized arguments: (.*)", Text("unrecognized arguments: {what}")),
        (r"the following arguments are required: (.*)", Text("the following is missing: {what}")),
        (r"argument (.*?): expected (?:one|at least one|\d+) arguments?", Text("{what} needs something behind it")),
        (r"argument .*?: not allowed with argument (.*)", Text("this does not go with {what}")),
        (r"argument (.*?): ignored explicit argument .*", Text("{what} takes nothing behind it")),
        (r"argument (.*?): invalid .*", Text("{what} does not take this")),
        (r"(?:ambiguous option|unexpected option string): (\S+).*", Text("unrecognized arguments: {what}")),
    )
)


def refusal(message: str, program: str) -> Text:
    """The sentence for a person; `message` as argparse gave it."""
    help_ = Choice(f"{program} --help")
    for pattern, say in _SAID:
        if found := pattern.fullmatch(message):
            return Text(
                "Postigo does not understand this call: {message}. Type “{help}” to see what there is.",
                values={"message": say(found), "help": help_},
            )
    return Text("Postigo does not understand this call. Type “{help}” to see what there is.", values={"help": help_})
