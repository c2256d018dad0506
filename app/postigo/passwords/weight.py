"""How much an entry asks of the person: a pure judgement on its reasons, for the order, the exit status and the shutter."""

from __future__ import annotations

from typing import Final

from postigo.core.model import Level
from postigo.passwords.model import Judged, Reason

# Somebody who tries lists of passwords gets in with these today, without knowing the person.
_ACT: Final = frozenset({Reason.LEAKED, Reason.DEFAULT, Reason.COMMON})
# Worth knowing: what may well be so on purpose, or what only the person can tell.
_NOTE: Final = frozenset({Reason.OLD, Reason.NO_SECOND_FACTOR, Reason.SHARED})
_WEAK: Final = 2
"""Scores up to here are called weak: fewer than 10^8 guesses, which stolen data does not withstand (zxcvbn's own scale)."""
_ABOUT_OTHERS: Final = frozenset({Reason.REUSED, Reason.NEAR, Reason.INCREMENTED, Reason.HTTP, Reason.EMPTY})


def level(entry: Judged) -> Level:
    """GOOD when nothing was found; the worst that its reasons ask for."""
    return max((of_reason(reason, entry.score) for reason in entry.reasons), default=Level.GOOD)


def of_reason(reason: Reason, score: int | None) -> Level:
    """How much one reason asks. How a password is built asks for nothing by itself, as long as the whole is strong."""
    if reason in _ACT:
        return Level.ACT
    if reason in _NOTE:
        return Level.NOTE
    if reason in _ABOUT_OTHERS:
        return Level.ADVISE
    return Level.ADVISE if score is not None and score <= _WEAK else Level.NOTE
