"""Who asks in a terminal what watches: no pipe, no file and no exit status tells the answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.program import postigo

RECORDINGS = Path(__file__).parents[1] / "recordings/info.monitoring-software"
CASES = ("windows-nothing-known", "windows-keys", "windows-managed", "windows-unknown-denied")


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "html"])
def test_no_pipe_and_no_exit_status_tells_whether_something_watches(form: str) -> None:
    told = set()
    for case in CASES:
        recording = RECORDINGS / f"{case}.json"
        done = postigo(
            "audit", "info.monitoring-software", "--format", form, "--level", "full", "--replay", str(recording)
        )
        told.add((done.returncode, done.stdout.replace(case, "")))
        assert "Do not remove" not in done.stdout + done.stderr
        assert "monitoring" not in done.stdout.replace(str(recording), "")
    assert len(told) == 1
    assert told.pop()[0] == 3
