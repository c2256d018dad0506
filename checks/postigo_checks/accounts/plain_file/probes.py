"""Probe of `password.plain-file`: names on the desktop and in the documents; no file is opened.

The names are not listed either: what is asked for are patterns of the words in a bundled table, so that what else lies there is
in no answer and in no recording. A name on a Mac may have its accents apart from their letters: where one may stand, a pattern
has a gap. macOS asks the person before a program may list these folders; who asked for this check expects that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from postigo.api import CannotTell, Data, Path, Platform, System, Unseen, attempt
from postigo_checks.accounts.plain_file.fact import Part, PlainFiles
from postigo_checks.common.casefolding import plain
from postigo_checks.common.person_folders import Folder, folders

TABLE: Final = "password_file_names.json"

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
        """Patterns to ask a folder for, in capitals or not. A word that must stand alone is asked for alone."""
        for pattern in sorted(self.patterns):
            yield f"{_any_case(pattern)}.*"
        for word in sorted(self.alone):
            for before in ("", f"*{_LETTERLESS}"):
                for after in ("", f"{_LETTERLESS}*"):
                    yield f"{before}{_any_case(word)}{after}.*"


@cache  # a folder asks for the same ones as the one before
def _any_case(pattern: str) -> str:
    return "".join(f"[{sign}{sign.upper()}]" if sign.isalpha() else sign for sign in pattern)


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
