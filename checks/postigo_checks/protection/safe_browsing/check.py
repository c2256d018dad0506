"""`browser.safe-browsing`: whether the browsers warn of dangerous pages and downloads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Text
from postigo_checks.protection.safe_browsing.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.protection.safe_browsing.fact import PageWarnings


def load(_platform: Platform) -> Implementation[PageWarnings]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.protection.safe_browsing.judge import judge
    from postigo_checks.protection.safe_browsing.probes import probe

    return Implementation(probe, judge)


_READS: Final = Text(
    "The switch for warnings in Chrome, Chromium, Edge, Brave, Vivaldi, Firefox and LibreWolf, where other browsers that "
    "are built like them switched it off, and what an administrator laid down for it on this computer."
)
SIGHT: Final = {
    Platform.LINUX: Coverage(
        reads=_READS, misses=Text("Opera, browsers of other kinds, and profiles in unusual folders.")
    ),
    Platform.WINDOWS: Coverage(
        reads=_READS, misses=Text("Opera, browsers of other kinds, and profiles in unusual folders.")
    ),
    Platform.MACOS: Coverage(
        reads=_READS, misses=Text("Safari, Opera, browsers of other kinds, and profiles in unusual folders.")
    ),
}

SAFE_BROWSING: Final = Check(
    id="browser.safe-browsing",
    title=Text("The browsers' warnings of dangerous pages"),
    why=Text("Many attacks begin with a link in a message. A browser that warns stops most known ones."),
    tip=3,
    load=load,
    coverage=SIGHT,
    budget=20.0,
    fixes=FIXES,
)
