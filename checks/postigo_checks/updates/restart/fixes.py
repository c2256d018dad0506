"""Plans of `update.reboot`: one restart, by each system's own words."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, Plan, Platform, Text

_SAVE: Final = Instruct(Text("Save your work and close your programs."))
_EFFORT: Final = Text("About 5 minutes.")

FIXES: Final = (
    Plan(
        "restart",
        Text("Restart the computer"),
        (
            _SAVE,
            Instruct(
                Text(
                    "Choose “Update and restart” in the start menu, or in the settings under “Windows Update”. "
                    "“Restart” alone, or “Shut down”, is often not enough."
                )
            ),
        ),
        _EFFORT,
        on=frozenset({Platform.WINDOWS}),
        rights=False,
    ),
    Plan(
        "restart",
        Text("Restart the computer"),
        (_SAVE, Instruct(Text("Restart from the menu, or type in a terminal: reboot"))),
        _EFFORT,
        on=frozenset({Platform.LINUX}),
        rights=False,
    ),
)
