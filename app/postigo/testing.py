"""Test kit for anybody's pack, a plug-in of pytest: replay recordings, and test for honesty.

In a pack's own tests:

    from postigo.testing import replay_all
    test_recordings, test_honesty, test_every_case_is_recorded = replay_all(pack, "tests/recordings")
"""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from postigo.audit.packs import PackData
from postigo.core.evaluate import Facts, implementation_of, run_check
from postigo.core.model import Check, Data, Finding, Implementation, Instruct, Level, Pack, Verdict
from postigo.core.report import verdict_digest
from postigo.core.system import Platform, Unknown
from postigo.core.values import Text
from postigo.system.recording import Recording, load
from postigo.system.replay import Replay
from postigo.words import Words

__all__ = [
    "Case",
    "PackData",
    "cases",
    "not_better",
    "replay_all",
    "replayed",
    "unanswerable",
    "verdict_digest",
    "worse_answers",
]


@dataclass(frozen=True, slots=True)
class Case:
    """One recording on disk, for one check: `<check-id>/<platform>-<case>.json` (in folder names `:` is `_`)."""

    path: Path
    check: str
    recording: Recording

    @property
    def name(self) -> str:
        """How the case is called in a test report."""
        return f"{self.check}/{self.path.stem}"


def cases(folder: Path) -> Iterator[Case]:
    """Every recording under a folder, in order."""
    for path in sorted(folder.glob("*/*.json")):
        yield Case(path, path.parent.name.replace("_", ":"), _loaded(path.read_bytes()))


_loaded = cache(load)
"""Recording by its file's bytes, read once: many tests go through all files."""


def replayed(check: Check[Any], recording: Recording, data: Data, like: Replay | None = None) -> tuple[Verdict, Replay]:
    """Verdict of a check on a remembered machine, and the machine, which knows its questions. `like`: see `Replay`."""
    system = Replay(recording, like)
    return run_check(check, Facts(system), data), system


def worse_answers(recording: Recording, system: Replay, *, briefly: bool = False) -> Iterator[tuple[str, Recording]]:
    """Recordings of the same machine, seen a little less.

    Each answer in turn is denied, late, missing, garbage, empty or cut. Absent only where the probe did not declare
    absence an answer. `briefly`: of the reasons for which there can be no answer, each question is tried with one, always
    the same; all of them turn up among the questions of a check.
    """
    for question in sorted(system.asked & recording.answers.keys()):
        verb = question.partition(" ")[0]
        answer = recording.answers[question]
        if isinstance(answer, dict) and "unknown" in answer:
            continue
        reasons = (_SWAPPED[crc32(question.encode()) % len(_SWAPPED)],) if briefly else _SWAPPED
        swaps: dict[str, Any] = {why.value: {"unknown": why.value, "detail": "honesty test"} for why in reasons}
        if question not in system.declared:
            swaps["absent"] = {"absent": True}
        if answer != {"absent": True}:  # garbage in the place of nothing would be more, not less
            swaps |= _garbage(verb, answer)
        for what, swapped in swaps.items():
            if swapped != answer:
                yield f"{question} -> {what}", replace(recording, answers={**recording.answers, question: swapped})


_SWAPPED = (Unknown.DENIED, Unknown.TIMEOUT, Unknown.MISSING, Unknown.UNREADABLE)
_NOISE = "\x00\x7f{[<garbage>\n%s"


def _garbage(verb: str, answer: Any) -> dict[str, Any]:  # noqa: ANN401 - any recorded answer
    """Answers of the right shape that make no sense. Noise, and for texts nothing or a half."""
    match verb:
        case "run" if isinstance(answer, dict) and "out" in answer:
            out = answer["out"]
            swaps = {"garbage": {**answer, "out": _NOISE}}
            if out:
                swaps["empty"] = {**answer, "out": ""}
                swaps["cut in half"] = {**answer, "out": out[: len(out) // 2]}
                swaps["last line cut"] = {**answer, "out": out.rstrip("\n").rpartition("\n")[0]}
                swaps["killed"] = {"code": -9, "out": "", "err": ""}
            return swaps
        case "read":
            return {"garbage": {"base64": "AP+A/3tbPA=="}}
        case "registry" if isinstance(answer, dict) and "values" in answer:
            noisy: Mapping[str, Any] = {name: {"base64": "AP8="} for name in answer["values"]}
            return {"garbage": {**answer, "values": noisy}} if noisy else {}
        case "dbus" | "powershell" | "plist":
            return {"garbage": {"value": _NOISE}, "garbage list": {"value": [_NOISE, 7]}, "null": {"value": None}}
        case "call":
            return {"garbage": _NOISE, "garbage list": [_NOISE, 7], "null": None}
        case "sqlite":
            return {"garbage": {"value": [{"unexpected": None}]}}
        case _:
            return {}


def not_better(before: Verdict, after: Verdict) -> bool:
    """Whether the second verdict, seen with less, says no more than the first did.

    It may stay as it is or gain gaps, or turn into "could not tell". It may say anything else (milder, or a new alarm)
    only together with bad news and a gap that was not there before.
    """
    if after.level is None and after.gaps:
        return True
    was, is_now = verdict_digest(before), verdict_digest(after)
    if was["findings"] == is_now["findings"] and len(after.gaps) >= len(before.gaps):  # the reason of a gap may change
        return was.get("not_here") == is_now.get("not_here")
    return after.level is not None and after.level >= Level.ADVISE and len(after.gaps) > len(before.gaps)


def replay_all(
    pack: Pack, folder: str | Path, data_of: Callable[[Recording], Data] | None = None
) -> tuple[Callable[..., None], Callable[..., None], Callable[..., None]]:
    """Three tests for a pack: its recordings' verdicts, honesty, and completeness. Each is run once for every check.

    A test goes through all recordings of its check, and names every file that is wrong, not only the first. Returns test
    functions; bind them to names that begin with `test_`. A recording of a check that the pack does not have is wrong too.
    `data_of` gives a recording the bundled tables of its own day, where those of today would say something else; without it
    each is judged by the pack's own.
    """
    bundled = PackData(pack.package)
    checks = {check.id: check for check in pack.checks}
    found: dict[str, list[Case]] = {check: [] for check in checks}
    for case in cases(Path(folder)):
        found.setdefault(case.check, []).append(case)

    def data(case: Case) -> Data:
        return data_of(case.recording) if data_of else bundled

    @pytest.mark.parametrize("check", found)
    def test_recordings(check: str) -> None:
        assert check in checks, f"{check} has recordings, and is no check of {pack.name}"
        _all_well(found[check], lambda case: _recording(checks[check], case, data(case)))

    @pytest.mark.parametrize("check", checks)
    def test_honesty(check: str, request: pytest.FixtureRequest) -> None:
        briefly = not request.config.getoption("--all", default=True)  # an option of Postigo's own suite
        _all_well(found[check], lambda case: _honesty(checks[check], case, data(case), briefly=briefly))

    @pytest.mark.parametrize("check", pack.checks, ids=lambda check: check.id)
    def test_every_case_is_recorded(check: Check[Any]) -> None:
        missing = list(_missing(check, found[check.id], Path(folder)))
        assert not missing, "\n".join([f"{check.id} lacks what its honesty is tested with:", *missing, _HOW])

    return test_recordings, test_honesty, test_every_case_is_recorded


_HOW = (
    "A recording is written by hand (docs/recordings.md), or kept by a computer that has the case: "
    "postigo record CHECK --output FILE."
)


def _missing(check: Check[Any], found: Sequence[Case], folder: Path) -> Iterator[str]:
    """Recordings, ways to look, and sentences that a platform of a check lacks."""
    for platform in sorted(check.coverage):
        if not isinstance(by := implementation_of(check, platform), Implementation):
            yield f"- a way to look on {platform.value}, which its coverage names: {by!r}"
    for platform in sorted(check.platforms):
        of = [case for case in found if case.recording.platform is platform]
        levels = {case.recording.verdicts[check.id]["level"] for case in of}
        place = f"{folder}/{check.id.replace(':', '_')}/{platform.value}-<case>.json"
        if not levels & {"good", "note"}:
            yield f"- a good one on {platform.value}, at level good or note: {place}"
        # It may never ask for anything; a discreet check never says more than a note.
        if not (check.discreet or {"good", "note"} <= levels or levels & {"advise", "act"}):
            yield f"- a bad one on {platform.value}, at level advise or act: {place}"
        if not any(case.recording.verdicts[check.id]["gaps"] for case in of):
            yield f"- one on {platform.value} that could not tell, with a gap: {place}"
        if platform not in check.coverage:
            yield f"- what it reads on {platform.value} and what it can miss: its coverage"


def _all_well(of: Iterable[Case], trouble: Callable[[Case], Iterable[str]]) -> None:
    """Fails with every trouble of every case, each under the name of its file."""
    wrong = [f"{case.name}: {what}" for case in of for what in _troubles(case, trouble)]
    assert not wrong, f"{len(wrong)} wrong:\n" + "\n".join(wrong)


def _troubles(case: Case, trouble: Callable[[Case], Iterable[str]]) -> Iterator[str]:
    """Faults of one case. An exception is one more trouble: the cases behind it are looked at all the same."""
    try:
        yield from trouble(case)
    except Exception as error:  # noqa: BLE001 - a stranger's judge may raise anything, and a recording may lack its verdict
        yield "".join(traceback.format_exception(error))


def _recording(check: Check[Any], case: Case, data: Data) -> Iterator[str]:
    """How a verdict differs from the one that its recording holds."""
    verdict, system = replayed(check, case.recording, data)
    said, right = verdict_digest(verdict), case.recording.verdicts[case.check]
    if said != right:
        yield f"says {json.dumps(said)}\n    instead of {json.dumps(right)}\n    {verdict.detail or verdict}"
    unasked = case.recording.answers.keys() - system.asked - {"now", "elevated", "school"}
    if unasked:
        yield f"never asked: {sorted(unasked)}"
    unanswered = system.asked - case.recording.answers.keys()
    if unanswered:
        yield f"not in the recording: {sorted(unanswered)}"
    yield from _wrong_words(check, case.recording, verdict)
    for finding in unanswerable(check, case.recording.platform, verdict):
        yield f"{finding.code} asks the person, and has no plan on {case.recording.platform.value} for who says no"
    if any(gap.why is Unknown.CRASHED for gap in verdict.gaps):
        yield f"the check crashed: {verdict.detail}"


def unanswerable(check: Check[Any], platform: Platform, verdict: Verdict) -> list[Finding]:
    """Findings that ask ("Is it you?") and name no plan of this platform. There "no" would lead nowhere."""
    plans = {plan.id for plan in check.fixes if platform in plan.on}
    return [finding for finding in verdict.findings if finding.needs_confirmation and plans.isdisjoint(finding.fixes)]


def _wrong_words(check: Check[Any], recording: Recording, verdict: Verdict) -> Iterator[str]:
    """Faults of the words that a recording wants, or forbids, in the sentences."""
    for code in sorted({*recording.says, *recording.never}):
        told = "\n".join(_sentences(check, recording.platform, verdict, code))
        for phrase in recording.says.get(code, ()):
            if phrase not in told:
                yield f"does not say {phrase!r} in {code}:\n{told}"
        for phrase in recording.never.get(code, ()):
            if phrase in told:
                yield f"says {phrase!r} in {code}:\n{told}"


def _sentences(check: Check[Any], platform: Platform, verdict: Verdict, code: str) -> Iterator[str]:
    """Sentences of a verdict, and of the plans that its findings name here."""
    package = check.implementation(platform).judge.__module__.partition(".")[0]
    words = Words(code, {package: str(resources.files(package) / "locale")})
    told: list[Text] = [finding.text for finding in verdict.findings]
    told += [gap.text for gap in verdict.gaps]
    told += [verdict.not_applicable.text] if verdict.not_applicable else []
    named = {fix for finding in verdict.findings for fix in finding.fixes}
    for plan in check.fixes:
        if plan.id in named and platform in plan.on:
            told += [plan.title, *(step.text for step in plan.steps if isinstance(step, Instruct))]
    yield from (words.say(text, package) for text in told)


def _honesty(check: Check[Any], case: Case, data: Data, *, briefly: bool) -> Iterator[str]:
    """Each answer without which the verdict became better, or the check crashed."""
    before, system = replayed(check, case.recording, data)
    for what, less in worse_answers(case.recording, system, briefly=briefly):
        after, _ = replayed(check, less, data, like=system)
        if any(gap.why is Unknown.CRASHED for gap in after.gaps):
            yield f"{what}: the check crashed: {after.detail}"
        elif not not_better(before, after):
            yield f"{what}: {json.dumps(verdict_digest(before))} became {json.dumps(verdict_digest(after))}"
