"""Plan of `update.firmware`: looking for a newer one."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, OpenSettings, Plan, Platform, SettingsPage, Text

FIXES: Final = (
    Plan(
        "renew",
        Text("Look for new firmware"),
        (
            Instruct(Text("Plug the computer in.")),
            OpenSettings(SettingsPage.UPDATES),
            Instruct(Text("Install what is offered as firmware, or type in a terminal: fwupdmgr update")),
            Instruct(Text("Some parts only the maker can improve. Then there is nothing you must do.")),
        ),
        Text("About 20 minutes and a restart."),
        on=frozenset({Platform.LINUX}),
    ),
)
