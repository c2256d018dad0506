"""Entry of a log, asked for on the terminal. A file is named only behind the gate."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final, Literal, TypeAlias, assert_never

from postigo.cli.evidence_input import Questions
from postigo.cli.status import UsageError
from postigo.core.values import Text
from postigo.evidence import picked, wording
from postigo.evidence.entry import GIVEN, HAPPENED, IN_WORDS, OF_FILE, Draft, Kind, Part
from postigo.evidence.log import Log
from postigo.evidence.picked import PickedFile
from postigo.evidence.rules import GATE, TEXT_ONLY, Gate, leave_it
from postigo.evidence.trouble import EvidenceTrouble
from postigo.guidance.path import Age

_Chosen: TypeAlias = Literal[Kind.NOTED, Kind.CHANGED, Kind.SHOWN, Kind.HANDED] | None
_CHOICES: Final[tuple[tuple[_Chosen, Text], ...]] = (
    (Kind.NOTED, Text("Something that happened")),
    (None, Text("A file: a screenshot of a threat, a profile or a payment request")),
    (Kind.CHANGED, Text("An earlier entry, said anew (the earlier one stays)")),
    (Kind.SHOWN, Text("Whom I showed it to")),
    (Kind.HANDED, Text("Whom I handed it over to")),
)


def asked(ask: Questions, age: Age, log: Log) -> tuple[Draft, bool]:
    """The entry, and whether files were chosen in addition (`rules.must_be_allowed`)."""
    what = ask.one_of(Text("What do you want to note?"), _CHOICES)
    match what:
        case None:
            return _file(ask, age)
        case Kind.NOTED:
            return Draft(said=_parts(ask, HAPPENED)), False
        case Kind.CHANGED:
            number = _number(ask, log.checked.head.count)
            return Draft(Kind.CHANGED, _parts(ask, HAPPENED), changes=number), False
        case Kind.SHOWN | Kind.HANDED:
            said = _parts(ask, GIVEN)
            return Draft(what, {Part.DAY: f"{datetime.now().astimezone():%Y-%m-%d}", **said}), False
    assert_never(what)


def _file(ask: Questions, age: Age) -> tuple[Draft, bool]:
    chosen = age is Age.ADULT
    if not chosen:
        ask.say(TEXT_ONLY)
        chosen = ask.yes(Text("Do you want a file in it all the same? Type yes, or only Enter for text: "))
    if not chosen or ask.one_of(GATE, wording.GATES) is not Gate.CLEAR:
        if chosen:
            ask.say(leave_it(age))
        return Draft(said=_parts(ask, IN_WORDS)), False
    return Draft(file=_picked(ask), said=_parts(ask, OF_FILE)), True


def _picked(ask: Questions) -> PickedFile:
    """The file that is named. On a terminal it is asked for until one can be read."""
    while True:
        try:
            return picked.pick(ask.file(Text("The file (type its place, or drag it here): ")), Gate.CLEAR)
        except EvidenceTrouble as trouble:
            if not ask.attended:
                raise
            ask.say(trouble.text)


def _parts(ask: Questions, parts: Iterable[Part]) -> dict[Part, str]:
    """Answers by part, without those that were left out."""
    if ask.attended:
        ask.say(Text("Only Enter leaves a line out. You can add more later."))
    said = {part: ask.words(Text("{part}: ", values={"part": wording.PARTS[part]})) for part in parts}
    return {part: text for part, text in said.items() if text}


def _number(ask: Questions, last: int) -> int:
    """Number of the entry that is said anew."""
    while True:
        typed = ask.line(Text("Which entry? Type its number: "))
        if typed in map(str, range(1, last + 1)):
            return int(typed)
        wrong = Text("There is no entry of this number. The last one is {n}.", values={"n": last})
        if not ask.attended or not last:
            raise UsageError(wrong)
        ask.say(wrong)
