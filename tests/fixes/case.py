"""Cases of changes: a recording, what stands beside it, and what preview, apply and undo must say. A JSON file each.

`tests/fixes/changes/<check>/<case>.json`: `recording` (its name among the recordings of that check), `answers` (questions of the change
itself, which no probe asks), `effects` (answers that a command or a method changes, by its question), `plan`, `steps` (each setting's
state before and after), and `how` the change ends. `kind` and `source` tell where the answers come from, as in a recording.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from postigo.core.change import Step
from postigo.core.codec import decode
from postigo.core.evaluate import Facts, run_check
from postigo.core.handle import Handle
from postigo.core.model import BUILT_IN, Check, Verdict
from postigo.core.offer import Offer, offers
from postigo.core.report import CheckInfo, PackInfo, Report
from postigo.core.system import CannotTell
from postigo.fixes.access import Access
from postigo.fixes.journal import Journal
from postigo.system.changes.remembered import RememberedChanges
from postigo.system.recording import Recording, load, parse
from postigo.testing import PackData
from postigo_checks import pack

RECORDINGS = Path(__file__).parents[1] / "recordings"
FOLDER = Path(__file__).parent / "changes"
DATA = PackData("postigo_checks")
CHECKS: Mapping[str, Check[Any]] = {check.id: check for check in pack.checks}


@dataclass(frozen=True, slots=True)
class ChangeCase:
    """One file."""

    recording: str
    plan: str
    steps: tuple[Step, ...]
    how: str
    answers: Mapping[str, Any]
    effects: Mapping[str, Mapping[str, Any]]
    kind: str
    source: str
    code: str = ""
    handle: Handle | None = None


class Bench:
    """A remembered machine that changes, with its journal."""

    def __init__(self, check: str, case: ChangeCase, folder: Path, machine: Recording | None = None) -> None:
        self.check = CHECKS[check]
        first = _remembered(check, case.recording)
        remembered = machine or replace(first, answers={**first.answers, **case.answers})
        self.changes = RememberedChanges(remembered, case.effects)
        self.access = Access(self.changes.system, self.changes)
        self.journal = Journal(folder)
        self.looks = 0

    @property
    def answers(self) -> dict[str, Any]:
        """Every answer of the machine as it is now, as a probe gets it."""
        return {question: _parsed(question, answer) for question, answer in self.changes.answers.items()}

    def look_again(self, check: str) -> Verdict:
        """The check's verdict on the machine as it is now."""
        assert check == self.check.id
        self.looks += 1
        return run_check(self.check, Facts(self.changes.system), DATA)

    def report(self) -> Report:
        """A look at the check now."""
        platform = self.changes.platform
        return Report(
            "0.1.0",
            platform,
            self.changes.system.now(),
            packs=(PackInfo(pack.name, "0.1.0", BUILT_IN),),
            listed=(CheckInfo.of(self.check, pack.name, platform),),
            verdicts=(self.look_again(self.check.id),),
        )

    def offers(self) -> tuple[Offer, ...]:
        """What could be changed now."""
        return offers(self.report(), mine=True)

    def offer(self, case: ChangeCase) -> Offer:
        """The one that the case is about."""
        fitting = [
            one
            for one in self.offers()
            if one.plan.id == case.plan and case.code in {"", one.finding.code} and case.handle in {None, one.handle}
        ]
        assert len(fitting) == 1, [one.key for one in self.offers()]
        return fitting[0]


def cases() -> list[tuple[str, Path]]:
    """Every case: its check and its file."""
    return [(path.parent.name.replace("_", ":"), path) for path in sorted(FOLDER.glob("*/*.json"))]


@cache
def read(path: Path) -> ChangeCase:
    """The case in a file."""
    case: ChangeCase = decode(ChangeCase, json.loads(path.read_text("utf-8")))
    return case


def undoable(check: str, case: ChangeCase) -> bool:
    """Whether the change of a case can be taken back."""
    return all(means.undoable for plan in CHECKS[check].fixes if plan.id == case.plan for means in plan.means)


def _parsed(question: str, answer: Any) -> Any:
    try:
        return parse(question, answer)
    except CannotTell as unknown:
        return str(unknown)


@cache
def _remembered(check: str, name: str) -> Recording:
    return load((RECORDINGS / check.replace(":", "_") / f"{name}.json").read_bytes())
