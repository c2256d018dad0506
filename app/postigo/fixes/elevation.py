"""Elevation: one request to the helper with rights, once the password was asked for.

Without an installed helper (from a clone) nobody is asked for anything: the answer is NOT_INSTALLED, and the plan's steps in words
stand. Linux asks by pkexec(1), else run0(1), else, in a terminal, sudo(8). macOS has no helper.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from postigo.core.values import Text
from postigo.fix_helper.request import VERSION, Code, Do, Fix, Request
from postigo.pipe.host import Ended, Host, start
from postigo.pipe.protocol import CLOSE_GRACE

__all__ = ["PROGRAM", "SENTENCES", "Do", "Fix", "How", "Outcome", "Progress", "installed", "request", "unheard"]
# `Fix` and `Do` too: who asks needs them, and nobody else may know the helper

PROGRAM: Final = "/usr/libexec/postigo/fix-helper"
"""Place of the helper, as the actions of polkit name it."""

_SAID_NO: Final = 126  # pkexec(1): the person shut the question
_DENIED: Final = frozenset({1, 127})  # sudo(8), run0(1); pkexec(1). Whoever was let through ends otherwise
_WAYS: Final = ("/usr/bin/pkexec", "/usr/bin/run0")
_SUDO: Final = "/usr/bin/sudo"


class How(StrEnum):
    """Ends of a request. The first three are good."""

    DONE = "done"
    UNDONE = "undone"
    LOOKED = "looked"
    ALREADY = "already"
    NOTHING = "nothing"
    BUSY = "busy"
    CHANGED_SINCE = "changed-since"
    CANNOT = "cannot"
    OTHERS = "others"
    REMOTE = "remote"
    UNWRITABLE = "unwritable"
    FAILED = "failed"
    HALF = "half"
    STRANGE = "strange"
    NOT_INSTALLED = "not-installed"
    NO_WAY = "no-way"  # nothing here can ask for the password
    REFUSED = "refused"  # the person said no
    DENIED = "denied"  # the system said no
    LOST = "lost"  # it ended without an answer, so nobody knows


_BY_CODE: Final = {
    Code.STATE: How.LOOKED,
    Code.CHANGED: How.CHANGED_SINCE,
    Code.REQUEST: How.NOT_INSTALLED,  # a helper of another version
    Code.UNTRUSTED: How.NOT_INSTALLED,
}

SENTENCES: Final[Mapping[How, Text]] = {
    How.ALREADY: Text("This is set already. Nothing was changed. Look again."),
    How.NOTHING: Text("There is nothing to set back."),
    How.BUSY: Text("Another change is being made at this moment. Try again in some minutes."),
    How.CHANGED_SINCE: Text("Somebody has changed this since. We leave it as it is."),
    How.CANNOT: Text("This computer does not have what this needs. Here are the steps to do it yourself."),
    How.OTHERS: Text(
        "Somebody has set this up in a way of their own. We leave it as it is. Here are the steps to do it yourself."
    ),
    How.REMOTE: Text("You use this computer from afar. This could cut you off, so nothing was changed."),
    How.UNWRITABLE: Text("This computer does not let us write this down. Nothing was changed."),
    How.FAILED: Text("It had no effect, so we set everything back."),
    How.HALF: Text("It had no effect, and we could not set all of it back. Please look at the steps."),
    How.STRANGE: Text("Our note of how it was before cannot be used, so we cannot set it back."),
    How.NOT_INSTALLED: Text(
        "Postigo is not installed in a way that lets it change this. Here are the steps to do it yourself."
    ),
    How.NO_WAY: Text("Nothing here can ask for the administrator's password. Here are the steps to do it yourself."),
    How.REFUSED: Text("You said no. Nothing was changed."),
    How.DENIED: Text("The system did not give permission. Nothing was changed."),
    How.LOST: Text("We did not hear how this ended, so something may have changed. Look again, to see how it is now."),
}
"""Sentences for all that did not go as wished. None is an error of the person."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Outcome of a request: how it ended, and what the helper said beside.

    `now`: `on` or `off` where it could tell, `unfinished` for interrupted updates. `undo`: there is something to set back.
    `begun`: a change was interrupted. `differs`: the helper's own names of the parts that somebody has changed.
    """

    how: How
    now: str = ""
    undo: bool = False
    begun: bool = False
    differs: tuple[str, ...] = ()


Progress = Callable[[str, int], None]
"""Hearer of the progress of installing updates: `fetch` or `install`, and percent."""


def unheard(_step: str, _percent: int) -> None:
    """Progress that nobody asked for."""


def request(fix: Fix, do: Do, subject: str = "", heard: Progress = unheard) -> Outcome:
    """Outcome of one request. It waits for the person, however long; what the helper does goes on without us.

    `subject` is the id of a finding's handle where the fix needs one (`unit-off`: a unit). Nothing raises.
    """
    wish = Request(fix, do, subject)
    if sys.platform == "win32":
        from postigo.fixes.elevation_windows import run_elevated  # noqa: PLC0415 - there is no such module elsewhere

        status = run_elevated(wish.tag, wish.line.decode().strip())
        return Outcome(status) if isinstance(status, How) else _by_status(status)
    if not installed():
        return Outcome(How.NOT_INSTALLED)
    way = _way()
    if way is None:
        return Outcome(How.NO_WAY)
    try:
        host = Host(start([way, PROGRAM, wish.tag]))
    except OSError:
        return Outcome(How.NO_WAY)
    return _outcome(host, wish.line, heard)


def installed() -> bool:
    """Whether the helper lies in its place, put there by root. It looks closer itself."""
    if sys.platform == "win32":
        from postigo.fixes.elevation_windows import program  # noqa: PLC0415 - as above

        return program() is not None
    try:
        told = os.lstat(PROGRAM)
    except OSError:
        return False
    return stat.S_ISREG(told.st_mode) and told.st_uid == 0 and not told.st_mode & 0o022


def _way() -> str | None:
    """Program that asks for the password; sudo only where somebody sits at a terminal."""
    ways = [*_WAYS, *([_SUDO] if sys.stdin is not None and sys.stdin.isatty() else [])]
    return next((way for way in ways if os.access(way, os.X_OK)), None)


def _outcome(host: Host, line: bytes, heard: Progress) -> Outcome:
    host.send(line)
    outcome: Outcome | None = None
    status: int | None = None
    try:
        for said in host.lines():
            told = _told(said)
            if isinstance(told, Outcome):
                outcome = told
            elif told is not None:
                heard(*told)
    except Ended as ended:
        status = ended.status
    host.close(CLOSE_GRACE)
    if outcome is not None:
        return outcome
    return Outcome(How.REFUSED if status == _SAID_NO else How.DENIED if status in _DENIED else How.LOST)


def _told(said: bytes) -> Outcome | tuple[str, int] | None:
    """Meaning of a line: an outcome, a progress, or nothing that we know."""
    try:
        told = json.loads(said)
        if not isinstance(told, dict) or told.get("v") != VERSION:
            return None
        match told:
            case {"progress": "fetch" | "install" as step, "percent": int() as percent}:
                return str(step), percent
            case {"code": str() as code, "now": str() as now, "differs": list() as differs}:
                undo, begun = told.get("undo") is True, told.get("begun") is True
                return Outcome(_how(Code(code)), now, undo, begun, tuple(map(str, differs)))
            case {"code": str() as code}:
                return Outcome(_how(Code(code)))
    except (ValueError, RecursionError):
        pass
    return None


def _how(code: Code) -> How:
    return _BY_CODE[code] if code in _BY_CODE else How(code.value)


def _by_status(status: int) -> Outcome:
    """Outcome of an exit status, where there is no pipe."""
    code = next((code for code in Code if code.status == status), None)
    return Outcome(How.LOST if code is None else _how(code))
