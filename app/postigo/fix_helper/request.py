"""Request to the helper, and its answer: closed words. They come in one line that anybody may have written."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

VERSION: Final = 1
LONGEST: Final = 4096  # bytes of a line


class Word(str, Enum):  # noqa: UP042 - the system's Python runs this, and that of Ubuntu 20.04 is a 3.8
    """Word of a closed set, which is written as its value."""

    def __str__(self) -> str:
        return str(self.value)


class Fix(Word):
    """Fixes. The ids are for ever: records and the actions of polkit have them."""

    FIREWALL_ON = "firewall-on"
    UPDATES_AUTOMATIC = "updates-automatic"
    UPDATES_INSTALL = "updates-install"
    UNIT_OFF = "unit-off"
    CAMERA_NOTICE = "camera-notice"


class Do(Word):
    """Things that can be done with a fix. `state` changes nothing."""

    APPLY = "apply"
    UNDO = "undo"
    STATE = "state"


class Code(Word):
    """Answers. The exit status follows their order, so a new one comes last."""

    DONE = "done"
    ALREADY = "already"  # it was so; nothing was changed
    UNDONE = "undone"
    STATE = "state"
    NOTHING = "nothing"  # there is nothing to undo
    BUSY = "busy"  # another helper or the system's own tool is at work
    CHANGED = "changed"  # somebody has changed it since; the answer names the parts
    CANNOT = "cannot"  # this system has not what it needs
    OTHERS = "others"  # somebody arranged it otherwise: a policy, a mask, a link, rules of their own
    REMOTE = "remote"  # it could cut off whoever is connected from afar
    UNWRITABLE = "unwritable"  # a disk or a rule lets nothing be written; nothing was changed
    FAILED = "failed"  # tried without effect, and put back
    HALF = "half"  # tried without effect, and not all of it could be put back
    STRANGE = "strange"  # its record is of another machine or version, or damaged
    REQUEST = "request"  # there is no such request
    UNTRUSTED = "untrusted"  # others can write where it lies, it was started otherwise, or it has no rights

    @property
    def status(self) -> int:
        """Exit status that says it, from 40 on. A crash, a kill or a prompt ends otherwise."""
        return 40 + list(Code).index(self)


class Refused(Exception):  # noqa: N818 - what it is
    """Refusal before anything was changed, or the reason why a change did not come about."""

    def __init__(self, code: Code, *differs: str) -> None:
        super().__init__(code)
        self.code, self.differs = code, differs


@dataclass(frozen=True)
class Request:
    """Request that was understood. That its subject exists is not known yet."""

    fix: Fix
    do: Do
    subject: str = ""

    @property
    def tag(self) -> str:
        """Argument of the program, by which the system chooses its prompt. The fix; with `.undo` after it for that."""
        return f"{self.fix}.undo" if self.do is Do.UNDO else str(self.fix)

    @property
    def name(self) -> str:
        """Name of its record."""
        return f"{self.fix}@{self.subject}" if self.subject else str(self.fix)

    @property
    def line(self) -> bytes:
        """Line that says it."""
        return json.dumps({"v": VERSION, "fix": self.fix, "do": self.do, "subject": self.subject}).encode() + b"\n"


UNIT: Final = r"[A-Za-z0-9][A-Za-z0-9@:._\\-]{0,150}\.(?:service|socket|timer|path)"
"""Names of units (systemd.unit(5)) that can be a subject. None begins like an option, none leads to another folder."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError
    return dict(pairs)


def parse(line: bytes, tag: str) -> Request:
    """Request of a whole line that was sent under a tag. REQUEST for everything else, be it ever so near."""
    try:
        request = _understood(line)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        request = None
    if request is None or request.tag != tag:
        raise Refused(Code.REQUEST)
    return request


def _understood(line: bytes) -> Request | None:
    if len(line) > LONGEST or line.find(b"\n") != len(line) - 1:
        return None
    given = json.loads(line.decode("ascii"), object_pairs_hook=_once)
    version, fix, do, subject = given.pop("v"), given.pop("fix"), given.pop("do"), given.pop("subject", "")
    named = re.fullmatch(UNIT if fix == Fix.UNIT_OFF else "", subject)
    if given or type(version) is not int or version != VERSION or named is None:
        return None
    return Request(Fix(fix), Do(do), subject)
