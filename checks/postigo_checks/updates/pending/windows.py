"""Probe of `update.os-pending` on Windows: the last search, which is not repeated.

`Online = $false` answers from the cache, and plain users may ask (IUpdateSearcher, IAutomaticUpdates: Microsoft's list of
methods open to all). A date that COM leaves empty comes as "never": `[bool][DBNull]::Value` is true, so only what is a
date is treated as one. Dates are asked for as ISO text, because PowerShell 5.1 writes its own as `/Date(ms)/`, and
marked as UTC, which the properties are but do not say. Written from documentation.

An empty list is what it also answers where its catalogue cannot be built or reached, and some updates are never shown to
COM. So the newest update that is installed is asked too (windows_rollup.py).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

from postigo.api import CannotTell, Data, Json, System, Unknown, attempt
from postigo_checks.common.dated_table import today_at_least
from postigo_checks.updates.pending import windows_rollup
from postigo_checks.updates.pending.fact import Lack, Manager, WaitingUpdates

SEARCH = (
    "$searcher = (New-Object -ComObject Microsoft.Update.Session).CreateUpdateSearcher(); $searcher.Online = $false; "
    "$found = $searcher.Search('IsInstalled=0 and IsHidden=0'); "
    "$looked = (New-Object -ComObject Microsoft.Update.AutoUpdate).Results.LastSearchSuccessDate; "
    "@{ result = [int]$found.ResultCode; count = [int]$found.Updates.Count; "
    "looked = $(if ($looked -is [DateTime]) { [DateTime]::SpecifyKind($looked, 'Utc').ToString('o') } else { 'never' }); "
    "updates = @($found.Updates | ForEach-Object { @{ severity = [string]$_.MsrcSeverity; "
    "optional = [bool]$_.BrowseOnly; "
    "published = $(if ($_.LastDeploymentChangeTime -is [DateTime]) "
    "{ [DateTime]::SpecifyKind($_.LastDeploymentChangeTime, 'Utc').ToString('o') } else { 'never' }); "
    "categories = @($_.Categories | ForEach-Object { [string]$_.CategoryID }) } }) }"
)

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
    found = system.powershell(SEARCH, timeout=21.0)  # with the start of PowerShell, within the budget
    if not isinstance(found, dict) or found.get("result") not in (SUCCEEDED, SUCCEEDED_WITH_ERRORS):
        raise CannotTell(Unknown.UNREADABLE, "Windows Update did not finish its search")
    entries = found.get("updates")
    if not isinstance(entries, list) or found.get("count") != len(entries):
        raise CannotTell(Unknown.UNREADABLE, "the list of Windows Update is not whole")
    kinds = [_kind(entry) for entry in entries]
    security = [published for is_security, _, published in kinds if is_security]
    return WaitingUpdates(
        manager=Manager.WINDOWS,
        today=system.now(),
        listed=_time(found.get("looked")),
        waiting=len(security),
        repairs=len(security),
        since=min((published for published in security if published is not None), default=None),
        others=sum(is_other for _, is_other, _ in kinds),
        partial=found["result"] == SUCCEEDED_WITH_ERRORS,
    )


def _kind(entry: Json) -> tuple[bool, bool, datetime | None]:
    """Whether an update is for security, whether it is another to install, and its day."""
    if not isinstance(entry, dict):
        raise CannotTell(Unknown.UNREADABLE, "an update that is not an object")
    severity, optional, categories = entry.get("severity"), entry.get("optional"), entry.get("categories")
    if not isinstance(severity, str) or not isinstance(optional, bool) or not isinstance(categories, list):
        raise CannotTell(Unknown.UNREADABLE, "an update without severity, categories or choice")
    ids = {category.lower() for category in categories if isinstance(category, str)}
    if len(ids) != len(categories) or not ids or not all(_ID.fullmatch(category) for category in ids):
        raise CannotTell(Unknown.UNREADABLE, "an update with categories that make no sense")
    definitions = DEFINITIONS in ids
    # A severity that we do not know is one all the same: an update that has none is not rated.
    security = not definitions and (bool(ids & SECURITY) or bool(severity))
    return security, not (definitions or security or optional), _time(entry.get("published"))


def _time(text: Json) -> datetime | None:
    """Time in UTC; None for "never", and for 1899, by which COM says it."""
    if text == "never":
        return None
    if not isinstance(text, str) or not text.endswith("Z"):
        raise CannotTell(Unknown.UNREADABLE, "a time that is none")
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        raise CannotTell(Unknown.UNREADABLE, "a time that is none") from None
    return time if time > datetime(2000, 1, 1, tzinfo=UTC) else None
