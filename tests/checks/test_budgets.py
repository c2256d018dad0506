"""Budgets: what PowerShell and calls may take at the slowest, all questions of a check together, is within the check's own time."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import pytest

from postigo.audit.packs import PackData
from postigo.core.evaluate import Facts, run_check
from postigo.core.model import Check
from postigo.core.system import Json, Platform
from postigo.core.windows_call import WindowsCall
from postigo.system.calls import host
from postigo.system.powershell import START
from postigo.system.replay import Replay
from postigo.testing import Case, cases
from postigo_checks import pack

T = TypeVar("T")

ON_WINDOWS: dict[str, list[Case]] = {}
for _case in cases(Path(__file__).parents[1] / "recordings"):
    if _case.recording.platform is Platform.WINDOWS:
        ON_WINDOWS.setdefault(_case.check, []).append(_case)


class Slow(Replay):
    """A remembered machine of which all that is asked must be started each time, and takes all the time it is given."""

    waited = 0.0

    def powershell(self, expression: str, *, timeout: float = 20.0, **values: str) -> Json:
        """The remembered answer, at the last moment."""
        self.waited += START + timeout
        return super().powershell(expression, timeout=timeout, **values)

    def call(self, call: WindowsCall[T], **values: str) -> T:
        """The remembered answer, at the last moment."""
        self.waited += host.START + call.seconds
        return super().call(call, **values)


@pytest.mark.parametrize(
    "check", [check for check in pack.checks if check.id in ON_WINDOWS], ids=lambda check: check.id
)
def test_the_slowest_questions_are_within_the_budget(check: Check[Any]) -> None:
    """Else the whole check is cut off, and what it had seen by then is lost."""
    waited = {}
    for case in ON_WINDOWS[check.id]:
        machine = Slow(case.recording)
        run_check(check, Facts(machine), PackData(pack.package))
        waited[case.name] = machine.waited
    late = sorted(name for name, seconds in waited.items() if seconds > check.budget)
    assert not late, (
        f"{check.id} needs budget={max(waited.values()):g}: a question to PowerShell may take {START:g} s for a cold start and "
        f"its own timeout (20 s unless it names another), so one question needs 28 s; a call {host.START:g} s and its own. {late}"
    )
