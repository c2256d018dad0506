"""Poster of the house with the six tips. On paper it is one sheet of A3, as text and page a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from postigo import __version__
from postigo.core.report import DOOR
from postigo.core.values import StoredText, Text, Version
from postigo.guidance.helplines import Line, Purpose
from postigo.guidance.tips import TIPS
from postigo.papers.facts import Facts
from postigo.reports import typeset
from postigo.reports.document import Document, Field, Fields, Paragraph, Section
from postigo.reports.pdf import DRAWN
from postigo.reports.printable import printable

_TITLE = Text("Close the shutters")
_UNDER = Text("Six tips so that nobody looks in through your computer or your phone")
SHORT: Final = {
    1: Text("Guard your image"),
    2: Text("Cover the camera"),
    3: Text("Update everything"),
    4: Text("Strong, secret passwords"),
    5: Text("Tell strangers little"),
    6: Text("Do not give in: tell somebody"),
}
"""Tips in so few words that they can be read from three metres."""
TODAY: Final = {
    **{tip.number: tip.today for tip in TIPS},
    DOOR: Text("Think of one adult whom you would tell. Numbers that help stand below."),
}
"""One thing to do today. That of the door names a button of the window, which is not on a wall."""
FOR: Final = {
    Purpose.DANGER: Text("in danger"),
    Purpose.ADVICE: Text("to ask for advice"),
    Purpose.YOUNG: Text("if you are under 18"),
    Purpose.LIFE: Text("if you think of ending your life"),
}
"""Purposes of the numbers."""
_CALM = Text("Is somebody threatening you? It is not your fault.")
_DO = Text("Do not pay. Delete nothing. Tell somebody you trust today.")
_HERE = Text("In this school, talk to")


def document(facts: Facts) -> Document:
    """The poster's words as a list."""
    say = facts.say
    return Document(
        title=say(_TITLE),
        language=facts.words.language,
        notes=(say(_UNDER),),
        sections=(
            *(Section(f"{tip.number}. {say(SHORT[tip.number])}", [Paragraph(say(TODAY[tip.number]))]) for tip in TIPS),
            Section(
                say(_CALM),
                [
                    Paragraph(say(_DO)),
                    *(Paragraph(one) for one in _no_number(facts)),
                    Fields(
                        [
                            *(Field(line.value, " · ".join(_about(line, facts))) for line in facts.help_near()),
                            facts.policys(_HERE, "contact"),
                        ]
                    ),
                ],
            ),
        ),
        foot=_foot(facts),
    )


def pdf(facts: Facts) -> bytes:
    """The poster on A3, upright. `ImportError` without Typst: see `typeset.available`."""
    say = facts.say
    said: dict[str, Any] = {
        "lang": facts.words.language,
        "title": say(_TITLE),
        "keywords": [],
        "footer": "",
        "page_of": "",
        "above": [],
        "under": say(_UNDER),
        "windows": [
            {
                "state": state,
                "drawn": say(DRAWN[state]),
                "number": str(tip.number),
                "short": say(SHORT[tip.number]),
                "today": say(TODAY[tip.number]),
            }
            for tip in TIPS
            for state in ["door" if tip.number == DOOR else "closed"]
        ],
        "calm": say(_CALM),
        "do": say(_DO),
        "numbers": [{"number": line.value, "about": [*_about(line, facts)]} for line in facts.help_near()],
        "no_number": _no_number(facts),
        "here": say(_HERE),
        "contact": printable(facts.value("contact")),
        "foot": _foot(facts),
    }
    return typeset.made("poster.typ", said, "above", say(typeset.LETTERS))


def _no_number(facts: Facts) -> list[str]:
    """Sentence in the place of numbers, where none of the country is known."""
    return [] if any(facts.help_near()) else [facts.say(facts.call())]


def _about(line: Line, facts: Facts) -> Iterator[str]:
    """Purpose of a number, its owner and its hours."""
    yield facts.say(FOR[line.purpose])
    if line.value not in line.name:
        yield line.name
    if line.hours is not None:
        yield facts.say(line.hours.text).rstrip(".")


def _foot(facts: Facts) -> str:
    """Source of the tips, and the day of the numbers."""
    days = [line.read_on for line in facts.help_near()]
    return facts.say(
        Text(
            "Tips of Spain's National Police, in our words. Numbers last checked in their sources: {day}. Postigo {version}.",
            values={"day": min(days), "version": Version(__version__)},
        )
        if days
        else StoredText("Postigo")
    )
