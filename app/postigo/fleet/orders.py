"""Orders of a computer's own looks: when, where to, under which name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from postigo.core.policy import Policy
from postigo.core.policy_says import NO_FOLDER
from postigo.core.redact import Disclosure
from postigo.core.values import Text


class Every(StrEnum):
    """How often a computer looks at itself, by the words of the policy."""

    OFF = "off"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


_DAYS: Final = {Every.DAILY: 1, Every.WEEKLY: 7, Every.MONTHLY: 30}


@dataclass(frozen=True, slots=True)
class Orders:
    """Orders for looks on a schedule. `folder` is None where the policy names none; "" is no site, and no label."""

    every: Every = Every.OFF
    folder: Path | None = None
    level: Disclosure = Disclosure.SHARED
    site: str = ""
    label: str = ""


def orders(policy: Policy) -> Orders:
    """Orders in a policy."""
    return Orders(
        Every(policy.schedule),
        Path(policy.report_folder) if policy.report_folder else None,
        Disclosure(policy.report_level or Disclosure.SHARED),
        policy.site or "",
        policy.label or "",
    )


def due(every: Every, last: date | None, today: date) -> bool:
    """Whether a look is due. After a clock that ran ahead and was put right, it is."""
    if every is Every.OFF:
        return False
    return last is None or not 0 <= (today - last).days < _DAYS[every]


def next_due(every: Every, last: date) -> date:
    """First day on which a look is due after the last one. Not for `Every.OFF`."""
    return last + timedelta(_DAYS[every])


_NOTICES: Final = {
    Every.DAILY: Text("Your school looks at this computer every day."),
    Every.WEEKLY: Text("Your school looks at this computer every week."),
    Every.MONTHLY: Text("Your school looks at this computer every month."),
}
_AT_WHAT: Final = Text("It looks at the machine, at nobody's account.")


def notice(told: Orders) -> tuple[Text, ...]:
    """Notice for everybody at this computer (red line E1); empty where no look is arranged."""
    if told.every not in _NOTICES:
        return ()
    return (_NOTICES[told.every], _AT_WHAT) if told.folder else (NO_FOLDER,)
