"""The program as a person calls it from a terminal, and recordings to call it with."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any
from unittest.mock import patch

from postigo.__main__ import main
from postigo.store import trace
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


def within(*words: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """The same within this process, for what a program reads: a start costs more than most answers.

    `tests/reports/test_copies.py` holds the two to each other. Whoever looks at files, processes or a terminal starts one.
    """
    said, aside = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with (
        Path(os.devnull).open(encoding="utf-8") as nobody,
        patch.dict(os.environ, env or {}),
        patch.object(sys, "stdin", nobody),
        patch.object(sys, "dont_write_bytecode", sys.dont_write_bytecode),
        patch.object(trace, "_ON_THE_WAY_TO_HELP", []),
        redirect_stdout(said),
        redirect_stderr(aside),
    ):
        status = main(words)
        told = [_flushed(stream) for stream in (said, aside)]
    return subprocess.CompletedProcess(words, status, *told)


def _flushed(stream: io.TextIOWrapper) -> str:
    stream.flush()
    content = stream.buffer
    assert isinstance(content, io.BytesIO)
    return content.getvalue().decode("utf-8").replace("\r\n", "\n")


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
