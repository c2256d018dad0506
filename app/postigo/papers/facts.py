"""Facts of the program and of a policy, as papers tell them. What nobody set here is a line to write on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from postigo import __version__
from postigo.core.policy import Policy
from postigo.core.policy_kind import Choice, Number, Value
from postigo.core.policy_table import BY_ID, shown
from postigo.core.values import StoredText, Text
from postigo.guidance import helplines
from postigo.guidance.countries import circles
from postigo.guidance.helplines import Channel, Line, Purpose
from postigo.reports.document import Block, Field, Fields, Paragraph
from postigo.words import Words

LAWYER: Final = Text("To be reviewed by the school's lawyer before it is used.")
"""Mark of each paper that has to do with the law."""
ABOUT_THE_LINES: Final = Text(
    "Fill in the dotted lines by hand. What is printed comes from Postigo, or from your policy."
)
FOOT: Final = f"Postigo {__version__}"
"""Foot of a paper. What has to be heard stands above: readers pass over feet."""
USUAL_LEVEL: Final = "share"
"""Level of reports on a schedule where the policy names none."""

LOOKS_AT: Final[Mapping[str, Text]] = {
    "update": Text("updates"),
    "av": Text("antivirus"),
    "firewall": Text("firewall"),
    "net": Text("network connections"),
    "boot": Text("how the computer starts"),
    "image": Text("shared folders and the encryption of the disk"),
    "camera": Text("camera, microphone and remote control"),
    "password": Text("sign-in without a password"),
    "accounts": Text("accounts that nobody uses"),
    "info": Text("what other computers can see of it"),
}
"""Subjects of a look at the computer itself, by the first part of checks' names."""

IN_A_REPORT: Final[tuple[tuple[frozenset[str], Text, Text], ...]] = (
    (
        frozenset({"results", "shutters", "verdict", "order", "counts", "to_do", "not_here", "not_looked"}),
        Text("What was looked at"),
        Text("Of each check how it stands, in sentences, and what to do. Names in it depend on the level."),
    ),
    (
        frozenset({"label", "title"}),
        Text("Which computer"),
        Text("The name that the policy gives it, or a stand-in that says nothing without the school's key."),
    ),
    (
        frozenset({"device", "app", "lang", "packs", "schema", "offered", "about"}),
        Text("System"),
        Text("Its system and version, and Postigo's. Above the usual level, the computer's own name."),
    ),
    (frozenset({"began", "ended", "when", "zone"}), Text("When"), Text("Day and hour of the look.")),
    (
        frozenset({"notes", "together", "reason", "told", "names_out", "contact"}),
        Text("What somebody added"),
        Text(
            "Notes, a reason, single names, and above the usual level whom the policy names. A look on a schedule adds no notes."
        ),
    ),
    (frozenset({"questions"}), Text("Questions"), Text("What only a person can tell. The answers are in no report.")),
    (
        frozenset({"level", "left_out", "ref_key", "integrity"}),
        Text("About the report"),
        Text("How much it tells, what was left out, and a fingerprint that shows changes."),
    ),
)
"""Parts of a report by its properties (`schema/report-1.json`), with what each tells."""

NEVER: Final = Text(
    "The school's look is at nobody's account. It opens no photo, no message, no e-mail and no file of anybody, and reads no "
    "list of web pages. It does not record what anybody does."
)


@dataclass(frozen=True, slots=True)
class Facts:
    """A policy, told in one language. `country` is a key of `countries.NAMES`."""

    words: Words
    policy: Policy
    country: str

    @property
    def known(self) -> bool:
        """Whether there is a policy. Without one nobody here knows what the school wants."""
        return bool(self.policy.where)

    def say(self, text: Text) -> str:
        """The sentence in this language."""
        return self.words.say(text)

    def blank(self, label: Text, lines: int = 1) -> Field:
        """A label with lines to write on."""
        return Field(self.say(label), lines=lines)

    def field(self, label: Text, value: Text) -> Field:
        """A label with what is known of it."""
        return Field(self.say(label), self.say(value))

    def policys(self, label: Text, key: str) -> Field:
        """Field with the policy's value; a line to write on without one."""
        value = self.value(key)
        return Field(self.say(label), value) if value else self.blank(label)

    def value(self, key: str) -> str:
        """A value of the policy as a person reads it; empty: not known here."""
        held = getattr(self.policy, key)
        if key == "report_level":
            held = held or USUAL_LEVEL
        return self.told(key, held) if self.known and held is not None else ""

    def told(self, key: str, held: Value) -> str:
        """A value that a key can have, as a person reads it."""
        kind = BY_ID[key].kind
        if isinstance(kind, Choice) and isinstance(held, str):
            return self.say(kind.options[held])
        return self.say(StoredText("{value}", values={"value": shown(BY_ID[key], held)}))

    def help_near(self) -> Iterator[Line]:
        """Numbers to call: the nearest of each purpose on the poster."""
        known = [line for line in helplines.load().lines.values() if line.shown and line.channel is Channel.PHONE]
        for purpose in (Purpose.DANGER, Purpose.ADVICE, Purpose.YOUNG, Purpose.LIFE):
            here = (
                line for circle in circles(self.country) for line in known
                if (line.country, line.purpose) == (circle, purpose)
            )  # fmt: skip
            yield from [line for line, _ in zip(here, range(1), strict=False)]

    def kept(self) -> Block:
        """How long reports are kept; a line where nobody here knows. The program lets no policy keep them for longer than its limit."""
        days = BY_ID["keep_days"].kind
        assert isinstance(days, Number)  # noqa: S101 - the table says so
        if not self.known:
            return Fields(
                [self.blank(Text("Days until the school deletes the reports, {n} at most", values={"n": days.most}))]
            )
        told = Text(
            "{n} day at most. Then the school deletes the reports.",
            "{n} days at most. Then the school deletes the reports.",
            self.policy.keep_days,
            {"n": self.policy.keep_days},
        )
        return Paragraph(self.say(told))

    def looks_at(self) -> Text:
        """Sentence on what is looked at."""
        return Text("It looks at the computer itself: {things}.", values={"things": list(LOOKS_AT.values())})

    def call(self) -> Text:
        """Sentence on whom to call. Where no number of the country is known, it names none."""
        numbers = [
            StoredText(line.value if line.value in line.name else f"{line.value} ({line.name})")
            for line in self.help_near()
        ]
        if not numbers:
            return Text("In danger, call the emergency number of your country.")
        return Text("You can also call: {numbers}.", values={"numbers": numbers})
