"""Plans of `info.location`."""

from __future__ import annotations

from typing import Final

from postigo.api import Change, HandleKind, Instruct, Means, OpenSettings, Plan, Platform, Setting, SettingsPage, Text

FIXES: Final = (
    Plan(
        "review",
        Text("Leave location only to maps"),
        (
            OpenSettings(SettingsPage.LOCATION),
            Instruct(Text("Switch off every app in the list that is not for maps or the weather.")),
            Instruct(Text("An app can ask again when you need it.")),
        ),
        Text("About 3 minutes."),
        safety=True,
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "review",
        Text("Leave location only to maps"),
        (
            OpenSettings(SettingsPage.LOCATION),
            Instruct(Text("Switch off every app in the list that is not for maps or the weather.")),
            Instruct(Text("Keep “Find My Mac” under “System Services”, so that you can find a lost Mac.")),
        ),
        Text("About 3 minutes."),
        safety=True,
        on=frozenset({Platform.MACOS}),
    ),
    Plan(
        "review",
        Text("Leave location only to maps"),
        (
            OpenSettings(SettingsPage.LOCATION),
            Instruct(Text("Switch off every app in the list that is not for maps or the weather.")),
            Instruct(Text("If there is no such list, open a program like Flatseal and look under the app's name.")),
        ),
        Text("About 3 minutes."),
        safety=True,
        on=frozenset({Platform.LINUX}),
        means=(
            Means(
                HandleKind.PERMISSION,
                (Change(Setting(["NONE", "0"]), Text("{subject} is not told where you are.")),),
                within="location/location",
            ),
        ),
        button=Text("Do not tell {subject} where you are…"),
        affects=Text("Somebody who looks where you are with this app cannot see it any more."),
    ),
)
