"""Mark of a finding that was set aside: until when, and in which way. It changes no level (decision 0710)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from postigo.core.values import Quoted


class AsideKind(StrEnum):
    """Ways in which a finding is set aside."""

    SNOOZED = "snoozed"  # not now
    ACCEPTED = "accepted"  # it is fine here, and somebody said why
    POLICY = "policy"  # whoever manages the computer does not ask for it


@dataclass(frozen=True, slots=True)
class Aside:
    """Mark of a finding that was set aside on one day. It asks again from another (`until`).

    `reason` is free text of a person, who may have named anybody: their own screen and a full copy show it.
    """

    kind: AsideKind
    since: date
    until: date
    reason: Quoted | None = None
