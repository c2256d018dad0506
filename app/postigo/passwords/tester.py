"""Answer of the tester, with how much each reason asks. It is the same judgement as in the audit."""

from __future__ import annotations

from postigo.core.model import Level
from postigo.passwords.model import Reason
from postigo.passwords.protocol import Tried
from postigo.passwords.severity import of_reason


def weighed(answer: Tried) -> tuple[tuple[Reason, Level], ...]:
    """Its reasons with their levels, what asks for most first."""
    levels = [(reason, of_reason(reason, answer.score)) for reason in answer.reasons]
    return tuple(sorted(levels, key=lambda pair: -pair[1]))
