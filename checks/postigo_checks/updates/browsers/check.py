"""`update.browser`: whether the browsers are current, by a bundled dated table.

What is said, and why:

- A version that was overtaken is a **NOTE** for six weeks: browsers renew themselves within days, and the slow channel of Chrome
  and Edge, for firms and schools, holds each fourth version for eight weeks, which is six more than it is newest.
- **ADVISE** after six weeks, **ACT** after three months: by then a dozen lists of repaired holes are public, and web pages use them.
- Good is only what, at the fastest pace that browsers have, cannot have been overtaken for six weeks; and nothing is good by
  a table older than half a year. Old is all that, at the slowest pace, was overtaken so long ago, however old the table is.
  Between the two it cannot be told.
- Safari's repairs come with those of macOS, which `update.os-pending` looks at. Only a Safari of an earlier year is told here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Scope, Share, Text
from postigo_checks.updates.browsers.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.updates.browsers.fact import Browsers


def load(platform: Platform) -> Implementation[Browsers]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.updates.browsers.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.updates.browsers.linux import linux as way
        case Platform.WINDOWS:
            from postigo_checks.updates.browsers.windows import windows as way
        case Platform.MACOS:
            from postigo_checks.updates.browsers.macos import macos as way
    return Implementation(way, judge)


UPDATE_BROWSER: Final = Check(
    id="update.browser",
    title=Text("The versions of the browsers"),
    why=Text(
        "The browser is the program that touches the most unknown pages. Its old faults are known to those who attack."
    ),
    tip=3,
    load=load,
    coverage={
        Platform.LINUX: Coverage(
            Text("The versions of Chrome, Chromium, Edge, Brave and Firefox that are installed, and our dated table."),
            Text("Other browsers, and those that one account installed for itself. Brave often hides its version."),
        ),
        Platform.WINDOWS: Coverage(
            Text(
                "The versions of Chrome, Edge, Brave and Firefox for everybody and for this account, and our dated table."
            ),
            Text("Other browsers, and those that another account installed for itself."),
        ),
        Platform.MACOS: Coverage(
            Text("The versions of Chrome, Edge, Brave, Firefox and Safari in Applications, and our dated table."),
            Text("Other browsers, and those in the folder of one account. Safari is updated with macOS."),
        ),
    },
    share=Share.OPEN,
    scope=Scope.MACHINE,
    budget=15.0,
    fixes=FIXES,
)
