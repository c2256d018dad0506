"""Hours of a help line, and how they are said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from postigo.core.values import Numeral, Text

_FORM: Final = re.compile(r"(?:(?P<days>mon-sat|mon-fri) )?(?P<begins>\d\d:\d\d)-(?P<ends>\d\d:\d\d)")
_EVER: Final = ("00:00", "24:00")


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of one day. `days`: "" for every day, else "mon-sat" or "mon-fri"."""

    days: str
    begins: str
    ends: str

    @classmethod
    def of(cls, text: str) -> Hours:
        """Hours as the data file writes them: "08:00-23:00", "mon-fri 10:00-16:00". `ValueError` for anything else."""
        found = _FORM.fullmatch(text)
        if found is None:
            raise ValueError(f"hours as nobody writes them: {text}")
        return cls(found["days"] or "", found["begins"], found["ends"])

    @property
    def text(self) -> Text:
        """When somebody answers, as a sentence."""
        if not self.days and (self.begins, self.ends) == _EVER:
            return Text("At any hour, every day.")
        values = {"begins": Numeral(self.begins), "ends": Numeral(self.ends)}
        match self.days:
            case "mon-sat":
                return Text("From Monday to Saturday, from {begins} to {ends}, local time.", values=values)
            case "mon-fri":
                return Text("From Monday to Friday, from {begins} to {ends}, local time.", values=values)
            case _:
                return Text("Every day, from {begins} to {ends}.", values=values)
