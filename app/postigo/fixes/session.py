"""Session of fixes on one machine: what could be changed, previews, changes and undos, for terminal and window alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from postigo.core.change import CannotChange, Refusal, Step
from postigo.core.model import Verdict
from postigo.core.offer import Offer, OfferKey, offers
from postigo.core.report import Report
from postigo.fixes import engine, wording
from postigo.fixes.access import Access
from postigo.fixes.journal import Journal
from postigo.fixes.messages import Changed, Listed, Preview, Refused

Look = Callable[[tuple[str, ...]], Report]
"""Look at some checks, or at all (none named), on the machine as it is now."""


@dataclass(frozen=True, slots=True)
class Session:
    """Session on one machine. Every method looks anew: what a caller has seen before counts for nothing but its identity."""

    look: Look
    access: Access
    journal: Journal

    def offers(self, *checks: str, mine: bool = False) -> tuple[Offer, ...]:
        """Everything that can be changed, of some checks or of all. `mine` as in `postigo.core.offer.offers`."""
        return offers(self.look(checks), mine=mine)

    def preview(self, offer: Offer) -> Preview:
        """Preview of one offer. `CannotChange` says why it cannot be made."""
        return Preview(
            offer.key,
            offer.about(offer.plan.title),
            offer.finding.text,
            tuple(says for _, _, says in offer.targets),
            engine.preview(self.access, offer),
            offer.plan.affects,
            offer.plan.safety,
            offer.means.undoable,
        )

    def named(self, key: OfferKey, *, mine: bool = False) -> Offer:
        """The offer with an identity, as the machine is now. `CannotChange(MISSING)` if it is gone."""
        for offer in self.offers(key.check, mine=mine):
            if offer.key == key:
                return offer
        raise CannotChange(Refusal.MISSING, "no longer found")

    def apply(self, offer: Offer, expected: tuple[Step, ...]) -> Changed:
        """Make the change that was shown, and look again. `CannotChange` as in `engine.apply`."""
        outcome = engine.apply(self.access, self.journal, offer, self._again, expected)
        return Changed(outcome.entry, outcome.verdict)

    def undo(self, id_: str) -> Changed:
        """Take back one change. `CannotChange` as in `engine.undo`."""
        outcome = engine.undo(self.access, self.journal, id_, self._again)
        return Changed(outcome.entry, outcome.verdict)

    def listed(self) -> Listed:
        """What Postigo changed here."""
        content = self.journal.read()
        return Listed(content, tuple(entry.id for entry in engine.interrupted(content)))

    def _again(self, check: str) -> Verdict | None:
        return self.look((check,)).verdict(check)


def told(why: CannotChange) -> Refused:
    """A refusal as a message."""
    return Refused(why.why, wording.refused(why), why.detail, why.expected, why.found)
