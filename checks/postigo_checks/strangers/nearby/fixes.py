"""Plans of `info.nearby`."""

from __future__ import annotations

from typing import Final

from postigo.api import Change, HandleKind, Instruct, Means, OpenSettings, Plan, Platform, Setting, SettingsPage, Text

FIXES: Final = (
    Plan(
        "narrow",
        Text("Take files only from your own devices"),
        (
            OpenSettings(SettingsPage.NEARBY),
            Instruct(Text("Under “Nearby sharing”, choose “My devices only” or “Off”.")),
        ),
        Text("About 1 minute."),
        on=frozenset({Platform.WINDOWS}),
        means=(
            Means(
                HandleKind.REGISTRY_VALUE,
                (
                    Change(
                        Setting({"type": 4, "data": 1}), Text("Only your own devices can send files to this computer.")
                    ),
                ),
                "NearShareChannelUserAuthzPolicy",
            ),
        ),
        button=Text("Take files only from your own devices…"),
    ),
    Plan(
        "narrow",
        Text("Take files only from people you know"),
        (
            OpenSettings(SettingsPage.NEARBY),
            Instruct(Text("At “AirDrop”, choose “Contacts Only” or “No One”.")),
        ),
        Text("About 1 minute."),
        on=frozenset({Platform.MACOS}),
        means=(
            Means(
                HandleKind.DEFAULTS,
                (
                    Change(
                        Setting({"type": "string", "data": "Contacts Only"}),
                        Text("Only people in your contacts can send files to this Mac with AirDrop."),
                    ),
                ),
                "DiscoverableMode",
                "com.apple.sharingd",
            ),
        ),
        button=Text("Take files only from people you know…"),
    ),
)
