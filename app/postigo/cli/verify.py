"""`postigo verify`: whether a report is unchanged, and a page made of it. Never that it is true, or from whom."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import Final

from postigo import invocation
from postigo.cli import report_file, terminal
from postigo.cli.status import Exit, UsageError
from postigo.core.values import Path, Quoted, Text, Version
from postigo.reports.integrity import Checked, Held, Signature, check
from postigo.reports.paper import wrapped
from postigo.store.context import Context
from postigo.words import Words

SAID: Final = {
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
    content = report_file.content(args.file)
    checked = check(content)
    words = Words(context.lang)
    if args.beside is None:
        status, told = _STATUS.get(checked.held, Exit.CANNOT_TELL), said(checked, args.file)
    else:
        status, told = _beside(args, content, checked)
    shown = (sentence.values.get("command") for sentence in told)
    typed = next((command.text for command in shown if isinstance(command, Quoted)), "")
    sentences = " ".join(words.say(sentence) for sentence in told)
    terminal.write(wrapped(sentences, terminal.paper(sys.stdout), whole=typed))
    return status


def said(checked: Checked, name: str = "page.html") -> tuple[Text, Text]:
    """The answer in two sentences, about the file of this name."""
    mark = Version(checked.sha256)
    match checked.held:
        case Held.UNCHANGED:
            first = Text("This report is unchanged since its fingerprint was made: {mark}.", values={"mark": mark})
            return first, _signer(checked)
        case Held.PRINTED:
            how = invocation.line("verify", name, "--with", "report.json")
            return (
                Text(
                    "This file names the report that it was made from, by its fingerprint: {mark}.",
                    values={"mark": mark},
                ),
                Text(
                    "To check it, ask for the JSON of that report, and type: {command}", values={"command": Quoted(how)}
                ),
            )
    return SAID[checked.held]


def _beside(args: Namespace, content: bytes, checked: Checked) -> tuple[Exit, tuple[Text, Text]]:
    """The answer on a page beside its report (JSON), and the exit status.

    Tables, texts and PDFs are checked in the same way. It holds if Postigo makes the same file of that report. That it does not may be another version's doing.
    """
    from postigo.reports import reread, typeset  # noqa: PLC0415 - few have both

    report = check(report_file.content(args.beside))
    if checked.held is not Held.PRINTED:
        raise UsageError(
            Text(
                "{option} goes with a page, a table, a text or a PDF that names the fingerprint of a report.",
                values={"option": Quoted("--with")},
            )
        )
    if report.held is not Held.UNCHANGED or report.document is None:
        first, second = said(report, args.beside)
        raise UsageError(Text("{file}: {why} {what}", values={"file": Path(args.beside), "why": first, "what": second}))
    if checked.sha256 != report.sha256:
        return Exit.CANNOT_TELL, (
            Text(
                "This file is not of that report: it names another fingerprint, {mark}.",
                values={"mark": Version(checked.sha256)},
            ),
            Text("Ask for the JSON of the report that it names."),
        )
    anew = Text(
        "Do not trust it: make a new one of the JSON, and read that: {command}",
        values={"command": Quoted(invocation.line("report", args.beside, "--output", "page.html"))},
    )
    if not reread.can_compare(content):
        return Exit.CANNOT_TELL, (typeset.missing(), anew)
    if reread.is_known(report.document) and reread.is_made_of(content, report.document):
        return Exit.NOTHING_TO_DO, (
            Text("This file says what that report says: Postigo makes the very same file of it."),
            _signer(report),
        )
    return Exit.CANNOT_TELL, (
        Text(
            "This file names that report, and is not the one that Postigo makes of it today: somebody changed it, or "
            "another version of Postigo made it."
        ),
        anew,
    )


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
