"""What only the person can tell: whoever answers "No, it is not me" is told what to do.

Every recording is held to it by the test kit (`unanswerable`).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from postigo.core.model import Finding, Level
from postigo.system.recording import load
from postigo.testing import unanswerable
from postigo_checks import pack
from postigo_checks.capture.camera_in_use.judge import judge
from postigo_checks.capture.in_use.fact import DeviceUse, Standing, User
from tests.machines.build import FOLDER, looked_at

CHECKS = {check.id: check for check in pack.checks}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.stem)
def test_whatever_asks_on_a_machine_has_a_plan_for_no(path: Path) -> None:
    recording = load(path.read_bytes())
    verdicts, _ = looked_at(recording)
    assert not [one for said in verdicts.values() for one in unanswerable(CHECKS[said.check], recording.platform, said)]


@pytest.mark.parametrize("standing", Standing)
def test_who_is_only_asked_gets_one_plan_and_who_is_warned_gets_all(standing: Standing) -> None:
    """A call is no reason to take the camera away from a program for good."""
    said = judge(DeviceUse(here=True, users=(User("zoom", standing),)))
    assert isinstance(said, list)
    (finding,) = said
    assert isinstance(finding, Finding)
    if finding.level >= Level.ADVISE:
        assert finding.fixes[0] == "close-and-cover"
        assert len(finding.fixes) > 1
    else:
        assert finding.fixes == (("close-and-cover",) if finding.needs_confirmation else ())
