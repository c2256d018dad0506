"""Phone numbers that are shown, from their one data file. They never come from a translation."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Final, TypeAlias

from postigo.core.values import Numeral, Text


@dataclass(frozen=True, slots=True)
class Line:
    """One help line. `hours` is "" where no source was read, "00:00-24:00" for always; `checked_on` when it was read."""

    id: str
    name: str
    value: str
    hours: str
    status: str
    source: str
    checked_on: date


Helplines: TypeAlias = dict[str, Line]

MEANINGS: Final = {
    "es-112": Text("If you are in danger now, or could hurt yourself now."),
    "es-024": Text("If you think of hurting yourself, or of ending your life. It is free."),
    "es-017-tel": Text(
        "Free, confidential advice about problems on the internet, for everybody. It takes no police reports."
    ),
    "es-anar-tel": Text("Free and confidential, for children and teenagers. It does not appear on the bill."),
    "es-091": Text("To report it to the police."),
    "es-062": Text("To report it to the police."),
}
"""Purpose of each number, in the order in which they are shown.

The order is danger, somebody to talk to, and who takes a report.
"""


@cache
def load() -> Helplines:
    """Every line of the file, by id."""
    text = (resources.files("postigo_resources") / "data" / "helplines.csv").read_text("utf-8")
    return {
        row["id"]: Line(
            row["id"],
            row["name"],
            row["value"],
            row["hours"],
            row["status"],
            row["source"],
            date.fromisoformat(row["checked_on"]),
        )
        for row in csv.DictReader(io.StringIO(text))
    }


def hours(line: Line) -> Text | None:
    """When somebody answers; None where no source was read."""
    if not line.hours:
        return None
    begins, _, ends = line.hours.partition("-")
    if (begins, ends) == ("00:00", "24:00"):
        return Text("At any hour, every day.")
    return Text("Every day, from {begins} to {ends}.", values={"begins": Numeral(begins), "ends": Numeral(ends)})


def checked(line: Line) -> Text:
    """When its source was read; the source itself may be older."""
    return Text("Number checked on {date}.", values={"date": line.checked_on})


def first_words() -> Text:
    """Key message 8: what a frightened person reads first."""
    return Text("If someone threatens you, it is not your fault. Do not pay and do not send more. You are not alone.")


def advice(lines: Helplines) -> tuple[Text, ...]:
    """Key messages 9 and 10."""
    return (
        Text(
            "Do not delete anything. Keep the messages, the profile and the dates. "
            "Do not copy or send intimate pictures, not even to report."
        ),
        Text(
            "Are you under 18? Tell an adult you trust today. In Spain you can also call {number}, free, at any time.",
            values={"number": Numeral(lines["es-anar-tel"].value)},
        ),
    )


LIMITS: Final = Text("This does not replace the police or a professional.")
"""Limits of these lines."""
