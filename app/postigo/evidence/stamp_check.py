"""Check of the time stamps in a log, each with what is known of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from postigo.core.values import Text
from postigo.evidence import bag, chain, stamps
from postigo.evidence.log import Log
from postigo.evidence.stamps import Stamp
from postigo.evidence.trouble import EvidenceTrouble, NoLibrary


@dataclass(frozen=True, slots=True)
class Seen:
    """Stamp of an entry, or why it does not count. `known`: whether anybody could look at it at all.

    `first` is the earliest entry that it covers: each has the hash of the one before.
    """

    entry: int
    stamp: Stamp | None
    trouble: Text | None = None
    known: bool = True
    first: int = 1


def seen(log: Log, roots: bytes | None = None) -> Iterator[Seen]:
    """Each stamp that a log notes and has. One that is gone or changed is told of by `log.altered`.

    `roots`: certificates (PEM) to one of which it must lead. Without them, nobody asks whose key signed it.
    """
    for one in (entry.draft.stamp for entry in log.checked.entries):
        if one is None or one.file in log.altered:
            continue
        answer, content = log.files[one.file], log.files[bag.LOG]
        try:
            line = stamps.stamped(answer, chain.lines(content, one.entry))
            found = stamps.read(answer, line)
            if roots is not None:
                stamps.must_lead_to(answer, line, roots)
        except NoLibrary as trouble:
            yield Seen(one.entry, None, trouble.text, known=False)
        except EvidenceTrouble as trouble:
            yield Seen(one.entry, None, trouble.text)
        else:
            yield Seen(one.entry, found, first=chain.reach(content, line))
