"""Texts of lines "name: value": as Kaspersky Password Manager exports, and as people write down their own.

KPM writes a block for each login, with a line of dashes after it ("Website name", "Website URL", "Login name", "Login",
"Password", "Comment"; community.f-secure.com, "How to transfer password entries from Kaspersky"). A block begins anew after
such a line, after an empty one if it has its password, and where a name comes again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from postigo.passwords.inside.entry import Entry, Read, RowSnag
from postigo.passwords.inside.readers.headings import Meaning, Means, meaning, plain
from postigo.passwords.model import Snag, Source

_LINE = re.compile(r"[\s\-*•·>]*([^:=]{1,60}?)\s*[:=](?!//)\s*(.*)")
_RULE = re.compile(r"\s*[-=_*~#]{3,}\s*")
_MIXED = re.compile(r"(?=\S*[^\W\d])(?=\S*\d)\S{6,}")  # letters and digits: it could be a password
_SEARCHED: Final = 400  # lines


def is_labelled(head: str) -> bool:
    """Whether a text begins like one of these: a line of it names a password and says it."""
    return any(_says(line) for line in head.splitlines()[:_SEARCHED])


def _says(line: str) -> bool:
    found = _LINE.fullmatch(line)
    said = meaning(found[1]) if found and found[2].strip() else None
    return said is not None and said.means is Means.PASSWORD and said.rank <= 1


@dataclass(slots=True)
class _Block:
    """Lines that belong together, from line `row` on."""

    row: int
    title: str = ""
    said: list[tuple[str, Meaning, str]] = field(default_factory=list, repr=False)
    odd: bool = False  # a line that could hold a password and says nothing of it

    def has(self, *kinds: Means) -> bool:
        return any(told.means in kinds for _, told, _ in self.said)


def read_labelled(text: str) -> Iterator[Read]:
    """The logins, each by the number of its first line, and the blocks in which nothing is named a password."""
    yield Source.LABELLED
    for block in _blocks(text):
        yield from _entry(block)


def _blocks(text: str) -> Iterator[_Block]:
    block, blank = _Block(1), False
    for row, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            blank = True
            continue
        found = _LINE.fullmatch(line)
        told = meaning(found[1]) if found else None
        ends = (
            _RULE.fullmatch(line) or (blank and block.has(Means.PASSWORD, Means.PERHAPS)) or _again(block, told, found)
        )
        if ends or (told is None and block.has(Means.PASSWORD, Means.PERHAPS) and not found):
            yield block
            block = _Block(row)
        blank = False
        if _RULE.fullmatch(line):
            block = _Block(row + 1)
        elif found and told:
            block.said.append((plain(found[1]), told, found[2].strip()))
        elif found and found[2].strip():
            block.odd = True
        else:
            if block.title and not block.said and _MIXED.search(block.title):
                yield block  # no title: a line of its own
                block = _Block(row)
            block.title = line.strip()
    yield block


def _again(block: _Block, told: Meaning | None, found: re.Match[str] | None) -> bool:
    """Whether a line says what its block has said already."""
    if found is None or told is None or told.means is Means.NOTE:
        return False
    label = plain(found[1])
    return any(label == before for before, _, _ in block.said) or (
        told.means is Means.PASSWORD and block.has(Means.PASSWORD)
    )


def _entry(block: _Block) -> Iterator[Read]:
    def of(kind: Means) -> list[str]:
        return [value for _, told, value in block.said if told.means is kind and value]

    passwords = of(Means.PASSWORD) or (of(Means.PERHAPS) if block.has(Means.USER, Means.SITE) or block.title else [])
    logins = [value for label, _, value in block.said if label == "login" and value]
    user = next(iter(logins + of(Means.USER)), "")
    if passwords or (user and block.has(Means.PASSWORD)):
        yield Entry(
            row=block.row,
            password=passwords[0] if passwords else "",
            name=next(iter(of(Means.NAME)), block.title),
            user=user,
            urls=tuple(of(Means.SITE)),
            history=tuple(dict.fromkeys(of(Means.PAST))),
        )
    elif block.odd or (not block.said and _MIXED.search(block.title)):
        yield RowSnag(Snag.NOT_NAMED, block.row)
