"""`postigo clean-photos`: copies of photos without the place where they were taken. No original is written."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from functools import partial
from pathlib import Path as File

from postigo.cli import catalogue, terminal
from postigo.cli.output import by_its_owner
from postigo.cli.status import Exit, UsageError
from postigo.core.values import Path, Text
from postigo.photos import wording
from postigo.photos.copies import Copy, copy_of
from postigo.reports.paper import wrapped
from postigo.store.context import Context
from postigo.words import Words

FORMS = ("text", "json")


def run(args: Namespace, context: Context) -> int:
    """The command. Exit status: 0 every photo has a copy without its place, 3 some have none."""
    form = catalogue.one_of("--format", args.format, FORMS) or FORMS[0]
    folder = None if args.to is None else File(args.to)
    if folder is not None and not folder.is_dir():
        raise UsageError(Text("There is no folder {folder}. Make it first.", values={"folder": Path(args.to)}))
    words, written = Words(context.lang), not args.dry_run
    progress, copies = terminal.Progress(), list[Copy]()
    for name in args.files:
        progress.show(words.say(Text("Cleaning {photo}…", values={"photo": Path(File(name).name)})))
        clean = partial(copy_of, File(name), wording.mark(context.lang), folder, write=written)
        copies.append(by_its_owner(File(name), clean))  # behind sudo neither read nor written as root
    progress.clear()
    if form == "json":
        terminal.write([_json(copies, written=written, words=words)])
    else:
        _tell(copies, written=written, words=words)
    return Exit.CANNOT_TELL if any(one.copy is None for one in copies) else Exit.NOTHING_TO_DO


def _tell(copies: list[Copy], *, written: bool, words: Words) -> None:
    paper = terminal.paper(sys.stdout)
    say = partial(wrapped, paper=paper)
    for one in copies:
        terminal.write(say(words.say(wording.said(one, written=written))))
    terminal.write([""])
    for text in (*wording.summed(copies, written=written), wording.ORIGINALS, wording.STILL_SEEN):
        terminal.write(say(words.say(text)))


def _json(copies: list[Copy], *, written: bool, words: Words) -> str:
    """One object: whether copies were written, and a row for each photo."""
    rows = [
        {
            "photo": str(one.photo),
            "copy": None if one.copy is None else str(one.copy),
            "had_place": one.had_place,
            "why": None if one.why is None else words.say(one.why),
        }
        for one in copies
    ]
    return json.dumps({"written": written, "photos": rows}, ensure_ascii=False, indent=2)
