"""Session of fixes on one machine: offers, previews, changes and undos."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from postigo.audit.worker_process import CannotBegin
from postigo.core.change import CannotChange, Refusal, Step
from postigo.core.model import Verdict
from postigo.core.offer import Offer, OfferKey, offers
from postigo.core.report import Report
from postigo.fixes import engine, wording
from postigo.fixes.access import Access
from postigo.fixes.journal import Entry, Journal
from postigo.fixes.messages import Changed, Preview, Refused
from postigo.fixes.plausible import could_be_ours

Look = Callable[[tuple[str, ...]], Report]
"""Look at some checks, as the machine is now; at all if none is named."""


@dataclass(frozen=True, slots=True)
class Session:
    """Session on one machine. Every method looks anew: what a caller has seen before counts for nothing but its identity."""

    look: Look
    access: Access
    journal: Journal
    helper: engine.Helper = engine.NO_HELPER
    rights: bool = False
    """Whether the helper with administrator's rights is installed."""
    catalogue: Look | None = None
    """Report before the first verdict, for the plans alone. Without it, a look tells them."""
    forbidden: bool = False
    """Whether the policy of this computer lets Postigo change nothing. What it changed before can still be taken back."""

    def offers(self, *checks: str, mine: bool = False) -> tuple[Offer, ...]:
        """Everything that can be changed, of some checks or of all. `mine` as in `postigo.core.offer.offers`."""
        if self.forbidden:
            return ()
        return offers(self.look(checks), rights=self.rights, mine=mine)

    def preview(self, offer: Offer) -> Preview:
        """Preview of one offer. `CannotChange` says why it cannot be made."""
        self._refuse_if_forbidden()
        says = offer.means.says
        return Preview(
            offer.key,
            offer.about(offer.plan.title),
            offer.finding.text,
            tuple(said for _, _, said in offer.targets) if says is None else (offer.about(says),),
            engine.preview(self.access, offer),
            offer.plan.affects,
            offer.noticed,
            offer.means.undoable,
            rights=bool(offer.means.helper),
        )

    def named(self, key: OfferKey, *, mine: bool = False) -> Offer:
        """The offer with an identity, as the machine is now. `CannotChange(MISSING)` if it is gone."""
        self._refuse_if_forbidden()
        for offer in self.offers(key.check, mine=mine):
            if offer.key == key:
                return offer
        raise CannotChange(Refusal.MISSING, "no longer found")

    def apply(self, offer: Offer, expected: tuple[Step, ...]) -> Changed:
        """Make the change that was shown, and look again. `CannotChange` as in `engine.apply`."""
        self._refuse_if_forbidden()
        outcome = engine.apply(self.access, self.journal, offer, self._again, expected, self.helper)
        return Changed(outcome.entry, outcome.verdict)

    def _refuse_if_forbidden(self) -> None:
        if self.forbidden:
            raise CannotChange(Refusal.POLICY)

    def undo(self, id_: str) -> Changed:
        """Take back one change. `CannotChange` as in `engine.undo`."""
        outcome = engine.undo(self.access, self.journal, id_, self._again, self._could_be_ours, self.helper)
        return Changed(outcome.entry, outcome.verdict)

    def _could_be_ours(self, entry: Entry) -> bool:
        listed = (self.catalogue or self.look)((entry.key.check,)).listed
        return could_be_ours(entry, [plan for line in listed if line.check == entry.key.check for plan in line.fixes])

    def _again(self, check: str) -> Verdict | None:
        """The check's verdict now. None where nothing could look: the change is made, and that is told all the same."""
        try:
            return self.look((check,)).verdict(check)
        except (CannotBegin, OSError, RuntimeError):
            return None


def told(why: CannotChange) -> Refused:
    """A refusal as a message."""
    return Refused(why.why, wording.refused(why), why.detail, why.expected, why.found)
