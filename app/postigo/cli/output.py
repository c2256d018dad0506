"""New file for the person: refused before anything is looked at, and never overwriting another.

Behind sudo it is made as the one that typed it: it is theirs, and it comes to lie nowhere where they could not have put it.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path as File
from typing import TYPE_CHECKING, Final, TypeVar

from postigo.cli import terminal
from postigo.cli.status import UsageError
from postigo.core.redact import Disclosure
from postigo.core.values import Path, Text
from postigo.store.os_errors import os_error_reason
from postigo.store.plain import beside, read_plain, replace_plain, write_new_plain
from postigo.system import file_owners
from postigo.words import Words

if TYPE_CHECKING:
    from postigo.reports.pair import Pair

T = TypeVar("T")

_LONGEST_NAME: Final = 255  # bytes, on most file systems
_MOST_METRICS: Final = 1 << 20  # bytes; those of eighty checks have ten thousand
_FOR_ALL: Final = 0o644


def refuse_unless_new(name: str) -> File:
    """The place where a new file can be written; `UsageError` says why it cannot."""
    place = File(name)
    shown = Path(name)
    try:
        return by_its_owner(place, lambda: _new(name, place, shown))
    except OSError as why:  # a folder into which we may not even look
        raise _unwritable(name, why) from None


def _new(name: str, place: File, shown: Path) -> File:
    if not name:
        raise UsageError(Text("The new file needs a name."))
    if len(os.fsencode(place.name)) > _LONGEST_NAME:
        raise UsageError(Text("This name is too long for a file. Choose a shorter one."))
    if place.is_dir() or name.endswith(("/", os.sep)):
        raise UsageError(Text("{file} is a folder. Name a new file in it.", values={"file": shown}))
    if os.path.lexists(place):
        raise UsageError(
            Text(
                "{file} is there already, and Postigo overwrites nothing. Choose another name.", values={"file": shown}
            )
        )
    if not place.parent.is_dir():
        raise UsageError(Text("There is no folder for {file}. Make it first.", values={"file": shown}))
    trial = beside(place)
    os.close(os.open(trial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    trial.unlink()
    return place


def write_new(place: File, content: bytes) -> None:
    """Write the file whole or not at all, for its owner only. `UsageError` if somebody made one of that name meanwhile."""
    try:
        by_its_owner(place, lambda: write_new_plain(place, content))
    except FileExistsError:
        refuse_unless_new(str(place))
        raise
    except OSError as why:
        raise _unwritable(str(place), why) from None


def has_metrics(place: File) -> bool:
    """Whether a file holds metrics of ours. The next ones take its place: a collector reads the same file again."""
    from postigo.reports.prometheus import BEGINS  # noqa: PLC0415 - few copies are metrics

    try:
        return read_plain(place, _MOST_METRICS).startswith(BEGINS)
    except OSError:
        return False


def write_metrics(place: File, content: bytes) -> None:
    """Write metrics in one step, for everybody to read. The collector runs as another account (decision 0760)."""
    try:
        by_its_owner(place, lambda: _replace_or_new(place, content))
    except OSError as why:
        raise _unwritable(str(place), why) from None


def _replace_or_new(place: File, content: bytes) -> None:
    def open_to_all(whole: File) -> None:
        whole.chmod(_FOR_ALL)

    if not has_metrics(place):
        write_new_plain(place, content, finish=open_to_all)
        return
    new = beside(place)
    write_new_plain(new, content, finish=open_to_all)
    new.replace(place)  # the name itself: a link there leads nowhere


def write_again(place: File, content: bytes) -> None:
    """Write new content in the place of the person's own file, in one step."""
    try:
        by_its_owner(place, lambda: replace_plain(place, content))
    except OSError as why:
        raise _unwritable(str(place), why) from None


def write_pair(place: File, pair: Pair) -> None:
    """Write the file of a pair, new or with what it has more by now. `UsageError` if it changed meanwhile."""
    from postigo.reports.pair import PairTrouble, refuse_another  # noqa: PLC0415 - few copies are one of a pair

    try:
        refuse_another(place, pair)
    except PairTrouble as trouble:
        raise UsageError(trouble.text) from None
    (write_again if os.path.lexists(place) else write_new)(place, pair.content())


def saved(place: File, level: Disclosure, form: str, words: Words) -> None:
    """Say on stderr where a copy lies and how much it tells. Note that it was saved."""
    from postigo.reports import wording  # noqa: PLC0415 - 10 ms; what is refused is refused sooner

    told = Text(
        "Saved: {file} (a copy at the level “{level}”)",
        values={"file": Path(str(place.absolute())), "level": wording.DISCLOSURES[level]},
    )
    terminal.write([words.say(told)], sys.stderr)
    _note(level, form, words)


def handed_on(level: Disclosure, form: str, words: Words) -> None:
    """Note that a copy on stdout was saved, where stdout is a file (`> report.json`)."""
    try:
        kept = stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except (OSError, ValueError):  # what is no stream of the system is no file
        return
    if kept:
        _note(level, form, words)


def _note(level: Disclosure, form: str, words: Words) -> None:
    from postigo.cli import traces  # noqa: PLC0415 - see above

    if (trouble := traces.saved(level, form)) is not None:
        terminal.write([words.say(trouble)], sys.stderr)


def by_its_owner(place: File, make: Callable[[], T]) -> T:
    """Result of making something in a folder with the rights of the account behind sudo.

    Where only root may write at all, root makes it, and keeps it. Root follows no way that somebody else could change:
    a link in it would lead anywhere.
    """
    person = file_owners.asker(os.environ) if hasattr(os, "geteuid") and os.geteuid() == 0 else None
    if person is None:
        return make()
    try:
        return file_owners.as_account(person, make)
    except PermissionError:
        there = next(folder for folder in place.absolute().parents if os.path.lexists(folder))
        if file_owners.weak_point(str(there), file_owners.roots()) is not None:
            raise
        return make()


def _unwritable(name: str, why: OSError) -> UsageError:
    return UsageError(
        Text(
            "{file} cannot be written there ({reason}). Choose another folder.",
            values={"file": Path(name), "reason": os_error_reason(why)},
        )
    )
