"""A machine on which every look finds nothing: no check may take that for "all is well" or "not here"."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

import pytest

from postigo.audit.packs import PackData
from postigo.core.evaluate import Facts, run_check
from postigo.core.model import Level
from postigo.core.system import ABSENT, CannotTell, DeviceUsers, Found, Listeners, Platform, Unknown
from postigo.system.recording import Recording
from postigo.system.replay import Replay
from postigo_checks import pack

DATA: Final = PackData(pack.package)
EMPTY: Final = {
    "glob": (),
    "find": Found(()),
    "processes": (),
    "listeners": Listeners(()),
    "holders": DeviceUsers((), (), 1, 1),
}
"""What a look says that finds nothing. On a real machine the verbs themselves refuse where the place is not there."""
ASKED: Final = {"read", "which", "registry", "plist", "sqlite"}


class EmptyMachine(Replay):
    """A machine that answers every question with nothing; `said` is what PowerShell gives."""

    def __init__(self, platform: Platform, said: object, *, elevated: bool) -> None:
        """Keep what PowerShell says."""
        moment = datetime(2026, 11, 29, 10, tzinfo=UTC).isoformat()
        super().__init__(Recording(platform, "x", {"now": moment, "elevated": elevated}))
        self.said: Final = said

    def _answer(self, question: str, *, optional: bool = False) -> Any:
        verb = question.partition(" ")[0]
        if verb in EMPTY:
            return EMPTY[verb]
        if verb == "powershell":
            return self.said
        if verb in ASKED and optional:
            return ABSENT
        raise CannotTell(Unknown.MISSING, "there is nothing")


@pytest.mark.parametrize("elevated", [False, True])
@pytest.mark.parametrize("said", [[], None, {}], ids=["list", "null", "object"])
def test_an_empty_registry_makes_nothing_good(said: object, *, elevated: bool) -> None:
    soothed = {}
    for check in pack.checks:
        if Platform.WINDOWS in check.platforms:
            verdict = run_check(check, Facts(EmptyMachine(Platform.WINDOWS, said, elevated=elevated)), DATA)
            crashed = any(gap.why is Unknown.CRASHED for gap in verdict.gaps)
            good = [finding.code for finding in verdict.findings if finding.level is Level.GOOD]
            if good or crashed or verdict.not_applicable is not None:
                soothed[check.id] = good or verdict.detail or "not here"
    assert not soothed
