"""Draft of a report to the police, from a log.

What is known is printed, and the rest has lines to fill in by hand. Postigo asks nobody for a name or a document: whoever reports writes them. No file is opened, and no picture is in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from postigo.core.values import Text
from postigo.evidence import paper, stamp_check, told_days, wording
from postigo.evidence.entry import Entry, Kind, Part
from postigo.evidence.log import Log
from postigo.guidance import cards, helplines
from postigo.guidance.countries import SPAIN
from postigo.guidance.path import Age
from postigo.reports.document import (
    Block,
    Boxes,
    Document,
    Field,
    Fields,
    Fingerprint,
    Numbered,
    Paragraph,
    Section,
    Table,
)
from postigo.words import Words

_TITLE: Final = Text("Draft of a report to the police")
HELPS: Final = Text("This draft helps you. It is not a police report and not an expert report.")
"""First sentence, and the foot of each page."""
_BY_HAND: Final = Text("Fill in the dotted lines by hand. You can leave any line empty, and only tell it there.")
_NO_IDENTITY: Final = Text("Postigo did not ask who you are. Write it by hand, when you want to.")
_ENTRY: Final = Text("Entry")
_WHO: Final = (
    Text("Name and surname"),
    Text("Identity document"),
    Text("Day and place of birth"),
    Text("Address"),
    Text("Telephone"),
)
_OTHERS: Final = (
    Text("Do you report for somebody else? For whom"),
    Text("Are you under 18? The adult who goes with you: name"),
    Text("Identity document of that adult, and what that adult is to you"),
)
_IDENTIFIES: Final = (Part.WHO, Part.PROFILE, Part.URL, Part.PAYMENT)
_PLACES: Final = (Text("Place"), Text("Day and hour"), Text("Signature"))


def usual_language(country: str, language: str) -> str:
    """Language of a draft, unless another is chosen: Spanish for Spain, else the person's."""
    return "es" if country == SPAIN else language


def document(log: Log, language: str, country: str = SPAIN) -> Document:
    """The draft in a language. `country`, a key of `countries.NAMES`, says where the report is made."""
    words = Words(language)
    say, entries = words.say, log.checked.entries
    sections: tuple[tuple[Text, Iterable[Block]], ...] = (
        (Text("Where you make the report"), _where(country, words)),
        (Text("Who reports"), _who(words)),
        (Text("What happened"), _happened(entries, words)),
        (Text("Who it was said to be"), _identified(entries, words)),
        (Text("What was demanded"), _demanded(entries, words)),
        (Text("What was paid"), _paid(words)),
        (Text("Files that were noted"), _files(entries, words)),
        (Text("Whom it was shown to"), _shown(entries, words)),
        (Text("What was not touched"), _untouched(entries, words)),
        (Text("What I ask for"), _asked(words)),
        (Text("The log behind this draft"), _log(log, words)),
        (Text("Signature"), _signed(words)),
    )
    return Document(
        title=say(_TITLE),
        language=language,
        notes=(say(HELPS), say(_BY_HAND), say(wording.READABLE), *_unsound(log, words)),
        sections=tuple(Section(f"{n}. {say(title)}", tuple(blocks)) for n, (title, blocks) in enumerate(sections, 1)),
        foot=say(HELPS),
    )


def _unsound(log: Log, words: Words) -> Iterator[str]:
    """Warning of a log that is not as it was written."""
    if not log.sound:
        yield " ".join(words.say(text) for text in wording.verified(log))


def _where(country: str, words: Words) -> Iterator[Block]:
    steps = [*cards.report(helplines.load(), Age.UNTOLD, country)]
    if country == SPAIN:
        steps += [
            Text("Take your identity document too, if you have one."),
            Text("They write the report from what you tell. Read it before you sign it."),
            Text("You can ask for a copy of it, and for an interpreter. Both are free."),
        ]
    yield Numbered([words.say(text) for text in steps])


def _who(words: Words) -> Iterator[Block]:
    yield Paragraph(words.say(_NO_IDENTITY))
    yield Fields([Field(words.say(label)) for label in (*_WHO, *_OTHERS)])


def _happened(entries: Iterable[Entry], words: Words) -> Iterator[Block]:
    """Entries in order of time where each tells a day, else in order of writing."""
    say = words.say
    told = [entry for entry in entries if entry.draft.kind in {Kind.NOTED, Kind.CHANGED}]
    if not told:
        yield Paragraph(say(Text("Nothing was noted yet.")))
        yield Fields([Field(say(wording.PARTS[Part.WHAT]), lines=6)])
        return
    ordered = told_days.in_order(told, words.language)
    yield Paragraph(
        say(
            Text("In the order in which it was written down: not each entry says a day that can be put in order.")
            if ordered is None
            else Text("In order of time, as each entry says it.")
        ),
        quiet=True,
    )
    anew = paper.said_anew(told)
    heads = (_ENTRY, Text("When"), wording.PARTS[Part.WHERE], wording.PARTS[Part.WHAT], Text("Written down"))
    yield Table([say(head) for head in heads], [_row(entry, anew, words) for entry in ordered or told])
    yield Fields([Field(say(Text("What else happened, and how it began")), lines=4)])


def _row(entry: Entry, anew: Mapping[int, int], words: Words) -> list[str]:
    say, said = words.say, entry.draft.said
    what = [said.get(Part.WHAT, "")]
    if Part.REFERENCE in said:
        what.append(f"{say(wording.PARTS[Part.REFERENCE])}: {said[Part.REFERENCE]}")
    if entry.draft.file:
        what.append(f"{say(Text('File'))}: {entry.draft.file.name}")
    if entry.draft.changes is not None:
        what.append(f"({say(wording.kind(entry.draft))})")
    if later := paper.anew_by(entry, anew):
        what.append(f"({say(later)})")
    return [
        str(entry.seq),
        said.get(Part.WHEN, ""),
        said.get(Part.WHERE, ""),
        "\n".join(filter(None, what)),
        paper.when(entry.moment),
    ]


def _identified(entries: Iterable[Entry], words: Words) -> Iterator[Block]:
    """All that may lead to a person, each thing once."""
    found: dict[tuple[Part, str], list[int]] = {}
    for entry in entries:
        for part in _IDENTIFIES:
            if thing := entry.draft.said.get(part, "").strip():
                found.setdefault((part, thing), []).append(entry.seq)
    rows = [
        [words.say(wording.PARTS[part]), thing, ", ".join(map(str, seqs))]
        for (part, thing), seqs in sorted(found.items(), key=lambda item: _IDENTIFIES.index(item[0][0]))
    ]
    heads = (Text("Kind"), Text("What was noted"), _ENTRY)
    if rows:
        yield Paragraph(
            words.say(Text("That person said so, or it was seen there. It does not show who it really is.")), quiet=True
        )
        yield Table([words.say(head) for head in heads], rows)
    labels = (
        Text("What that person is to you, now or before: nobody you know, somebody you know, partner, family"),
        Text("What else is known: language, other names, other people it happened to"),
        Text("Who else saw it, or knows of it"),
    )
    yield Fields([Field(words.say(label), lines=2 if n == 1 else 1) for n, label in enumerate(labels)])


def _demanded(entries: Iterable[Entry], words: Words) -> Iterator[Block]:
    if any(Part.PAYMENT in entry.draft.said for entry in entries):
        noted = Text("Accounts, telephones and wallets that were noted stand above, in part {n}.", values={"n": 4})
        yield Paragraph(words.say(noted), quiet=True)
    labels = (
        Text("What that person wants: money, pictures, a meeting, something else"),
        Text("How much, and until when"),
        Text("By which means: transfer, telephone, card, wallet"),
        Text("What that person threatens to do"),
    )
    yield Fields([Field(words.say(label)) for label in labels])


def _paid(words: Words) -> Iterator[Block]:
    labels = (
        Text("Was anything paid or sent? Write “no”, or what and when"),
        Text("From which account or card, and to which"),
        Text("Who has the receipt"),
    )
    yield Fields([Field(words.say(label)) for label in labels])


def _files(entries: Iterable[Entry], words: Words) -> Iterator[Block]:
    say = words.say
    files = [(entry.seq, entry.draft.file) for entry in entries if entry.draft.file]
    yield Paragraph(say(paper.STAY if files else paper.NO_FILES))
    if files:
        heads = (_ENTRY, Text("File"), Text("Size"), Text("Fingerprint (SHA-256) when it was noted"))
        rows = [[str(seq), file.name, paper.size(file, words), file.sha256] for seq, file in files]
        yield Table([say(head) for head in heads], rows)


def _shown(entries: Iterable[Entry], words: Words) -> Iterator[Block]:
    say = words.say
    heads = (_ENTRY, wording.PARTS[Part.TO], wording.PARTS[Part.DAY], Text("Shown or handed over"))
    rows = [
        [
            str(entry.seq),
            *(entry.draft.said.get(part, "") for part in (Part.TO, Part.DAY)),
            say(wording.kind(entry.draft)),
        ]
        for entry in entries
        if entry.draft.kind in {Kind.SHOWN, Kind.HANDED}
    ]
    yield Table([say(head) for head in heads], rows, empty=1 if rows else 2)


def _untouched(entries: Iterable[Entry], words: Words) -> Iterator[Block]:
    texts = [
        Text("No intimate picture is in here."),
        Text("Postigo copied, moved and deleted no file and no message, and showed none."),
    ]
    if any(entry.draft.file for entry in entries):
        texts += [
            Text("It read the files above only for their fingerprint, after this answer: nobody is naked in them.")
        ]
    for text in texts:
        yield Paragraph(words.say(text))
    yield Fields([Field(words.say(Text("What was deleted, blocked or changed by somebody, and when")), lines=2)])


def _asked(words: Words) -> Iterator[Block]:
    wishes = (
        Text("That what happened is investigated."),
        Text("That the data of those profiles and accounts are kept and asked for."),
        Text("That the pictures and pages are taken down."),
        Text("That the other person does not learn my address."),
        Text("That I am told how it goes on."),
        Text("That I am told where I get support."),
    )
    yield Paragraph(words.say(Text("Tick what you want.")), quiet=True)
    yield Boxes([words.say(wish) for wish in wishes])
    yield Fields([Field(words.say(Text("Something else")), lines=2)])


def _log(log: Log, words: Words) -> Iterator[Block]:
    head = log.checked.head
    for told in (wording.verified(log), wording.worth(log.checked), wording.stamped(stamp_check.seen(log))):
        if said := " ".join(words.say(text) for text in told):
            yield Paragraph(said)
    yield Fields([Field(words.say(Text("Number of entries")), str(head.count))])
    yield Fingerprint(words.say(paper.LAST), head.sha256)


def _signed(words: Words) -> Iterator[Block]:
    yield Paragraph(words.say(Text("Sign it only if you want to, and best at the police.")), quiet=True)
    yield Fields([Field(words.say(label)) for label in _PLACES], together=True)
