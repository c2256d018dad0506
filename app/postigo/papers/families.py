"""Explanation for families and pupils, on one page."""

from __future__ import annotations

from postigo.core.values import Text
from postigo.papers.facts import FOOT, LAWYER, NEVER, Facts
from postigo.reports.document import Document, Fields, Paragraph, Section

_TITLE = Text("What Postigo looks at on our school's computers")
_AUTHORITY = Text(
    "You can ask what there is about you, and have it put right or deleted. If you do not agree, you can "
    "complain to the data protection authority. In Spain it is the AEPD."
)


def document(facts: Facts) -> Document:
    """The page."""
    say, often = facts.say, Text("How often")
    return Document(
        title=say(_TITLE),
        language=facts.words.language,
        notes=(say(LAWYER),),
        sections=(
            Section(
                say(Text("What it is for")),
                [
                    Paragraph(
                        say(
                            Text(
                                "Postigo is a program. It tells whether somebody could look in through a computer, and what to do "
                                "about it. The school uses it to find such things and to mend them."
                            )
                        )
                    )
                ],
            ),
            Section(
                say(Text("What it looks at")),
                [
                    Paragraph(say(facts.looks_at())),
                    Fields(
                        [facts.blank(often) if facts.policy.schedule == "off" else facts.policys(often, "schedule")]
                    ),
                ],
            ),
            Section(
                say(Text("What it does not look at")),
                [
                    Paragraph(say(NEVER)),
                    Paragraph(
                        say(
                            Text("It is the same if you open Postigo yourself: in this school it looks at no account.")
                            if facts.policy.classroom or facts.policy.scope == "machine"
                            else Text(
                                "If you open Postigo yourself, it may look at your account. Then only you see it, unless you save a "
                                "copy and give it to somebody."
                            )
                        )
                    ),
                ],
            ),
            Section(
                say(Text("Who sees it")),
                [
                    Paragraph(
                        say(
                            Text(
                                "Each look makes a report about the computer. It is for whoever looks after the computers in the "
                                "school. Postigo sends nothing to its makers."
                            )
                        )
                    ),
                    Fields(
                        [
                            facts.policys(Text("A report tells"), "report_level"),
                            facts.blank(Text("People in the school who see the reports")),
                        ]
                    ),
                ],
            ),
            Section(
                say(Text("How long it is kept")),
                [facts.kept()],
            ),
            Section(
                say(Text("Whom to ask")),
                [
                    Fields(
                        [
                            facts.policys(Text("In the school"), "contact"),
                            facts.blank(Text("Data protection officer")),
                        ]
                    ),
                    Paragraph(say(_AUTHORITY)),
                    Paragraph(
                        say(Text("Is somebody threatening you? It is not your fault. Tell an adult you trust."))
                        + " "
                        + say(facts.call())
                    ),
                ],
            ),
        ),
        foot=FOOT,
    )
