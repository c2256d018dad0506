"""Defender's silence and its modes: one answer for all checks that ask it, and no word outweighs three."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from postigo.core.model import Level, Verdict
from postigo.system.calls import errors
from postigo.system.recording import Recording, load
from postigo.testing import PackData, replayed
from postigo.windows_calls.defender import DEFENDER_PREFERENCES, DEFENDER_STATUS
from postigo_checks import pack
from postigo_checks.protection.defender.windows import SERVICE
from postigo_checks.protection.exclusions.judge import expanded

CHECKS = {check.id: check for check in pack.checks}
RECORDINGS = Path(__file__).parents[2] / "recordings"
STATUS, PREFERENCES = f"call {DEFENDER_STATUS.name}", f"call {DEFENDER_PREFERENCES.name}"
ASKED = {"av.active": STATUS, "av.tamper": STATUS, "av.exclusions": PREFERENCES}


def recorded(name: str) -> Recording:
    return load((RECORDINGS / f"{name}.json").read_bytes())


def judged(check: str, recording: Recording, **answers: Any) -> Verdict:
    changed = replace(recording, answers={**recording.answers, **answers})
    return replayed(CHECKS[check], changed, PackData(pack.package))[0]


@pytest.mark.parametrize(
    "mode",
    [
        "Normal",
        "Passive Mode",
        "SxS Passive Mode",
        "EDR Block Mode",
        "EDR Blocked",
        "Not running",
        "Zukunft",
        "",
    ],
)
def test_no_mode_alone_makes_a_defender_that_watches_urgent(mode: str) -> None:
    """Its own switches and Windows' list say that it watches."""
    good = recorded("av.active/windows-usual")
    verdict = judged("av.active", good, **{STATUS: {**good.answers[STATUS], "running_mode": mode}})
    assert verdict.level is not Level.ACT
    assert (verdict.level is Level.GOOD) == (mode in ("Normal", "EDR Block Mode", "EDR Blocked"))


@pytest.mark.parametrize(
    ("number", "service"),
    list(
        itertools.product(
            (0x800106BA, 0x80070422, 0x80041013, 0x80041010, 0x8004100E, 0x80041003, 0x80131500),
            ({"absent": True}, {"values": {"Start": 4}}, {"values": {"Start": 2}}, {"unknown": "denied"}),
        )
    ),
)
def test_all_checks_understand_a_silence_alike(number: int, service: dict[str, Any]) -> None:
    silent = {"unknown": errors.why(number).value, "detail": str(errors.Refused(number, "ExecQuery"))}
    stopped = number in {0x800106BA, 0x80070422}
    known = stopped or (
        number in {0x80041013, 0x80041010, 0x8004100E} and service in ({"absent": True}, {"values": {"Start": 4}})
    )
    verdicts = {
        check: judged(
            check,
            recorded(name),
            **{ASKED[check]: silent, f"registry {SERVICE}": service},
        )
        for check, name in {
            "av.active": "av.active/windows-taken-out",
            "av.tamper": "av.tamper/windows-open",
            "av.exclusions": "av.exclusions/windows-none",
        }.items()
    }
    assert (verdicts["av.active"].level is Level.ACT) == known
    for check in ("av.tamper", "av.exclusions"):
        assert (verdicts[check].not_applicable is not None) == known
    if not known:
        assert all(verdict.level is None and verdict.gaps for verdict in verdicts.values())


PATHS = {
    r"%ProgramFiles%\Steam": "programs-left-out",
    r"%PROGRAMFILES(X86)%\Steam\steamapps": "programs-left-out",
    "C:/Program Files/Steam/": "programs-left-out",
    r"C:\Program Files": "places-left-out",
    r"%SystemRoot%\System32\Microsoft": "places-left-out",
    r"%windir%\Temp\a.exe": "places-left-out",
    r"c:\WINDOWS\System32\drivers\a\b\c.sys": "places-left-out",
    r"C:\Windows\Microsoft.NET\Framework64\v4.0.30319": "places-left-out",
    r"C:\Program Files\..\Users\ana": "places-left-out",
    r"%TEMP%": "places-left-out",
}


@pytest.mark.parametrize("path", PATHS)
def test_what_is_left_out_is_judged_by_the_folder_in_whatever_spelling(path: str) -> None:
    none = recorded("av.exclusions/windows-none")
    for spelling in (path, path.upper(), path.lower(), path.replace("\\", "/"), expanded(path)):
        verdict = judged("av.exclusions", none, **{PREFERENCES: {**none.answers[PREFERENCES], "paths": [spelling]}})
        assert [finding.code for finding in verdict.findings] == [PATHS[path]], spelling
