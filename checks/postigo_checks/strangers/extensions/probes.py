"""Probe of `info.extensions`, on all systems."""

from __future__ import annotations

from postigo.api import Data, Platform, System, Unseen
from postigo_checks.common.browsers.homes import Engine, Part, walks
from postigo_checks.common.browsers.profiles import Profile, each, keep, nothing_seen
from postigo_checks.strangers.extensions import chromium, firefox
from postigo_checks.strangers.extensions.fact import Extension, Extensions, load


def probe(system: System, data: Data) -> Extensions:
    """The add-ons that may read every page."""
    known = load(data)
    walked = walks(system)
    unseen: list[Unseen[Part]] = []
    found: list[Extension] = []

    def of_chromium(profile: Profile) -> None:
        keep(chromium.extensions(system, profile, known), found)

    def of_firefox(profile: Profile) -> None:
        keep(firefox.extensions(system, profile, known), found)

    seen = (
        *each(system, walked, Engine.CHROMIUM, "Preferences", unseen, of_chromium),
        *each(system, walked, Engine.FIREFOX, "extensions.json", unseen, of_firefox),
    )
    unseen.extend(nothing_seen(system, (*seen, *unseen)))
    return Extensions(
        seen,
        tuple(dict.fromkeys(found)),
        tuple(dict.fromkeys(unseen)),
        safari=system.platform is Platform.MACOS,
    )
