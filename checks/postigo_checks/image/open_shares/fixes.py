"""Plans of `image.open-shares`."""

from __future__ import annotations

from typing import Final

from postigo.api import (
    Change,
    HandleKind,
    Instruct,
    Means,
    OpenSettings,
    Plan,
    Platform,
    Setting,
    SettingsPage,
    Text,
)

_TITLE: Final = Text("Close what you do not want to share")

FIXES: Final = (
    Plan(
        "close",
        _TITLE,
        (
            OpenSettings(SettingsPage.SHARING),
            Instruct(Text("In the sharing settings, turn on “Password protected sharing”.")),
            Instruct(Text("To stop sharing a folder: right-click on it, Properties, Sharing, Advanced Sharing.")),
            Instruct(
                Text("Do you not use the program that shares? Then remove it, or ask somebody to do it with you.")
            ),
            Instruct(Text("On a school or work computer, tell the person who looks after it.")),
        ),
        Text("About 5 minutes."),
        safety=True,
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "close",
        _TITLE,
        (
            OpenSettings(SettingsPage.SHARING),
            Instruct(
                Text("Turn off “File Sharing”, or open its ⓘ and take away the folders you do not want to share.")
            ),
            Instruct(Text("In Users & Groups, open Guest User and do not allow guests in shared folders.")),
            Instruct(
                Text("Do you not use the program that shares? Then remove it, or ask somebody to do it with you.")
            ),
        ),
        Text("About 3 minutes."),
        safety=True,
        on=frozenset({Platform.MACOS}),
    ),
    Plan(
        "close",
        _TITLE,
        (
            OpenSettings(SettingsPage.SHARING),
            Instruct(
                Text("In the file manager, right-click on the folder and stop sharing it, or ask for a password.")
            ),
            Instruct(
                Text("Do you not use the program that shares? Then remove it, or ask somebody to do it with you.")
            ),
        ),
        Text("About 5 minutes."),
        safety=True,
        on=frozenset({Platform.LINUX}),
        means=(
            Means(
                HandleKind.SHARE,
                (Change(Setting(is_set=False), Text("{subject} is no longer shared on the network.")),),
                within="usershare",
            ),
        ),
        button=Text("Stop sharing {subject}…"),
        affects=Text("Others on this network can no longer open this folder."),
        rights=False,
    ),
    Plan(
        "close-gnome",
        Text("Switch off GNOME's file sharing"),
        (OpenSettings(SettingsPage.SHARING), Instruct(Text("Open “File Sharing” there, and switch it off."))),
        Text("About 1 minute."),
        safety=True,
        on=frozenset({Platform.LINUX}),
        means=(
            Means(
                HandleKind.SHARE,
                (Change(Setting(is_set=False), Text("GNOME shares no files of yours on this network any more.")),),
                within="gnome",
            ),
        ),
        button=Text("Stop sharing files on this network…"),
        affects=Text("Others on this network can no longer open the folder that you share."),
    ),
)
