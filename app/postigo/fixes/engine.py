"""Engine of fixes: preview, apply, verify, undo, and what an interrupted change left.

The order is fixed: every state before is in the journal, on the disk, before the first setting is changed. The one place in the app
from which changes are made.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from postigo.core.change import CannotChange, Refusal, Step
from postigo.core.model import Verdict
from postigo.core.offer import Offer
from postigo.fixes import elevated, elevation
from postigo.fixes.access import Access
from postigo.fixes.journal import Entry, How, Journal, can_be_undone
from postigo.fixes.settings import file_of, kind_of

LookAgain = Callable[[str], Verdict | None]
"""Conduct of one check again, by its id, on the machine as it is now."""


@dataclass(frozen=True, slots=True)
class Helper:
    """Access to the helper with rights: how it is asked, who hears of it."""

    request: elevated.Request
    heard: elevation.Progress


def _not_there(_fix: elevation.Fix, _do: elevation.Do, _subject: str, _heard: elevation.Progress) -> elevation.Outcome:
    return elevation.Outcome(elevation.How.NOT_INSTALLED)


NO_HELPER: Final = Helper(_not_there, lambda _step, _percent: None)
"""Helper of a place that has none: it says that it is not installed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Outcome of a change or an undo: its entry, and the check's new verdict."""

    entry: Entry
    verdict: Verdict | None = None


def preview(access: Access, offer: Offer) -> tuple[Step, ...]:
    """Steps that an offer would make now; none where all is so already. Changes nothing."""
    steps = []
    for setting, wish, _ in offer.targets:
        kind = kind_of(setting)
        before = kind.state(access, setting)
        to = kind.target(before, wish)
        if not before.same(to):
            steps.append(Step(setting, before, to))
    return tuple(steps)


def apply(
    access: Access,
    journal: Journal,
    offer: Offer,
    look_again: LookAgain,
    expected: tuple[Step, ...] | None = None,
    helper: Helper = NO_HELPER,
) -> Outcome:
    """Make the change that was shown, and look again. `CannotChange` where nothing was done, or all was put back.

    `expected` are the steps of the preview that the person said yes to: what is not so any more is refused.
    """
    with journal.alone():
        if offer.means.helper:
            return _told(journal, elevated.apply(journal, offer, helper.request, helper.heard), look_again)
        steps = preview(access, offer)
        if expected is not None and steps != expected:
            raise _other_than(expected, steps)
        entry = Entry.of(offer, steps)
        journal.begin(entry)
        _make(access, journal, entry)
        return _told(journal, entry, look_again)


def undo(
    access: Access,
    journal: Journal,
    id_: str,
    look_again: LookAgain,
    could_be_ours: Callable[[Entry], bool] = lambda _: True,
    helper: Helper = NO_HELPER,
) -> Outcome:
    """Take a change back: every setting to the state before. `CannotChange(CHANGED)` where somebody changed one since.

    An undo is a change like any other, and can be taken back too. UNTRUSTED where a plan could not have made it.
    """
    with journal.alone():
        content = journal.read()
        done = content.entry(id_)
        if done is None or not can_be_undone(done):
            raise CannotChange(Refusal.MISSING, "no change that can be undone")
        if not could_be_ours(done):
            raise CannotChange(Refusal.UNTRUSTED, "no plan makes such a change")
        if done.helper:
            return _told(journal, elevated.undo(journal, done, helper.request, helper.heard), look_again)
        steps = back(access, done)
        entry = done.back(steps)
        journal.begin(entry)
        _make(access, journal, entry)
        _clear(access, done)
        journal.note(done.id, How.UNDONE)
        return _told(journal, entry, look_again)


def back(access: Access, done: Entry) -> tuple[Step, ...]:
    """Steps that take a change back, the last first, without those that are back already."""
    steps = []
    for step in reversed(done.steps):
        found = kind_of(step.setting).state(access, step.setting)
        if found.same(step.before):
            continue
        if not found.same(step.to):
            raise CannotChange(Refusal.CHANGED, expected=step.to, found=found)
        steps.append(Step(step.setting, found, step.before))
    return tuple(steps)


def verified(entry: Entry, verdict: Verdict | None) -> How:
    """Result of a look after a change: gone, still there, or with a gap unverified."""
    if verdict is None:
        return How.UNVERIFIED
    about_it = [one for one in verdict.findings if entry.key.handle in one.handles]
    if any(one.code == entry.key.code or entry.key.plan in one.fixes for one in about_it):
        return How.STILL_THERE
    return How.UNVERIFIED if verdict.gaps or verdict.not_applicable else How.FIXED


def _make(access: Access, journal: Journal, entry: Entry) -> None:
    """Make all steps, and read each setting again.

    Where one fails, what was made is put back. HALF if that cannot be.
    """
    made: list[Step] = []
    try:
        for step in entry.steps:
            kind = kind_of(step.setting)
            kind.put(access, step.setting, step.to, step.before)
            made.append(step)
            found = kind.state(access, step.setting)
            if not found.same(kind.target(found, step.to)):
                if found.same(step.before):
                    made.pop()
                raise CannotChange(Refusal.FAILED, "it was not taken", expected=step.to, found=found)  # noqa: TRY301
    except CannotChange:
        how = _put_back(access, made)
        journal.note(entry.id, how)
        if how is How.HALF:
            raise CannotChange(Refusal.HALF) from None
        raise


def _clear(access: Access, done: Entry) -> None:
    """Take away new files that a killed change left unfinished beside the old ones."""
    for step in done.steps:
        if (file := file_of(step.setting)) is not None:
            with suppress(CannotChange):  # what was before stands again, and the next change clears it too
                access.changes.clear(file)


def _put_back(access: Access, made: list[Step]) -> How:
    how = How.PUT_BACK
    for step in reversed(made):
        try:
            kind_of(step.setting).put(access, step.setting, step.before, step.to)
        except CannotChange:
            how = How.HALF
    return how


def _told(journal: Journal, entry: Entry, look_again: LookAgain) -> Outcome:
    """End of a change, noted in the journal, with the check's new verdict."""
    verdict = look_again(entry.key.check)
    how = How.RESTORED if entry.undoes else verified(entry, verdict)
    journal.note(entry.id, how)
    return Outcome(replace(entry, how=how), verdict)


def _other_than(expected: tuple[Step, ...], found: tuple[Step, ...]) -> CannotChange:
    now = {step.setting: step.before for step in found}
    for step in expected:
        if now.get(step.setting) != step.before:
            return CannotChange(Refusal.CHANGED, expected=step.before, found=now.get(step.setting, step.to))
    return CannotChange(Refusal.CHANGED)
