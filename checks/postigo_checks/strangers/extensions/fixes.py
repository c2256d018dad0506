"""Plans of `info.extensions`."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, Plan, Text

FIXES: Final = (
    Plan(
        "remove-extensions",
        Text("Remove the add-ons that you do not use"),
        (
            Instruct(Text("Open the menu of your browser and choose “Extensions” or “Add-ons”.")),
            Instruct(Text("Remove each one that you do not use or do not remember.")),
            Instruct(Text("For the others, look at “Site access”. You can often allow single pages only.")),
        ),
        effort=Text("About 5 minutes."),
    ),
    Plan(
        "ask-administrator",
        Text("Find out who put it there"),
        (
            Instruct(Text("Is this a computer of your school or company? Then ask there what the add-on is for.")),
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
