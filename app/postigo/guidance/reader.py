"""Reader of the sentences: their audience, and whether several people use the computer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from postigo.core.model import Instruct, Plan, Scope
from postigo.core.report import CheckInfo, Report
from postigo.core.values import Text


class Audience(StrEnum):
    """Audience as the settings name it. The way to help never reads it: it asks for the age itself."""

    CHILD = "child"  # with an adult
    TEEN = "teen"
    ADULT = "adult"
    TEACHER = "teacher"


@dataclass(frozen=True, slots=True)
class Reader:
    """Reader of the sentences. `shared`: several people use the computer."""

    audience: Audience | None = None
    shared: bool = False

    @property
    def lead(self) -> Text | None:
        """Words before something to do for oneself; None where it needs none."""
        return _TOGETHER if self.audience is Audience.CHILD else None

    @property
    def tells(self) -> bool:
        """Whether they tell somebody who looks after the computer, and have no administrator's password themselves."""
        return self.shared and self.audience is not Audience.ADULT

    def before_changes(self, *plans: Plan) -> Text | None:
        """Words before what plans change on a shared computer. None before a safety note, and where the steps say it.

        Who looks after the computer may be who did it.
        """
        if not self.shared or any(plan.safety for plan in plans):
            return None
        return _TELL if any(plan.steps != _TELL_THEM for plan in plans) else None

    def in_short(self, plan: Plan) -> Text | None:
        """Words for a place without steps: whom to tell, or what to know first."""
        return _TELL_THEM[0].text if plan.steps == _TELL_THEM else self.before_changes(plan)

    def retold(self, report: Report) -> Report:
        """The report for this reader: instead of steps that need an administrator, whom to tell.

        The same report where they can do it themselves, or already have the rights, and for a remembered machine.
        """
        if not self.tells or report.elevated or report.remembered:
            return report
        return replace(
            report,
            listed=tuple(map(_retold, report.listed)),
            offered=tuple(map(_retold, report.offered)),
        )


def _retold(line: CheckInfo) -> CheckInfo:
    return replace(
        line, fixes=tuple(_told(plan) if _needs_rights(line, plan) else _without_rights(plan) for plan in line.fixes)
    )


def _needs_rights(line: CheckInfo, plan: Plan) -> bool:
    return line.scope is Scope.MACHINE if plan.rights is None else plan.rights


def _without_rights(plan: Plan) -> Plan:
    steps = tuple(step for step in plan.steps if not (isinstance(step, Instruct) and step.rights))
    return plan if steps == plan.steps else replace(plan, steps=steps)


def _told(plan: Plan) -> Plan:
    return Plan(
        plan.id, plan.title, _TELL_IF_SAFE if plan.safety else _TELL_THEM, safety=plan.safety, on=plan.on, rights=True
    )


ALONE: Final = Reader()
"""Reader of whom nothing is known."""


def reader(audience: str | None, shared: bool | None) -> Reader:
    """Reader of these settings. A computer of which a teacher said nothing is a shared one."""
    told = None if audience is None else Audience(audience)
    return Reader(told, told is Audience.TEACHER if shared is None else shared)


_TOGETHER: Final = Text("Do this together with the adult who is with you.")
_TELL: Final = Text("Several people use this computer. Before you change something, tell who looks after it.")
_TELL_THEM: Final = (Instruct(Text("Tell who looks after this computer. It takes the password of an administrator.")),)
_TELL_IF_SAFE: Final = (
    Instruct(Text("Do you trust who looks after this computer? Then tell them. It takes their password.")),
    Instruct(Text("If not, leave it as it is. Tell an adult you trust, or a help line.")),
)
