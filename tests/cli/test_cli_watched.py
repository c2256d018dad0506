"""Who asks in a terminal what watches: no pipe, no file and no exit status tells the answer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from postigo.cli.parser import FORMATS
from tests.support.program import inside

pytestmark = pytest.mark.breadth(3)

RECORDINGS = Path(__file__).parents[1] / "recordings/info.monitoring-software"
CASES = ("windows-nothing-known", "windows-keys", "windows-managed", "windows-unknown-denied")


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "pdf"])  # its text: test_redaction.py
def test_no_pipe_and_no_exit_status_tells_whether_something_watches(form: str) -> None:
    told = set()
    for case in CASES:
        recording = RECORDINGS / f"{case}.json"
        done = inside(
            "audit",
            "info.monitoring-software",
            "--format",
            form,
            "--level",
            "full",
            "--reason",
            "a test",
            "--replay",
            str(recording),
        )
        # Each copy has a key of its own.
        shown = re.sub(r"[0-9a-f]{64}|[0-9a-f]{16}", "", done.stdout.replace(case, ""))
        told.add((done.returncode, shown))
        assert "Do not remove" not in done.stdout + done.stderr
        assert "monitoring" not in done.stdout.replace(str(recording), "")
    assert len(told) == 1
    assert told.pop()[0] == 3
