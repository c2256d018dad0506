"""Events of an audit, as they happen: unredacted, and only on a pipe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from postigo.core.model import Verdict
from postigo.core.report import Box, CheckInfo, PackInfo, Report
from postigo.core.system import Platform


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The first event: what will be asked. `listed` are the chosen checks, in the order in which they are shown.

    `incomplete_tips` are the tips of which some checks are listed and others were left out by the request. `offered` are those
    that will not be asked, for they look only when somebody asks for them by name: see `Request.offers`. `budgets` are the
    seconds that each listed check has: whoever awaits its answer needs them, and no report.
    """

    app: str
    platform: Platform
    began: datetime
    elevated: bool
    remembered: bool
    packs: tuple[PackInfo, ...]
    listed: tuple[CheckInfo, ...]
    incomplete_tips: tuple[int, ...] = ()
    offered: tuple[CheckInfo, ...] = ()
    box: Box | None = None
    system: str = ""
    budgets: Mapping[str, float] = field(default_factory=dict)

    def report(self) -> Report:
        """The report as it stands before the first verdict."""
        return Report(
            self.app,
            self.platform,
            self.began,
            elevated=self.elevated,
            remembered=self.remembered,
            packs=self.packs,
            listed=self.listed,
            incomplete_tips=self.incomplete_tips,
            offered=self.offered,
            box=self.box,
            system=self.system,
        )


@dataclass(frozen=True, slots=True)
class Started:
    """A check has begun to look."""

    check: str


@dataclass(frozen=True, slots=True)
class Finished:
    """A check has answered, or was answered for."""

    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Remembered:
    """Event with the machine's answers as the text of a recording. It is already rid of its people.

    Comes before `Done`, and only when it was asked for; not for checks whose worker was lost.
    """

    checks: tuple[str, ...]
    recording: str


@dataclass(frozen=True, slots=True)
class Done:
    """The last event. `cancelled` when the person stopped it: the checks that were not finished said so."""

    ended: datetime
    cancelled: bool = False


Event: TypeAlias = Catalogue | Started | Finished | Remembered | Done
