"""Entry of a password file, with its password. It exists in the child only, and shows itself to nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, NoReturn

from postigo.passwords.hosts import address
from postigo.passwords.model import ReadProblem, Source


@dataclass(frozen=True, slots=True, repr=False)
class Entry:
    """A login as its file tells it. `row` as in `model.Judged`; `urls` as they stand in the file.

    `changed` is when the password itself was last changed; `history` the passwords it took the place of, newest first.
    `unchanged_since`, where that is not told: when anything of the entry was last changed; the password is as old or older.
    Both can be true (`readers.dates`): a date of the future, or of before the web, is none.
    `second_factor`: whether the file holds one for this login; None where such a file cannot tell.
    """

    row: int
    password: str
    name: str = ""
    user: str = ""
    urls: tuple[str, ...] = ()
    changed: date | None = None
    history: tuple[str, ...] = ()
    second_factor: bool | None = None
    unchanged_since: date | None = None

    @property
    def title(self) -> str:
        """Title of the entry; else the word where an address is asked for.

        Such as "Correo", in a list that somebody keeps by hand.
        """
        words = (self.name, *(text for text in self.urls if "://" not in text and address(text) is None))
        return next((text.strip() for text in words if text.strip()), "")

    def __repr__(self) -> str:
        return f"Entry(row={self.row}, …)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("an entry does not travel")


@dataclass(frozen=True, slots=True)
class RowSnag:
    """Problem with one row (None: with the file, or with its `sheet`). The rest could be read.

    `sheet` is the number of the sheet, from 1, where a spreadsheet has more than one that was read.
    """

    snag: ReadProblem
    row: int | None = None
    sheet: int | None = None


@dataclass(frozen=True, slots=True)
class Deriving:
    """Progress of deriving a key, after `seconds`. Its file asks for that much work."""

    seconds: int


@dataclass(frozen=True, slots=True)
class SoFar:
    """Progress of reading a file: the bytes that were read, of how many."""

    done: int
    total: int


class Unreadable(Exception):  # noqa: N818 - what it is
    """Failure to read anything of a file. It carries a code, never content, and no cause that might."""

    def __init__(self, snag: ReadProblem) -> None:
        super().__init__(snag.value)
        self.snag = snag


Read = Source | Entry | RowSnag | Deriving | SoFar
"""Results of a reader: the source, then entries and snags in the file's order. At any time, how far it is."""

MOST_ENTRIES: Final = 100_000
"""Most logins of one file: ten times what the largest household has."""
