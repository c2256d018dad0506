"""What a recipe of a whole machine is, and the few words that recipes are written with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from postigo.core.system import Platform

SHORT = dict[str, Any]


@dataclass(frozen=True)
class Recipe:
    """How one machine is put together.

    Each check of its platform answers with its `<platform>-usual` recording: the ordinary computer. `recordings` names the
    case of those that differ here, and of checks that run only when asked for by name, which are left out otherwise.
    Where two recordings answer one question in different ways, the check named first in `trusted` is believed, unless
    the answer is the machine's `own`. What no check asks of this machine is left out. `verdicts` are those that differ
    from what the recordings themselves hold.
    """

    platform: Platform
    name: str
    source: str
    recordings: Mapping[str, str]  # check: its case, where that is not "usual"
    own: Mapping[str, Any]  # answers of the machine itself
    trusted: tuple[str, ...] = ()
    verdicts: Mapping[str, SHORT] = field(default_factory=dict)
    kind: str = "documented"


def program(pid: int, name: str, path: str | None, started: str, *, own: bool = True) -> SHORT:
    """A running program."""
    return {"pid": pid, "name": name, "path": path, "started": started, "own": own}


def holds(level: str | None, *findings: str, gaps: tuple[str, ...] = ()) -> SHORT:
    """A verdict as recordings hold it."""
    return {"level": level, "findings": sorted(findings), "gaps": sorted(gaps)}
