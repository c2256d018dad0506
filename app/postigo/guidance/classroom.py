"""Classroom mode: its words, its labels and its commands."""

from __future__ import annotations

import re
from typing import Final

from postigo.core.values import Text

LONGEST: Final = 24
"""Letters of a label."""
_LABEL: Final = re.compile(r"[^\W_][\w .·ºª-]*")

BAND: Final = Text("In class: names are hidden, and nothing is kept.")
NOTICE: Final = Text("In class: only the computer is looked at, no account. Names are hidden, and nothing is kept.")
WE_LOOK: Final = Text(
    "We look at the computer, and at no account. Names are hidden. Nothing is written until you press “Save”."
)
ALLOWED: Final = Text("It is the school's, and I may: look now")
NEITHER: Final = Text("It is not: only the tips")
ALONE: Final = Text("Answer only if nobody else sees this screen. Your answers are gone when you leave this page.")
NUMBER: Final = Text("Number of this computer, if you want it in the report")
EXAMPLE: Final = Text("For example “Computer 07”. No name of a person is needed.")
KEPT: Final = Text("In class nothing is kept: no settings, no results, no list of what was saved.")
NO_LABEL: Final = Text(
    "In class the number of this computer is short and has figures, such as “Computer 07”. Use {n} letters or fewer.",
    values={"n": LONGEST},
)
OFF: Final = Text("This is off in class: it is about one person, or keeps something. A look at the computer is not.")
FOR_A_CLASS: Final = Text("Open it for a class…")
WHY_A_CLASS: Final = Text("It then looks at the computer only, hides all names, and keeps nothing.")

COMMANDS: Final = frozenset(
    {
        *("audit", "checks", "explain", "help-now", "evidence", "phone", "passphrase", "verify"),
        *("policy", "schedule", "fleet", "papers"),  # of whoever looks after the computer
    }
)
"""Commands that a class may use. None of them keeps anything of a person. The way to help is always open."""


def is_label(label: str) -> bool:
    """Whether a label, on one line, fits a class: short, plain, and with a number."""
    return len(label) <= LONGEST and _LABEL.fullmatch(label) is not None and any(sign.isdecimal() for sign in label)
