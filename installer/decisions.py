"""Generator of docs/decisions/README.md: the index of all notes by subject, from their heads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from installer.generator import ROOT, Generator

FOLDER: Final = ROOT / "docs/decisions"
TARGET: Final = FOLDER / "README.md"

SUBJECTS: Final = {
    "house": "How the house is built",
    "processes": "Processes, pipes and what they may take",
    "packs": "Packs",
    "machine": "The machine and its verbs",
    "honesty": "What may be said of what was seen",
    "privacy": "Privacy and rights",
    "camera": "Camera, microphone, screen and remote control",
    "image": "The person's own pictures",
    "updates": "Updates and supported systems",
    "protection": "Antivirus, firewall, firmware",
    "network": "Browsers and the network",
    "reading": "Passwords: reading files",
    "strength": "Passwords: how easily one is guessed",
    "accounts-of-people": "Passwords: accounts, reuse and what is told",
    "leaks": "Passwords: leaks and the key ring",
    "window": "The window",
    "terminal": "The terminal and set-up",
    "reports": "Reports and copies",
    "fixes": "Fixes",
    "words": "Words",
    "help": "The way to help",
    "tips": "Tips and questions",
    "tests": "Tests, recordings and machines",
    "schools": "Schools: policy, schedule, gathering",
    "packages": "Packages",
}

_HEAD: Final = re.compile(
    r"# (?P<number>\d{4}): (?P<title>\S[^\n]*)\n\n"
    r"date: (?P<date>\d{4}-\d\d-\d\d)\n"
    r"status: (?P<status>accepted(?:, in part superseded by \d{4})?|superseded by \d{4})\n"
    r"(?:subject: (?P<subject>[a-z-]+)\n)?\n"
)
_PARTS: Final = ("**Question**", "**Answer**", "**Why**")
_NOTE: Final = re.compile(r"\d{4}(?!\d)")

_TOP: Final = """\
# Decisions

One file per decision: question, answer, why, what else was weighed. This index is written from their heads by
`python3 -m installer.generate`; a test holds it to them. A number says nothing but which file is meant.

A new note takes the next free number and this layout. `subject:` is one of those in `installer/decisions.py`; a note without one
stands under "How the house is built". What is no longer true is not deleted: its status becomes `superseded by NNNN`.

```
# NNNN: Title as a statement

date: 2026-11-29
status: accepted
subject: window

**Question** …

**Answer** …

**Why** …

**Weighed** …
```
"""


class MalformedNoteError(ValueError):
    """A note whose head or parts are not laid out as all others are."""


@dataclass(frozen=True)
class Note:
    """The head of a decision note. `status`: accepted, superseded by a number, or accepted but for a part."""

    path: Path
    number: str
    title: str
    day: date
    status: str
    subject: str


def read_note(path: Path) -> Note:
    """The head of one file. Raises MalformedNoteError where its layout is another."""
    text = path.read_text("utf-8")
    head = _HEAD.match(text)
    if head is None:
        raise MalformedNoteError(f"{path.name}: the head is not “# NNNN: Title”, “date:”, “status:”, “subject:”")
    if not path.name.startswith(f"{head['number']}-"):
        raise MalformedNoteError(f"{path.name}: the number in the title is {head['number']}")
    for part in _PARTS:
        if f"\n{part} " not in text:
            raise MalformedNoteError(f"{path.name}: {part} is missing")
    subject = head["subject"] or "house"
    if subject not in SUBJECTS:
        raise MalformedNoteError(f"{path.name}: the subject {subject} is not in installer/decisions.py")
    return Note(path, head["number"], head["title"], date.fromisoformat(head["date"]), head["status"], subject)


def read_notes(folder: Path = FOLDER) -> list[Note]:
    """All notes in the order of their numbers. Raises MalformedNoteError."""
    notes = [read_note(path) for path in sorted(folder.glob("*.md")) if path.name != TARGET.name]
    numbers = [note.number for note in notes]
    for note in notes:
        if numbers.count(note.number) > 1:
            raise MalformedNoteError(f"{note.path.name}: {note.number} is the number of another note too")
        for other in _NOTE.findall(note.status):
            if other not in numbers:
                raise MalformedNoteError(f"{note.path.name}: there is no note {other}")
    return notes


def page() -> str:
    """The whole index."""
    return "\n".join([_TOP, *_tables(read_notes())])


def _tables(notes: list[Note]) -> Iterator[str]:
    for subject, title in SUBJECTS.items():
        chosen = [note for note in notes if note.subject == subject]
        if chosen:
            yield f"## {title}\n"
            yield "| | decision | date | status |"
            yield "|---|---|---|---|"
            yield from map(_row, chosen)
            yield ""


def _row(note: Note) -> str:
    title = note.title.replace("|", "\\|")
    return f"| {note.number} | [{title}]({note.path.name}) | {note.day} | {note.status} |"


def made() -> Mapping[Path, bytes]:
    """The index; nothing while a note is malformed."""
    return {} if any(faults()) else {TARGET: page().encode()}


def faults() -> Iterator[str]:
    """The first note that is malformed, and how."""
    try:
        read_notes()
    except MalformedNoteError as wrong:
        yield str(wrong)


GENERATOR = Generator("decisions", made, faults)
