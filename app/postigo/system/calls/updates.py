"""Answers about updates, by Windows Update's own objects (wuapi.h), whose members are found by name."""

from __future__ import annotations

import sys

assert sys.platform == "win32"  # noqa: S101 - tells mypy too

from typing import Any, Final  # noqa: E402

from postigo.system.calls import com  # noqa: E402
from postigo.system.calls.answering import answers  # noqa: E402
from postigo.system.calls.values import flag, number, text, utc  # noqa: E402
from postigo.windows_calls.updates import RESTART_NEEDED, WAITING_UPDATES, OfferedUpdate, UpdateSearch  # noqa: E402

_WHAT: Final = "IsInstalled=0 and IsHidden=0"


@answers(WAITING_UPDATES)
def waiting_updates() -> UpdateSearch:
    """Updates in the cache. Nothing is asked of a server: the searcher is set to that before it searches."""
    searcher = com.late("Microsoft.Update.Session").call("CreateUpdateSearcher")
    searcher.put("Online", False)
    found = searcher.call("Search", _WHAT)
    updates = found.get("Updates")
    looked = com.late("Microsoft.Update.AutoUpdate").get("Results").get("LastSearchSuccessDate")
    return UpdateSearch(
        number(found.get("ResultCode"), "ResultCode"),
        number(updates.get("Count"), "Count"),
        utc(looked, "LastSearchSuccessDate"),
        tuple(_offered(update) for update in updates.items()),
    )


def _offered(update: Any) -> OfferedUpdate:  # noqa: ANN401 - com.Late
    return OfferedUpdate(
        text(update.get("MsrcSeverity"), "MsrcSeverity"),
        flag(update.get("BrowseOnly"), "BrowseOnly"),
        utc(update.get("LastDeploymentChangeTime"), "LastDeploymentChangeTime"),
        tuple(text(category.get("CategoryID"), "CategoryID") for category in update.get("Categories").items()),
    )


@answers(RESTART_NEEDED)
def restart_needed() -> bool:
    """`RebootRequired` of Windows Update's own view of the system."""
    return flag(com.late("Microsoft.Update.SystemInfo").get("RebootRequired"), "RebootRequired")
