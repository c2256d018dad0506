"""`postigo verify`: whether a report is unchanged. It never says that one is true, or from whom it is."""

from __future__ import annotations

import errno
import os
import sys
from argparse import Namespace
from pathlib import Path as File
from typing import Final

from postigo.cli import terminal
from postigo.cli.status import Exit, UsageError
from postigo.core.values import Path, Text, Version
from postigo.reports.integrity import LONGEST, Checked, Held, Signature, check
from postigo.reports.paper import wrapped
from postigo.store.context import Context
from postigo.store.os_errors import os_error_reason
from postigo.store.plain import read_plain
from postigo.words import Words

_SAID: Final = {
    Held.CHANGED: (
        Text("This report was changed after its fingerprint was made."),
        Text("Ask for it once more, from whoever made it."),
    ),
    Held.MISSIGNED: (
        Text("The signature of this report does not fit, so it was changed or signed anew."),
        Text("Ask for it once more, from whoever made it."),
    ),
    Held.UNMARKED: (
        Text("This report has no fingerprint, so nothing can be said about it."),
        Text("Ask for it once more, made with the Postigo of today."),
    ),
    Held.NEWER: (
        Text("The fingerprint of this report is of a kind that this Postigo does not know."),
        Text("Update Postigo to check it."),
    ),
    Held.CUT: (
        Text("The end of this report is missing, or it is damaged."),
        Text("Ask for it once more."),
    ),
    Held.SEVERAL: (
        Text("There are several reports in this file."),
        Text("Check each of them in a file of its own."),
    ),
    Held.NOT_OURS: (
        Text("This is no report of Postigo, or it is damaged."),
        Text("Postigo checks reports as JSON or JSON lines."),
    ),
}
"""Answers in two sentences each, but for those that name a fingerprint."""

_STATUS: Final = {Held.UNCHANGED: Exit.NOTHING_TO_DO, Held.CHANGED: Exit.ACT, Held.MISSIGNED: Exit.ACT}


def run(args: Namespace, context: Context) -> int:
    """The command. Exit status: 0 unchanged, 2 changed, 3 could not be told."""
    checked = check(_content(args.file))
    words = Words(context.lang)
    terminal.write(wrapped(" ".join(words.say(sentence) for sentence in said(checked)), terminal.paper(sys.stdout)))
    return _STATUS.get(checked.held, Exit.CANNOT_TELL)


def said(checked: Checked) -> tuple[Text, Text]:
    """The answer in two sentences."""
    mark = Version(checked.sha256)
    match checked.held:
        case Held.UNCHANGED:
            first = Text("This report is unchanged since its fingerprint was made: {mark}.", values={"mark": mark})
            return first, _signer(checked)
        case Held.PRINTED:
            return (
                Text(
                    "This file names the report that it was made from, by its fingerprint: {mark}.",
                    values={"mark": mark},
                ),
                Text("It cannot be checked itself: ask for the JSON of that report, and check that."),
            )
    return _SAID[checked.held]


def _signer(checked: Checked) -> Text:
    """Sentence on the signature of an unchanged report."""
    if checked.signature is Signature.NONE:
        return Text(
            "Nobody signed it, so whoever changed it could have made a new fingerprint: compare it with the one on paper."
        )
    if checked.signature is Signature.UNKNOWN:
        return Text("Its signature is of a kind that this Postigo does not know: update Postigo to check it.")
    return Text(
        "It is signed by the key {key}: compare that with the key that its maker gave you.",
        values={"key": Version(checked.key)},
    )


def _content(name: str) -> bytes:
    """The file. `UsageError` with one sentence for what is none, or is too large."""
    shown = Path(name)
    if os.path.isdir(name):  # noqa: PTH112 - `Path.is_dir` raises for a name that is too long
        raise UsageError(Text("{file} is a folder. Name the report in it.", values={"file": shown}))
    try:
        return read_plain(File(name), LONGEST)
    except OSError as why:
        if why.errno == errno.EFBIG:
            raise UsageError(
                Text("{file} is larger than any report of Postigo. Choose another one.", values={"file": shown})
            ) from None
        raise UsageError(
            Text("{file} cannot be read ({reason}).", values={"file": shown, "reason": os_error_reason(why)})
        ) from None
