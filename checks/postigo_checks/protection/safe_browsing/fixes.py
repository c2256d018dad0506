"""Plans of `browser.safe-browsing`: the switch, or who laid it down."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, Plan, Text

FIXES: Final = (
    Plan(
        "switch-on",
        Text("Switch the warnings on"),
        (
            Instruct(Text("Open the settings of your browser and go to “Privacy and security”.")),
            Instruct(Text("Chrome, Brave and others: open “Security” and choose “Standard protection”.")),
            Instruct(Text("Edge: go to “Security” and switch on “Microsoft Defender SmartScreen”.")),
            Instruct(Text("Firefox: tick “Block dangerous and deceptive content”.")),
        ),
        effort=Text("About 1 minute."),
    ),
    Plan(
        "ask-administrator",
        Text("Ask who looks after this computer"),
        (
            Instruct(Text("In a school or a company, ask there: another filter may do the same work.")),
            Instruct(
                Text(
                    "Is it the computer of no school or company? Then nobody should manage it. Ask somebody who knows computers for help."
                )
            ),
        ),
        effort=Text("About 5 minutes."),
    ),
)
