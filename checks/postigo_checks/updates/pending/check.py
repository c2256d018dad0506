"""`update.os-pending`: security updates that are known and not installed, and how old that knowledge is.

What is said, and why:

- **ADVISE** when security updates wait. An update may be an hour old, and the machine may install it tonight.
- **ACT** when ten or more separate repairs wait, or one is known to wait for 14 days or longer. From then on the repaired
  holes are public, and used against people. Fourteen days is what the British scheme Cyber Essentials gives firms for
  dangerous holes. Ten is more than two weeks usually bring to one machine: Debian publishes three to five
  advisories a week for all of its software. Repairs are counted, not packages: one repair of an office suite is forty.
  Where a list has no dates, an update waits at least since the day of the list that already offered it.
- Where a system does not tell security updates from others (Arch, Debian testing, …) waiting updates are never more
  than ADVISE: nobody can say that they close a hole.
- What somebody told the system not to take (a hold, a pin, a lock, an exclusion) is **held back**, and not waiting: the command
  that installs updates never takes it. ADVISE, with the way to let it go; never ACT, for somebody wanted it so.
- A package manager that was interrupted refuses everything until it is mended. ADVISE, whatever else is known.
- A system that is renewed as a whole keeps no list here. That is not good, and a list would never come: the way is named.
  Fedora and those made from it build a new image each day; one that is 30 days old has missed some.
- A list older than eight days makes nothing good: Debian's lists say themselves that they hold for seven, and one more day
  forgives a computer that was off, and clocks. What an old list shows waiting is still said.
- On Windows an empty list alone makes nothing good: it comes also where the catalogue cannot be built. The newest update that
  is installed must be as young as the second Tuesday of a month that lies 14 days back. One that is more than 90 days old is
  **ACT**, whatever the list says: it lacks the repairs of three months. Between the two it cannot be told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Scope, Share, Text
from postigo_checks.updates.pending.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.updates.pending.fact import WaitingUpdates


def load(platform: Platform) -> Implementation[WaitingUpdates]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.updates.pending.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.updates.pending.linux import linux as way
        case Platform.WINDOWS:
            from postigo_checks.updates.pending.windows import windows as way
        case Platform.MACOS:
            from postigo_checks.updates.pending.macos import macos as way
    return Implementation(way, judge)


OS_PENDING: Final = Check(
    id="update.os-pending",
    title=Text("Security updates that wait"),
    why=Text("Old faults in a system are the easiest way in for others. Updates repair them."),
    tip=3,
    load=load,
    coverage={
        Platform.LINUX: Coverage(
            reads=Text(
                "The lists of updates that this computer fetched last, and what is installed. "
                "It fetches nothing itself."
            ),
            misses=Text(
                "Updates that came after that list. Programs from elsewhere: other makers' sources, snap, flatpak, AppImage, own downloads."
            ),
        ),
        Platform.WINDOWS: Coverage(
            reads=Text(
                "What Windows Update found when it last looked, and how old the newest update is that is installed. "
                "It is not asked to look again."
            ),
            misses=Text("Updates that came after that day, and updates that somebody hid."),
        ),
        Platform.MACOS: Coverage(
            reads=Text("What macOS wrote down when it last looked for updates."),
            misses=Text("Updates that came after that day. macOS does not say which ones are for security."),
        ),
    },
    share=Share.OPEN,
    scope=Scope.MACHINE,
    budget=30.0,
    fixes=FIXES,
)
