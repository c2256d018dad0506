"""Records of a CSV, with a number for each, whatever else is wrong.

Python's own csv module tells neither where a damaged record is nor goes on after one; here a damaged record costs itself.
Time is linear in the length of the text, whatever it holds: what is read twice is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from postigo.passwords.model import ReadProblem

WIDEST: Final = 1000
"""Most fields of a record, and columns of a sheet. The widest export known has 23, and Enpass three for each label."""

_QUOTED = re.compile(r'"([^"]*+(?:""[^"]*+)*+)("?)')  # without the second group, it was never closed
_QUOTED_IN_LINE = re.compile(r'"([^"\r\n]*+(?:""[^"\r\n]*+)*+)("?)')
_QUOTED_AFTER_SPACE = re.compile(r'\s+"')

Record = tuple[int, list[str] | ReadProblem]


def records(text: str, delimiter: str, start: int = 0) -> Iterator[Record]:
    """Records from `start` on, numbered from 0, with their fields or their fault.

    A quote in the middle of a bare field is a sign like any other. A field whose closing quote is followed by something
    makes the record a DAMAGED_ROW, and the next one begins on the next line: a quote that was not doubled can have swallowed
    many. A quote that is never closed is told once as CUT_OFF; from there on no record is longer than its line.
    """
    return _Scan(text, delimiter).records(start)


class _Scan:
    """One way through a text."""

    def __init__(self, text: str, delimiter: str) -> None:
        self.text = text
        self.delimiter = delimiter
        self.between = f'"{delimiter}"'
        self.newline = "\r" if _old_mac(text) else "\n"
        self.bare = re.compile(f"[^{re.escape(delimiter + self.newline)}]*+")
        self.quoted = _QUOTED
        self.patience = 4 * len(text)  # characters that may be read again

    def records(self, start: int) -> Iterator[Record]:
        text = self.text
        number, at, length = 0, start, len(text)
        while at < length:
            end = text.find(self.newline, at)
            end = length if end < 0 else end
            plain = self._plain(text[at:end].removesuffix("\r"))
            if plain is not None:
                yield number, plain
                at = end + 1
            else:
                found, after = self._with_quotes(at)
                yield number, found
                if isinstance(found, ReadProblem):
                    self._lose_patience(found, after - at)
                    after = end + 1
                at = after
            number += 1

    def _plain(self, line: str) -> list[str] | None:
        """Fields of a line without quotes, or with quotes around each field only. That is most lines of most files."""
        quotes = line.count('"')
        if not quotes:
            return line.split(self.delimiter, WIDEST)
        if line[0] == '"' == line[-1]:
            fields = line[1:-1].split(self.between, WIDEST)
            if quotes == 2 * len(fields):
                return fields
        return None

    def _with_quotes(self, at: int) -> tuple[list[str] | ReadProblem, int]:
        """Record at `at`, and where the next one begins. Of a damaged one, how far it was read."""
        text, delimiter, newline, length = self.text, self.delimiter, self.newline, len(self.text)
        fields: list[str] = []
        while True:
            if text.startswith('"', at):
                found = self.quoted.match(text, at)
                if found is None or not found[2]:
                    told = self.quoted is not _QUOTED
                    return ReadProblem.DAMAGED_ROW if told else ReadProblem.CUT_OFF, found.end() if found else length
                at = found.end()
                fields.append(found[1].replace('""', '"') if '""' in found[1] else found[1])
                if text.startswith("\r", at) and (at + 1 == length or text.startswith("\n", at + 1)):
                    at += newline != "\r"
            else:
                found = self.bare.match(text, at)
                bare = found[0] if found else ""
                at += len(bare)
                if _QUOTED_AFTER_SPACE.match(bare):  # whether the quotes belong to it nobody knows
                    return ReadProblem.DAMAGED_ROW, at
                fields.append(bare if text.startswith(delimiter, at) else bare.removesuffix("\r"))
            if at >= length or text.startswith(newline, at):
                return fields, at + 1
            if not text.startswith(delimiter, at) or len(fields) > WIDEST:
                return ReadProblem.DAMAGED_ROW, at
            at += len(delimiter)

    def _lose_patience(self, snag: ReadProblem, again: int) -> None:
        self.patience -= again
        if snag is ReadProblem.CUT_OFF or self.patience < 0:
            self.quoted = _QUOTED_IN_LINE


def _old_mac(text: str) -> bool:
    """Whether lines end in CR alone, as they did on the Macintosh before OS X."""
    first = text.find("\r")
    return first >= 0 and text.find("\n", 0, first + 2) < 0
