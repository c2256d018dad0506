"""`postigo report`: a report of a file, or a kept look, in any format."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import Final

from postigo.audit.request import Request
from postigo.cli import catalogue, report_file, terminal, verify
from postigo.cli.audit_printer import AuditPrinter
from postigo.cli.history import look
from postigo.cli.options import AuditOptions, reason, written
from postigo.cli.parser import FORMATS
from postigo.cli.status import Exit, UsageError
from postigo.core.redact import Disclosure
from postigo.core.values import Path, Quoted, Text
from postigo.reports import reread
from postigo.reports.cover import Cover
from postigo.reports.integrity import Held, check
from postigo.reports.shape import Document
from postigo.store.context import Context
from postigo.store.history.database import HistoryTrouble
from postigo.words import Words

OTHER_VERSION: Final = Text(
    "Another version of Postigo made this report, and this one does not know all that is in it. Update Postigo, and try again."
)
_PRINTED: Final = Text("No other copy can be made of this one. Name the JSON of its report.")


def run(args: Namespace, context: Context) -> int:
    """The command."""
    form = catalogue.one_of("--format", args.format, FORMATS)
    level = catalogue.level(args.level, context.policy)
    why = reason(args, level)
    form, place = written(form, args.output)
    # A level is always said: what is printed here is a copy, also on the person's own screen.
    cover = Cover(reason=why, contact=context.policy.contact or "")
    wish = AuditOptions(Request(), context.lang, form, place, level=level or Disclosure.SHARED, cover=cover)
    printer = AuditPrinter(wish)
    if not (args.which.isascii() and args.which.isdecimal()):
        if level is not None:
            raise UsageError(
                Text(
                    "A report in a file stays at the level at which it was made. {option} goes with a look by its number only.",
                    values={"option": Quoted("--level")},
                )
            )
        printer.give(_document(args.which))
        return Exit.NOTHING_TO_DO
    try:
        stored = look(args.which)
    except HistoryTrouble as trouble:
        terminal.write([Words(context.lang).say(trouble.text)], sys.stderr)
        return Exit.NOT_OPENED
    printer.update(stored.report)
    printer.show(stored)
    return Exit.NOTHING_TO_DO


def _document(name: str) -> Document:
    """The report in a file. `UsageError` with one sentence for one that was changed, or that cannot be read whole."""
    checked = check(report_file.content(name))
    if checked.held is not Held.UNCHANGED or checked.document is None:
        why = _PRINTED if checked.held is Held.PRINTED else verify.SAID[checked.held][0]
        raise UsageError(Text("{file}: {why}", values={"file": Path(name), "why": why}))
    if not reread.is_known(checked.document):
        raise UsageError(Text("{file}: {why}", values={"file": Path(name), "why": OTHER_VERSION}))
    return checked.document
