"""Remembered machines as reports, without a process."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import postigo_checks
from postigo.core.report import CheckInfo, PackInfo, Report
from postigo.system.recording import load
from postigo.system.replay import Replay
from postigo_checks import pack
from tests.machines.build import checks_of, looked_at

_LOCALE = Path(postigo_checks.__file__).parent / "locale"
MACHINES = sorted((Path(__file__).parents[1] / "machines").glob("*.json"))


def machine(path: Path) -> Replay:
    """The machine itself."""
    return Replay(load(path.read_bytes()))


@cache
def report(path: Path, changed: Callable[[str], str] = str) -> Report:
    """The report of an audit of everything; `changed` may put other words into the recording."""
    recording = load(changed(path.read_text("utf-8")).encode())
    verdicts, system = looked_at(recording)
    checks = checks_of(recording.platform, recording.verdicts)
    return Report(
        "0.1.0",
        recording.platform,
        system.now(),
        system.now(),
        remembered=True,
        packs=(PackInfo(pack.name, "0.1.0", "built-in", locale=str(_LOCALE)),),
        listed=tuple(CheckInfo.of(check, pack.name, recording.platform) for check in checks),
        verdicts=tuple(verdicts.values()),
    )
