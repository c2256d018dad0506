"""`update.auto`: whether the machine installs its updates by itself.

What is said, and why: **ADVISE** where nothing happens by itself, or updates are paused for more than a week: people forget.
**NOTE** where a program shows the updates and waits for the person, where a pause ends within a week, and where
the system is meant to be updated by hand (Arch). Never ACT: what waits is another check's business.

A Mac notes since when it tries an update at night: one that is not installed after three nights is a **NOTE**, after two weeks
**ADVISE**.

**GOOD** is the effect, not the switch. On Debian and its kin that can be asked: what is switched on and takes nothing, is
stopped by an interrupted installation or has not worked for two weeks is **ADVISE**; what has not run yet, and what
leaves some programs out because somebody wanted that, is a **NOTE**. So is a computer that an organisation's own server updates,
since nobody saw that it answers, and one that a rule keeps at its version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Scope, Share, Text
from postigo_checks.updates.automatic.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.updates.automatic.fact import AutoUpdates


def load(platform: Platform) -> Implementation[AutoUpdates]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.updates.automatic.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.updates.automatic.linux import linux as way
        case Platform.WINDOWS:
            from postigo_checks.updates.automatic.windows import windows as way
        case Platform.MACOS:
            from postigo_checks.updates.automatic.macos import macos as way
    return Implementation(way, judge)


UPDATE_AUTO: Final = Check(
    id="update.auto",
    title=Text("Automatic updates"),
    why=Text("Updates repair faults. When they install themselves, nobody has to remember."),
    tip=3,
    load=load,
    coverage={
        Platform.LINUX: Coverage(
            reads=Text(
                "The settings of automatic updates, and whether a timer starts them. On Debian, Ubuntu and their kin also "
                "which updates they take, and when they last came to an end."
            ),
            misses=Text(
                "On other systems which updates they take, and whether they succeed. Those of snap and flatpak."
            ),
        ),
        Platform.WINDOWS: Coverage(
            reads=Text("The policies, services and pauses of Windows Update."),
            misses=Text("Tools that block updates in another way. The check for waiting updates shows their effect."),
        ),
        Platform.MACOS: Coverage(
            reads=Text("The settings of software updates, and those of an organisation over them."),
            misses=Text("What macOS does where a setting was never written down."),
        ),
    },
    share=Share.OPEN,
    scope=Scope.MACHINE,
    fixes=FIXES,
)
