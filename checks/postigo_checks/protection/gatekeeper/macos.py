"""Probe of `av.gatekeeper`: `spctl` and `csrutil`, which answer everybody.

`spctl --status` says "assessments enabled" or "assessments disabled", the latter with status 1 (seen on 14.7.4), so the words
count. Parts of SIP can be switched off alone ("unknown (Custom Configuration)", with a list of parts below, seen in several
public outputs).
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import CannotTell, Data, System, Unknown, attempt
from postigo_checks.protection.gatekeeper.fact import Integrity, Locks

GATEKEEPER: Final = ("spctl", "--status")

SIP: Final = ("csrutil", "status")

_ASSESSMENTS: Final = {"assessments enabled": True, "assessments disabled": False}
_STATUS: Final = re.compile(
    r"^System Integrity Protection status: (enabled|disabled|(?:enabled|unknown) \(Custom Configuration\))\.",
    re.MULTILINE,
)


def macos(system: System, data: Data) -> Locks:
    """By the system's own tools, which answer everybody."""
    del data
    return Locks(attempt(_gatekeeper, system), attempt(_integrity, system))


def _gatekeeper(system: System) -> bool:
    output = system.run(*GATEKEEPER)
    said = _ASSESSMENTS.get(output.out.strip())
    if said is None:
        raise CannotTell(Unknown.UNREADABLE, f"spctl: status {output.code}, {output.out!r:.60}")
    return said


def _integrity(system: System) -> Integrity:
    output = system.run(*SIP)
    said = set(_STATUS.findall(output.out))
    if output.code != 0 or len(said) != 1:
        raise CannotTell(Unknown.UNREADABLE, f"csrutil: status {output.code}, {output.out!r:.60}")
    word = said.pop()
    return Integrity.PARTLY if "Custom" in word else Integrity(word)
