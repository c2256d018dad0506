"""Probe of `update.os-pending` on Windows: the last search, which is not repeated.

`Online` false answers from the cache, and plain users may ask (IUpdateSearcher, IAutomaticUpdates: Microsoft's list of
methods open to all). Written from documentation.

An empty list is what it also answers where its catalogue cannot be built or reached, and some updates are never shown to
COM. So the newest update that is installed is asked too (windows_rollup.py).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from postigo.api import CannotTell, Data, System, Unknown, attempt
from postigo.windows_calls.updates import WAITING_UPDATES, OfferedUpdate
from postigo_checks.common.dated_table import today_at_least
from postigo_checks.updates.pending import windows_rollup
from postigo_checks.updates.pending.fact import Lack, Manager, WaitingUpdates

SUCCEEDED, SUCCEEDED_WITH_ERRORS = 2, 3  # OperationResultCode

SECURITY = {"0fa1201d-4330-4fa8-8ae9-b877473b6441", "e6cf1350-c01b-414d-a61f-263d14d133b4"}  # security, critical
DEFINITIONS = "e0789628-ce08-4437-be74-2495b842f43b"  # the lists of the antivirus come daily; `av.active` looks at them
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def windows(system: System, data: Data) -> WaitingUpdates:
    """Updates in the cache of Windows Update, and the newest one installed."""
    newest = attempt(windows_rollup.newest, system, data)
    listed = attempt(_listed, system)
    if isinstance(listed, CannotTell):
        listed = WaitingUpdates(Manager.WINDOWS, system.now(), None, 0, 0, lack=Lack.REFUSED, refused=listed)
    return replace(listed, newest=newest, not_before=today_at_least(data))


def _listed(system: System) -> WaitingUpdates:
    """Updates in the cache, but for optional ones that nobody has to install."""
    found = system.call(WAITING_UPDATES)
    if found.result not in (SUCCEEDED, SUCCEEDED_WITH_ERRORS):
        raise CannotTell(Unknown.UNREADABLE, "Windows Update did not finish its search")
    if found.count != len(found.updates):
        raise CannotTell(Unknown.UNREADABLE, "the list of Windows Update is not whole")
    kinds = [_kind(update) for update in found.updates]
    security = [published for is_security, _, published in kinds if is_security]
    return WaitingUpdates(
        manager=Manager.WINDOWS,
        today=system.now(),
        listed=found.looked,
        waiting=len(security),
        repairs=len(security),
        since=min((published for published in security if published is not None), default=None),
        others=sum(is_other for _, is_other, _ in kinds),
        partial=found.result == SUCCEEDED_WITH_ERRORS,
    )


def _kind(update: OfferedUpdate) -> tuple[bool, bool, datetime | None]:
    """Whether an update is for security, whether it is another to install, and its day."""
    ids = {category.lower() for category in update.categories}
    if len(ids) != len(update.categories) or not ids or not all(_ID.fullmatch(category) for category in ids):
        raise CannotTell(Unknown.UNREADABLE, "an update with categories that make no sense")
    definitions = DEFINITIONS in ids
    # A severity that we do not know is one all the same: an update that has none is not rated.
    security = not definitions and (bool(ids & SECURITY) or bool(update.severity))
    return security, not (definitions or security or update.optional), update.published
