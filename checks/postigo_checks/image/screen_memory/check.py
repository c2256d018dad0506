r"""`image.screen-memory`: whether Windows Recall keeps pictures of the screen.

Where a person's own switch for it lies is not published, and an empty policy does not mean off. So, in this order: a
policy that forbids it; a Windows that does not have it (before build 26100); the optional feature, which an ordinary
user may ask WMI about (`Get-WindowsOptionalFeature` needs an administrator); and the folder where the pictures are kept.
Some computers that cannot have it do not list the feature: that counts where features that every Windows has are listed.
Pictures from before are looked for also where it is off now. Of that folder only the dates are looked at: nothing in it is opened, and security programs watch for those who do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Share, Text
from postigo_checks.image.screen_memory.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.image.screen_memory.fact import ScreenMemory


def load(_platform: Platform) -> Implementation[ScreenMemory]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.image.screen_memory.judge import judge
    from postigo_checks.image.screen_memory.windows import windows

    return Implementation(windows, judge)


SCREEN_MEMORY: Final = Check(
    id="image.screen-memory",
    title=Text("Pictures that are kept of your screen"),
    why=Text("What was once on the screen, a chat or a call, stays there to be seen by whoever knows your password."),
    tip=1,
    load=load,
    coverage={
        Platform.WINDOWS: Coverage(
            Text("Whether Windows Recall is forbidden, installed, and in use by this account. No picture is opened."),
            Text("Programs of other makers that keep pictures of the screen."),
        ),
    },
    share=Share.OPEN,
    budget=25.0,
    fixes=FIXES,
)
