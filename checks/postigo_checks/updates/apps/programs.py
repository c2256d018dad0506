"""Programs of several sources: each is looked at by itself, so none hides another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from postigo.api import CannotTell, System, Unseen, attempt
from postigo_checks.updates.apps.fact import PackageSource, Programs, Renewal

SourceProbe = Callable[[System], Renewal | None]
"""How one source is looked at; None where it has no programs here."""


def programs_of(system: System, sources: dict[PackageSource, SourceProbe], *, others: bool) -> Programs:
    """Programs by their sources. `others`: this system also has programs that no source knows."""
    renewals: list[Renewal] = []
    unseen: list[Unseen[PackageSource]] = []
    for source, probe in sources.items():
        found = attempt(probe, system)
        if isinstance(found, CannotTell):
            unseen.append(Unseen(source, found.why))
        elif found is not None:
            renewals.append(found)
    return Programs(system.now(), tuple(renewals), others, tuple(unseen))


def newest_of(system: System, *patterns: str) -> datetime | None:
    """Time of the newest file of these patterns; None where there is none."""
    return max((entry.modified for pattern in patterns for entry in system.glob(pattern)), default=None)
