"""Aid for the record of processing (GDPR article 30)."""

from __future__ import annotations

from postigo import invocation
from postigo.core.values import Path, Quoted, Text
from postigo.fleet.deliver import MOST_WAITING
from postigo.papers.facts import ABOUT_THE_LINES, FOOT, IN_A_REPORT, LAWYER, Facts
from postigo.reports.document import Document, Fields, Paragraph, Section, Table

_TITLE = Text("Record of processing: Postigo on the school's computers")
_SECURITY = (
    Text("At the usual level a report names nobody. The key behind the stand-ins stays in the school."),
    Text("On Linux a report can be read by its owner and group only. Postigo overwrites none, and follows no link."),
    Text("Only an administrator can change what is looked at, how often, and where reports go."),
    Text(
        "There is no server, no account with us, no telemetry. On Linux the scheduled service reaches no network address."
    ),
    Text("Whoever opens Postigo reads first that the school looks, how often and at what. The others have to be told."),
)


def document(facts: Facts) -> Document:
    """The record, in the order of article 30.1, letters a to g."""
    say = facts.say
    return Document(
        title=say(_TITLE),
        language=facts.words.language,
        notes=(say(LAWYER), say(ABOUT_THE_LINES)),
        sections=(
            Section(
                say(Text("a) Who is responsible")),
                [
                    Fields(
                        [
                            facts.blank(Text("Controller (school or authority), address")),
                            facts.policys(Text("Contact in the school"), "contact"),
                            facts.blank(Text("Data protection officer, and how to reach them")),
                        ]
                    )
                ],
            ),
            Section(
                say(Text("b) Purposes")),
                [
                    Paragraph(
                        say(Text("To find and to mend what lets others look in through the school's computers."))
                    ),
                    Fields(
                        [facts.policys(Text("Looks on a schedule"), "schedule"), facts.policys(Text("Site"), "site")]
                    ),
                    Paragraph(
                        say(
                            Text(
                                "The usual basis of a school is a public task (GDPR article 6.1.e). Consent is a weak basis in class."
                            )
                        )
                    ),
                    Fields([facts.blank(Text("Legal basis that the school chooses, and the law behind it"))]),
                ],
            ),
            Section(
                say(Text("c) Whose data, and which")),
                [
                    Paragraph(
                        say(
                            Text(
                                "Pupils, teachers and staff who use the computers, as far as a report about a computer tells of them. "
                                "No report says who used it."
                            )
                        )
                    ),
                    Fields(
                        [
                            facts.policys(Text("The most that a report tells"), "report_level"),
                            facts.policys(Text("Name of the computer in reports"), "label"),
                        ]
                    ),
                    Paragraph(say(facts.looks_at())),
                    Table(
                        [say(Text("Part of a report")), say(Text("What it tells"))],
                        [[say(name), say(what)] for _, name, what in IN_A_REPORT],
                    ),
                ],
            ),
            Section(
                say(Text("d) Who receives it")),
                [
                    Fields(
                        [
                            facts.policys(Text("Folder that takes the reports"), "report_folder"),
                            facts.blank(Text("Who can read that folder")),
                            facts.blank(Text("Companies that work for the school (processors), and their contracts")),
                        ]
                    )
                ],
            ),
            Section(
                say(Text("e) Other countries")),
                [
                    Paragraph(say(Text("Postigo sends nothing to other countries, and nothing to its makers."))),
                    Fields([facts.blank(Text("Is the folder in a cloud? Whose, and in which country?"))]),
                ],
            ),
            Section(
                say(Text("f) Until when")),
                [
                    facts.kept(),
                    Paragraph(
                        say(
                            Text(
                                "Postigo does not delete them by itself. Somebody of the school types, as administrator: {command}",
                                values={
                                    "command": Quoted(
                                        invocation.plain(
                                            "fleet",
                                            "tidy",
                                            facts.value("report_folder") or say(Text("FOLDER")),
                                            "--yes",
                                        )
                                    )
                                },
                            )
                        )
                    ),
                    Paragraph(
                        say(
                            Text(
                                "Where the folder cannot be reached, at most {n} reports wait on the computer ({place}).",
                                values={"n": MOST_WAITING, "place": Path("/var/lib/postigo/waiting")},
                            )
                        )
                    ),
                    Fields([facts.blank(Text("Who deletes, and on which day"))]),
                ],
            ),
            Section(
                say(Text("g) How it is protected")),
                [
                    *(Paragraph(say(one)) for one in _SECURITY),
                    Fields(
                        [
                            facts.blank(Text("Where the others read it, such as a sheet on the wall")),
                            facts.blank(Text("What the school adds"), 2),
                        ]
                    ),
                ],
            ),
        ),
        foot=FOOT,
    )
