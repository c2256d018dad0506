"""Judge of `password.plain-file`: a catalogue severity of `med`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.api import Finding, Gap, Level, Path, Text, gaps
from postigo_checks.accounts.plain_file.fact import PlainFiles

_MOST: Final = 20  # names that are told


def judge(fact: PlainFiles) -> Iterator[Finding | Gap]:
    """A catalogue severity of `med`."""
    if fact.files:
        n = len(fact.files)
        text = Text(
            "There is a file whose name looks like a list of passwords: {files}. We did not open it.",
            "There are {n} files whose names look like lists of passwords: {files}. We did not open them.",
            n,
            {"n": n, "files": [Path(file) for file in fact.files[:_MOST]]},
        )
        yield Finding("looks-like-passwords", Level.ADVISE, text, fixes=("move",))
    else:
        text = Text("No file on the desktop or in the documents is named like a list of passwords.")
        yield Finding("none", Level.GOOD, text)
    yield from gaps(fact.unseen, lambda _: Text("One of the folders could not be looked through."))
