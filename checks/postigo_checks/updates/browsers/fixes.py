"""Plans of `update.browser`: most browsers renew themselves; on Linux the system does it."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, OpenSettings, Plan, Platform, SettingsPage, Text

_EFFORT: Final = Text("About 5 minutes.")

FIXES: Final = (
    Plan(
        "renew",
        Text("Let the browser update itself"),
        (
            Instruct(Text("Open the menu of the browser, then “Help”, then “About”. It updates by itself there.")),
            Instruct(Text("Close all its windows and open it again.")),
            Instruct(Text("On a school or work computer, tell the person who looks after it.")),
        ),
        _EFFORT,
        on=frozenset({Platform.WINDOWS, Platform.MACOS}),
        rights=False,
    ),
    Plan(
        "renew",
        Text("Install the updates"),
        (
            OpenSettings(SettingsPage.UPDATES),
            Instruct(Text("On Linux the browser is updated together with the other programs. Install all updates.")),
            Instruct(Text("Close all windows of the browser and open it again.")),
        ),
        _EFFORT,
        on=frozenset({Platform.LINUX}),
    ),
)
