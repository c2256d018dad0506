"""Judge of `camera.recent-use`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

from postigo.api import Finding, Gap, Level, Path, Program, Text, Value, gaps
from postigo_checks.capture.in_use.fact import Standing
from postigo_checks.capture.in_use.judge import saying
from postigo_checks.capture.in_use.words import CAMERA
from postigo_checks.capture.recent_use.fact import DAYS, CameraHistory

_SAYS: Final[dict[Standing, tuple[str, Callable[[Program, datetime], Text]]]] = {
    Standing.LANDED: (
        "used-download",
        lambda program, when: Text(
            "{program} used the camera at {when}. It was in a folder for downloads or temporary files. "
            "Do you remember using it?",
            values={"program": program, "when": when},
        ),
    ),
    Standing.MISPLACED: (
        "used-odd-place",
        lambda program, when: Text(
            "A program called {program} used the camera at {when}. It was not in the folder where {program} usually is. "
            "Do you remember using it?",
            values={"program": program, "when": when},
        ),
    ),
    Standing.STRANGER: (
        "used-stranger",
        lambda program, when: Text(
            "{program} used the camera at {when}. Do you remember using it?",
            values={"program": program, "when": when},
        ),
    ),
    Standing.RUNTIME: (
        "used-stranger",
        lambda program, when: Text(
            "A program that runs in {program} used the camera at {when}. Many programs can run in it. Do you remember?",
            values={"program": program, "when": when},
        ),
    ),
}


def judge(fact: CameraHistory) -> Iterator[Finding | Gap]:
    """Findings on the uses, by the rule at the top of `check.py`."""
    known: dict[Program, datetime] = {}
    asked = set()
    for use in fact.uses:
        program = Program(use.user.program)
        if use.user.standing not in _SAYS:
            known.setdefault(program, use.when)
        elif (program, use.user.standing) not in asked:  # the newest stands first; each version leaves one of its own
            asked.add((program, use.user.standing))
            code, say = _SAYS[use.user.standing]
            evidence: dict[str, Value | Text] = {"path": Path(use.user.path)} if use.user.path else {}
            yield Finding(
                code,
                Level.ADVISE,
                say(program, use.when),
                program,
                evidence,
                ("take-permission",),
                handle=use.user.handle,
            )
    if known:
        yield Finding(
            "used",
            Level.NOTE,
            Text(
                "In the last {days} days, {n} program that you may know used the camera: {programs}. Do you remember?",
                "In the last {days} days, {n} programs that you may know used the camera: {programs}. Do you remember?",
                len(known),
                {"n": len(known), "days": DAYS, "programs": list(known)},
            ),
            evidence={f"last use {n}": _when(*item) for n, item in enumerate(known.items(), 1)},
        )
    if not fact.uses and not fact.unseen:
        yield Finding(
            "not-used",
            Level.GOOD,
            Text("Windows notes no use of the camera in the last {days} days.", values={"days": DAYS}),
        )
    yield from gaps(fact.unseen, saying(CAMERA))


def _when(program: Program, when: datetime) -> Text:
    return Text("{program}: {when}", values={"program": program, "when": when})
