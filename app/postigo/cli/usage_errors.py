"""Usage errors of argparse in the person's language. Its own are English, whatever the language.

Its sentences are those of `argparse.py` (CPython 3.11 to 3.14), where none of them has another form; what it may say some
day and is not here is left out of ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from postigo.core.values import Quoted, Text

_SAID: Final[tuple[tuple[str, Callable[[Quoted], Text]], ...]] = (
    (r"unrecognized arguments: (.*)", lambda what: Text("unrecognized arguments: {what}", values={"what": what})),
    (
        r"the following arguments are required: (.*)",
        lambda what: Text("the following is missing: {what}", values={"what": what}),
    ),
    (
        r"argument (.*?): expected (?:one|at least one|\d+) arguments?",
        lambda what: Text("{what} needs something behind it", values={"what": what}),
    ),
    (
        r"argument .*?: not allowed with argument (.*)",
        lambda what: Text("this does not go with {what}", values={"what": what}),
    ),
    (
        r"argument (.*?): ignored explicit argument .*",
        lambda what: Text("{what} takes nothing behind it", values={"what": what}),
    ),
    (r"argument (.*?): invalid .*", lambda what: Text("{what} does not take this", values={"what": what})),
    (
        r"(?:ambiguous option|unexpected option string): (\S+).*",
        lambda what: Text("unrecognized arguments: {what}", values={"what": what}),
    ),
)
"""Patterns of argparse's sentences, each with our sentence about its brackets."""


def usage_error(message: str, program: str) -> Text:
    """The sentence for a person; `message` as argparse gave it."""
    help_ = Quoted(f"{program} --help")
    for pattern, say in _SAID:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return Text(
                "Postigo does not understand this call: {message}. Type “{help}” to see what there is.",
                values={"message": say(Quoted(found[1])), "help": help_},
            )
    return Text("Postigo does not understand this call. Type “{help}” to see what there is.", values={"help": help_})
