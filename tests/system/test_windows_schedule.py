r"""Looks on a schedule on Windows' own Python, with a policy in a real registry under Wine. Task Scheduler itself is not there."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from postigo.cli.status import Exit
from postigo.fleet.layout import place_of
from postigo.reports.published import fits
from tests.support.places import needs
from tests.support.windows_lane import Windows

pytestmark = [pytest.mark.set_up, needs("wine")]

POLICY = r"""Windows Registry Editor Version 5.00

[HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Postigo]
"Schedule"="weekly"
"ReportFolder"="C:\\share\\reports"
"Site"="ceip-3"

[HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Cryptography]
"MachineGuid"="0b7e2f10-1111-4222-8333-94a5b6c7d8e9"
"""
HOLDS = r"""
import sys
from pathlib import Path
from postigo.fleet.lock import held
with held(Path(r"C:\ProgramData\Postigo\State\lock")):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory, wheel: Path, display: dict[str, str]) -> Windows:
    made = Windows.fresh(tmp_path_factory.mktemp("windows"), wheel, display)
    made.write(POLICY)
    return made


def test_a_run_waits_for_its_folder_and_brings_one_report(windows: Windows) -> None:
    run = ("-m", "postigo", "--lang", "en", "schedule", "run")
    disk = windows.prefix / "drive_c"
    state = disk / "ProgramData/Postigo/State"

    away = windows.python(*run)
    assert away.returncode == Exit.CANNOT_WRITE, away
    assert "Your school looks at this computer every week." in away.stdout
    assert "(there is no such file or folder)" in away.stdout
    (waits,) = (state / "waiting").rglob("*.json")

    (disk / "share/reports").mkdir(parents=True)
    content = waits.read_bytes()
    brought = windows.python(*run)
    assert brought.returncode == Exit.NOTHING_TO_DO, brought
    (report,) = (disk / "share/reports").rglob("*.json")
    assert report.read_bytes() == content
    place = place_of(report)
    assert place is not None
    assert place.site == "ceip-3"
    read = json.loads(content)
    assert fits(read)
    assert read["label"] == place.device
    assert {file.name for file in state.iterdir()} == {"lock", "own.key", "schedule.json", "waiting"}

    again = windows.python(*run)
    assert (again.returncode, again.stdout) == (Exit.NOTHING_TO_DO, "")
    words = windows.command("-c", HOLDS)
    with subprocess.Popen(
        words, env=windows.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"held"
        assert windows.python(*run).returncode == Exit.BUSY
        assert other.stdin is not None
        other.stdin.close()
        other.wait()
    assert windows.python(*run).returncode == Exit.NOTHING_TO_DO
