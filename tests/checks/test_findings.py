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


def unnamed() -> Iterator[tuple[str, str, str, str]]:
    """Check, code, platform and reason of each line in a `without-handle.txt`, which lies beside a check's recordings."""
    for path in sorted((HERE.parent / "recordings").glob("*/without-handle.txt")):
        lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
        assert lines == sorted(lines), path
        for line in lines:
            code, platform, reason = line.split(maxsplit=2)
            assert reason in REASONS, f"{path}: {line}: the reason is one of {', '.join(REASONS)}"
            yield path.parent.name, code, platform, reason


def test_whatever_asks_for_something_names_its_thing_as_the_machine_does() -> None:
    """A handle, or a line with the reason why there is none; a line that is not needed any more goes."""
    told = {(check, code, platform) for check, code, platform, _ in unnamed()}
    without = {
        (said.check, finding.code, said.platform.value)
        for said in every()
        for finding in said.asking()
        if finding.handle is None
    }
    lacking = [f"tests/recordings/{check}/without-handle.txt: {code} {on} REASON" for check, code, on in without - told]
    assert not lacking, "\n".join(["a handle is missing, or a line that says why:", *sorted(lacking)])
    needless = [f"tests/recordings/{check}/without-handle.txt: {code} {on}" for check, code, on in told - without]
    assert not needless, "\n".join(["no such finding is without a handle any more:", *sorted(needless)])
