"""Texts of lines "name: value": as Kaspersky Password Manager exports, and as people write down their own.

KPM writes a block for each login, with a line of dashes after it ("Website name", "Website URL", "Login name", "Login",
"Password", "Comment"; community.f-secure.com, "How to transfer password entries from Kaspersky"). A block begins anew after
such a line, after an empty one if it has its password, and where a name comes again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from postigo.passwords.inside.entry import Entry, Read, RowSnag
from postigo.passwords.inside.readers.headings import Meaning, Means, meaning, plain
from postigo.passwords.inside.readers.shown import is_spoilt
from postigo.passwords.model import Snag, Source

_DIVIDES = re.compile(r"[:=](?!//)")
_RULE: Final = frozenset("-=_*~#")
_BEFORE: Final = " \t-*•·>"
_LONGEST: Final = 60  # signs of a name
_SEARCHED: Final = 400  # lines
_LEAST_MIXED: Final = 6


def is_labelled(head: str) -> bool:
    """Whether a text begins like one of these: a line of it names a password and says it."""
    return any(_says(line) for line in head.splitlines()[:_SEARCHED])


def _says(line: str) -> bool:
    label, value = _divided(line)
    said = _meant(label) if value else None
    return said is not None and said.means is Means.PASSWORD


def _divided(line: str) -> tuple[str, str]:
    """A line as a name and what it is; as "" and "" if it is not of that form."""
    found = _DIVIDES.search(line)
    label = line[: found.start()].strip(_BEFORE) if found else ""
    return (label, line[found.end() :].strip()) if found and 0 < len(label) <= _LONGEST else ("", "")


def _meant(label: str) -> Meaning | None:
    """What a name says; that of a page or of a person ("mail.example.com", "ana22") says nothing."""
    odd = any(sign.isdigit() or sign in ".@" for sign in label.rstrip("."))
    return None if odd or not label else meaning(label)


def _is_rule(line: str) -> bool:
    signs = line.strip()
    return len(signs) >= 3 and set(signs) <= _RULE


def _is_mixed(line: str) -> bool:
    """Whether a word of a line has letters and digits: it could be a password."""
    return any(
        len(word) >= _LEAST_MIXED and any(map(str.isdigit, word)) and any(map(str.isalpha, word))
        for word in line[:1000].split()
    )


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
    yield from read_lines(enumerate(text.splitlines(), start=1))


def read_lines(lines: Iterable[tuple[int, str]]) -> Iterator[Read]:
    """The same, of lines with their numbers."""
    for block in _blocks(lines):
        yield from _entry(block)


def _blocks(lines: Iterable[tuple[int, str]]) -> Iterator[_Block]:
    block, blank = _Block(1), False
    for row, line in lines:
        if not line.strip():
            blank = True
            continue
        label, value = _divided(line)
        told = _meant(label)
        held = block.has(Means.PASSWORD, Means.PERHAPS)
        if _is_rule(line):
            yield block
            block = _Block(row + 1)
        else:
            if (held and (blank or not label)) or _again(block, told, label):
                yield block
                block = _Block(row)
            if told:
                block.said.append((plain(label), told, value))
            elif value:
                block.odd = True
            else:
                if block.title and not block.said and _is_mixed(block.title):
                    yield block  # no title: a line of its own
                    block = _Block(row)
                block.title = line.strip()
        blank = False
    yield block


def _again(block: _Block, told: Meaning | None, label: str) -> bool:
    """Whether a line says what its block has said already."""
    if told is None or told.means is Means.NOTE:
        return False
    known = plain(label)
    if told.rank > 1 and told.means in _SECRETS and block.has(*_SECRETS):
        return True  # "Clave del wifi": of something else
    return any(known == before for before, _, _ in block.said) or (
        told.means is Means.PASSWORD and block.has(Means.PASSWORD)
    )


_SECRETS: Final = (Means.PASSWORD, Means.PERHAPS)
_OF = re.compile(r"\S+ (?:(?:de|del|de la|de las|de los|d|do|da|para|per|pour|for|of|für|von) )?(.+)")


def _whose(block: _Block) -> str:
    """What a password is of, by its own name: "Contraseña de Gmail"."""
    labels = (label for label, told, _ in block.said if told.means in _SECRETS and told.rank > 1)
    return next((found[1] for label in labels if (found := _OF.fullmatch(label))), "")


def _entry(block: _Block) -> Iterator[Read]:
    def of(kind: Means) -> list[str]:
        return [value for _, told, value in block.said if told.means is kind and value]

    whose = _whose(block)
    clear = block.has(Means.USER, Means.SITE) or block.title or whose
    passwords = of(Means.PASSWORD) or (of(Means.PERHAPS) if clear else [])
    logins = [value for label, _, value in block.said if label == "login" and value]
    user = next(iter(logins + of(Means.USER)), "")
    is_login = bool(passwords or (user and block.has(Means.PASSWORD)))
    if passwords and is_spoilt(passwords[0]):
        yield RowSnag(Snag.CHANGED_CELL, block.row)
    elif is_login:
        yield Entry(
            row=block.row,
            password=passwords[0] if passwords else "",
            name=whose
            or next(iter(of(Means.NAME)), "" if _is_mixed(block.title) else block.title.strip(_BEFORE + "#")),
            user=user,
            urls=tuple(of(Means.SITE)),
            history=tuple(dict.fromkeys(of(Means.PAST))),
        )
    if len(of(Means.PASSWORD) + of(Means.PERHAPS)) > len(passwords[:1]):
        yield RowSnag(Snag.SECOND_COLUMN, block.row)
    if (block.odd and not is_login) or _is_mixed(block.title):  # it could be one, and is shown to nobody
        yield RowSnag(Snag.NOT_NAMED, block.row)
