"""Paper of a log, to sign: entries, files with their state, head, lines for custody.

A file stands there with its name, never with its folder.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from postigo import __version__
from postigo.core.values import Quoted, Text
from postigo.evidence import bag, stamp_check, wording
from postigo.evidence.clock import InStep, Moment
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
_CHECK: Final = Text("How this can be checked")
_PAGE: Final = {"en": "README.txt", "es": "LEEME.txt"}
NO_FILES: Final = Text("No file was noted.")
STAY: Final = Text("The files are not in here. Postigo did not copy, move or change them.")
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
    say, head, entries = paper.words.say, paper.log.checked.head, paper.log.checked.entries
    anew = said_anew(entries)
    wrote = Paragraph(f"{say(_I_WROTE)} {head.count}")
    signed = Fields([Field(say(label)) for label in _SIGNED], together=True)
    custody = [Paragraph(line) for line in _custody(paper)]
    return Document(
        title=say(_TITLE),
        language=paper.words.language,
        notes=tuple(_opening(paper)),
        sections=(
            *(Section(_heading(entry, paper.words), [_told(entry, anew, paper.words)]) for entry in entries),
            Section(say(_FILES), _files(paper)),
            Section(say(_SIGN), [wrote, Fingerprint(say(LAST), head.sha256), signed]),
            Section(say(_CUSTODY), [*custody, Table([say(label) for label in _HANDS], [], empty=3)]),
            Section(say(_CHECK), list(_checks(paper))),
        ),
        foot=f"{say(wording.HELPS)} {head.count}: {head.sha256[:16]}…",  # ties each page to the one that is signed
    )


def entries(log: Log, words: Words) -> list[str]:
    """Each entry as lines of plain text."""
    anew = said_anew(log.checked.entries)
    return [
        line
        for entry in log.checked.entries
        for line in (_heading(entry, words), *text.lines_of(_told(entry, anew, words)), "")
    ]


def said_anew(entries: Iterable[Entry]) -> dict[int, int]:
    """Number of the last entry that says another anew, by the number of that other."""
    return {entry.draft.changes: entry.seq for entry in entries if entry.draft.changes is not None}


def anew_by(entry: Entry, anew: Mapping[int, int]) -> Text | None:
    """Sentence below an entry that a later one says anew."""
    return Text("Entry {n} says it anew.", values={"n": anew[entry.seq]}) if entry.seq in anew else None


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
            "\n".join(
                (
                    f"{say(wording.STATES[now])}.",
                    say(Text("When it was noted: {size}, last changed {when}.", values=_noted(file, paper.words))),
                    f"SHA-256 {file.sha256}",
                )
            ),
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
    made = {"when": Quoted(when(paper.made)), "version": Quoted(__version__)}
    yield paper.words.say(Text("Made on {when}, with Postigo {version}.", values=made))


def _checks(paper: Paper) -> Iterator[Block]:
    """Check of a hand-over, also with nothing but what a system brings."""
    say, log = paper.words.say, f"evidence/{bag.LOG}"
    yield Paragraph(
        say(
            Text(
                "With this paper goes a folder “evidence”, or it is in a ZIP file. {page} in it says how to check all without Postigo.",
                values={"page": Quoted(f"evidence/data/{_PAGE[paper.words.language]}")},
            )
        )
    )
    digest = hashlib.sha256(paper.log.files[bag.LOG]).hexdigest()
    yield Fingerprint(say(Text("Fingerprint of the file {file} (SHA-256):", values={"file": Quoted(log)})), digest)
    windows = f"certutil -hashfile {log} SHA256".replace("/", "\\")
    yield Paragraph(say(Text("Type this where the folder “evidence” lies, and it is shown:")))
    yield Fields(
        [Field("Windows", windows), Field("Linux", f"sha256sum {log}"), Field("macOS", f"shasum -a 256 {log}")]
    )
    yield Paragraph(
        say(
            Text(
                "Is it the same? Then the entries are those that were signed here. This does not show whether they are true."
            )
        )
    )


def _noted(file: PickedFile, words: Words) -> dict[str, Text | Quoted]:
    unknown = words.say(Text("on a day that is not known"))
    modified = when(Moment(file.modified, InStep.UNKNOWN)) if file.modified else unknown
    return {"size": Quoted(size(file, words)), "when": Quoted(modified)}


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


def _told(entry: Entry, anew: Mapping[int, int], words: Words) -> Fields:
    say = words.say
    rows = [Field(say(name), typed.text) for name, typed in wording.said(entry.draft)]
    if entry.draft.file:
        rows.append(Field(say(Text("File")), entry.draft.file.name))
    if entry.draft.stamp:
        rows.append(Field(say(Text("File")), f"evidence/{entry.draft.stamp.file}"))
    if later := anew_by(entry, anew):
        rows.append(Field(say(Text("Later")), say(later)))
    written = f"{when(entry.moment)}, {say(wording.CLOCKS[entry.moment.in_step])}"
    return Fields([*rows, Field(say(Text("Time of writing")), written)])


def size(file: PickedFile, words: Words) -> str:
    """Size of a file, in bytes."""
    return words.say(Text("{n} byte", "{n} bytes", n=file.size, values={"n": file.size}))
