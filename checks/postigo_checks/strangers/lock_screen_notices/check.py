r"""`info.lockscreen`: whether the locked screen shows what messages say.

Windows shows it as it comes; four settings can forbid it, two of them an administrator's. macOS: `content_visibility`
1 never, 2 when unlocked, 3 always; where it is not written, what holds depends on the Mac: unknown. GNOME shows which
program has news, and what they say only for programs that somebody chose (`details-in-lock-screen`). KDE has no such
setting, and other desktops are not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Share, Text
from postigo_checks.strangers.lock_screen_notices.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.strangers.lock_screen_notices.fact import Notices


def load(platform: Platform) -> Implementation[Notices]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.strangers.lock_screen_notices.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.strangers.lock_screen_notices.linux import linux as way
        case Platform.WINDOWS:
            from postigo_checks.strangers.lock_screen_notices.windows import windows as way
        case Platform.MACOS:
            from postigo_checks.strangers.lock_screen_notices.macos import macos as way
    return Implementation(way, judge)


LOCK_SCREEN_NOTICES: Final = Check(
    id="info.lockscreen",
    title=Text("Messages on the locked screen"),
    why=Text("A code that was sent to you, or a name, can be read by anyone who passes your locked screen."),
    tip=5,
    load=load,
    coverage={
        Platform.LINUX: Coverage(
            Text("GNOME's settings for notices on the locked screen."), Text("Other desktops, and single programs.")
        ),
        Platform.WINDOWS: Coverage(
            Text("Whether Windows shows notices on the locked screen."),
            Text("Programs that hide their own messages."),
        ),
        Platform.MACOS: Coverage(
            Text("When the Mac shows what messages say."), Text("Programs that were set apart from the others.")
        ),
    },
    share=Share.OPEN,
    fixes=FIXES,
)
