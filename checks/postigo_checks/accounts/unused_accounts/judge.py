"""Judge of `accounts.unused`: of the kind of `password.shared-account`, so at most **ADVISE**."""

from __future__ import annotations

from collections.abc import Iterator

from postigo.api import Finding, Gap, Level, NotApplicable, Text, Unknown, gaps
from postigo_checks.accounts.unused_accounts.fact import Idle


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
