"""Aid to decide whether an impact assessment is needed (GDPR article 35)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from postigo.core.policy_table import BY_ID, NOT_SET
from postigo.core.values import Text
from postigo.papers.facts import ABOUT_THE_LINES, FOOT, LAWYER, USUAL_LEVEL, Facts
from postigo.reports.document import Document, Field, Fields, Paragraph, Section, Table

_TITLE = Text("Is an impact assessment needed? Postigo on the school's computers")
_NINE: Final = (
    (
        Text("Are people evaluated?"),
        Text("No. Computers are; no person gets a mark, and none is compared with another."),
    ),
    (
        Text("Does a program decide about people?"),
        Text("No. Postigo gives advice, and a person decides. It changes nothing without somebody's yes."),
    ),
    (
        Text("Are people watched?"),
        Text("A look is at the computer, takes seconds and ends. It does not note who used it, or for what."),
    ),
    (
        Text("Are there sensitive data (health, sexual life, crime)?"),
        Text("None is looked for. At the usual level a report names no program and no file that could tell any."),
    ),
    (
        Text("Is it on a large scale?"),
        Text("Depends on how many computers there are, and how often they look."),
    ),
    (
        Text("Are data brought together from several places?"),
        Text("A summary has reports only. A list of who sits where would make them data about people: keep it apart."),
    ),
    (
        Text("Is it about people who need more protection, such as minors?"),
        Text("Minors use the computers. At the usual level no report names anybody."),
    ),
    (
        Text("Is it a new technology?"),
        Text(
            "It reads settings of the computer, as an administrator could. There is no artificial intelligence in it."
        ),
    ),
    (
        Text("Can somebody be kept from a right or a service?"),
        Text("No. Nobody has to use Postigo in order to use the computer."),
    ),
)
"""Signs of a high risk, each with what the program does. Source: WP 248 rev. 01."""
_YES_NO: Final = Text("☐ yes ☐ no")
SETTINGS: Final = (
    (
        "report_level",
        USUAL_LEVEL,
        Text("If a copy may tell more, it can have names of programs and devices, and at the highest level of people."),
    ),
    (
        "label",
        None,
        Text("The computer has a name in reports. With a person's name in it, it is data about that person."),
    ),
    ("scope", "machine", Text("If only the computer may be looked at, nobody's account is, also in the window.")),
    ("keep_days", 1, Text("A report that is gone can tell nobody anything.")),
    ("schedule", "off", Text("The more often it looks, the more the hours of the reports tell.")),
    ("classroom", True, Text("In class all names are hidden, and nothing is kept.")),
    ("history_off", True, Text("Without a history, no look stays on the computer.")),
)
"""Settings that change the risk, each with its most careful value."""
_DECISION: Final = (
    Text("Is an assessment needed? Yes or no, and why"),
    Text("What the data protection officer advised"),
    Text("Were families, pupils and staff asked or told? When, and how"),
    Text("Who decided, and the day"),
    Text("Day on which it is looked at again"),
)


def document(facts: Facts) -> Document:
    """The aid: nine signs, the settings that change them, and the decision."""
    say = facts.say
    heads = [say(one) for one in (Text("Question"), Text("What the program does"), Text("Yes or no"))]
    return Document(
        title=say(_TITLE),
        language=facts.words.language,
        notes=(say(LAWYER), say(ABOUT_THE_LINES)),
        sections=(
            Section(
                say(Text("1. Nine questions")),
                [
                    Paragraph(
                        say(
                            Text(
                                "An assessment is needed where people may be at high risk (GDPR article 35). Two or more times yes "
                                "mostly mean that it is. Look also at the list of your country's authority; in Spain it is the AEPD."
                            )
                        )
                    ),
                    Table(heads, [[say(question), say(fact), say(_YES_NO)] for question, fact in _NINE]),
                ],
            ),
            Section(
                say(Text("2. What your settings change")),
                [
                    Table(
                        [
                            say(one)
                            for one in (Text("Setting"), Text("Here"), Text("Most careful"), Text("What it changes"))
                        ],
                        [*_settings(facts)],
                    )
                ],
            ),
            Section(
                say(Text("3. What the school looks after itself")),
                [
                    Paragraph(say(Text("Who can read the folder of reports, and that somebody deletes them in time."))),
                    Paragraph(
                        say(
                            Text(
                                "That no list of who sat at which computer, and when, lies beside the reports. "
                                "That families, pupils and staff were told before the first look."
                            )
                        )
                    ),
                    Fields([facts.blank(Text("Other risks in this school, and what is done about them"), 3)]),
                ],
            ),
            Section(
                say(Text("4. Decision")),
                [
                    Fields(
                        [Field(say(label), lines=2 if at == 0 else 1) for at, label in enumerate(_DECISION)],
                        together=True,
                    )
                ],
            ),
        ),
        foot=FOOT,
    )


def _settings(facts: Facts) -> Iterator[Sequence[str]]:
    """Rows of settings. Where there is no policy, the cell is left to be written on."""
    for id_, careful, what in SETTINGS:
        here = facts.value(id_) or (facts.say(NOT_SET) if facts.known else "")
        yield facts.say(BY_ID[id_].title), here, facts.told(id_, careful), facts.say(what)
