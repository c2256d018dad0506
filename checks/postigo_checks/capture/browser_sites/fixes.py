"""Plans of `camera.browser-sites`."""

from __future__ import annotations

from typing import Final

from postigo.api import Change, HandleKind, Instruct, Means, Plan, Setting, Text

_AFFECTS: Final = Text("Whoever uses this page with this browser must allow it again there.")

FIXES: Final = (
    Plan(
        "remove-sites",
        Text("Take the permission away from the pages that you do not call with"),
        (
            Instruct(Text("Open the settings of your browser and look for “Site settings” or “Permissions”.")),
            Instruct(Text("Open Camera, then Microphone. Remove each page that you do not use for calls.")),
            Instruct(Text("A page can ask again when you need it.")),
        ),
        effort=Text("About 3 minutes."),
        safety=True,
        means=(
            Means(
                HandleKind.SITE,
                (
                    Change(
                        Setting({"without": ["camera", "microphone"]}),
                        Text("{subject} must ask before it may use the camera or the microphone."),
                    ),
                ),
            ),
        ),
        button=Text("Take camera and microphone away from {subject}…"),
        affects=_AFFECTS,
    ),
    Plan(
        "remove-location",
        Text("Take the location away from pages that do not need it"),
        (
            Instruct(Text("Open the settings of your browser and look for “Site settings” or “Permissions”.")),
            Instruct(Text("Open Location. Remove each page that need not know where you are.")),
            Instruct(Text("A page can ask again when you need it.")),
        ),
        effort=Text("About 3 minutes."),
        safety=True,
        means=(
            Means(
                HandleKind.SITE,
                (
                    Change(
                        Setting({"without": ["location"]}),
                        Text("{subject} must ask before it may know where you are."),
                    ),
                ),
            ),
        ),
        button=Text("Take the location away from {subject}…"),
        affects=_AFFECTS,
    ),
    Plan(
        "ask-administrator",
        Text("Find out who decided it"),
        (
            Instruct(Text("Is this a computer of your school or company? Then ask there what the page is for.")),
            Instruct(
                Text(
                    "Is it the computer of no school or company? Then nobody should manage it. Ask somebody who knows computers for help."
                )
            ),
        ),
        effort=Text("About 5 minutes."),
        safety=True,
    ),
)
