"""Plans of `av.gatekeeper`: one for each lock."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, Plan, Platform, Text

FIXES: Final = (
    Plan(
        "gatekeeper-on",
        Text("Let the Mac ask again"),
        (
            Instruct(Text("If it was not you, nor somebody who helps you, read the safety note first.")),
            Instruct(Text("Open “Privacy & Security”. Under “Allow applications from”, choose the second line.")),
            Instruct(Text("If nothing can be chosen there, type in Terminal: sudo spctl --global-enable")),
        ),
        Text("About 2 minutes."),
        safety=True,
        on=frozenset({Platform.MACOS}),
    ),
    Plan(
        "integrity-on",
        Text("Let the Mac guard its system files again"),
        (
            Instruct(Text("If it was not you, nor somebody who helps you, read the safety note first.")),
            Instruct(Text("Start the Mac in recovery: with Apple silicon hold the power button, else hold ⌘ and R.")),
            Instruct(Text("Open Terminal from the menu “Utilities” and type: csrutil enable")),
            Instruct(Text("Restart the Mac.")),
        ),
        Text("About 10 minutes and a restart."),
        safety=True,
        on=frozenset({Platform.MACOS}),
    ),
)
