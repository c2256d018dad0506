"""Plans of `password.saved-on-shared`: one, to take the passwords away."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, Plan, Text

FIXES: Final = (
    Plan(
        "take-away",
        Text("Take your passwords off a shared computer"),
        (
            Instruct(Text("In the browser's settings, look for “Passwords”.")),
            Instruct(Text("Note which ones are yours, without writing them on paper that stays here.")),
            Instruct(Text("Delete them here. Then change the important ones from your own device.")),
            Instruct(Text("From now on, when a browser here asks to save a password, say no.")),
        ),
        Text("About 15 minutes."),
    ),
)
