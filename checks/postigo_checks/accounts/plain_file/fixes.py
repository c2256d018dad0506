"""Plans of `password.plain-file`: one, to move the passwords."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, Plan, Text

FIXES: Final = (
    Plan(
        "move",
        Text("Move the passwords to a password manager"),
        (
            Instruct(Text("Choose a password manager, and copy the passwords into it one by one.")),
            Instruct(Text("Then delete the file, and empty the bin.")),
            Instruct(Text("If the folder is copied to the cloud, delete the file there too.")),
        ),
        Text("About 20 minutes."),
    ),
)
