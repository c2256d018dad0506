"""Gaps of `update.os-pending`: what makes its list say less than it seems to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from postigo.api import CannotTell, Gap, Text, Unknown, gaps
from postigo_checks.updates.pending.fact import WaitingUpdates

FRESH = timedelta(days=8)
AHEAD = timedelta(days=1)  # how far a list may lie in the future before the clock is the likelier fault
NO_REPAIRS = timedelta(days=90)

FOREIGN = Text(
    "This system takes its updates from a source that we do not know. "
    "We cannot tell which of them are for security. Ask whoever set it up."
)


def list_gaps(fact: WaitingUpdates) -> Iterator[Gap]:
    """Gaps of the list and its day, then of the second witness."""
    yield from _of_list(fact)
    yield from _unwitnessed(fact)


def _of_list(fact: WaitingUpdates) -> Iterator[Gap]:
    yield from gaps(fact.unseen, lambda _: Text("We could not see all that decides about updates."))
    if fact.foreign:
        yield Gap(Unknown.MISSING, FOREIGN)
    if fact.partial:
        yield Gap(Unknown.UNREADABLE, Text("The last search for updates was not complete."))
    if fact.not_before is not None and fact.today.date() < fact.not_before - AHEAD:
        yield Gap(
            Unknown.UNREADABLE,
            Text("The clock of this computer is wrong. It says {date}.", values={"date": fact.today.date()}),
        )
    elif fact.listed is None:
        yield Gap(Unknown.MISSING, Text("This computer does not say when it last looked for updates."))
    elif fact.listed > fact.today + AHEAD:
        yield Gap(
            Unknown.UNREADABLE,
            Text(
                "The list of updates is from {date}. That is later than the clock of this computer.",
                values={"date": fact.listed.date()},
            ),
        )
    elif fact.today - fact.listed > FRESH:
        yield Gap(
            Unknown.MISSING,
            Text(
                "The list of updates is from {date}. We do not know what came after it. "
                "Let the computer look for updates, then look again here.",
                values={"date": fact.listed.date()},
            ),
        )


def _unwitnessed(fact: WaitingUpdates) -> Iterator[Gap]:
    """Gap of an empty list whose second witness is missing, too old or unseen."""
    newest = fact.newest
    if newest is None:
        return
    if isinstance(newest, CannotTell):
        yield Gap(newest.why, Text("We could not see how old the newest update of Windows on this computer is."))
        return
    young = newest.witnessed and newest.day >= second_tuesday(fact.today.date())
    if not (young or fact.waiting or fact.today.date() - newest.day > NO_REPAIRS):
        text = Text(
            "Windows Update lists nothing that waits, but the newest update on this computer is from {date}. "
            "A newer one may be missing. Choose “Check for updates” in the settings, then look again here.",
            values={"date": newest.day},
        )
        yield Gap(Unknown.MISSING, text)


def second_tuesday(day: date) -> date:
    """Day of the newest second Tuesday of a month, at least 14 days before `day`. The repairs of that day should be here."""
    latest = day - timedelta(days=14)
    first = latest.replace(day=1)
    tuesday = first + timedelta(days=(1 - first.weekday()) % 7 + 7)
    return tuesday if tuesday <= latest else second_tuesday(first + timedelta(days=13))
