"""Safety flow of an open row: its question, and what follows (guidance 5.2)."""

from __future__ import annotations

from dataclasses import dataclass

from postigo.core.model import Finding
from postigo.core.values import Text
from postigo.reports import watched
from postigo.reports.watched import Whose


@dataclass(frozen=True, slots=True)
class Flow:
    """The question, the reply that was given, and the sentences that follow from it.

    There is no question where nothing was found. `safety`: the sentences are the safety note, and the way to help stands below.
    """

    question: tuple[Text, ...]
    given: Whose | None
    lines: tuple[Text, ...]
    safety: bool


def flow(findings: tuple[Finding, ...], given: Whose | None) -> Flow:
    """The flow of a discreet check's row."""
    asking = [finding for finding in findings if finding.whose]
    if not asking:
        return Flow((), None, watched.note(seen=False), safety=True)
    several = len(asking) > 1 or any(len(finding.evidence) > 1 for finding in asking)
    question = (watched.QUESTION, *((watched.SEVERAL,) if several else ()), watched.NOT_KEPT)
    if given is None:
        return Flow(question, None, (), safety=False)
    return Flow(question, given, watched.after(given), safety=not watched.is_known(given))


def own(given: Whose | None) -> Flow:
    """The question before a button: only whoever put the thing there gets it. After another reply the same sentences follow."""
    question = (watched.QUESTION, watched.NOT_KEPT)
    if given is None or given is Whose.ME:
        return Flow(question, given, (), safety=False)
    return Flow(question, given, watched.after(given), safety=not watched.is_known(given))
