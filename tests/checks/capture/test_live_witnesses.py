"""Live witnesses of Windows beside its record: what they see counts everywhere, their silence nowhere."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from postigo.api import CannotTell, CaptureKind, Level, Platform, Process, Unknown, Verdict
from postigo.audit.packs import PackData
from postigo.system.recording import Recording, load
from postigo.testing import replayed
from postigo_checks import pack
from postigo_checks.capture.in_use import windows_live
from postigo_checks.capture.in_use.fact import Standing, User
from postigo_checks.capture.in_use.windows_live import Flow, Live, told_once
from postigo_checks.common.known_programs import load as known

RECORDINGS = Path(__file__).parents[2] / "recordings"
CHECKS = {check.id: check for check in pack.checks}
DATA = PackData(pack.package)
WINDOWS = known(DATA, Platform.WINDOWS)

STRANGER = {
    "pid": 77771,
    "name": "mirilla.exe",
    "path": "C:\\Users\\ana\\AppData\\Local\\Mirilla\\mirilla.exe",
    "started": "2001-01-01T00:00:00+00:00",
    "own": True,
}
QUESTIONS = {"camera.in-use": "call camera-activity", "camera.microphone": "call recording-sessions"}
SILENT: dict[str, Any] = {
    "camera.in-use": {"cameras": [], "missed": []},
    "camera.microphone": {"inputs": [], "missed": []},
}
SEEN: dict[str, Any] = {
    "camera.in-use": {
        "cameras": [
            {
                "name": "Integrated Camera",
                "device": "USB\\VID_04F2&PID_B6D0&MI_00",
                "processes": [{"pid": 77771, "streaming": True, "mode": "shared", "reported": None, "family": ""}],
            }
        ],
        "missed": [],
    },
    "camera.microphone": {
        "inputs": [
            {"name": "Micrófono", "sessions": [{"state": "active", "pid": 77771, "several": False, "family": ""}]}
        ],
        "missed": [],
    },
}


def recorded(check: str) -> Iterator[tuple[str, Recording]]:
    for path in sorted((RECORDINGS / check).glob("windows-*.json")):
        yield path.stem, load(path.read_bytes())


def said(check: str, recording: Recording, witness: Any, processes: Any = None) -> Verdict:
    answers = {**recording.answers, QUESTIONS[check]: witness}
    if processes is not None:
        answers["processes"] = processes
    return replayed(CHECKS[check], replace(recording, answers=answers), DATA)[0]


@pytest.mark.parametrize("check", QUESTIONS)
def test_a_stranger_that_is_seen_is_told_whatever_the_record_says(check: str) -> None:
    worst = Level.ACT if check == "camera.in-use" else Level.ADVISE
    tried = 0
    for name, recording in recorded(check):
        listed = recording.answers.get("processes", [])
        if not isinstance(listed, list):
            continue  # denied there
        verdict = said(check, recording, SEEN[check], [*listed, STRANGER])
        assert any("mirilla.exe" in json.dumps(str(finding.subject)) for finding in verdict.findings), name
        assert verdict.level is not None, name
        assert verdict.level >= worst, name
        tried += 1
    assert tried > 20


@pytest.mark.parametrize("check", QUESTIONS)
def test_silence_says_no_more_than_a_witness_that_could_not_be_asked(check: str) -> None:
    """But for its own gap: all that is good is good by the record."""
    for name, recording in recorded(check):
        silent = said(check, recording, SILENT[check])
        denied = said(check, recording, {"unknown": "denied", "detail": ""})
        assert denied.level is not Level.GOOD, name
        calm = {"not-in-use"}
        told = [finding for finding in silent.findings if finding.code not in calm]
        assert told == list(denied.findings), name
        fewer = Counter(gap.why for gap in denied.gaps) - Counter(gap.why for gap in silent.gaps)
        assert fewer == Counter({Unknown.DENIED: 1}), name


@pytest.mark.parametrize("build", ["18363", "26220", "26300", "28000"])
@pytest.mark.parametrize("check", QUESTIONS)
def test_both_silent_outside_the_range_that_was_tried_is_not_good(check: str, build: str) -> None:
    version = r"registry HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion"
    recording = load((RECORDINGS / check / "windows-nobody.json").read_bytes())
    never = {
        key: {**answer, "values": {}} if "ConsentStore" in key else answer for key, answer in recording.answers.items()
    }
    never[version] = {"values": {"CurrentBuildNumber": build}}
    verdict = said(check, replace(recording, answers=never), SILENT[check])
    assert verdict.level is None
    assert verdict.gaps


NAMED = User("Vigía", Standing.STRANGER, "C:\\Program Files\\Vigia\\vigia.exe")
CHROME = User("Chrome", Standing.EXPECTED, "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe")
NAMELESS = windows_live.NAMELESS


@pytest.mark.parametrize(
    ("seen", "noted", "living", "told"),
    [
        ((CHROME,), (CHROME,), True, (CHROME,)),
        (
            (CHROME,),
            (replace(CHROME, path="c:\\PROGRAM files\\google\\chrome\\application\\chrome.exe"),),
            True,
            (CHROME,),
        ),
        ((CHROME,), (replace(CHROME, path="C:\\PROGRA~1\\x.exe", seems=True),), True, (CHROME,)),
        ((CHROME,), (replace(CHROME, path="D:\\chrome.exe", standing=Standing.LANDED, seems=True),), True, None),
        ((NAMED,), (CHROME,), True, (NAMED, CHROME)),
        ((NAMELESS,), (CHROME,), True, (CHROME,)),
        ((NAMELESS,), (CHROME,), False, (NAMELESS, CHROME)),
        ((NAMELESS,), (replace(CHROME, seems=True),), True, (NAMELESS, replace(CHROME, seems=True))),
        ((CHROME, NAMELESS), (CHROME,), True, (CHROME, NAMELESS)),
        ((NAMELESS,), (), True, (NAMELESS,)),
    ],
)
def test_a_use_is_told_once_and_none_is_lost(
    seen: tuple[User, ...], noted: tuple[User, ...], *, living: bool, told: tuple[User, ...] | None
) -> None:
    """None: all of them, since nothing shows that they are one."""
    assert told_once(seen, noted, living=living) == (told if told is not None else (*seen, *noted))


NOW = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
THEN = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("process", "flow", "standing"),
    [
        (Process(8, "vigia.exe", "C:\\x\\vigia.exe", THEN), Flow(8, NOW), Standing.STRANGER),
        (Process(8, "vigia.exe", "C:\\x\\vigia.exe", NOW), Flow(8, THEN), None),  # the number is another's
        (Process(8, "vigia.exe", "C:\\x\\vigia.exe", None), Flow(8, THEN), Standing.STRANGER),
        (Process(8, "vigia.exe", "C:\\x\\vigia.exe", NOW.replace(year=2030)), Flow(8, THEN), Standing.STRANGER),
        (Process(12, "vigia.exe", "C:\\x\\vigia.exe", THEN), Flow(8, NOW), None),  # it ended
        (Process(8, "SVCHOST.EXE", None, THEN, own=False), Flow(8, NOW), Standing.NAMELESS),
        (Process(8, "svchost.exe", None, THEN, own=True), Flow(8, NOW), Standing.STRANGER),  # it borrows the name
        (Process(8, "svchost.exe", "C:\\Users\\ana\\svchost.exe", THEN), Flow(8, NOW), Standing.STRANGER),
        (Process(8, "svchost.exe", "C:\\Windows\\system32\\svchost.exe", THEN, own=False), Flow(8), Standing.NAMELESS),
        (Process(8, "audiodg.exe", "C:\\Windows\\System32\\audiodg.exe", THEN, own=False), Flow(8), Standing.NAMELESS),
        (Process(8, "t.exe", "D:\\Apps\\t.exe", THEN), Flow(8, NOW, "MSTeams_8wekyb3d8bbwe"), Standing.EXPECTED),
        (Process(8, "t.exe", "D:\\Apps\\t.exe", THEN), Flow(8, NOW, "Contoso.X_1234567890abc"), Standing.STRANGER),
        (Process(4, "System", None, THEN, own=False), Flow(4, NOW), Standing.NAMELESS),
    ],
)
def test_the_number_of_a_process_leads_to_a_program_or_to_none(
    process: Process, flow: Flow, standing: Standing | None
) -> None:
    found = windows_live.users(Live((flow,)), (process,), WINDOWS, CaptureKind.CAMERA, NOW)
    assert [user.standing for user in found] == ([] if standing is None else [standing])


def test_without_a_list_of_processes_a_use_has_no_name() -> None:
    denied = CannotTell(Unknown.DENIED)
    found = windows_live.users(Live((Flow(8), Flow(12))), denied, WINDOWS, CaptureKind.CAMERA, NOW)
    assert found == (NAMELESS,)
