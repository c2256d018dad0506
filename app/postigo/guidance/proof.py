"""Look at what a computer does with proof: which checks, and the words around them. Window and terminal share it."""

from __future__ import annotations

from typing import Final

from postigo.core.values import Text

CHECKS: Final = ("blackmail.evidence-folder", "blackmail.auto-cleanup", "blackmail.clock")
"""Checks that run behind the door, and for whoever types their id."""

TITLE: Final = Text("Does this computer keep your proof?")
WHAT: Final = (
    Text(
        "Postigo can look at three things: copies to the internet, files that are deleted by themselves, and the clock."
    ),
    Text("It only reads settings. It opens none of your files and changes nothing."),
)
NO_PICTURES: Final = Text("This is about threats, profiles and dates. Leave intimate pictures where they are.")
