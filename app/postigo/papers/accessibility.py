"""Statement of accessibility: tests, their tools, and known gaps."""

from __future__ import annotations

from typing import Final

from postigo import __version__
from postigo.core.values import Text, Version
from postigo.papers.facts import FOOT, LAWYER, Facts
from postigo.reports.document import Document, Field, Fields, Paragraph, Section, Table

_TITLE = Text("Accessibility statement of Postigo")
TESTED: Final = (
    (
        Text("Window"),
        Text("Names, roles and order of all that takes the focus, by keyboard alone, in both languages. Contrast, size of targets, text at 200 %, dark, high contrast."),
        "AT-SPI (pyatspi), Qt",
    ),
    (Text("Pages (HTML)"), Text("Valid, and nothing found or left undecided."), "axe-core, vnu"),
    (Text("PDF"), Text("Tagged as PDF/UA-1 asks, and read in the right order."), "pdfua, outloud"),
    (Text("Terminal"), Text("All is said in words, without colour or drawing."), "pytest"),
)  # fmt: skip
"""Parts of the program, what its tests hold, and the tools that they ask."""
GAPS: Final = (
    Text("No person with a disability has tried it for us yet, and no body has assessed it."),
    Text("No screen reader was listened to. The tests read what one is told, on Linux without a desktop."),
    Text("Windows and macOS: nothing of this was seen on a real one."),
    Text("PDF: one rule on headings was judged by one tool only. The page (HTML) is the accessible format."),
    Text("The poster as PDF is one sheet to look at. As page and as text it says the same."),
    Text("There is no version in easy-to-read language, and none in sign language."),
    Text("Languages: English and Spanish only. Names that a system has in its own language stay as they are."),
)
"""Known gaps."""


def document(facts: Facts) -> Document:
    """The statement, with the parts of the European model (Decision (EU) 2018/1523)."""
    say = facts.say
    return Document(
        title=say(_TITLE),
        language=facts.words.language,
        notes=(say(LAWYER),),
        sections=(
            Section(
                say(Text("What it is about")),
                [
                    Fields([Field(say(Text("Program")), f"Postigo {__version__}")]),
                    Paragraph(
                        say(
                            Text(
                                "Spain's Royal Decree 1112/2018 asks a statement of websites and of apps for mobile devices. "
                                "Postigo is a program for computers, to which EN 301 549 applies when a public body buys it. "
                                "This statement follows the same model."
                            )
                        )
                    ),
                ],
            ),
            Section(
                say(Text("How far it conforms")),
                [
                    Paragraph(
                        say(
                            Text(
                                "Partly conformant with {norm}, by the makers' own tests. It was not assessed clause by clause.",
                                values={"norm": Version("EN 301 549")},
                            )
                        )
                    )
                ],
            ),
            Section(
                say(Text("What was tested, and with what")),
                [
                    Table(
                        [say(one) for one in (Text("Part"), Text("What the tests hold"), Text("Tools"))],
                        [[say(part), say(what), tools] for part, what, tools in TESTED],
                    )
                ],
            ),
            Section(say(Text("What is missing, or not known")), [Paragraph(say(one)) for one in GAPS]),
            Section(
                say(Text("If something does not work for you")),
                [
                    Fields(
                        [
                            facts.policys(Text("Tell the school"), "contact"),
                            Field(say(Text("The school answers within"))),
                            Field(say(Text("Where to complain, if the answer does not help"))),
                        ]
                    )
                ],
            ),
            Section(
                say(Text("This statement")),
                [Fields([Field(say(Text("Prepared on"))), Field(say(Text("Looked at again on")))], together=True)],
            ),
        ),
        foot=FOOT,
    )
