"""Fact of `info.location`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from postigo.api import Unseen
from postigo_checks.capture.permissions.fact import App


class Part(Enum):
    """A place that can fail by itself."""

    SWITCH = "the switch over all"
    LIST = "who may know"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Apps that may know where this is.

    `off`: nobody, a switch says. `desktop`: all programs that are not from the Store.

    `closed`: some may, and the system keeps to itself which.
    """

    apps: tuple[App, ...] = ()
    off: bool = False
    desktop: bool = False
    closed: bool = False
    unseen: tuple[Unseen[Part], ...] = ()
