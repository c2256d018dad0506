"""Programs that watch or manage this computer: the fact of `info.monitoring-software`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from postigo.api import Unseen


class Kind(Enum):
    """Buyers of a program of this sort."""

    FAMILY = "family"
    CLASS = "class"
    WORK = "work"
    HIDDEN = "hidden"


class Part(Enum):
    """Parts of a look that may stay unseen."""

    RUNNING = "which programs run"
    HIDDEN = "which programs of other accounts run"
    STARTED = "what starts with the computer"
    MANAGED = "whether an administrator manages it from elsewhere"


@dataclass(frozen=True, slots=True)
class Watcher:
    """A known program. `running` now, or only set to start."""

    name: str
    kind: Kind
    running: bool


@dataclass(frozen=True, slots=True)
class Watched:
    """Programs that were seen. `managed` is None where that cannot be asked (Linux) or was not seen."""

    watchers: tuple[Watcher, ...]
    managed: bool | None
    unseen: tuple[Unseen[Part], ...] = ()
