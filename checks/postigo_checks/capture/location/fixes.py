"""Plans of `info.location`."""

from __future__ import annotations

from typing import Final

from postigo.api import Change, HandleKind, Instruct, Means, OpenSettings, Plan, Platform, Setting, SettingsPage, Text

_NOT_TOLD: Final = Text("{subject} is not told where you are.")
_BUTTON: Final = Text("Do not tell {subject} where you are…")
_AFFECTS: Final = Text("Somebody who looks where you are with this app cannot see it any more.")

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
        means=(Means(HandleKind.REGISTRY_VALUE, (Change(Setting({"type": 1, "data": "Deny"}), _NOT_TOLD),), "Value"),),
        button=_BUTTON,
        affects=_AFFECTS,
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
                (Change(Setting(["NONE", "0"]), _NOT_TOLD),),
                within="location/location",
            ),
        ),
        button=_BUTTON,
        affects=_AFFECTS,
    ),
)
