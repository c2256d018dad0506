"""The six tips of the National Police, as the façade names them."""

from __future__ import annotations

from typing import Final

from postigo.core.values import Text

ADVICE: Final = {
    1: Text("Tip 1 of the National Police: take care of your own image."),
    2: Text("Tip 2 of the National Police: cover the cameras when you do not use them."),
    3: Text("Tip 3 of the National Police: keep applications and antivirus up to date."),
    4: Text("Tip 4 of the National Police: use good passwords, and change them."),
    5: Text("Tip 5 of the National Police: do not give your data to strangers."),
    6: Text("Tip 6 of the National Police: do not yield to blackmail."),
}
"""Advice of each tip, in one sentence."""

THE_SIX: Final = Text("The six tips of the National Police")
IN_SHORT: Final = (
    Text("Take care of your own image."),
    Text("Cover the cameras when you do not use them."),
    Text("Keep your programs and your antivirus up to date."),
    Text("Use good passwords, and change them."),
    Text("Do not give your data to strangers."),
    Text("Do not yield to blackmail. The door to help is always open."),
)
"""Tips in one sentence each, for a page that has nothing else to show yet."""

DOOR: Final = 6
