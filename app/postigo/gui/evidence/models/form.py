"""Form of an entry that is being written. It is in memory only until it is saved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import Enum, auto
from typing import Final

from postigo.core.values import Text
from postigo.evidence.entry import GIVEN, HAPPENED, IN_WORDS, LONGEST, OF_FILE, Draft, Kind, Part
from postigo.evidence.log import NOTHING_SAID
from postigo.evidence.picked import PickedFile
from postigo.evidence.rules import Gate


class What(Enum):
    """Kinds of entry as the form offers them."""

    HAPPENED = auto()
    FILE = auto()
    ANEW = auto()  # an earlier entry, said anew
    SHOWN = auto()
    HANDED = auto()


_KINDS: Final[Mapping[What, Kind]] = {
    What.HAPPENED: Kind.NOTED,
    What.FILE: Kind.NOTED,
    What.ANEW: Kind.CHANGED,
    What.SHOWN: Kind.SHOWN,
    What.HANDED: Kind.HANDED,
}


class Form:
    """Typed answers, by their part. An answer stays when another kind is chosen, and comes back with its own."""

    def __init__(self) -> None:
        self.what = What.HAPPENED
        self.said: dict[Part, str] = {}
        self.changes: int | None = None
        self.files_chosen = False
        self.gate: Gate | None = None
        self.file: PickedFile | None = None

    @property
    def parts(self) -> tuple[Part, ...]:
        """Parts that are asked for now."""
        match self.what:
            case What.HAPPENED | What.ANEW:
                return HAPPENED
            case What.FILE:
                return () if self.gate is None else OF_FILE if self.gate is Gate.CLEAR else IN_WORDS
            case What.SHOWN | What.HANDED:
                return GIVEN

    @property
    def draft(self) -> Draft:
        """The entry as it would be saved."""
        said = {part: text for part in self.parts if (text := self.said.get(part, "").strip()[:LONGEST])}
        file = self.file if self.what is What.FILE and self.gate is Gate.CLEAR else None
        if said and self.what in {What.SHOWN, What.HANDED}:
            said = {Part.DAY: f"{datetime.now().astimezone():%Y-%m-%d}", **said}
        return Draft(_KINDS[self.what], said, file, self.changes if self.what is What.ANEW else None)

    @property
    def lack(self) -> Text | None:
        """Reason why it cannot be saved as it is."""
        if self.draft.empty:
            return NOTHING_SAID
        if self.what is What.FILE and self.gate is Gate.CLEAR and self.file is None:
            return Text("Choose the file first, or note it in words.")
        if any(len(self.said.get(part, "").strip()) > LONGEST for part in self.parts):  # its end would be lost
            return Text(
                "One answer is too long: an entry takes {n} letters of each. Nothing is saved yet. "
                "Note the rest as another entry.",
                values={"n": LONGEST},
            )
        return None

    @property
    def unsaved(self) -> bool:
        """Whether something would be lost."""
        return self.file is not None or any(text.strip() for text in self.said.values())
