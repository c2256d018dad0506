"""Plans of `image.folders`."""

from __future__ import annotations

from typing import Final

from postigo.api import Change, HandleKind, Instruct, Means, Plan, Platform, Setting, Text

_TITLE: Final = Text("Close your pictures folder to other accounts")

_FOR_ME_ONLY: Final = Means(
    HandleKind.PATH,
    (
        Change(
            Setting({"without": 0o077}),
            Text(
                "Other accounts on this computer can no longer open your pictures folder. "
                "An administrator, or somebody who was let in by name, may still do so."
            ),
        ),
    ),
)
_BUTTON: Final = Text("Close the pictures folder to others…")
_AFFECTS: Final = Text("Whoever looks at your pictures from another account here cannot do so any more.")

FIXES: Final = (
    Plan(
        "close-folder",
        _TITLE,
        (
            Instruct(Text("Right-click on the folder, then “Properties”, “Security” and “Advanced”.")),
            Instruct(Text("Take away “Everyone” and “Users”. Keep yourself, SYSTEM and Administrators.")),
            Instruct(Text("Or move the pictures into your own folder under C:\\Users, which is closed to others.")),
        ),
        Text("About 5 minutes."),
        safety=True,
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "stop-sharing",
        Text("Stop sharing your pictures"),
        (Instruct(Text("Right-click on the shared folder, then “Give access to” and “Remove access”.")),),
        Text("About 2 minutes."),
        safety=True,
        on=frozenset({Platform.WINDOWS}),
        rights=True,
    ),
    Plan(
        "close-folder",
        _TITLE,
        (
            Instruct(Text("In the Finder, choose the folder, and press Command and I.")),
            Instruct(Text("Under “Sharing & Permissions”, set “everyone” to “No Access”.")),
        ),
        Text("About 2 minutes."),
        safety=True,
        on=frozenset({Platform.MACOS}),
        means=(_FOR_ME_ONLY,),
        button=_BUTTON,
        affects=_AFFECTS,
    ),
    Plan(
        "close-folder",
        _TITLE,
        (
            Instruct(
                Text("In the file manager, right-click on your personal folder, then “Properties”, “Permissions”.")
            ),
            Instruct(Text("For “Others”, choose “None”.")),
            Instruct(Text("Or type in a terminal: chmod o-rwx ~")),
        ),
        Text("About 2 minutes."),
        safety=True,
        on=frozenset({Platform.LINUX}),
        means=(_FOR_ME_ONLY,),
        button=_BUTTON,
        affects=_AFFECTS,
    ),
    Plan(
        "close-home",
        Text("Close your personal folder to other accounts"),
        (
            Instruct(
                Text("In the file manager, right-click on your personal folder, then “Properties”, “Permissions”.")
            ),
            Instruct(Text("For “Others”, choose “None”.")),
            Instruct(Text("Or type in a terminal: chmod o-rwx ~")),
        ),
        Text("About 2 minutes."),
        safety=True,
        on=frozenset({Platform.LINUX}),
        means=(
            Means(
                HandleKind.PATH,
                (
                    Change(
                        Setting({"without": 0o007}),
                        Text(
                            "Other accounts can no longer look into your personal folder. An administrator, or a group of yours, may still do so."
                        ),
                    ),
                ),
                "~",
            ),
        ),
        button=Text("Close the personal folder to others…"),
        affects=Text("A program that shares a folder of yours, such as a web server, may no longer reach it."),
    ),
)
