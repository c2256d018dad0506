"""Texts of lines "name: value", as Kaspersky Password Manager exports and people write.

KPM writes a block for each login, with a line of dashes after it ("Website name", "Website URL", "Login name", "Login",
"Password", "Comment"; community.f-secure.com, "How to transfer password entries from Kaspersky"). A block begins anew after
such a line, after an empty one if it has its password, and where a name comes again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from postigo.passwords.model import ReadProblem, Source
from postigo.passwords.sandbox.entry import Entry, Read, RowSnag
from postigo.passwords.sandbox.readers.cell_display import is_alone, is_spoilt
from postigo.passwords.sandbox.readers.headings import Meaning, Means, meaning, plain

_DIVIDES = re.compile(r"[:=](?!//)")
_RULE: Final = frozenset("-=_*~#")
_BEFORE: Final = " \t-*•·>"
_LONGEST: Final = 60  # signs of a name
_SEARCHED: Final = 400  # lines
_LEAST_MIXED: Final = 6


def is_labelled(head: str) -> bool:
    """Whether a text begins so: a line of it names a password and says it."""
    return any(_says(piece) for line in head.splitlines()[:_SEARCHED] for piece in _pieces(line))


def _says(line: str) -> bool:
    label, value = _divided(line)
    said = _meant(label) if value else None
    return said is not None and said.means is Means.PASSWORD


def _pieces(line: str) -> list[str]:
    """A line as so many as it names things: "Usuario: ana  Contraseña: …". Else the password would stand in the user's name."""
    line = _EMPHASIS.sub(r"\1\3", line[:_LONGEST_LINE]) + line[_LONGEST_LINE:]
    begins = [0]
    for found in islice(_DIVIDES.finditer(line, 0, _LONGEST_LINE), 1, _MOST_PIECES):
        since = max(begins[-1], found.start() - _LONGEST)
        begin = _named_at_its_end(line[since : found.start()])
        if begin:
            begins.append(since + begin)
    ends = [*begins[1:], len(line)]
    return [
        line[one:other] if other == len(line) else line[one:other].rstrip(" \t,;|/")
        for one, other in zip(begins, ends, strict=True)
    ]


def _named_at_its_end(before: str) -> int:
    """Place where a text's last name begins, if it surely is one; else 0. It is one of a password, a user or a page."""
    for ends_with in _ENDS_WITH:
        found = ends_with.search(before)
        said = _meant(found[1]) if found else None
        if found and said and not said.rank and said.means in {Means.PASSWORD, Means.PERHAPS, Means.USER, Means.SITE}:
            return found.start(1)
    return 0


_MOST_PIECES: Final = 12
_LONGEST_LINE: Final = 2000
_EMPHASIS = re.compile(r"^([\s\-+*•>]*?)(\*\*|__)([^*_]{1,60})\2")  # of Markdown
_ENDS_WITH: Final = tuple(
    re.compile(rf"(?<=[\s,;|/])([^\W\d_][\w'’.]*(?: [^\W\d_][\w'’.]*){{{more}}})\s*$") for more in (2, 1, 0)
)
_AROUND: Final = {"`": "`", '"': '"', "'": "'", "«": "»", "“": "”", "‘": "’"}


def _bare(value: str) -> str:
    """A value without the quotation marks around it, which are of whoever wrote the text."""
    inner = value[1:-1]
    return inner if len(value) > 2 and _AROUND.get(value[0]) == value[-1] and value[-1] not in inner else value


def _divided(line: str) -> tuple[str, str]:
    """Name and value of a line; "" and "" if it is not of that form."""
    found = _DIVIDES.search(line)
    label = line[: found.start()].strip(_BEFORE) if found else ""
    return (label, _bare(line[found.end() :].strip())) if found and 0 < len(label) <= _LONGEST else ("", "")


def _meant(label: str) -> Meaning | None:
    """Meaning of a name. That of a page or of a person ("mail.example.com", "ana22") says nothing."""
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
    odd: int = 0  # lines that could hold a password and say nothing of it
    mixed: bool = False  # one of these has letters and digits in a word, and is no address

    def has(self, *kinds: Means) -> bool:
        return any(told.means in kinds for _, told, _ in self.said)


def read_labelled(text: str) -> Iterator[Read]:
    """Logins, each by its first line's number, and blocks that name no password."""
    yield Source.LABELLED
    yield from read_lines(enumerate(text.splitlines(), start=1))


def read_lines(lines: Iterable[tuple[int, str]]) -> Iterator[Read]:
    """The same, of lines with their numbers."""
    last = 0
    for block in _blocks((row, piece) for row, line in lines for piece in _pieces(line)):
        for said in _entry(block):
            if isinstance(said, Entry):
                if said.row <= last:  # two logins in one line
                    yield RowSnag(ReadProblem.SECOND_COLUMN, said.row)
                    continue
                last = said.row
            yield said


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
                block.odd += 1
                block.mixed = block.mixed or ("@" not in value and "/" not in line and _is_mixed(value))
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
    """Owner of a password, by its own name: "Contraseña de Gmail"."""
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
        yield RowSnag(ReadProblem.CHANGED_CELL, block.row)
    elif passwords and not is_alone(passwords[0]):
        yield RowSnag(ReadProblem.NOT_ALONE, block.row)
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
        yield RowSnag(ReadProblem.SECOND_COLUMN, block.row)
    alone = not block.has(Means.USER, Means.SITE)
    odd = block.odd if not is_login else block.mixed or (alone and block.odd > 1)
    if odd or _is_mixed(block.title):  # it could be one, and is shown to nobody
        yield RowSnag(ReadProblem.NOT_NAMED, block.row)
