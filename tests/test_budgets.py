"""Budgets: what PowerShell may take at the slowest, all questions of a check together, is within the check's own time."""

from __future__ import annotations

from pathlib import Path

import pytest

from postigo.core.conduct import Facts, conduct
from postigo.core.system import Json, Platform
from postigo.engine.packs import PackData
from postigo.system.powershell import START
from postigo.system.replay import Replay
from postigo.testing import Case, cases
from postigo_checks import pack

CHECKS = {check.id: check for check in pack.checks}
ON_WINDOWS = [
    case for case in cases(Path(__file__).parent / "recordings") if case.recording.platform is Platform.WINDOWS
]


class Slow(Replay):
    """A remembered machine whose PowerShell must be started for each question, and takes all the time it is given."""

    waited = 0.0

    def powershell(self, expression: str, *, timeout: float = 20.0, **values: str) -> Json:
        """The remembered answer, at the last moment."""
        self.waited += START + timeout
        return super().powershell(expression, timeout=timeout, **values)


@pytest.mark.parametrize("case", ON_WINDOWS, ids=lambda case: case.name)
def test_the_slowest_powershell_is_within_the_budget(case: Case) -> None:
    """Else the whole check is cut off, and what it had seen by then is lost."""
    check, machine = CHECKS[case.check], Slow(case.recording)
    conduct(check, Facts(machine), PackData(pack.package))
    assert machine.waited <= check.budget
