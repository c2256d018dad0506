"""`postigo audit`: the main job, in a terminal, for a file, or for another program."""

from __future__ import annotations

import os
import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from types import FrameType
from typing import TYPE_CHECKING

from postigo import invocation
from postigo.audit import supervisor
from postigo.cli import catalogue, traces
from postigo.cli.options import AuditOptions, about, audit_options
from postigo.cli.status import Exit, UsageError
from postigo.core.events import Catalogue, Event
from postigo.core.progress import Progress
from postigo.core.report import PackState, Report
from postigo.core.values import Quoted, Text
from postigo.pipe.child_end import first_line, when_closed
from postigo.pipe.messages import to_line
from postigo.pipe.protocol import ON_STDIN, send
from postigo.store import trace
from postigo.store.context import Context
from postigo.words import Words

if TYPE_CHECKING:
    from postigo.cli.audit_printer import AuditPrinter


def run(args: Namespace, context: Context) -> int:
    """The command."""
    if args.events and args.checks == [ON_STDIN]:
        args.checks = first_line(0).split()
    wish = audit_options(args, context)
    if wish.classroom:
        _leave_home_out()
    if args.events:
        return _events(wish)
    return _report(wish)


def _leave_home_out() -> None:
    """No folder of an account for us, or for whom we start, from here on. What would be read there could not be seen, and is told so.

    Not on Windows, whose own programs need theirs (decision 0767).
    """
    if sys.platform != "win32":
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            os.environ.pop(name, None)
        os.environ["HOME"] = "/nonexistent"  # as the accounts of Debian's services have it


def stream(wish: AuditOptions, cancel: threading.Event) -> Iterator[Event]:
    """Events of the audit.

    `UsageError` as soon as the catalogue shows that something is asked for that is not there.
    """
    with closing(supervisor.audit(wish.request, cancel)) as events:
        for event in events:
            if isinstance(event, Catalogue):
                _refuse_unlisted(wish, event)
                if any(line.behind_door for line in event.listed):
                    trace.end()  # a part of the way to help: it leaves no trace, not even by a crash
            yield event


def _refuse_unlisted(wish: AuditOptions, asked: Catalogue) -> None:
    listed = [line.check for line in asked.listed]
    absent = catalogue.missing(wish.request.checks, listed)
    broken = any(pack.state is PackState.BROKEN for pack in asked.packs)
    if absent is None and (listed or broken or (wish.door and not wish.request.checks)):
        return
    found = catalogue.catalogue(wish.request.enabled, wish.request.replay)
    everything = {line.check: line for line in found.listed}
    if absent is not None and absent not in everything:
        raise catalogue.unknown(absent, found, wish.request.replay)
    if absent is not None:
        raise UsageError(
            Text("“{check}” does not go with this --tip or --scope. Leave them out.", values={"check": Quoted(absent)})
        )
    if asked.offered:
        call = invocation.about(invocation.line, wish.request.replay)
        named = Quoted(call("audit", *(line.check for line in asked.offered)))
        raise UsageError(
            Text("What goes with this is looked at only when you ask for it: {command}", values={"command": named})
        )
    if wish.request.scope is None:
        raise UsageError(Text("There is nothing to look at: no check goes with this --tip. Choose another, or none."))
    raise UsageError(Text("There is nothing to look at: no check goes with this --tip and --scope. Leave one out."))


@contextmanager
def interruptible(cancel: threading.Event) -> Iterator[None]:
    """Ctrl-C asks the audit to stop; what was seen so far is still told. A second one ends everything at once."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        if cancel.is_set():
            raise KeyboardInterrupt
        cancel.set()

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _events(wish: AuditOptions) -> int:
    """Every event as a line, as it happens. The end of stdin is the cancel button."""
    cancel = threading.Event()
    when_closed(0, cancel.set)
    heard = Progress()
    with interruptible(cancel):
        for event in stream(wish, cancel):
            send(sys.stdout.fileno(), to_line(event))
            heard = heard.after(event)
    return _status(heard)


def _report(wish: AuditOptions) -> int:
    """The audit as the person asked for it."""
    # The window only passes events on, and reads them itself: it waits for no report and no wording.
    from postigo.cli import terminal  # noqa: PLC0415
    from postigo.cli.audit_printer import AuditPrinter  # noqa: PLC0415

    cancel = threading.Event()
    line = terminal.Progress()
    printer = AuditPrinter(wish)
    heard = Progress()
    with interruptible(cancel):
        for event in stream(wish, cancel):
            heard = heard.after(event)
            if isinstance(event, Catalogue):
                printer.update(event.report())
                if event.listed and (notice := about(wish, event)):
                    printer.note(notice)
                if wish.own_screen and any(one.seeks_watchers for one in event.listed):
                    printer.warn()
            if heard.report is not None and heard.running:
                line.show(_progress(heard.report, heard.running[-1], printer.words))
    line.clear()
    return _told(heard, wish, printer)


def _told(heard: Progress, wish: AuditOptions, printer: AuditPrinter) -> int:
    if heard.report is None:
        return Exit.INTERRUPTED
    report, untold = traces.marked(replace(heard.report, label=wish.label))
    if untold is not None:
        printer.note(untold)
    if wish.door and not report.listed:
        printer.door(report)
        return Exit.NOTHING_TO_DO
    printer.close(report)
    if (trouble := traces.keep(report, wish.settings)) is not None:
        printer.note(trouble)
    return _status(heard)


def _progress(report: Report, check: str, words: Words) -> str:
    """How far we are, and what is waited for."""
    line = report.listing(check)
    return words.say(
        Text(
            "Looking {n} of {total}: {title}",
            values={"n": len(report.verdicts) + 1, "total": len(report.listed), "title": line.title},
        ),
        line.pack,
    )


def _unsure(report: Report) -> bool:
    """Whether anything could not be told. What is not on this machine was told."""
    broken = any(pack.state is PackState.BROKEN for pack in report.packs)
    return broken or not report.verdicts or any(said.not_applicable is None for said in report.verdicts)


def _status(heard: Progress) -> int:
    if heard.cancelled or heard.report is None:
        return Exit.INTERRUPTED
    worst = heard.report.worst()
    if worst is None:
        return Exit.CANNOT_TELL if _unsure(heard.report) else Exit.NOTHING_TO_DO
    return catalogue.status_of(worst)
