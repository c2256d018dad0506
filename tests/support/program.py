"""The program as a person calls it from a terminal, and recordings to call it with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, chdir, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from postigo.__main__ import main
from postigo.store import places, trace
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


def inside(*words: str, env: Mapping[str, str] | None = None, cwd: Path = Path()) -> subprocess.CompletedProcess[str]:
    """The same within this process, for what a program reads: a start costs more than most answers.

    `tests/reports/test_copies.py` holds the two to each other. Whoever looks at files, processes or a terminal starts one.
    """
    with (
        ThreadPoolExecutor(2) as readers,
        ExitStack() as around,
        Path(os.devnull).open(encoding="utf-8") as nobody,
        chdir(cwd),
        patch.dict(os.environ, env or {}),
        patch.object(sys, "stdin", nobody),
        patch.object(sys, "dont_write_bytecode", sys.dont_write_bytecode),
        patch.object(trace, "_ON_THE_WAY_TO_HELP", []),
        patch.object(places, "_NOWHERE", []),
    ):
        told = [readers.submit(_read, around.enter_context(_piped(name))) for name in ("stdout", "stderr")]
        status = main(words)
        around.close()
        return subprocess.CompletedProcess(words, status, *(text.result() for text in told))


@contextmanager
def _piped(name: str) -> Iterator[int]:
    """The end of a pipe at which is read what goes to a stream, as long as this lasts."""
    read, write = os.pipe()
    with os.fdopen(write, "w", encoding="utf-8") as stream, patch.object(sys, name, stream):
        yield read


def _read(end: int) -> str:
    with os.fdopen(end, encoding="utf-8") as stream:
        return stream.read()


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
