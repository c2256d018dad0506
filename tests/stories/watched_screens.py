"""Pictures of the safety flow: what somebody meets who asks for programs that can see what they do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from postigo.core.events import Done, Finished
from postigo.core.model import Check, Verdict
from postigo.core.report import CheckInfo
from postigo.core.system import Platform
from postigo.reports.watched import Whose
from postigo_checks.strangers.monitoring.check import MONITORING
from tests.stories.window_story import ALL_WELL, PACK, THEN, told

if TYPE_CHECKING:
    from tests.stories.screens import Stage

_CHECK: Check[Any] = MONITORING
STORY: Final = replace(ALL_WELL, offered=(CheckInfo.of(_CHECK, PACK, Platform.WINDOWS),))
ONE: Final = told("info.monitoring-software/windows-keys")
SEVERAL: Final = told("info.monitoring-software/windows-two-kinds-and-managed")
NONE: Final = told("info.monitoring-software/windows-nothing-known")
UNSEEN: Final = told("info.monitoring-software/windows-unknown-denied")


def offer(stage: Stage) -> None:
    """The row, before anybody looked."""
    stage.receive(STORY)
    stage.row(MONITORING.id)


def answered(verdict: Verdict, reply: Whose | None = None) -> Callable[[Stage], None]:
    """The open row after a look, and after a reply."""

    def act(stage: Stage) -> None:
        offer(stage)
        stage.checklist.check_again(MONITORING.id)
        stage.streams[-1].send(Finished(verdict), Done(THEN))
        if reply is not None:
            stage.checklist.tell_whose(reply)
        stage.row(MONITORING.id)

    return act


ACTS: Final = {
    "whose-offer": offer,
    "whose": answered(ONE),
    "whose-several": answered(SEVERAL),
    "whose-school": answered(ONE, Whose.ORGANISATION),
    "whose-family": answered(ONE, Whose.FAMILY),
    "whose-watched": answered(ONE, Whose.WATCHED),
    "whose-none": answered(NONE),
    "whose-unseen": answered(UNSEEN),
}
