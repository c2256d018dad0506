"""`postigo fleet`: many reports as one summary, one file, or the answer to a question."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from importlib.util import find_spec
from pathlib import Path as File
from typing import TYPE_CHECKING, Final, TypeVar

from postigo import additions, invocation
from postigo.cli import catalogue, output, terminal
from postigo.cli.options import refuse_other_ending, refuse_without_pdf
from postigo.cli.status import Exit, UsageError
from postigo.core.letters import one_line
from postigo.core.values import Path, Quoted, Text
from postigo.reports.paper import Paper
from postigo.store.context import Context
from postigo.store.os_errors import os_error_reason
from postigo.words import Words

if TYPE_CHECKING:
    from postigo.fleet.fold import Fold
    from postigo.fleet.rows import Gathered
    from postigo.fleet.summary import Omitted, Quarantine, Summary
    from postigo.fleet.tidy import Old

T = TypeVar("T")

NO_READER: Final = Text(
    "Reports cannot be counted with this Python: it has no “msgspec”. Use a computer with 64 bits, or add it to this Python."
)
NO_BASE: Final = Text(
    "This needs DuckDB, and it is not on this computer. Whoever set Postigo up can add “duckdb” to its Python. "
    "For a summary of a folder it is not needed."
)
_PARQUET: Final = ".parquet"


def run(args: Namespace, context: Context) -> int:
    """The command."""
    if args.action is None:
        raise UsageError(
            Text(
                "Say what is to be done. There is {known}. How each is typed: {command}",
                values={
                    "known": [Quoted(name) for name in _ACTIONS],
                    "command": Quoted(invocation.line("fleet", "--help")),
                },
            )
        )
    action = catalogue.one_of("postigo fleet", args.action, tuple(_ACTIONS))
    forms, names = _TAKES[str(action)]
    if args.format is not None and not forms:
        raise UsageError(
            Text(
                "“{action}” takes no {option}. Leave it out.",
                values={"action": Quoted(str(action)), "option": Quoted("--format")},
            )
        )
    form = catalogue.one_of("--format", args.format, forms)
    for option, given, goes_with in (("--yes", args.yes, "tidy"), ("--output", args.output is not None, "report")):
        if given and action != goes_with:
            raise UsageError(
                Text(
                    "{option} goes with “{action}” only.",
                    values={"option": Quoted(option), "action": Quoted(goes_with)},
                )
            )
    if len(args.what) != len(names) or "" in args.what:  # an empty name would be the folder where they are
        raise UsageError(
            Text(
                "“{action}” takes {names}. How it is typed: {command}",
                values={
                    "action": Quoted(str(action)),
                    "names": list(names),
                    "command": Quoted(invocation.line("fleet", "--help")),
                },
            )
        )
    if find_spec("msgspec") is None:
        raise UsageError(NO_READER)
    return _ACTIONS[str(action)](args, context, form)


# --- each action

_WENT_IN: Final = """
SELECT count(*) FILTER (kind = 'report'), count(*) FILTER (kind = 'omitted' AND why <> 'twice') FROM everything
"""


def _pack(args: Namespace, context: Context, _form: str | None) -> int:
    from postigo.fleet import pack, question  # noqa: PLC0415 - each action pays for its own imports only

    _needs_base()
    folder, place = _there(args.what[0]), output.refuse_unless_new(args.what[1])
    if place.suffix.lower() != _PARQUET:
        raise UsageError(
            Text("{file} has to end in {ending}.", values={"file": Path(args.what[1]), "ending": Quoted(_PARQUET)})
        )
    try:
        pack.pack(_reports(folder), place)
    except FileExistsError:
        output.refuse_unless_new(args.what[1])
        raise
    except OSError as why:
        raise UsageError(
            Text(
                "{file} cannot be written there ({reason}). Choose another folder.",
                values={"file": Path(args.what[1]), "reason": os_error_reason(why)},
            )
        ) from None
    words = Words(context.lang)
    told = Text("Packed: {file}", values={"file": Path(str(place.absolute()))})
    terminal.write([words.say(told)], sys.stderr)
    ((reports, left_out),) = question.ask(place, _WENT_IN).rows
    if reports and not left_out:
        return Exit.NOTHING_TO_DO
    told = Text(
        "{n} report is in it. Left out: {left}. This tells why: {command}",
        "{n} reports are in it. Left out: {left}. This tells why: {command}",
        reports,
        {"n": reports, "left": left_out, "command": Quoted(invocation.line("fleet", "report", args.what[1]))},
    )
    terminal.write([words.say(told)], sys.stderr)
    return Exit.NOTHING_TO_DO if reports else Exit.CANNOT_TELL


def _report(args: Namespace, context: Context, form: str | None) -> int:
    from postigo.fleet import document, text  # noqa: PLC0415 - see `_pack`
    from postigo.fleet.page import html, pdf  # noqa: PLC0415

    form, place = _written(form, args.output)
    seen = _summary(_there(args.what[0]), context.policy.keep_days)
    words = Words(context.lang)
    match form:
        case "json":
            content = document.render(seen)
        case "html":
            content = html.render(seen, context.lang)
        case "pdf":
            content = pdf.render(seen, context.lang)
        case _ if place is None:
            terminal.write(text.lines(seen, words, terminal.paper(sys.stdout)))
            return _status(seen)
        case _:
            content = "".join(f"{line}\n" for line in text.lines(seen, words, Paper())).encode()
    if place is None:
        terminal.write_bytes(content)
    else:
        output.write_new(place, content)
        told = Text("Saved: {file}", values={"file": Path(str(place.absolute()))})
        terminal.write([words.say(told)], sys.stderr)
    return _status(seen)


def _written(form: str | None, name: str | None) -> tuple[str, File | None]:
    """Format and place of a summary. The place's ending tells a format that was not said."""
    place = None if name is None or name == "-" else output.refuse_unless_new(name)
    if form is None and place is not None:
        refuse_other_ending(place, _ENDINGS)
    form = form or _ENDINGS.get(place.suffix.lower() if place else "", "text")
    if form == "pdf":
        refuse_without_pdf(place)
    return form, place


_ENDINGS: Final = {".txt": "text", ".json": "json", ".html": "html", ".htm": "html", ".pdf": "pdf"}


def _query(args: Namespace, context: Context, form: str | None) -> int:
    from postigo.fleet import question  # noqa: PLC0415 - see `_pack`
    from postigo.fleet.parquet import TABLES  # noqa: PLC0415

    _needs_base()
    words = Words(context.lang)
    try:
        reply = _packed(args.what[0], lambda: question.ask(_there(args.what[0]), args.what[1]))
    except question.NoQuestion as why:
        told = Text(
            "This question cannot be answered. Ask one SELECT, of these tables: {tables}",
            values={"tables": [Quoted(name) for name in TABLES]},
        )
        terminal.write([words.say(told), str(why)], sys.stderr)
        return Exit.USAGE
    if form == "json":
        terminal.write_bytes(question.as_json(reply))
    elif form == "csv":
        terminal.write_bytes(question.as_csv(reply))
    else:
        terminal.write(question.as_lines(reply))
    if reply.more:
        told = Text("There are more rows than {most}. Ask for fewer.", values={"most": question.MOST})
        terminal.write([words.say(told)], sys.stderr)
    return Exit.CANNOT_TELL if reply.more else Exit.NOTHING_TO_DO


def _diff(args: Namespace, context: Context, form: str | None) -> int:
    from postigo.fleet import document, text  # noqa: PLC0415 - see `_pack`
    from postigo.fleet.between import between  # noqa: PLC0415
    from postigo.fleet.states import Change  # noqa: PLC0415

    one, other = (_newest(_there(name)) for name in args.what)
    seen = between(one, other, _today())
    if form == "json":
        terminal.write_bytes(document.render_changes(seen))
    else:
        terminal.write(text.changes(seen, tuple(args.what), Words(context.lang), terminal.paper(sys.stdout)))
    found = {change for item in seen.changes.items for change in item.changes}
    if found & {Change.WORSE, Change.FOUND}:
        return Exit.ADVISE
    empty = seen.before is None or seen.now is None
    unsure = empty or Change.LOST in found or seen.gone.count or any(map(_hides, seen.left_out))
    return Exit.CANNOT_TELL if unsure else Exit.NOTHING_TO_DO


def _tidy(args: Namespace, context: Context, _form: str | None) -> int:
    from postigo.fleet import tidy  # noqa: PLC0415 - see `_pack`

    folder, days = _there(args.what[0]), context.policy.keep_days
    if not folder.is_dir():
        raise UsageError(Text("{file} is no folder.", values={"file": Path(args.what[0])}))
    words = Words(context.lang)
    found = tidy.old(folder, _today(), days)
    old = found.files
    told = Text(
        "{n} report is older than {days} days.",
        "{n} reports are older than {days} days.",
        len(old),
        {"n": len(old), "days": days},
    )
    terminal.write([words.say(told), *map(_shown, old)])
    stay = list(_staying(found, args.what[0]))
    terminal.write([words.say(one) for one in stay], sys.stderr)
    if not old:
        return Exit.CANNOT_TELL if stay else Exit.NOTHING_TO_DO
    if not args.yes:
        hint = Text("Nothing was deleted. To delete them, add {option}.", values={"option": Quoted("--yes")})
        terminal.write([words.say(hint)], sys.stderr)
        return Exit.ADVISE
    kept = []
    for path in old:
        try:
            tidy.delete(folder, path)
        except OSError as why:
            kept.append(
                Text(
                    "{file} is still there ({reason}).",
                    values={"file": Path(_shown(path)), "reason": os_error_reason(why)},
                )
            )
    gone = len(old) - len(kept)
    deleted = Text("{n} report is deleted.", "{n} reports are deleted.", gone, {"n": gone})
    terminal.write([words.say(one) for one in (deleted, *kept)], sys.stderr)
    if kept:
        return Exit.CANNOT_WRITE
    return Exit.CANNOT_TELL if stay else Exit.NOTHING_TO_DO


def _staying(found: Old, folder: str) -> Iterator[Text]:
    """Sentences about reports that stay although they are old, or may be."""
    if found.lines:
        yield Text(
            "{n} more lies in a file with others, and stays. Make that file anew.",
            "{n} more lie in files with others, and stay. Make those files anew.",
            found.lines,
            {"n": found.lines},
        )
    if found.untold:
        yield Text(
            "Nobody can tell how old {n} file is, so it stays. This tells why: {command}",
            "Nobody can tell how old {n} files are, so they stay. This tells why: {command}",
            found.untold,
            {"n": found.untold, "command": Quoted(invocation.line("fleet", "report", folder))},
        )


def _shown(path: File) -> str:
    """A file's name on one line. To delete it, only the name itself will do: another file can be called as this looks."""
    return one_line(str(path).encode(errors="replace").decode())


_ACTIONS: Final[Mapping[str, Callable[[Namespace, Context, str | None], int]]] = {
    "report": _report,
    "pack": _pack,
    "query": _query,
    "diff": _diff,
    "tidy": _tidy,
}
_FOLDER: Final = Text("FOLDER")
_TAKES: Final[Mapping[str, tuple[tuple[str, ...], tuple[Text | Quoted, ...]]]] = {
    "report": (("text", "html", "pdf", "json"), (_FOLDER,)),
    "pack": ((), (_FOLDER, Quoted("OUT.parquet"))),
    "query": (("text", "csv", "json"), (Quoted("FILE.parquet"), Quoted("SELECT …"))),
    "diff": (("text", "json"), (Text("LAST-WEEK"), Text("THIS-WEEK"))),
    "tidy": ((), (_FOLDER,)),
}
"""Formats of each action, and what follows it."""


# --- what they share


def _today() -> date:
    return datetime.now(UTC).date()


def _there(name: str) -> File:
    """A folder or file that is there."""
    place = File(name)
    try:
        place.stat()
    except (OSError, ValueError) as why:
        reason = os_error_reason(why) if isinstance(why, OSError) else Text("no such name can be")
        raise UsageError(
            Text("{file} cannot be read ({reason}).", values={"file": Path(name), "reason": reason})
        ) from None
    return place


def _is_packed(place: File) -> bool:
    return place.suffix.lower() == _PARQUET


def _needs_base() -> None:
    if find_spec("duckdb") is None:
        raise UsageError(additions.missing("postigo-fleet", NO_BASE))


def _reports(place: File) -> Iterable[Gathered | Omitted]:
    from postigo.fleet.folder import Folder  # noqa: PLC0415 - see `_pack`

    return Folder(place, _today())


def _newest(place: File) -> Fold:
    from postigo.fleet import fold, parquet  # noqa: PLC0415 - see `_pack`

    if _is_packed(place):
        _needs_base()
        return _packed(str(place), lambda: parquet.newest(place))
    return fold.Fold.of(_reports(place))


def _summary(place: File, keep_days: int) -> Summary:
    from postigo.fleet import fold  # noqa: PLC0415 - see `_pack`

    if not _is_packed(place):
        return fold.summarise(_reports(place), _today(), keep_days)
    from postigo.fleet import parquet_tally  # noqa: PLC0415 - see `_pack`

    _needs_base()
    return _packed(str(place), lambda: parquet_tally.summarise(place, _today(), keep_days))


def _packed(name: str, read: Callable[[], T]) -> T:
    """Content of a packed file, as it is read. `UsageError` where it is none."""
    from postigo.fleet.parquet import NotPacked  # noqa: PLC0415 - see `_pack`

    try:
        return read()
    except NotPacked:
        raise UsageError(
            Text(
                "{file} is no file that Postigo packed. Pack the folder of reports again.", values={"file": Path(name)}
            )
        ) from None
    except OSError as why:
        raise UsageError(
            Text("{file} cannot be read ({reason}).", values={"file": Path(name), "reason": os_error_reason(why)})
        ) from None


def _status(seen: Summary) -> int:
    """Worst that is known of a computer; else that something could not be told."""
    from postigo.fleet.states import State, Visit  # noqa: PLC0415 - see `_pack`

    states = {state for site in seen.sites for state in site.states}
    if State.ACT in states:
        return Exit.ACT
    if State.ADVISE in states:
        return Exit.ADVISE
    unsure = (
        State.UNKNOWN in states or not seen.devices or _hides(seen.quarantine) or Visit.SILENT in seen.visit_reasons
    )
    return Exit.CANNOT_TELL if unsure else Exit.NOTHING_TO_DO


def _hides(left: Quarantine) -> bool:
    """Whether what was left out could say something else. In a flat folder nothing tells whose it would have been."""
    from postigo.fleet.states import Left  # noqa: PLC0415 - see `_pack`

    return bool(left.counts.keys() - {Left.TWICE})
