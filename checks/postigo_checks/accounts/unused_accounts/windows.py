"""Probe of `accounts.unused`: the day on which each local account last signed in.

That of a Microsoft or a school's account is not kept up here, and one that never signed in has no date: neither is called unused.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from postigo.api import CannotTell, Data, System, Unknown, Unseen, attempt
from postigo_checks.accounts.unused_accounts.fact import Idle, Part
from postigo_checks.common.user_accounts.windows import accounts

_LONG: Final = timedelta(days=365)


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
