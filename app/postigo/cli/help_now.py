"""`postigo help-now`: the split, the six cards, and the numbers. Offline; nothing is written."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence

from postigo import invocation
from postigo.cli import terminal
from postigo.cli.status import Exit, UsageError
from postigo.core.values import Quoted, Text
from postigo.guidance import cards, contacts, countries, helplines, path, proof, purposes
from postigo.guidance.cards import Card, Step
from postigo.guidance.contacts import Contact, Contacts
from postigo.guidance.helplines import Helplines, Line
from postigo.guidance.path import Age, Situation
from postigo.languages import region
from postigo.reports.paper import Paper, wrapped
from postigo.store import trace
from postigo.store.context import Context
from postigo.words import Words

_CARERS = (Step.BREATHE, Step.STOP, Step.PROOF, Step.TELL)
"""Cards that say something else to an adult who helps."""


def run(args: Namespace, context: Context) -> int:
    """The command."""
    trace.end()  # whoever comes here leaves no trace, not even by a crash
    country = countries.country(_asked(args.country) or context.settings.country or region(), context.lang)
    terminal.write(_lines(country, Words(context.lang), terminal.paper(sys.stdout), context.policy.contact))
    return Exit.NOTHING_TO_DO


def _asked(country: str | None) -> str | None:
    if country is None or (len(country) == 2 and country.isalpha() and country.isascii()):
        return country
    raise UsageError(
        Text("“{typed}” is no country. Type two letters, such as ES or MX.", values={"typed": Quoted(country)})
    )


def _lines(country: str, words: Words, paper: Paper, school: str | None) -> Iterator[str]:
    lines = helplines.load()
    first, *others = path.FIRST_WORDS
    yield from _part(first, [*others, path.SAFE_DEVICE], words, paper)
    yield from _part(path.CHOICES[Situation.DANGER], [], words, paper)
    yield from _danger(lines, country, words, paper)
    yield from _part(path.WHAT_HAPPENS, [], words, paper)
    for situation in (Situation.THREAT, Situation.BLUFF):
        choice = f"· {words.say(path.CHOICES[situation])}: {words.say(path.MEANINGS[situation])}"
        yield from wrapped(choice, paper, margin=2, hang=2)
    yield from wrapped(words.say(path.OPPOSITE), paper, margin=2)
    yield from _chapter(path.CHOICES[Situation.THREAT], cards.cards(lines, Age.UNTOLD, country), words, paper)
    carers = [card for card in cards.cards(lines, Age.CARER, country) if card.step in _CARERS]
    yield from _chapter(path.AGES[Age.CARER], carers, words, paper)
    yield from _chapter(path.AGES[Age.CHILD], [cards.child()], words, paper)
    for contact in contacts.contacts(lines, country, Situation.THREAT, Age.CHILD).first:
        yield from _contact(contact, words, paper)
    yield from _chapter(path.CHOICES[Situation.BLUFF], [cards.bluff(lines, country)], words, paper)
    yield from _numbers(contacts.contacts(lines, country, Situation.THREAT, Age.UNTOLD), country, words, paper)
    if school:
        yield ""
        yield from wrapped(words.say(purposes.of_school(school)), paper, margin=2)
    yield from _part(proof.TITLE, [*proof.WHAT, proof.NO_PICTURES], words, paper)
    yield from _typed(invocation.line("audit", *proof.CHECKS), words, paper)
    yield from _part(
        Text("A log of what happened"), [Text("From 13 years on. You say where its file is.")], words, paper
    )
    yield from _typed(invocation.line("evidence", "--help"), words, paper)
    yield ""
    for text in (path.LIMITS, Text("The line that you typed may stay in the history of your terminal.")):
        yield from wrapped(words.say(text), paper)
    yield from _end(lines, country, words, paper)


def _typed(command: str, words: Words, paper: Paper) -> Iterator[str]:
    typed = Text("What you type for it: {command}", values={"command": Quoted(command)})
    yield from wrapped(words.say(typed), paper, margin=2, whole=command)


def _chapter(title: Text, told: Sequence[Card], words: Words, paper: Paper) -> Iterator[str]:
    """Cards under a title between two lines, with their numbers where all six are there."""
    yield ""
    yield from wrapped(f"--- {words.say(title)} ---", paper, style="1")
    for card in told:
        yield from _part(
            card.title, _texts(card), words, paper, mark=f"{card.step} · " if len(told) == len(Step) else ""
        )


def _texts(card: Card) -> Iterator[Text]:
    for part in card.parts:
        yield from part.texts


def _part(title: Text, texts: Iterable[Text], words: Words, paper: Paper, *, mark: str = "") -> Iterator[str]:
    """A title, and its sentences below it."""
    yield ""
    yield from wrapped(f"{mark}{words.say(title)}", paper, style="1")
    for text in texts:
        yield from wrapped(words.say(text), paper, margin=2)


def _danger(lines: Helplines, country: str, words: Words, paper: Paper) -> Iterator[str]:
    found = contacts.contacts(lines, country, Situation.DANGER, Age.UNTOLD)
    for text in purposes.calm(Age.UNTOLD):
        yield from wrapped(words.say(text), paper, margin=2)
    if not purposes.is_emergency_known(found.first):
        yield from wrapped(words.say(purposes.emergency(lines)), paper, margin=2)
    for one in found.first:
        yield from _contact(one, words, paper, purposes.in_danger(one, Age.UNTOLD))
    if found.written:
        yield from _part(purposes.CANNOT_SPEAK, [], words, paper)
    for line in found.written:
        yield from _contact(line, words, paper)


def _end(lines: Helplines, country: str, words: Words, paper: Paper) -> Iterator[str]:
    """Numbers for danger, once more. A terminal shows the end of a long text."""
    yield from _part(path.CHOICES[Situation.DANGER], [], words, paper)
    found = contacts.contacts(lines, country, Situation.DANGER, Age.UNTOLD).first
    if not purposes.is_emergency_known(found):
        yield from wrapped(words.say(purposes.emergency(lines)), paper, margin=2)
    for one in found:
        yield from wrapped(_title(one, words), paper, margin=2, hang=2, style="1")
    above = Text("The advice begins above, at “{question}”.", values={"question": path.WHAT_HAPPENS})
    yield from wrapped(words.say(above), paper, margin=2)


def _numbers(told: Contacts, country: str, words: Words, paper: Paper) -> Iterator[str]:
    """All contacts, and once the day of their sources."""
    about = [countries.numbers_of(country), purposes.read_on(told.lines)]
    yield from _part(Text("Whom to call or ask"), about, words, paper)
    for line in told.near:
        yield from _contact(line, words, paper)
    for topic, lines in purposes.by_topic(told.more):
        yield from _part(topic, [], words, paper)
        for line in lines:
            yield from _contact(line, words, paper)


def _contact(contact: Contact, words: Words, paper: Paper, meaning: Text | None = None) -> Iterator[str]:
    """Number and name on one line, what it is for below."""
    sentences = [meaning or purposes.meaning(contact, Age.UNTOLD)]
    if isinstance(contact, Line):
        sentences += purposes.practical(contact)
    yield from wrapped(_title(contact, words), paper, margin=2, hang=2, style="1")
    yield from wrapped(" ".join(words.say(text) for text in sentences), paper, margin=4)


def _title(contact: Contact, words: Words) -> str:
    """Number and name."""
    title = purposes.title(contact)
    value = contact.value if isinstance(contact, Line) else ""
    name = title if isinstance(title, str) else words.say(title)
    return " · ".join(dict.fromkeys(filter(None, (value, name))))
