"""`postigo schedule`: looks that a school arranged on this computer, and their runs."""

from __future__ import annotations

import os
import stat
import sys
import threading
from argparse import Namespace
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path as File

from postigo.cli import catalogue, output, terminal
from postigo.cli.status import Exit, UsageError
from postigo.core.values import Path, Quoted, Text
from postigo.fleet import secret
from postigo.fleet.device import NotAKey, file_name, stand_in
from postigo.fleet.lock import Busy, held
from postigo.fleet.orders import Every, Orders, next_due, notice, orders
from postigo.fleet.scheduled import End, Run
from postigo.fleet.standing import Standing, standing
from postigo.reports.paper import Paper, wrapped
from postigo.store import machine
from postigo.store.context import Context
from postigo.store.os_errors import os_error_reason
from postigo.words import Words

_STATUS = {
    End.NOT_DUE: Exit.NOTHING_TO_DO,
    End.DELIVERED: Exit.NOTHING_TO_DO,
    End.KEPT: Exit.CANNOT_WRITE,
    End.LOST: Exit.CANNOT_WRITE,
    End.STOPPED: Exit.INTERRUPTED,
}


def run(args: Namespace, context: Context) -> int:
    """The command."""
    words = Words(context.lang)
    action = catalogue.one_of("postigo schedule", args.action, ("run", "key"))
    if args.now and action != "run":
        raise UsageError(_goes_with("--now", "run"))
    if args.file is not None and action != "key":
        raise UsageError(Text("A file goes with “{action}” only.", values={"action": Quoted("key")}))
    wanted = orders(context.policy)
    match action:
        case "run":
            return _run(wanted, context, words, at_once=args.now)
        case "key":
            return _key(args.file, words)
        case _:
            terminal.write(_told(wanted, standing(machine.state_folder()), words, terminal.paper(sys.stdout)))
            return Exit.NOTHING_TO_DO


def _goes_with(option: str, action: str) -> Text:
    return Text("{option} goes with “{action}” only.", values={"option": Quoted(option), "action": Quoted(action)})


def _run(wanted: Orders, context: Context, words: Words, *, at_once: bool) -> int:
    """Run as the timer starts it. Its exit status says whether the report arrived, and nothing of its content."""
    if wanted.every is Every.OFF and not at_once:
        terminal.write([words.say(Text("No look is arranged on this computer. Nothing was done."))])
        return Exit.NOTHING_TO_DO
    if wanted.folder is None:
        raise UsageError(Text("The policy of this computer names no folder for reports. Nothing was looked at."))
    state = machine.state_folder()
    cancel = threading.Event()

    def look(device: str) -> bytes | None:
        from postigo.audit.request import Rules  # noqa: PLC0415 - a run that is not due ends at once
        from postigo.cli.audit import interruptible  # noqa: PLC0415 - see above
        from postigo.fleet.gentle import be_gentle  # noqa: PLC0415 - see above
        from postigo.fleet.look import look, report_file  # noqa: PLC0415

        be_gentle()
        with interruptible(cancel):
            report = look(cancel, Rules.of(context.policy))
        return None if report is None else report_file(report, context.lang, wanted.level, wanted.label or device)

    now = datetime.now().astimezone()
    run = Run(wanted, wanted.folder, state, now, lambda: _name(wanted, state), look, at_once)
    with ExitStack() as around:
        try:
            state.mkdir(mode=0o755, parents=True, exist_ok=True)
            around.enter_context(held(state / "lock"))
        except Busy:
            busy = Text("This computer is looking at itself already. Wait until that is over.")
            terminal.write([words.say(busy)], sys.stderr)
            return Exit.BUSY
        except OSError as why:
            raise UsageError(_unkept(state, why)) from None
        end = run.conduct(lambda sentence: terminal.write([words.say(sentence)]))
        if end is End.NOT_DUE and sys.stdout.isatty():  # to the journal it is no news, each day anew
            terminal.write([words.say(_not_due(wanted.every, standing(state)))])
        return _STATUS[end]


def _not_due(every: Every, now: Standing) -> Text:
    """Sentence to somebody who waits for a look. A clock that is wrong knows no day."""
    option: dict[str, Quoted] = {"option": Quoted("--now")}
    if now.undated or now.last is None:
        return Text(
            "No look is due until the clock of this computer is right. To look all the same, add {option}.",
            values=option,
        )
    return Text(
        "No look is due before {date}. To look all the same, add {option}.",
        values={"date": next_due(every, now.last), **option},
    )


def _name(wanted: Orders, state: File) -> str:
    """Name of this computer in reports."""
    if file_name(wanted.label):
        return wanted.label
    from postigo.fleet.numbers import numbers  # noqa: PLC0415 - see above
    from postigo.system.live import live  # noqa: PLC0415

    settings = machine.settings_folder()
    try:
        return stand_in(secret.secret(settings, state), numbers(live()))
    except NotAKey:
        raise UsageError(
            Text(
                "{file} is no key of Postigo's, or it is damaged. Copy it here again. Nothing was looked at.",
                values={"file": Path(str(settings / secret.SCHOOLS))},
            )
        ) from None
    except ValueError:
        raise UsageError(
            Text(
                "Nothing tells this computer from others. Give it a name in its policy ({key}). Nothing was looked at.",
                values={"key": Quoted("label")},
            )
        ) from None


def _unkept(state: File, why: OSError) -> Text:
    values: dict[str, Path | Text] = {"folder": Path(str(state)), "reason": os_error_reason(why)}
    if isinstance(why, PermissionError):
        return Text(
            "Only whoever looks after this computer can start this: {folder} is closed to this account ({reason}).",
            values=values,
        )
    return Text("What a look needs cannot be kept in {folder} ({reason}). Nothing was looked at.", values=values)


def _key(name: str | None, words: Words) -> int:
    """Make the school's key, once, in a new file."""
    if name is None:
        raise UsageError(
            Text("Name a new file for the key, such as “{file}”.", values={"file": Quoted(secret.SCHOOLS)})
        )
    place = output.refuse_unless_new(name)
    output.write_new(place, secret.new_key())
    here = machine.settings_folder() / secret.SCHOOLS
    told = Text(
        "A new key lies in {file}. Make it once, keep a copy in the school, and put it on each computer as {here}. "
        "Only the system needs to read it there.",
        values={"file": Path(str(place.absolute())), "here": Path(str(here))},
    )
    terminal.write(wrapped(words.say(told), terminal.paper(sys.stdout)))
    return Exit.NOTHING_TO_DO


def _told(wanted: Orders, now: Standing, words: Words, paper: Paper) -> Iterator[str]:
    """Lines on the looks that are arranged here, for everybody at this computer."""
    sentences = notice(wanted)
    if not sentences:
        yield from wrapped(words.say(Text("No look is arranged on this computer.")), paper, style="1")
        return
    yield from wrapped(" ".join(words.say(one) for one in sentences), paper, style="1")
    for sentence in _details(wanted, now):
        yield from wrapped(words.say(sentence), paper)


def _details(wanted: Orders, now: Standing) -> Iterator[Text]:
    if now.last is None:
        yield Text("There was no look yet.")
    else:
        yield Text("The last look was on {date}.", values={"date": now.last})
    if wanted.folder is not None:
        yield Text("Its reports go to {folder}.", values={"folder": Path(str(wanted.folder))})
    if now.device:
        yield Text("There this computer is called {name}.", values={"name": Quoted(now.device)})
    if now.waiting:
        yield Text(
            "One report waits here until it can go there.",
            "{n} reports wait here until they can go there.",
            now.waiting,
            {"n": now.waiting},
        )
    if (key := _open_key()) is not None:
        yield Text(
            "Other accounts can read the school's key in {file}. Close it to them.", values={"file": Path(str(key))}
        )


def _open_key() -> File | None:
    """The school's key, where accounts other than its owner may read it. POSIX only: Windows has lists for that."""
    file = machine.settings_folder() / secret.SCHOOLS
    try:
        mode = file.stat().st_mode
    except OSError:
        return None
    return file if os.name == "posix" and stat.S_IMODE(mode) & 0o077 else None
