"""`camera.browser-sites`: web pages that may use camera, microphone or location without asking again.

The rule (a catalogue severity of `med`, so nothing above ADVISE):

- ADVISE: a page that is not made for calls may use the camera, or the microphone; or every page may; also where an
  administrator has laid that down, which no list of the browser's own shows as the person's answer;
- NOTE: a page for calls may (that is what people want of it); a page may know the location;
- GOOD: none may, in the browsers that could be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Text
from postigo_checks.capture.browser_sites.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.capture.browser_sites.fact import SitePermissions


def load(_platform: Platform) -> Implementation[SitePermissions]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.capture.browser_sites.judge import judge
    from postigo_checks.capture.browser_sites.probes import probe

    return Implementation(probe, judge)


_READS: Final = Text(
    "The pages that may use the camera, the microphone or the location, in all browsers that are built as Chrome or "
    "Firefox are, found by the shape of their folders, and what an administrator laid down for them on this computer."
)
_MISSES: Final = Text(
    "Browsers of other kinds, profiles in unusual folders, pages inside other programs, and what you allowed only for one "
    "visit."
)
_MISSES_ON_A_MAC: Final = Text(
    "Safari and browsers of other kinds, profiles in unusual folders, pages inside other programs, and what you allowed "
    "only for one visit."
)
SIGHT: Final = {
    Platform.LINUX: Coverage(reads=_READS, misses=_MISSES),
    Platform.WINDOWS: Coverage(reads=_READS, misses=_MISSES),
    Platform.MACOS: Coverage(reads=_READS, misses=_MISSES_ON_A_MAC),
}

BROWSER_SITES: Final = Check(
    id="camera.browser-sites",
    title=Text("Web pages that may use the camera"),
    why=Text("A page that you once allowed can turn on the camera whenever it is open, without asking again."),
    tip=2,
    load=load,
    coverage=SIGHT,
    budget=20.0,
    fixes=FIXES,
)
