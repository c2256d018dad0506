"""Changes by the helper with rights: noted, asked for in one shot, looked at again.

The state before is the helper's own affair, in a place where only root writes. Our journal keeps that it was asked for, so that it is
listed with the others and can be undone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from postigo.core.change import CannotChange, Refusal
from postigo.core.handle import HandleKind
from postigo.core.offer import Offer
from postigo.fixes.elevation import SENTENCES, Do, Fix, How, Outcome, Progress
from postigo.fixes.journal import Entry, Journal
from postigo.fixes.journal import How as Ended

Request = Callable[[Fix, Do, str, Progress], Outcome]
"""Request to the helper: `elevation.request`, or a test's stand-in."""

_GOOD: Final = frozenset({How.DONE, How.UNDONE, How.LOOKED})
_REFUSALS: Final = {
    How.ALREADY: Refusal.MISSING,
    How.NOTHING: Refusal.MISSING,
    How.BUSY: Refusal.BUSY,
    How.CHANGED_SINCE: Refusal.CHANGED,
    How.OTHERS: Refusal.MANAGED,
    How.REMOTE: Refusal.DENIED,
    How.UNWRITABLE: Refusal.READ_ONLY,
    How.FAILED: Refusal.FAILED,
    How.HALF: Refusal.HALF,
    How.STRANGE: Refusal.UNREADABLE,
    How.REFUSED: Refusal.DENIED,
    How.DENIED: Refusal.DENIED,
    How.CANNOT: Refusal.NO_WAY,
    How.NO_WAY: Refusal.NEEDS_RIGHTS,
    How.NOT_INSTALLED: Refusal.NEEDS_RIGHTS,
    How.LOST: Refusal.HALF,
}


def apply(journal: Journal, offer: Offer, request: Request, heard: Progress) -> Entry:
    """Ask the helper for what an offer needs. `CannotChange` with the helper's sentence; then nothing was changed, or all put back."""
    entry = Entry.of(offer, ())
    journal.begin(entry)
    _ask(journal, entry, Do.APPLY, request, heard)
    return entry


def undo(journal: Journal, done: Entry, request: Request, heard: Progress) -> Entry:
    """Ask the helper to set back what it noted. `CannotChange` as above."""
    entry = replace(done.back(()), undoable=False)
    journal.begin(entry)
    _ask(journal, entry, Do.UNDO, request, heard)
    journal.note(done.id, Ended.UNDONE)
    return entry


def _ask(journal: Journal, entry: Entry, do: Do, request: Request, heard: Progress) -> None:
    handle = entry.key.handle
    subject = handle.id if handle.kind is HandleKind.UNIT and entry.helper == Fix.UNIT_OFF else ""
    outcome = request(Fix(entry.helper), do, subject, heard)
    if outcome.how in _GOOD:
        return
    if (
        outcome.how is not How.LOST
    ):  # that stays open, as what was interrupted: an undo by the helper makes an end of it
        journal.note(entry.id, Ended.HALF if outcome.how is How.HALF else Ended.PUT_BACK)
    raise CannotChange(_REFUSALS[outcome.how], outcome.how.value, says=SENTENCES[outcome.how])
