"""Plausibility of a journal's entry: whether a plan could have made it.

The journal lies in the account's own folder, and whatever runs as that account can write there. An undo follows no line that names a
setting which no plan names, or a state that its plan does not put.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from postigo.core.change import CannotChange, Setting, Step
from postigo.core.model import Means, Plan
from postigo.fixes.journal import Entry
from postigo.fixes.settings import kind_of

EARLIER: Final[tuple[Means, ...]] = ()
"""Means of earlier versions, whose changes can still be in a journal. Whoever takes means out of a plan puts them here."""


def could_be_ours(entry: Entry, plans: Sequence[Plan]) -> bool:
    """Whether one of the plans, or of earlier ones, makes such a change."""
    own = [plan for plan in plans if plan.id == entry.key.plan]
    today = any(_makes(one, entry, exact=plan.version == entry.plan_version) for plan in own for one in plan.means)
    return today or any(_makes(one, entry, exact=False) for one in EARLIER)


def _makes(means: Means, entry: Entry, *, exact: bool) -> bool:
    """Whether means change these settings. With `exact`, also whether they put these states."""
    if not means.fits(entry.key.handle) or means.helper != entry.helper:
        return False
    wishes = {one.setting or entry.key.handle: one.to for one in means.changes}
    if any(step.setting not in wishes for step in entry.steps) or len(entry.steps) > len(wishes):
        return False
    try:
        return all(_puts(step, wishes[step.setting], exact=exact, undoes=bool(entry.undoes)) for step in entry.steps)
    except (CannotChange, AttributeError, KeyError, TypeError, ValueError):  # a state that no such setting can have
        return False


def _puts(step: Step, wish: Setting, *, exact: bool, undoes: bool) -> bool:
    before, to = (step.to, step.before) if undoes else (step.before, step.to)
    kind = kind_of(step.setting)
    return not exact or to.same(kind.target(before, wish))
