"""`accounts.unused`: accounts that nobody has used for a year.

Windows keeps when each local account last signed in. That of a Microsoft or a school's account is not kept up here, and
one that never signed in has no date: neither is called unused.

Not on Linux: what everybody may read there (wtmp, and AccountsService that reads it) is thrown away each month, so that
an account of last year looks like one that never signed in. Not on macOS, for the like reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Final

from postigo.api import (
    CannotTell,
    Check,
    Coverage,
    Data,
    Finding,
    Gap,
    Instruct,
    Level,
    NotApplicable,
    OpenSettings,
    Place,
    Plan,
    Platform,
    Probe,
    Scope,
    System,
    Text,
    Unknown,
    Unseen,
    attempt,
    gaps,
)
from postigo_checks.common.user_accounts.windows import accounts

_LONG: Final = timedelta(days=365)


class Part(Enum):
    """What one could not look at."""

    LIST = "the list of local accounts"
    CLOCK = "how long ago a day is"


@dataclass(frozen=True, slots=True)
class Idle:
    """How many accounts have a date, how many of them have not been used for a year, and how many have no date.

    `untold` is how many there are beside them whose day could not be told.
    """

    looked_at: int
    unused: int
    undated: int
    untold: int = 0
    unseen: tuple[Unseen[Part], ...] = ()


def windows(system: System, data: Data) -> Idle:
    """By the list of local accounts."""
    del data
    listed = attempt(accounts, system)
    if isinstance(listed, CannotTell):
        return Idle(0, 0, 0, unseen=(Unseen(Part.LIST, listed.why),))
    now = system.now()
    used = [account.last_sign_in for account in listed if account.enabled and account.ours and account.is_person]
    dates = [date for date in used if isinstance(date, datetime)]
    untold = sum(isinstance(date, CannotTell) for date in used)
    if any(date > now + timedelta(days=1) for date in dates):
        return Idle(0, 0, 0, unseen=(Unseen(Part.CLOCK, Unknown.UNREADABLE),))  # a sign-in in the future
    return Idle(len(dates), sum(now - date > _LONG for date in dates), used.count(None), untold)


def judge(fact: Idle) -> Iterator[Finding | Gap] | NotApplicable:
    """Not in the catalogue: of the kind of `password.shared-account`, so at most ADVISE."""
    if fact == Idle(0, 0, 0):
        text = Text("The accounts here belong to Microsoft or to a school. This computer does not keep their last day.")
        return NotApplicable(text)
    return _judge(fact)


def _judge(fact: Idle) -> Iterator[Finding | Gap]:
    if fact.unseen:
        yield from gaps(fact.unseen, lambda _: Text("We could not see when each account was last used."))
        return
    if fact.untold:
        text = Text(
            "We could not see when {n} account was last used.",
            "We could not see when {n} accounts were last used.",
            fact.untold,
            {"n": fact.untold},
        )
        yield Gap(Unknown.UNREADABLE, text)
    if fact.unused:
        text = Text(
            "{n} account here has not been used for over a year. It is one more way in.",
            "{n} accounts here have not been used for over a year. Each is one more way in.",
            fact.unused,
            {"n": fact.unused},
        )
        yield Finding("unused", Level.ADVISE, text, fixes=("remove",))
    elif not fact.looked_at and not fact.untold:
        yield Gap(Unknown.MISSING, Text("Windows knows no day on which an account here was used."))
    elif fact.looked_at:
        yield Finding("all-used", Level.GOOD, Text("No account here has lain unused for a year."))


UNUSED_ACCOUNTS: Final = Check(
    id="accounts.unused",
    title=Text("Accounts that nobody uses"),
    why=Text("Somebody who once had an account here can still come in with it."),
    tip=4,
    probe=Probe(windows=windows),
    judge=judge,
    coverage={
        Platform.WINDOWS: Coverage(
            Text("When each local account last signed in."),
            Text("Accounts of Microsoft or of a school, and accounts that never signed in."),
        ),
    },
    scope=Scope.MACHINE,
    budget=35.0,
    fixes=(
        Plan(
            "remove",
            Text("Close accounts that nobody needs"),
            (
                Instruct(Text("Ask first whose account it is, and whether its files are still needed.")),
                OpenSettings(Place.ACCOUNTS),
                Instruct(Text("Choose the account, then “Remove”. Its files here go with it.")),
            ),
            Text("About 10 minutes."),
            safety=True,
            on=frozenset({Platform.WINDOWS}),
        ),
    ),
)
