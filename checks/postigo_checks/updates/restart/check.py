"""`update.reboot`: whether updates are installed that only work after a restart.

A restart that waits for less than a day is a **NOTE**: most computers are started anew tomorrow. After that **ADVISE**.
macOS installs its own updates while it restarts, so nothing can wait there, and the check does not exist on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Scope, Share, Text
from postigo_checks.updates.restart.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.updates.restart.fact import Restart


def load(platform: Platform) -> Implementation[Restart]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.updates.restart.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.updates.restart.linux import linux as way
        case Platform.WINDOWS:
            from postigo_checks.updates.restart.windows import windows as way
    return Implementation(way, judge)


UPDATE_REBOOT: Final = Check(
    id="update.reboot",
    title=Text("Updates that wait for a restart"),
    why=Text("An update repairs a fault only when the repaired part has been started."),
    tip=3,
    load=load,
    coverage={
        Platform.LINUX: Coverage(
            Text("The system's own mark, the newest kernel, and when base parts were installed."),
            Text("Programs that still run in their old version. Closing and opening them is enough."),
        ),
        Platform.WINDOWS: Coverage(
            Text(
                "The marks that Windows sets when installed parts or updates wait for a restart, and what Windows Update says itself."
            ),
            Text("Programs of other makers that want a restart."),
        ),
    },
    share=Share.OPEN,
    scope=Scope.MACHINE,
    fixes=FIXES,
)
