"""`postigo passwords`: exports and key databases that the person chose, judged without keeping any."""

from __future__ import annotations

import codecs
import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path as File
from typing import Final

from postigo.bounds.closed import closed
from postigo.cli import catalogue, output, terminal
from postigo.cli.status import Exit, UsageError
from postigo.cli.unlock_prompt import Prompt, key_file_of
from postigo.core.policy import Policy
from postigo.core.policy_says import NO_ONLINE
from postigo.core.redact import Disclosure, Pseudonyms
from postigo.core.values import Path, Text
from postigo.passwords import export_file, json_csv, supervisor, tag_key, text_report, wording
from postigo.passwords.model import Profile, TagsProblem
from postigo.passwords.protocol import Batch, ChangeTags, Deriving, Kept, Locked, Order, Progress, Reading, Up
from postigo.passwords.result import Result
from postigo.passwords.severity import first_things_first
from postigo.passwords.supervisor import Key
from postigo.pipe.host import Process
from postigo.reports.paper import Paper, wrapped
from postigo.store.context import Context
from postigo.store.os_errors import os_error_reason
from postigo.store.plain import may_be_there, read_plain
from postigo.words import Words

ENDINGS: Final = {".txt": "text", ".json": "json", ".csv": "csv"}
_LONGEST_WORDS: Final = 1 << 16  # bytes of a list of the person's own words


@dataclass(frozen=True, slots=True)
class PasswordOptions:
    """The call, checked."""

    order: Order
    key_file: str | None
    lang: str
    form: str
    place: File | None
    level: Disclosure
    own_screen: bool
    details: bool


def run(args: Namespace, context: Context, process: Process | None) -> int:
    """The command; `process` is a child that was started ahead, for files."""
    if args.forget:
        return _forget(args, context.lang)
    with closed():  # the person's own words are in here as long as it lasts, and a master password comes through
        return _audit(args, context, process)


def _audit(args: Namespace, context: Context, process: Process | None) -> int:
    wish = _wished(args, context.lang, context.policy)
    words = Words(wish.lang, stand_ins=Pseudonyms(wish.level))
    wish, untold = _remembering(wish) if args.remember else (wish, None)
    result = Result(wish.order.files)
    began = datetime.now(UTC)
    try:
        _listen(wish, result, process, sure=args.yes)
    except supervisor.Lost as lost:
        result.crash = result.crash or str(lost)
        if args.debug:
            sys.stderr.write(f"{lost}\n")
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    if untold is not None:
        result.receive(Kept(kept=False, why=untold))
    _give(wish, result, began, words)
    return _status(result)


def _remembering(wish: PasswordOptions) -> tuple[PasswordOptions, TagsProblem | None]:
    """The wish with the key of the change tags; or why there is none."""
    key = tag_key.key()
    if isinstance(key, TagsProblem):
        return wish, key
    tags = ChangeTags(str(tag_key.store()), key.secret.hex())
    return replace(wish, order=replace(wish.order, tags=tags)), None


def _forget(args: Namespace, lang: str) -> int:
    if args.files:
        raise UsageError(Text("--forget goes without files."))
    left = tag_key.forget(tag_key.store())
    terminal.write([Words(lang).say(wording.forgotten(left))])
    return Exit.NOTHING_TO_DO if left is None else Exit.CANNOT_TELL


def _wished(args: Namespace, lang: str, policy: Policy) -> PasswordOptions:
    form = catalogue.one_of("--format", args.format, tuple(ENDINGS.values()))
    level = catalogue.level(args.level, policy)
    profile = catalogue.one_of("--profile", args.profile, tuple(Profile))
    if not args.files:
        raise UsageError(
            Text(
                "Name the file with your passwords: the one that your browser or password manager exported, or a KDBX."
            )
        )
    if args.hibp == "online" and policy.online_off:
        raise UsageError(NO_ONLINE)
    place = None if args.output in {None, "-"} else output.refuse_unless_new(args.output)
    form = form or (ENDINGS.get(place.suffix.lower(), "text") if place else "text")
    own_screen = place is None and form == "text" and sys.stdout.isatty()
    offline = None if args.hibp in {None, "online"} else _list_of_leaks(args.hibp)
    files = export_file.each_once(args.files)
    key_file = key_file_of(args.key_file, files)
    order = Order(
        today=date.today(),  # noqa: DTZ011 - the day on the person's own wall
        files=files,
        profile=Profile(profile) if profile else Profile.POLICE,
        words=_own_words(args.words, lang),
        offline=offline,
        online=args.hibp == "online",
    )
    if not any(may_be_there(File(name)) for name in args.files):  # of several, the others are looked at
        raise UsageError(Text("There is no file {file}. Look at its name again.", values={"file": Path(args.files[0])}))
    default = Disclosure.FULL if own_screen else Disclosure.SHARED
    return PasswordOptions(order, key_file, lang, form, place, level or default, own_screen, args.details)


def _list_of_leaks(name: str) -> str:
    place = File(name)
    if not may_be_there(place):
        raise UsageError(
            Text(
                "There is no list {file}. Give the downloaded list of Have I Been Pwned, or “online”.",
                values={"file": Path(name)},
            )
        )
    return str(place.absolute())


def _own_words(name: str | None, lang: str) -> tuple[str, ...]:
    """The person's own words: a line each in a file, or typed in. Never on the command line, which others can read."""
    if name is None:
        return ()
    if name == "-":
        if sys.stdin.isatty():
            told = Text(
                "Type a word of yours (a name, a pet, a plate, a birthday) and press Enter. An empty line ends it."
            )
            terminal.write([Words(lang).say(told)], sys.stderr)
        return tuple(iter(lambda: sys.stdin.readline().strip(), ""))
    try:
        content = read_plain(File(name), _LONGEST_WORDS)
    except OSError as why:
        raise UsageError(
            Text(
                "{file} cannot be read: {reason}. Name a file with a word of yours in each line.",
                values={"file": Path(name), "reason": os_error_reason(why)},
            )
        ) from None
    return tuple(line.strip() for line in _decoded(content).splitlines() if line.strip())


def _decoded(content: bytes) -> str:
    """Text as an editor saved it. UTF-8, UTF-16 as Notepad writes it, or Western Europe's letters."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


# --- the audit


def _listen(wish: PasswordOptions, result: Result, process: Process | None, *, sure: bool) -> None:
    progress = terminal.Progress()
    own = Words(wish.lang)  # what is said beside the result is for whoever typed the names

    prompt = Prompt(wish.order.files, wish.key_file, own)

    def ask(locked: Locked) -> Key | None:
        progress.clear()
        return prompt(locked)

    def fetch(prefixes: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        progress.clear()
        yield from _ranges(prefixes, progress, own, sure=sure)

    for frame in supervisor.audit(wish.order, ask, fetch, process):
        result.receive(frame)
        now = _so_far(frame, result)
        if now is not None:
            progress.show(own.say(now))
    progress.clear()


def _so_far(frame: Up, result: Result) -> Text | None:
    """How far it is, as a line that stands until the next."""
    match frame:
        case Deriving():
            return Text(
                "This file is made to take long to open: {n} s so far. Ctrl+C stops.", values={"n": frame.seconds}
            )
        case Reading():
            return Text("Reading: {percent} %", values={"percent": 100 * frame.done // max(frame.total, 1)})
        case Batch() | Progress():
            n = len(result)
            return Text("{n} entry looked at", "{n} entries looked at", n, {"n": n})
        case _:
            return None


def _ranges(
    prefixes: tuple[str, ...], progress: terminal.Progress, words: Words, *, sure: bool
) -> Iterator[tuple[str, str]]:
    """Ranges that are wanted, after the cost and what leaves were printed. What could not be had is told."""
    from postigo.net import ranges  # noqa: PLC0415 - only for who asks for it

    cost = words.say(ranges.estimate(len(prefixes)).text)
    terminal.write(wrapped(cost, terminal.paper(sys.stderr)), sys.stderr)
    if not sure and sys.stdin.isatty() and sys.stderr.isatty() and not _yes(words):
        return
    asked = ranges.Ranges(prefixes)

    def show(n: int) -> None:
        progress.show(words.say(Text("Asked {n} of {total}", values={"n": n, "total": len(prefixes)})))

    show(0)  # it may take a while until the first answer is there, or until it is known that there will be none
    for number, answer in enumerate(asked.come(), 1):
        show(number)
        yield answer
    progress.clear()
    if asked.why is not None:
        terminal.write([words.say(ranges.UNREACHED[asked.why])], sys.stderr)


def _yes(words: Words) -> bool:
    question = words.say(Text("Go on? Type yes: "))
    sys.stderr.write(terminal.fitting(question, sys.stderr))
    sys.stderr.flush()
    said = sys.stdin.readline()
    if not said:  # Ctrl-D: what comes next is not to stand behind the question
        sys.stderr.write("\n")
    return said.strip().casefold() in terminal.YES[words.language]


def _give(wish: PasswordOptions, result: Result, began: datetime, words: Words) -> None:
    """The result, on the person's own screen or as a copy."""
    if wish.own_screen:
        sheet = terminal.paper(sys.stdout, details=wish.details)
        ordered = sorted(result.entries, key=first_things_first)
        lines = [
            *text_report.head(result, began, words, sheet),
            *text_report.entries(ordered, words, sheet),
            *text_report.tail(result, wish.order.profile, words, sheet),
            *text_report.after(result, words, sheet),
        ]
        terminal.write(lines)
        return
    match wish.form:
        case "json":
            content = json_csv.as_json(result, wish.level)
        case "csv":
            content = json_csv.as_csv(result, wish.level)
        case _:
            content = text_report.text(result, began, wish.order.profile, words, Paper(details=wish.details))
    if wish.place is not None:
        output.write_new(wish.place, content)
        output.saved(wish.place, wish.level, wish.form, Words(wish.lang))
    else:
        terminal.write_bytes(content)
        output.handed_on(wish.level, wish.form, Words(wish.lang))


def _status(result: Result) -> int:
    if result.crash:
        return Exit.FAULT
    worst = result.worst()
    return Exit.CANNOT_TELL if worst is None else catalogue.status_of(worst)
