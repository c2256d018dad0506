"""Every finding of every recording: told apart from the others, followed by a plan, and named as the machine names it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from postigo.core.model import Check, Finding, Level
from postigo.core.system import Platform
from postigo.testing import cases, replayed
from postigo_checks import pack
from tests.tables import data_of

HERE: Final = Path(__file__).parent
CHECKS: Final[dict[str, Check[Any]]] = {check.id: check for check in pack.checks}

REASONS: Final = {
    "whole": "it is about the whole machine, and no one thing on it would change it",
    "several": "it tells of several things at once; each would need a finding of its own",
    "untold": "which thing it is was not told, or is never asked for",
    "by hand": "only a person can do it, with no program: in the firmware, in the program itself, on an open page",
    "policy": "who looks after the computer laid it down, and only they take it back",
    "not yet": "there is a thing to name, and it is not named yet",
}
"""Why a finding that asks for something has no handle."""


@dataclass(frozen=True, slots=True)
class Said:
    """The findings of one recording."""

    case: str
    check: str
    platform: Platform
    findings: tuple[Finding, ...]

    def asking(self) -> Iterator[Finding]:
        """Those that ask for something to be done."""
        return (finding for finding in self.findings if finding.level >= Level.ADVISE)


@cache
def every() -> tuple[Said, ...]:
    """What the checks say of each recording, today."""
    return tuple(
        Said(
            case.name,
            case.check,
            case.recording.platform,
            replayed(CHECKS[case.check], case.recording, data_of(case.recording))[0].findings,
        )
        for case in cases(HERE.parent / "recordings")
    )


def test_no_two_findings_of_a_report_are_the_same_one() -> None:
    twice = [
        (said.case, code, subject)
        for said in every()
        for (code, subject), count in Counter((one.code, repr(one.subject)) for one in said.findings).items()
        if count > 1
    ]
    assert twice == []


def test_whatever_asks_for_something_has_a_plan_on_its_platform() -> None:
    plans = {
        (check.id, on): {plan.id for plan in check.fixes if on in plan.on} for check in pack.checks for on in Platform
    }
    without = [
        (said.case, finding.code)
        for said in every()
        for finding in said.asking()
        if plans[said.check, said.platform].isdisjoint(finding.fixes)
    ]
    assert without == []


def test_no_plan_is_dead() -> None:
    named = {(said.check, said.platform, fix) for said in every() for one in said.findings for fix in one.fixes}
    dead = [
        (check.id, plan.id, on.value)
        for check in pack.checks
        for plan in check.fixes
        for on in sorted(plan.on & check.platforms)
        if (check.id, on, plan.id) not in named
    ]
    assert dead == []


def test_whatever_asks_for_something_names_its_thing_as_the_machine_does() -> None:
    """A handle, or a line in `without_handle.txt` with its reason; a line that is not needed any more goes."""
    lines = (HERE / "without_handle.txt").read_text("utf-8").splitlines()
    told = {
        (check, code, platform): reason for check, code, platform, reason in (line.split(maxsplit=3) for line in lines)
    }
    without = {
        (said.check, finding.code, said.platform.value)
        for said in every()
        for finding in said.asking()
        if finding.handle is None
    }
    assert sorted(without - told.keys()) == []
    assert sorted(told.keys() - without) == []
    assert set(told.values()) <= REASONS.keys()
    assert lines == sorted(lines)
