"""Paper of a log, to sign: entries, files with their state, head, lines for custody.

A file stands there with its name, never with its folder.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from postigo.core.values import Quoted, Text
from postigo.evidence import stamp_check, wording
from postigo.evidence.clock import Moment
from postigo.evidence.entry import Entry, Kind, Part
from postigo.evidence.log import Log
from postigo.evidence.picked import Now, PickedFile
from postigo.reports.document import (
    Block,
    Document,
    Field,
    Fields,
    Fingerprint,
    Paragraph,
    Section,
    Table,
    text,
)
from postigo.words import Words

_TITLE: Final = Text("Log of what happened")
_FILES: Final = Text("Files, compared on the day of this paper")
_SIGN: Final = Text("To sign")
_CUSTODY: Final = Text("Through whose hands it went")
_I_WROTE: Final = Text("I wrote these entries:")
LAST: Final = Text("Fingerprint of the last one (SHA-256):")
_SIGNED: Final = (Text("Name"), Text("Signature"), Text("Day"))
_HANDS: Final = (Text("Shown to, or handed over to"), Text("Day and hour"), Text("Signature"))
NO_FILES: Final = Text("No file was noted.")
STAY: Final = Text("The files are not in here. They stay on the person's device, untouched.")
"""Sentence above a list of files."""


@dataclass(frozen=True, slots=True)
class Paper:
    """Content of the paper, in one language. `states` is what has become of each file, in the order of the entries."""

    log: Log
    states: Sequence[tuple[Entry, PickedFile, Now]]
    made: Moment
    words: Words


def document(paper: Paper) -> Document:
    """The paper as data, for every renderer."""
    say, head = paper.words.say, paper.log.checked.head
    wrote = Paragraph(f"{say(_I_WROTE)} {head.count}")
    signed = Fields([Field(say(label)) for label in _SIGNED], together=True)
    custody = [Paragraph(line) for line in _custody(paper)]
    return Document(
        title=say(_TITLE),
        language=paper.words.language,
        notes=tuple(_opening(paper)),
        sections=(
            *(
                Section(_heading(entry, paper.words), [_told(entry, paper.words)])
                for entry in paper.log.checked.entries
            ),
            Section(say(_FILES), _files(paper)),
            Section(say(_SIGN), [wrote, Fingerprint(say(LAST), head.sha256), signed]),
            Section(say(_CUSTODY), [*custody, Table([say(label) for label in _HANDS], [], empty=3)]),
        ),
        foot=say(wording.HELPS),
    )


def entries(log: Log, words: Words) -> list[str]:
    """Each entry as lines of plain text."""
    return [
        line
        for entry in log.checked.entries
        for line in (_heading(entry, words), *text.lines_of(_told(entry, words)), "")
    ]


def listed(paper: Paper) -> list[str]:
    """List of the picked files as lines of plain text."""
    return [line for block in _files(paper) for line in text.lines_of(block)]


def _files(paper: Paper) -> list[Block]:
    """Picked files: entry, name, state, size, fingerprint."""
    say = paper.words.say
    if not paper.states:
        return [Paragraph(say(NO_FILES))]
    rows = [
        Field(
            f"{entry.seq}. {file.name}",
            f"{say(wording.STATES[now])}. {size(file, paper.words)}. SHA-256 {file.sha256}",
        )
        for entry, file, now in paper.states
    ]
    return [Paragraph(say(STAY)), Fields(rows)]


def _opening(paper: Paper) -> Iterator[str]:
    """Sentences at the top: purpose, soundness, worth of the times, day."""
    yield paper.words.say(wording.HELPS)
    yield " ".join(paper.words.say(text) for text in wording.verified(paper.log))
    yield " ".join(paper.words.say(text) for text in wording.worth(paper.log.checked))
    stamped = [paper.words.say(text) for text in wording.stamped(stamp_check.seen(paper.log))]
    if stamped:
        yield " ".join(stamped)
    yield paper.words.say(Text("Made on {when}.", values={"when": Quoted(when(paper.made))}))


def _custody(paper: Paper) -> Iterator[str]:
    """Custody of which the log itself tells: to whom, and when."""
    for entry in paper.log.checked.entries:
        if entry.draft.kind in {Kind.SHOWN, Kind.HANDED}:
            said = [entry.draft.said.get(part, "") for part in (Part.TO, Part.DAY)]
            whom = ", ".join(part for part in said if part)
            yield f"{entry.seq}. {paper.words.say(wording.kind(entry.draft))}: {whom}"


def _heading(entry: Entry, words: Words) -> str:
    return f"{entry.seq}. {words.say(wording.kind(entry.draft))}"


def when(moment: Moment) -> str:
    """Time as it is stored, easier to read: day, hour, offset from UTC."""
    day, _, hour = moment.at.partition("T")
    return f"{day} {hour[:8]} UTC{hour[8:]}"


def _told(entry: Entry, words: Words) -> Fields:
    say = words.say
    rows = [Field(say(name), typed.text) for name, typed in wording.said(entry.draft)]
    if entry.draft.file:
        rows.append(Field(say(Text("File")), entry.draft.file.name))
    written = f"{when(entry.moment)}, {say(wording.CLOCKS[entry.moment.in_step])}"
    return Fields([*rows, Field(say(Text("Time of writing")), written)])


def size(file: PickedFile, words: Words) -> str:
    """Size of a file, in bytes."""
    return words.say(Text("{n} byte", "{n} bytes", n=file.size, values={"n": file.size}))
