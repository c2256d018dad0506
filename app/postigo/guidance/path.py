"""Path to help: what may be happening, and to whom. The words that split it stand here."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from typing import Final

from postigo.core.values import Text


class Situation(Enum):
    """Situations that need different advice. The first two need opposite advice."""

    THREAT = auto()
    BLUFF = auto()  # an e-mail to thousands: "I recorded you"
    DANGER = auto()


class Age(Enum):
    """Age bands. They change the wording, never the facts. In memory only, and asked behind the door alone."""

    CHILD = auto()  # 12 or younger
    TEEN = auto()  # 13 to 17
    ADULT = auto()
    CARER = auto()  # a parent or a teacher, for somebody under 18
    UNTOLD = auto()

    @property
    def young(self) -> bool:
        """Whether it is somebody under 18."""
        return self in {Age.CHILD, Age.TEEN}


FIRST_WORDS: Final = (
    Text("If someone threatens you, it is not your fault. Do not pay and do not send more. You are not alone."),
    Text("There is a solution."),
)
"""Words at the door: key message 8, and hope."""

WHAT_HAPPENS: Final = Text("What is happening?")
CHOICES: Final[Mapping[Situation, Text]] = {
    Situation.THREAT: Text("Somebody threatens me"),
    Situation.BLUFF: Text("An e-mail says that somebody recorded me"),
    Situation.DANGER: Text("I am in danger now"),
}
DANGER_FOR_ANOTHER: Final = Text("There is danger now")
"""Button to the numbers for danger, for whoever helps somebody else."""
MEANINGS: Final[Mapping[Situation, Text]] = {
    Situation.THREAT: Text(
        "A person threatens to show pictures of you, or asks for money, more pictures or something else."
    ),
    Situation.BLUFF: Text(
        "It came to your mailbox, and shows no real picture of you. It asks for bitcoin, and may show an old password."
    ),
    Situation.DANGER: Text("Somebody can hurt you now, or you could hurt yourself."),
}
OPPOSITE: Final = Text(
    "A threat and such an e-mail look alike, and need opposite advice. "
    "If you are not sure, or if you help somebody else, choose “{threat}”.",
    values={"threat": CHOICES[Situation.THREAT]},
)
SAFE_DEVICE: Final = Text(
    "Do you live with the person who frightens you? Has that person used this device? "
    "Then look for help from another device."
)

HOW_OLD: Final = Text("How old are you?")
AGES: Final[Mapping[Age, Text]] = {
    Age.CHILD: Text("12 or younger"),
    Age.TEEN: Text("13 to 17"),
    Age.ADULT: Text("18 or older"),
    Age.CARER: Text("I am an adult who helps somebody under 18"),
    Age.UNTOLD: Text("I would rather not say"),
}
WHY_AGE: Final = Text("We ask only to find the right words and numbers. It is not stored anywhere.")

QUICK_EXIT: Final = (
    Text("“Quick exit” closes Postigo at once. Pressing the Shift key three times does the same."),
    Text(
        "What you have not saved is lost. "
        "“Quick exit” does not erase the browser's history or what another program may have recorded."
    ),
)
"""Words that explain the way out before somebody needs it, where everybody comes by."""

LIMITS: Final = Text("This does not replace the police or a professional.")
NO_TRACE: Final = Text("Opening this page leaves no trace in Postigo.")
