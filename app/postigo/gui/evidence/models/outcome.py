"""Sentences on an errand that was done."""

from __future__ import annotations

from collections.abc import Iterator

from postigo.core.values import Path, Text
from postigo.evidence import stamp_check, wording
from postigo.evidence.errands import Add, Begin, Errand, HandOver, KeepStamp, WriteDraft
from postigo.evidence.log import Log


def opened(errand: Errand, log: Log, *, again: bool) -> Iterator[Text]:
    """Sentences on a log that an errand opened. `again`: it was open already, and is checked."""
    match errand:
        case Add():
            yield _saved(log)
        case KeepStamp(entry=entry):
            yield _saved(log)
            yield from wording.stamped(one for one in stamp_check.seen(log) if one.entry == entry)
        case Begin(where=where):
            yield Text("The log was begun: {file}.", values={"file": Path(where)})
        case _ if again:
            yield from wording.verified(log)
            yield from wording.worth(log.checked)
            yield from wording.stamped(stamp_check.seen(log))
        case _ if not log.sound:
            yield from wording.verified(log)


def written(errand: Errand) -> Iterator[Text]:
    """Sentences on a copy or a draft that was written."""
    match errand:
        case HandOver(to=to):
            yield Text("Written: {folder}. Print the paper in it, and sign it.", values={"folder": Path(to)})
            yield Text("When you have handed it over, add to the log whom you gave it to.")
        case WriteDraft(to=to):
            shown = Path(to)
            yield Text("Written: {file}. Print it, complete it by hand, and take it along.", values={"file": shown})
            yield wording.READABLE


def _saved(log: Log) -> Text:
    return Text("Saved as entry {n}.", values={"n": log.checked.head.count})
