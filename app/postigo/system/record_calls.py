"""Recording of all calls of Windows: what each answers on this computer.

It holds the answers of the closed list, the time, whether there were an administrator's rights, and which Windows that was. Nothing
else is asked, and nothing is judged.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Final

from postigo.core.system import CannotTell, System, attempt
from postigo.system import identity
from postigo.system.recorder import Recorder
from postigo.system.recording import Recording
from postigo.windows_calls import CALLS

ASKED_WITH: Final[Mapping[str, Callable[[], str]]] = {
    "folder": lambda: os.path.join(os.path.expanduser("~"), "Pictures"),  # noqa: PTH111, PTH118 - written as Windows does
    "group": lambda: "@FirewallAPI.dll,-32752",  # network discovery: firewall rules that every Windows has
    "thumbprints": lambda: "8f43288ad272f3103b6fb1428485ea3014c0bcfe",  # a root of Windows' own maker, of 2011
}
"""Texts to ask with, by the names of values. A folder is the person's own, the others are Windows'."""

_VERSION: Final = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion"
_TOLD: Final = ("CurrentBuild", "UBR", "EditionID", "InstallationType", "DisplayVersion")


def recorded(system: System, app: str, goes_on: Callable[[str], bool]) -> Recording | None:
    """Recording of every call, one after the other, rid of its people. None if `goes_on(name)` says no before one of them."""
    recorder, accounts = Recorder(system), list[str]()
    recorder.now()
    for call in CALLS.values():
        if not goes_on(call.name):
            return None
        with suppress(CannotTell):  # the recorder keeps why
            said = recorder.call(call, **{name: ASKED_WITH[name]() for name in call.values})
            accounts += _accounts(said)
    known = identity.gather(system)
    everybody = replace(known, others=(*known.others, *accounts))
    return recorder.recording(everybody, app, source=_which(system))


def _accounts(said: object) -> list[str]:
    """Names of accounts in an answer. One that never signed in has no folder by which it would be known."""
    return (
        [f"{one.name}" for one in said if hasattr(one, "rid") and hasattr(one, "name")]
        if isinstance(said, tuple)
        else []
    )


def _which(system: System) -> str:
    """Which Windows this is, by its numbers."""
    key = attempt(system.registry, _VERSION)
    if isinstance(key, CannotTell):
        return f"Windows of which the version was not told ({key.why.value})"
    told = {name: value for name in _TOLD if isinstance(value := key.values.get(name), str | int)}
    return "Windows: " + ", ".join(f"{name} {value}" for name, value in told.items())
