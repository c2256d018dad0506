"""The judgement of one password: zxcvbn's number of guesses, lowered by what people of this country try first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from postigo.passwords.inside.strength.engines import Engine, engine, score_of
from postigo.passwords.model import Reason

_SHORT: Final = 8
_WEAK: Final = 2


@dataclass(frozen=True, slots=True)
class Strength:
    """How strong a password is. `score` is zxcvbn's 0 to 4; `random`: nothing in it is known, so nothing of it could be kept in another."""

    score: int
    reasons: tuple[Reason, ...]
    guesses_log10: float
    random: bool


class Judge:
    """Who judges all passwords of an audit, on the day `today`, knowing the person's own `words`."""

    def __init__(self, today: date, words: Sequence[str] = (), *, measured_by: Engine | None = None) -> None:  # noqa: ARG002 - our own layer comes next
        self._engine = measured_by or engine(today)
        self.engine = self._engine.name

    def judge(self, password: str, *, sites: Sequence[str] = (), user: str = "", name: str = "") -> Strength:  # noqa: ARG002 - see above
        """The strength of a password that stands beside these sites, user name and title."""
        if not password:
            return Strength(0, (Reason.EMPTY,), 0.0, random=False)
        guesses = self._engine.measure(password)
        score = score_of(guesses)
        reasons = [Reason.SHORT] if len(password) < _SHORT else []
        if score <= _WEAK and not reasons:
            reasons.append(Reason.GUESSABLE)
        return Strength(score, tuple(reasons), guesses, random=guesses >= 14)
