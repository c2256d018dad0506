"""Comparison of two gatherings: what changed, what is gone, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Final

from postigo.fleet.fold import Fold, Omissions, key, name_of, tally_of, unread, which
from postigo.fleet.summary import Changes, Quarantine, Which
from postigo.fleet.tally import conclude

_NEVER: Final = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Between:
    """Changes from one gathering to another.

    `gone` are computers of the older only: nobody tells anything of them now. `left_out` is the quarantine of each side, in the
    order in which they were named: of a side with no report nobody knows when it is from.
    """

    before: datetime | None
    now: datetime | None
    changes: Changes
    gone: Which
    left_out: tuple[Quarantine, Quarantine]


def between(one: Fold, other: Fold, as_of: date) -> Between:
    """Comparison of two gatherings by the newest report of each computer. The older one comes first, whichever is named first."""
    sides, left_out = [], []
    for fold in (one, other):
        pairs, left = fold.pairs()
        sides.append(pairs)
        left_out.append(Quarantine(dict(left.counts), tuple(left.named), unread(left, pairs)))
    older, newer = sorted(sides, key=lambda pairs: max((pair.now.began for pair in pairs), default=_NEVER))
    known = {pair.now.origin: pair.now for pair in older}
    pairs = []
    for pair in newer:
        was = known.pop(pair.now.origin, None)
        pairs.append(replace(pair, before=was if was is not None and was.began <= pair.now.began else None))
    tally = tally_of(pairs, Omissions(), as_of, 0)
    several = len({origin.site for origin in (*known, *(pair.now.origin for pair in pairs))}) > 1
    gone = [name_of(known[origin], several=several) for origin in sorted(known, key=key)]
    return Between(
        max((pair.now.began for pair in older), default=None),
        tally.newest,
        conclude(tally).changes,
        which(tally, gone),
        (left_out[0], left_out[1]),
    )
