"""Handles of findings: the machine's own names, as this very machine told them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

from postigo.core.handle import Handle, HandleKind
from postigo.core.model import Level
from postigo.system.recording import Recording
from postigo.testing import cases
from tests.checks.test_findings import HERE, every

TOLD: Final = {
    HandleKind.DEVICE,
    HandleKind.PERMISSION,
    HandleKind.PROGRAM,
    HandleKind.SERVICE,
    HandleKind.SHARE,
    HandleKind.UNIT,
}
"""Kinds of things that a probe of CHECKS knows only from an answer. A setting has its name from our own code."""

CHECKS: Final = ("camera.", "disk.", "image.", "info.")


def plain(text: str) -> str:
    """A text in small letters and with one kind of slash; the record of Windows writes `#` for it."""
    return re.sub(r"\\+|#", "/", text).casefold()


def told(recording: Recording) -> str:
    """All questions and answers of a recording."""
    return plain(json.dumps(recording.answers, ensure_ascii=False))


def handles() -> Iterator[tuple[str, Recording, Handle]]:
    """Handles of all findings, each with the name of its recording."""
    recordings = {case.name: case.recording for case in cases(HERE.parent / "recordings")}
    for said in every():
        for finding in said.findings:
            if finding.handle is not None:
                yield said.case, recordings[said.case], finding.handle


def test_a_thing_that_a_handle_names_was_told_by_the_machine() -> None:
    seen = [one for one in handles() if one[0].startswith(CHECKS) and one[2].kind in TOLD]
    assert {handle.kind for _, _, handle in seen} == TOLD
    assert [(name, handle) for name, recording, handle in seen if plain(handle.id) not in told(recording)] == []


def test_what_is_expected_to_use_a_camera_or_a_microphone_is_nothing_to_close() -> None:
    """A part of Windows that works for others must never be what a fix ends."""
    named = [
        (said.case, finding.code)
        for said in every()
        if said.check in {"camera.in-use", "camera.microphone"}
        for finding in said.findings
        if finding.level < Level.ADVISE and finding.handle is not None
    ]
    assert named == []
