"""`password.plain-file`: files whose name looks like a list of passwords. It runs only when asked for by name.

Names only, on the desktop and in the documents, and no file is opened. The names are not listed either: what is asked
for are patterns of the words in a bundled table, so that what else lies there is in no answer and in no recording.
A name on a Mac may have its accents apart from their letters: where one may stand, a pattern has a gap. macOS asks the
person before a program may list these folders; who asked for this check expects that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Final

from postigo.api import (
    CannotTell,
    Check,
    Coverage,
    Data,
    Finding,
    Gap,
    Instruct,
    Level,
    Path,
    Plan,
    Platform,
    Probe,
    System,
    Text,
    Unseen,
    attempt,
    gaps,
)
from postigo_checks.common.casefolding import plain
from postigo_checks.common.person_folders import Folder, folders

TABLE: Final = "password_file_names.json"
_MOST: Final = 20  # names that are told
_LETTERLESS: Final = "[!a-zA-Z]"


@dataclass(frozen=True, slots=True)
class Names:
    """The words that make a name look like a list of passwords."""

    inside: frozenset[str]
    alone: frozenset[str]
    beside: frozenset[str]
    not_with: frozenset[str]
    kinds: frozenset[str]
    patterns: frozenset[str]

    def fit(self, name: str) -> bool:
        """Whether a file's name looks like one."""
        stem, _, kind = plain(name).rpartition(".")
        words = re.findall(r"[^\W\d_]+", stem)
        if kind not in self.kinds or not words or not self.not_with.isdisjoint(words):
            return False
        if not self.inside.isdisjoint(words) or "".join(words) in self.inside:
            return True
        return not self.alone.isdisjoint(words) and all(word in self.alone | self.beside for word in words)

    def asked(self) -> Iterator[str]:
        """What to ask a folder for, in capitals or not. A word that must stand alone is asked for alone."""
        for pattern in sorted(self.patterns):
            yield f"{_any_case(pattern)}.*"
        for word in sorted(self.alone):
            for before in ("", f"*{_LETTERLESS}"):
                for after in ("", f"{_LETTERLESS}*"):
                    yield f"{before}{_any_case(word)}{after}.*"


@cache  # a folder asks for the same ones as the one before
def _any_case(pattern: str) -> str:
    return "".join(f"[{sign}{sign.upper()}]" if sign.isalpha() else sign for sign in pattern)


class Part(Enum):
    """What one could not look at."""

    FOLDER = "a folder of the person"


@dataclass(frozen=True, slots=True)
class PlainFiles:
    """The files that were found. What is unseen is a folder, by its path."""

    files: tuple[str, ...] = ()
    unseen: tuple[Unseen[Part], ...] = ()


def learn(system: System, data: Data) -> PlainFiles:
    """The desktop and the documents of this account, not what lies deeper."""
    table = json.loads(data.read(TABLE))
    lists = ("inside", "alone", "beside", "not_with", "kinds", "patterns")
    names = Names(*(frozenset(table[one]) for one in lists))
    separator = "\\" if system.platform is Platform.WINDOWS else "/"
    found: list[str] = []
    unseen: list[Unseen[Part]] = []
    for folder in folders(system, (Folder.DESKTOP, Folder.DOCUMENTS)):
        plainly = re.sub(r"([*?[])", r"[\1]", folder)
        answers = [attempt(system.glob, f"{plainly}{separator}{pattern}") for pattern in names.asked()]
        refused = next((answer for answer in answers if isinstance(answer, CannotTell)), None)
        unseen += [] if refused is None else [Unseen(Part.FOLDER, refused.why, Path(folder))]
        found += [
            entry.path
            for answer in answers
            if not isinstance(answer, CannotTell)
            for entry in answer
            if entry.kind == "file" and names.fit(entry.path.rpartition(separator)[2])
        ]
    return PlainFiles(tuple(dict.fromkeys(found)), tuple(unseen))


def judge(fact: PlainFiles) -> Iterator[Finding | Gap]:
    """A catalogue severity of `med`."""
    if fact.files:
        n = len(fact.files)
        text = Text(
            "There is a file whose name looks like a list of passwords: {files}. We did not open it.",
            "There are {n} files whose names look like lists of passwords: {files}. We did not open them.",
            n,
            {"n": n, "files": [Path(file) for file in fact.files[:_MOST]]},
        )
        yield Finding("looks-like-passwords", Level.ADVISE, text, fixes=("move",))
    else:
        text = Text("No file on the desktop or in the documents is named like a list of passwords.")
        yield Finding("none", Level.GOOD, text)
    yield from gaps(fact.unseen, lambda _: Text("One of the folders could not be looked through."))


_PLANS: Final = (
    Plan(
        "move",
        Text("Move the passwords to a password manager"),
        (
            Instruct(Text("Choose a password manager, and copy the passwords into it one by one.")),
            Instruct(Text("Then delete the file, and empty the bin.")),
            Instruct(Text("If the folder is copied to the cloud, delete the file there too.")),
        ),
        Text("About 20 minutes."),
    ),
)

PLAIN_FILE: Final = Check(
    id="password.plain-file",
    title=Text("Files named like a list of passwords"),
    why=Text("If someone opens a list of passwords, they have all your keys."),
    tip=4,
    probe=Probe(linux=learn, windows=learn, macos=learn),
    judge=judge,
    coverage={
        platform: Coverage(
            Text("The names of files on the desktop and in the documents that look like a list of passwords."),
            Text("Other folders, other names, and what is in the files: none is opened."),
        )
        for platform in Platform
    },
    fixes=_PLANS,
    on_request=True,
)
