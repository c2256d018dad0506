"""`update.os-supported`: whether the system still gets security updates, by a table with its own date.

What is said, and why:

- **ACT** when the updates have ended: new holes become known every week and nobody closes them. In the first 30 days after the
  end it is ADVISE: such a system was just repaired, and moving takes an afternoon that somebody must find. An end that lay
  more than a month ahead when the table was made may have been put off since (Fedora 41's was, by weeks; that of Windows 10's
  extended updates by a year): it is ADVISE for 90 days, and says so.
- **NOTE** where others have taken over and it costs the person nothing (Debian's LTS team; Ubuntu Pro, when it is on; extended
  updates that reach a Windows 10), and when the end is less than 90 days away: there is time to plan. Of a system that is not in the
  table and names what it is built on, only that part is known: NOTE, unless it has ended.
- "Not ended yet" holds for 18 months: ends are announced years before, but not always. Apple announces none; it repairs its
  three newest releases, and brings one every September. So where the table knows no end for a macOS, each September since its day
  counts as one more release.
- What came after the table is repaired at least for the shortest life that its maker gave to any (bounds.py), and at
  some day has surely ended. A test version, or a system that is rare, is not judged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Scope, Share, Text
from postigo_checks.updates.supported.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.updates.supported.fact import Support


def load(platform: Platform) -> Implementation[Support]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.updates.supported.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.updates.supported.linux import linux as way
        case Platform.WINDOWS:
            from postigo_checks.updates.supported.windows import windows as way
        case Platform.MACOS:
            from postigo_checks.updates.supported.macos import macos as way
    return Implementation(way, judge)


OS_SUPPORTED: Final = Check(
    id="update.os-supported",
    title=Text("How long the system gets security updates"),
    why=Text("When a system gets no more updates, nobody repairs the faults that are found in it."),
    tip=3,
    load=load,
    coverage={
        Platform.LINUX: Coverage(
            reads=Text("The name and version of the system, and our table of when systems end."),
            misses=Text("The end of systems that are not in the table. A missing small update is another check."),
        ),
        Platform.WINDOWS: Coverage(
            reads=Text("The build, edition and revision of Windows, and our table of when systems end."),
            misses=Text("Server and preview versions are not in the table. A missing small update is another check."),
        ),
        Platform.MACOS: Coverage(
            reads=Text("The version of macOS, and our table of when systems end."),
            misses=Text("Apple announces no ends. For old versions our table is soon too old."),
        ),
    },
    share=Share.OPEN,
    scope=Scope.MACHINE,
    fixes=FIXES,
)
