"""`postigo audit`: the main job, in a terminal, for a file, or for another program."""

from __future__ import annotations

import os
import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path as File
from types import FrameType

from postigo.cli import machine, output, terminal
from postigo.cli.parser import FORMATS, LEVELS, SCOPES
from postigo.cli.status import Exit, WrongCall
from postigo.core.model import Level, Scope
from postigo.core.redact import Disclosure
from postigo.core.report import TIPS, PackState, Report
from postigo.core.values import Choice, Path, Text
from postigo.engine import supervisor
from postigo.engine.events import Catalogue, Done, Event, Finished, Started, to_line
from postigo.engine.request import Request
from postigo.reports import copy, html, json_, jsonl, phrases, text
from postigo.words import Words

ENDINGS = {".txt": "text", ".json": "json", ".jsonl": "jsonl", ".html": "html", ".htm": "html"}

_AS_ROOT = Text(
    "This runs as root. Only the machine is looked at, no account. Add --scope user to look at root's own account."
)
_BEHIND_SUDO = Text(
    "This runs with the rights of root. Only the machine is looked at. Run it without sudo to look at your account."
)
_ROOTS_ACCOUNT = Text("This runs as root. The account that is looked at is root's own, not yours.")


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person wants of one audit. `level` is None when they did not say how much a copy may tell."""

    request: Request
    lang: str
    form: str = "text"
    output: File | None = None
    report: File | None = None
    level: Disclosure | None = None
    details: bool = False
    notice: Text | None = None

    @property
    def own_screen(self) -> bool:
        """Whether what is printed is for the eyes of the person who sits here, and no copy to give away."""
        preview = self.level is not None and self.report is None
        return self.form == "text" and self.output is None and sys.stdout.isatty() and not preview


def run(asked: Namespace) -> int:
    """The command."""
    wish = wished(asked)
    if asked.events:
        return _events(wish)
    return _report(wish)


def wished(asked: Namespace) -> Wish:
    """The call with every word checked, before anything is looked at. `WrongCall` for the first that is wrong."""
    form = machine.one_of("--format", asked.format, FORMATS)
    level = machine.one_of("--level", asked.level, LEVELS)
    scope = machine.one_of("--scope", asked.scope, SCOPES)
    tip = machine.one_of("--tip", asked.tip, [str(number) for number in TIPS])
    if asked.events:
        _refuse_with_events(asked)
    replay = machine.remembered(asked.replay)
    if asked.output is not None and asked.report is not None and File(asked.output) == File(asked.report):
        raise WrongCall(Text("--output and --report name the same file. Name two."))
    place = None if asked.output in {None, "-"} else output.refuse_unless_new(asked.output)
    page = None if asked.report is None else output.refuse_unless_new(asked.report)
    only_machine = _only_machine(asked, scope)
    if form is None and place is not None and place.suffix and place.suffix.lower() not in ENDINGS:
        raise WrongCall(
            Text(
                "Postigo writes no {ending} file. It writes {known}; or say which with --format.",
                values={"ending": Choice(place.suffix), "known": [Choice(ending) for ending in ENDINGS]},
            )
        )
    request = Request(
        checks=tuple(asked.checks),
        tip=None if tip is None else int(tip),
        scope=Scope.MACHINE if only_machine else None if scope is None else Scope(scope),
        enabled=machine.settings(asked.lang).enabled_packs,
        replay=replay,
    )
    return Wish(
        request,
        asked.lang,
        form or (ENDINGS.get(place.suffix.lower(), "text") if place else "text"),
        place,
        page,
        None if level is None else Disclosure(level),
        asked.details,
        _AS_ROOT if only_machine and not _behind_sudo() else _BEHIND_SUDO if only_machine else None,
    )


def _refuse_with_events(asked: Namespace) -> None:
    """Events are for our own window: everything, unredacted, and therefore never on a screen or in a file."""
    for name in ("format", "output", "report", "level"):
        if getattr(asked, name) is not None:
            raise WrongCall(Text("--events goes with no {option}.", values={"option": Choice(f"--{name}")}))
    if sys.stdout.isatty():
        raise WrongCall(Text("--events speaks to programs, on a pipe. For people, leave it out."))


def _only_machine(asked: Namespace, scope: str | None) -> bool:
    """Whether no account is looked at: as root there is none, and behind sudo it would be the wrong one.

    Whoever names a check or a scope gets it; the window of root is root's own, but not behind sudo.
    """
    named = bool(asked.checks) or scope is not None or asked.replay is not None
    return _root() and not named and (_behind_sudo() or not asked.events)


def _root() -> bool:
    geteuid = getattr(os, "geteuid", None)
    return geteuid is not None and geteuid() == 0


def _behind_sudo() -> bool:
    """Whether a person asked for these rights, whose home and session are not what root would look at."""
    return _root() and any(os.environ.get(name) for name in ("SUDO_UID", "PKEXEC_UID", "DOAS_USER"))


def _about(wish: Wish, listed: Catalogue) -> Text | None:
    """What is to be said of whose account is looked at, if it is not plain."""
    users = any(line.scope is Scope.USER for line in listed.listed)
    return wish.notice or (_ROOTS_ACCOUNT if users and _behind_sudo() and not listed.remembered else None)


# --- the audit -------------------------------------------------------------------------------------------------------


def _stream(wish: Wish, cancel: threading.Event) -> Iterator[Event]:
    """The audit's events; `WrongCall` as soon as the catalogue shows that something is asked for that is not there."""
    with closing(supervisor.audit(wish.request, cancel)) as events:
        for event in events:
            if isinstance(event, Catalogue):
                _refuse_unlisted(wish, event)
            yield event


def _refuse_unlisted(wish: Wish, catalogue: Catalogue) -> None:
    listed = [line.check for line in catalogue.listed]
    absent = machine.missing(wish.request.checks, listed)
    broken = any(pack.state is PackState.BROKEN for pack in catalogue.packs)
    if absent is None and (listed or broken):
        return
    found = machine.catalogue(wish.lang, wish.request.replay)
    everything = {line.check: line for line in found.listed}
    if absent is not None and absent not in everything:
        raise machine.unknown(absent, found)
    if absent is not None:
        raise WrongCall(
            Text("“{check}” does not go with this --tip or --scope. Leave them out.", values={"check": Choice(absent)})
        )
    if catalogue.offered:
        named = Choice(" ".join(["postigo audit", *(line.check for line in catalogue.offered)]))
        raise WrongCall(
            Text("What goes with this is looked at only when you ask for it: {command}", values={"command": named})
        )
    if wish.request.scope is None:
        raise WrongCall(Text("There is nothing to look at: no check goes with this --tip. Choose another, or none."))
    raise WrongCall(Text("There is nothing to look at: no check goes with this --tip and --scope. Leave one out."))


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


def _events(wish: Wish) -> int:
    """Every event as a line, as it happens. The end of stdin is the cancel button."""
    cancel = threading.Event()

    def watch() -> None:
        # os.read, not sys.stdin: a daemon thread inside sys.stdin aborts the interpreter when it ends.
        try:
            while os.read(0, 1 << 12):
                pass
        except OSError:  # closed from the start: nobody could ever cancel, so nobody waits
            pass
        cancel.set()

    threading.Thread(target=watch, daemon=True).start()
    report, cancelled = None, False
    with interruptible(cancel):
        for event in _stream(wish, cancel):
            sys.stdout.buffer.write(to_line(event).encode() + b"\n")
            sys.stdout.buffer.flush()
            report, cancelled = _followed(report, event)
    return _status(report, cancelled=cancelled)


def _report(wish: Wish) -> int:
    """The audit as the person asked for it."""
    cancel = threading.Event()
    progress = terminal.Progress()
    teller = _Teller(wish)
    report, cancelled = None, False
    running: dict[str, None] = {}
    with interruptible(cancel):
        for event in _stream(wish, cancel):
            report, cancelled = _followed(report, event)
            if report is None:
                continue
            if isinstance(event, Catalogue) and (notice := _about(wish, event)):
                _tell(wish, notice)
            teller.hear(report, progress)
            if isinstance(event, Started):
                running[event.check] = None
            elif isinstance(event, Finished):
                running.pop(event.verdict.check, None)
            if running:
                progress.show(_progress(report, next(reversed(running)), teller.words))
    progress.clear()
    if report is None:
        return Exit.INTERRUPTED
    shown = teller.close(report)
    return _status(shown, cancelled=cancelled)


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


def _followed(report: Report | None, event: Event) -> tuple[Report | None, bool]:
    """The report after an event, and whether the audit was cut short."""
    match event:
        case Catalogue():
            return event.report(), False
        case Finished() if report is not None:
            return report.merge(event.verdict), False
        case Done():
            return report and _ended(report, event), event.cancelled
        case _:
            return report, False


def _ended(report: Report, done: Done) -> Report:
    from dataclasses import replace  # noqa: PLC0415 - beside its one use

    return replace(report, ended=done.ended)


class _Teller:
    """Tells a report: on the person's own screen tip by tip, as each is answered; a copy only when it is whole."""

    def __init__(self, wish: Wish) -> None:
        self._wish = wish
        self._paper = terminal.paper(sys.stdout, details=wish.details)
        self._told: list[int] = []
        self.words = Words(wish.lang)

    def hear(self, report: Report, progress: terminal.Progress) -> None:
        """A report that has grown."""
        if not self._wish.own_screen:
            if not self.words.locales:
                self.words = copy.words_for(self._wish.lang, report)
            return
        lines: list[str] = []
        if not self._told:
            self.words = copy.words_for(self._wish.lang, report)
            self._told.append(0)
            lines += text.head(report, self.words, self._paper)
        for number in TIPS:
            if number in self._told:
                continue
            asked = sum(1 for line in report.listed if line.tip == number)
            if sum(1 for _ in report.of_tip(number)) < asked:
                break
            self._told.append(number)
            lines += text.tip(report, number, self.words, self._paper)
        if lines:
            progress.clear()
            terminal.write(lines)

    def close(self, report: Report) -> Report:
        """The rest of it, and the files. What the exit status speaks of: the report as it was told."""
        wish = self._wish
        level = wish.level or Disclosure.GIVE_AWAY
        words = copy.words_for(wish.lang, report, copy.stand_ins(level, report))
        shown = report
        if wish.own_screen:
            terminal.write([*text.tail(report, self.words, self._paper), *self._again(report)])
        else:
            shown = copy.copy_of(report, level)
            self._give(wish.form, report, words)
        if wish.report is not None:
            output.write_new(wish.report, html.render(report, words))
            _saved(wish, wish.report, level)
        return shown

    def _again(self, report: Report) -> Iterator[str]:
        """How to go on from here, on this very computer."""
        found = phrases.first(report)
        if found is not None and not report.remembered:
            check = found[0].check
            again, more = Choice(f"postigo audit {check}"), Choice(f"postigo explain {check}")
            yield ""
            yield self.words.say(Text("When it is done, look again: {command}", values={"command": again}))
            yield self.words.say(Text("More about it: {command}", values={"command": more}))

    def _give(self, form: str, report: Report, words: Words) -> None:
        """A copy, to a new file or to stdout."""
        wish = self._wish
        match form:
            case "json":
                content = json_.render(report, words)
            case "jsonl":
                content = jsonl.render(report, words)
            case "html":
                content = html.render(report, words)
            case _:
                if wish.output is None and sys.stdout.isatty():
                    terminal.write(text.render(report, words, self._paper).decode().splitlines())
                    return
                content = text.render(report, words, text.Paper(details=wish.details))
        if wish.output is not None:
            output.write_new(wish.output, content)
            _saved(wish, wish.output, words.stand_ins.disclosure)
        else:
            sys.stdout.flush()
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()


def _saved(wish: Wish, place: File, level: Disclosure) -> None:
    saved = Text(
        "Saved: {file} (a copy at the level “{level}”)", values={"file": Path(str(place)), "level": Choice(level)}
    )
    _tell(wish, saved)


def _tell(wish: Wish, sentence: Text) -> None:
    """A word beside the report, on stderr."""
    terminal.write([Words(wish.lang).say(sentence)], sys.stderr)


def _unsure(report: Report) -> bool:
    """Whether anything could not be told. What is not on this machine was told."""
    broken = any(pack.state is PackState.BROKEN for pack in report.packs)
    return broken or not report.verdicts or any(said.not_here is None for said in report.verdicts)


def _status(report: Report | None, *, cancelled: bool) -> int:
    if cancelled or report is None:
        return Exit.INTERRUPTED
    match report.worst():
        case None:
            return Exit.CANNOT_TELL if _unsure(report) else Exit.NOTHING_TO_DO
        case Level.ADVISE:
            return Exit.ADVISE
        case Level.ACT:
            return Exit.ACT
        case _:
            return Exit.NOTHING_TO_DO
