"""Fact of `browser.safe-browsing`: which browsers warn, and by what they do not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from postigo.api import Handle, Unseen
from postigo_checks.common.browsers.homes import Browser, Part


class Warns(Enum):
    """Whether a browser warns, and who decided that."""

    ON = "on"
    OFF = "off"  # in one of its profiles at least
    OFF_AS_IT_COMES = "off-as-it-comes"  # its makers leave it to the person
    ON_BY_POLICY = "on-by-policy"
    OFF_BY_POLICY = "off-by-policy"


@dataclass(frozen=True, slots=True)
class Guard:
    """A browser and whether it warns; the switch by which it does not."""

    browser: Browser
    warns: Warns
    switch: Handle | None = None


@dataclass(frozen=True, slots=True)
class PageWarnings:
    """Whether the browsers of this account warn. `safari`: there is one, and it cannot be read."""

    guards: tuple[Guard, ...]
    unseen: tuple[Unseen[Part], ...] = ()
    safari: bool = False
