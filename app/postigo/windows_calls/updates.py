"""Calls about the updates of a Windows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from postigo.core.windows_call import WindowsCall


@dataclass(frozen=True, slots=True)
class OfferedUpdate:
    """Update that is offered and not installed. IUpdate and IUpdate3 of wuapi.h.

    `severity` is MsrcSeverity, empty where Microsoft rates none; `optional` is BrowseOnly; `published` is
    LastDeploymentChangeTime; `categories` are the identifiers of its categories.
    """

    severity: str
    optional: bool
    published: datetime | None
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UpdateSearch:
    """Search of Windows Update in its own cache.

    `looked`: when it last asked its server with success. `result` is an OperationResultCode of wuapi.h (2 succeeded, 3 with
    errors, 4 failed, 5 aborted); `count` is how many updates the list says that it has. Times are UTC; None where there is none.
    """

    result: int
    count: int
    looked: datetime | None
    updates: tuple[OfferedUpdate, ...]


WAITING_UPDATES: Final = WindowsCall("waiting-updates", UpdateSearch, seconds=21.0)
"""IUpdateSearcher.Search with Online false, and IAutomaticUpdatesResults.LastSearchSuccessDate. Both answer everybody."""

RESTART_NEEDED: Final = WindowsCall("restart-needed", bool)
"""ISystemInformation.RebootRequired: whether updates were installed that a restart must finish. It answers everybody."""

CALLS: Final = (WAITING_UPDATES, RESTART_NEEDED)
