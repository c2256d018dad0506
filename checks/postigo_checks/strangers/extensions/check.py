"""`info.extensions`: which browser add-ons may read every page.

The rule (a catalogue severity of `med`, so nothing above ADVISE):

- ADVISE: an add-on that the table does not know; one that came past the shop (from a folder, or by another program);
  one that an administrator put there. On a school's computer the last is as it should be, at home it is a sign of
  adware or of somebody who watches: the sentence asks which it is;
- NOTE: one that many people know and that needs every page for what it does; one that can be allowed to (Firefox), where
  nothing tells whether it was;
- GOOD: none may, in the browsers that could be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Text
from postigo_checks.strangers.extensions.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.strangers.extensions.fact import Extensions


def load(_platform: Platform) -> Implementation[Extensions]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.strangers.extensions.judge import judge
    from postigo_checks.strangers.extensions.probes import probe

    return Implementation(probe, judge)


_READS: Final = Text(
    "The add-ons that may read every page, in all browsers that are built as Chrome or Firefox are, found by the shape of "
    "their folders."
)
_MISSES: Final = Text("Browsers of other kinds, and profiles in unusual folders.")
SIGHT: Final = {
    Platform.LINUX: Coverage(reads=_READS, misses=_MISSES),
    Platform.WINDOWS: Coverage(reads=_READS, misses=_MISSES),
    Platform.MACOS: Coverage(
        reads=_READS, misses=Text("Safari and browsers of other kinds, and profiles in unusual folders.")
    ),
}

EXTENSIONS: Final = Check(
    id="info.extensions",
    title=Text("Add-ons that may read your pages"),
    why=Text(
        "An add-on that reads every page sees your messages and what you write. Some are sold and then sell what they see."
    ),
    tip=5,
    load=load,
    coverage=SIGHT,
    budget=20.0,
    fixes=FIXES,
)
