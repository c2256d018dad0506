"""Plans of `camera.remote-control`."""

from __future__ import annotations

from typing import Final

from postigo.api import Change, HandleKind, Instruct, Means, OpenSettings, Plan, Platform, Setting, SettingsPage, Text

APPROVED: Final = r"HKCU\SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
"""Key of Windows for the starts that this account switched off."""
_SWITCHED_OFF: Final = {"type": 3, "data": "AwAAAAAAAAAAAAAA"}
"""Data of a start that is off, as of Task Manager. The time is missing (decision 0728)."""
_BUTTON: Final = Text("Do not start {subject} by itself…")
_AFFECTS: Final = Text("Whoever helps you through this program cannot come in any more while it is not open.")
_SWITCH_OFF: Final = Instruct(
    Text("Switch the program off in this list. It stays installed, and you can still open it.")
)
_STARTS_NO_MORE: Final = Text(
    "{subject} no longer starts when you sign in. Where it runs now, it runs until you sign out."
)

FIXES: Final = (
    Plan(
        "ask-then-close",
        Text("Find out who put it there, then decide"),
        (
            Instruct(
                Text("Ask who uses or looks after this computer: did somebody you trust install it, to help you?")
            ),
            Instruct(Text("If so, you can keep it. Switch off “unattended access” in its settings.")),
            Instruct(
                Text(
                    "If nobody knows it, read the safety note first. The person who put it there may notice when it is gone."
                )
            ),
            Instruct(Text("Did somebody on the phone ask you for it? Switch off the Wi-Fi and ask for help.")),
        ),
        effort=Text("About 10 minutes."),
        safety=True,
        rights=False,
    ),
    Plan(
        "stop-start",
        Text("Do not let it start by itself"),
        (
            Instruct(Text("Look in the settings for “Startup Applications” or “Autostart”.")),
            _SWITCH_OFF,
        ),
        effort=Text("About 2 minutes."),
        safety=True,
        on=frozenset({Platform.LINUX}),
        means=(
            Means(HandleKind.FILE_SETTING, (Change(Setting("true"), _STARTS_NO_MORE),), "Desktop Entry/Hidden"),
            Means(HandleKind.UNIT, (Change(Setting(is_set=False), _STARTS_NO_MORE),), within="user"),
        ),
        button=_BUTTON,
        affects=_AFFECTS,
        asks_whose=True,
        rights=False,
    ),
    Plan(
        "stop-start",
        Text("Do not let it start by itself"),
        (Instruct(Text("Open Settings, then “Apps”, then “Startup”.")), _SWITCH_OFF),
        effort=Text("About 2 minutes."),
        safety=True,
        on=frozenset({Platform.WINDOWS}),
        means=(Means(HandleKind.REGISTRY_VALUE, (Change(Setting(_SWITCHED_OFF), _STARTS_NO_MORE),), within=APPROVED),),
        button=_BUTTON,
        affects=_AFFECTS,
        asks_whose=True,
        rights=False,
    ),
    Plan(
        "stop-service",
        Text("Do not let it start with this computer"),
        (
            Instruct(Text("Its start belongs to the whole computer. Ask first whoever looks after it.")),
            Instruct(
                Text("To see what starts, type in a terminal: systemctl list-unit-files --state=enabled --type=service")
            ),
            Instruct(Text("Then type, with its name from this list in the place of NAME: sudo systemctl disable NAME")),
        ),
        effort=Text("About 5 minutes."),
        safety=True,
        on=frozenset({Platform.LINUX}),
        means=(
            Means(
                HandleKind.UNIT,
                helper="unit-off",
                says=Text(
                    "{subject} no longer starts with this computer. Where it runs now, it runs until you switch the computer off."
                ),
            ),
        ),
        button=_BUTTON,
        affects=_AFFECTS,
        asks_whose=True,
    ),
    Plan(
        "doors",
        Text("Switch off the system's own remote access"),
        (
            OpenSettings(SettingsPage.REMOTE_CONTROL),
            Instruct(Text("Look for Remote Desktop, and switch it off if nobody needs it.")),
            Instruct(Text("For SSH: open Services, find “OpenSSH SSH Server”, and set it to “Disabled”.")),
        ),
        effort=Text("About 3 minutes."),
        safety=True,
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "doors",
        Text("Switch off the system's own remote access"),
        (
            OpenSettings(SettingsPage.REMOTE_CONTROL),
            Instruct(
                Text("Switch off Screen Sharing, Remote Management and Remote Login in this list if nobody needs them.")
            ),
        ),
        effort=Text("About 2 minutes."),
        safety=True,
        on=frozenset({Platform.MACOS}),
    ),
    Plan(
        "doors",
        Text("Switch off the system's own remote access"),
        (
            OpenSettings(SettingsPage.REMOTE_CONTROL),
            Instruct(Text("Look for Remote Desktop, and switch it off if nobody needs it.")),
        ),
        effort=Text("About 2 minutes."),
        safety=True,
        on=frozenset({Platform.LINUX}),
    ),
)
