"""Severity of an entry: a pure judgement on its reasons and its account.

It decides the order, the exit status and the shutter.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from postigo.core.model import Level
from postigo.passwords.importance import Kind, kind
from postigo.passwords.model import Judged, Reason

# Somebody who tries lists of passwords gets in with these today, without knowing the person.
_ACT: Final = frozenset({Reason.LEAKED, Reason.DEFAULT, Reason.COMMON})
# Worth knowing: what may well be so on purpose, or what only the person can tell.
_NOTE: Final = frozenset({Reason.OLD, Reason.NO_SECOND_FACTOR, Reason.SHARED, Reason.EMPTY})
_WEAK: Final = 2
"""Highest score that is called weak: fewer than 10^8 guesses, by zxcvbn's own scale.

Stolen data does not withstand so few.
"""
_ABOUT_OTHERS: Final = frozenset({Reason.REUSED, Reason.NEAR, Reason.INCREMENTED, Reason.HTTP})


def level(entry: Judged) -> Level:
    """GOOD when nothing was found; the worst that its reasons ask for."""
    return _level(entry.reasons, entry.score)


@cache  # thousands of entries have the same few
def _level(reasons: tuple[Reason, ...], score: int | None) -> Level:
    return max((of_reason(reason, score) for reason in reasons), default=Level.GOOD)


def of_reason(reason: Reason, score: int | None) -> Level:
    """How much one reason asks. How a password is built asks for nothing by itself, as long as the whole is strong."""
    if reason in _ACT:
        return Level.ACT
    if reason in _NOTE:
        return Level.NOTE
    if reason in _ABOUT_OTHERS:
        return Level.ADVISE
    return Level.ADVISE if score is not None and score <= _WEAK else Level.NOTE


_RANK: Final[Mapping[Kind, int]] = {each: rank for rank, each in enumerate(Kind)}
_CARRIES_OTHERS: Final = frozenset({Kind.MAIL, Kind.BANK})
# The worst first. How a password is built comes after: the score tells that.
_WORST: Final = (
    Reason.LEAKED,
    Reason.DEFAULT,
    Reason.COMMON,
    Reason.REUSED,
    Reason.NEAR,
    Reason.INCREMENTED,
    Reason.HTTP,
)


def asks(entry: Judged) -> Level:
    """Level of an entry: the worst of its reasons, with what it opens.

    A password used twice or easily guessed is as urgent as a leaked one where it opens a mailbox or a bank.
    """
    asked = level(entry)
    exposed = Reason.REUSED in entry.reasons or (entry.score is not None and entry.score <= 1)
    if asked is Level.ADVISE and exposed and kind(entry.site) in _CARRIES_OTHERS:
        return Level.ACT
    return asked


def first_things_first(entry: Judged) -> tuple[int, int, int, int, str, int, int]:
    """Sort key for terminal and window alike: what to do now comes first."""
    about, asked = kind(entry.site), asks(entry)
    worst = next((rank for rank, reason in enumerate(_WORST) if reason in entry.reasons), len(_WORST))
    score = 5 if entry.score is None else entry.score
    return -asked, _RANK[about], worst, score, entry.site.casefold(), entry.file, entry.row
