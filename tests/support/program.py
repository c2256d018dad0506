"""The program as a person calls it from a terminal, and recordings to call it with."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.support.places import needs
from tests.support.teletype import command

RECORDINGS = Path(__file__).parents[1] / "recordings"
ENGLISH = {"LC_ALL": "C.UTF-8", "LANGUAGE": "", "COLUMNS": "80"}
posix = needs("posix")


def postigo(*words: str, env: Mapping[str, str] | None = None, **more: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*words),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, **(env or {})},
        **more,
    )


def refused(*words: str, **more: Any) -> str:
    """What a wrong call is answered with: status 64, one paragraph on stderr, nothing on stdout."""
    done = postigo(*words, **more)
    assert done.returncode == 64, done
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    return done.stderr.strip()


def recorded(check: str, level: str | None) -> Path:
    """A recording after which a check says this."""
    for path in sorted((RECORDINGS / check).glob("*.json")):
        said = json.loads(path.read_text("utf-8"))["verdicts"][check]
        if said["level"] == level and not said.get("not_here"):
            return path
    raise LookupError(f"{check} has no recording that is {level}")
