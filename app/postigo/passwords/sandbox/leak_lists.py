"""Lists of leaked passwords: ranges of the service, and the downloader's files.

The downloader makes one text file of lines `SHA-1:times`, sorted (some 2,000,000,000 lines), or a folder of 2^20 ranges, each a
file called by its five digits. Lines end in LF or CRLF. Nothing is read that is not needed, and everything that is read is
held to its form.
"""

from __future__ import annotations

import mmap
import re
from bisect import bisect
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol

from postigo.leak_range import is_body
from postigo.passwords.model import ListTrouble
from postigo.store.plain import read_plain

_NTLM_BODY: Final = re.compile(r"[0-9A-F]{27}:[0-9]")
_LINE: Final = re.compile(rb"([0-9A-F]{40}):([0-9]{1,10})\r?(?:\n|$)")
_LINES: Final = re.compile(rb"(?:[0-9A-F]{40}:[0-9]{1,10}\r?\n)*(?:[0-9A-F]{40}:[0-9]{1,10}\r?)?")
_NTLM_LINE: Final = re.compile(rb"[0-9A-Fa-f]{32}(?::|\r?\n|$)")
# SHA-1, but written anew by another program: small letters, no counts, a mark before the first line.
_OTHER_LINE: Final = re.compile(rb"(?:\xef\xbb\xbf)?[0-9A-Fa-f]{40}(?:[:;,\t ]\s*[0-9]+)?\s*(?:\n|$)")
_OTHER_BODY: Final = re.compile(rb"(?:\xef\xbb\xbf)?[0-9A-Fa-f]{35}(?:[:;,\t ]\s*[0-9]+)?\s*(?:\n|$)")
_PACKED: Final = (b"PK\x03\x04", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"BZh")
_LONGEST_LINE: Final = 40 + 1 + 10 + 2
_WINDOW: Final = 512
"""Window below which a search from sign to sign is faster than another step."""
_LARGEST_RANGE: Final = 16 << 20
_GAP: Final = 64
"""Times the mean distance of two lines. Two neighbours in a whole list lie farther apart once in e^64 times."""
_SAMPLES: Final = 64


def _part(digits: bytes | str) -> float:
    """Where hexadecimal digits lie between the first, 0, and the last, 1."""
    return int(digits[:12], 16) / 16**12


class Malformed(Exception):  # noqa: N818 - what it is
    """Range of a form that is none. Nothing can be told of it; least of all that a password is not in it."""


class Unusable(Exception):  # noqa: N818 - what it is
    """A list tells nothing of what was asked. `spoils_all`: nor is it to be believed when it did not find something else."""

    def __init__(self, trouble: ListTrouble, *, spoils_all: bool = True) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
        self.spoils_all = spoils_all


class Range:
    """One range: what follows its five digits, and how often it was seen. Rows of padding were seen 0 times."""

    def __init__(self, body: str) -> None:
        if not is_body(body):
            raise Malformed
        self._body = body

    def times(self, suffix: str) -> int:
        """How often a password was seen."""
        start = self._body.find(suffix + ":")
        if start < 0:
            return 0
        digits = start + len(suffix) + 1
        end = self._body.find("\n", digits)
        return int(self._body[digits : end if end >= 0 else None])


class LeakList(Protocol):
    """All ranges, on this machine."""

    def times(self, prefix: str, suffix: str) -> int:
        """How often a password was seen; `Unusable` where that cannot be told. Quickest for hashes in their order."""


@contextmanager
def opened(path: Path) -> Iterator[LeakList]:
    """A downloaded list; `Unusable` if it is none that we can read."""
    try:
        if path.is_dir():
            yield _Folder(path)
            return
        if path.exists() and not path.is_file():  # a pipe would keep us waiting
            raise Unusable(ListTrouble.NOT_A_LIST)
        with path.open("rb") as file, _mapped(file.fileno()) as content:
            yield _SortedFile(content)
    except FileNotFoundError:
        raise Unusable(ListTrouble.MISSING) from None
    except PermissionError:
        raise Unusable(ListTrouble.DENIED) from None
    except OSError:  # a name that is too long, a circle of links
        raise Unusable(ListTrouble.NOT_A_LIST) from None


@contextmanager
def _mapped(handle: int) -> Iterator[mmap.mmap]:
    try:
        content = mmap.mmap(handle, 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):  # a pipe or a device; an empty file
        raise Unusable(ListTrouble.NOT_A_LIST) from None
    with content:
        yield content


class _Folder:
    """A folder of ranges."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._prefix = ""
        self._range: Range | None = None
        if not any(self._file(f"{number:05X}") for number in (0, 1, 0xFFFFF)):
            raise Unusable(ListTrouble.NOT_A_LIST)

    def times(self, prefix: str, suffix: str) -> int:
        if prefix != self._prefix or self._range is None:
            self._range = self._read(prefix)
            self._prefix = prefix
        return self._range.times(suffix)

    def _file(self, prefix: str) -> Path | None:
        files = (self._folder / (name + ending) for name in (prefix, prefix.lower()) for ending in (".txt", ""))
        return next((file for file in files if file.is_file()), None)

    def _read(self, prefix: str) -> Range:
        file = self._file(prefix)
        if file is None:
            raise Unusable(ListTrouble.INCOMPLETE, spoils_all=False)
        try:
            content = read_plain(file, _LARGEST_RANGE)
        except OSError:
            raise Unusable(ListTrouble.INCOMPLETE, spoils_all=False) from None
        body = content.decode("ascii", "replace")
        try:
            found = Range(body)
        except Malformed:
            if _NTLM_BODY.match(body):
                raise Unusable(ListTrouble.NTLM) from None
            if _OTHER_BODY.match(content):
                raise Unusable(ListTrouble.OTHER_FORM, spoils_all=False) from None
            raise Unusable(ListTrouble.INCOMPLETE, spoils_all=False) from None
        # The service sorts its rows: a file that was cut between two of them has none near the end.
        *_, last = body.split()
        if body.count(":") * (1 - _part(last)) > _GAP:
            raise Unusable(ListTrouble.INCOMPLETE, spoils_all=False)
        return found


class _SortedFile:
    """Text file, sorted, however large; each look-up is a bisection.

    It is a short one when it lies a little after the one before.
    """

    def __init__(self, content: mmap.mmap) -> None:
        self._content = content
        self._size = len(content)
        self._lines = self._size / (_LONGEST_LINE - 10)  # about, and rather too many
        self._before = 0  # the start of the line where the last look-up began to read
        self._hold_to_form()

    def times(self, prefix: str, suffix: str) -> int:
        wanted = (prefix + suffix).encode()
        before, self._before = self._before, 0  # of a look-up that goes wrong nothing is kept
        low, high = self._window(wanted, before)
        if not _LINES.fullmatch(self._content, low, high):
            raise Unusable(ListTrouble.DAMAGED)
        found = self._content.find(wanted + b":", low, high)
        line = _LINE.match(self._content, found, high) if found >= 0 else None
        if line is None:
            self._hold_to_density(wanted, low, high)
        self._before = low
        return int(line[2]) if line else 0

    def _window(self, wanted: bytes, before: int) -> tuple[int, int]:
        """Window of lines, little apart, in which a hash lies or nowhere.

        It begins at the start of a line, and ends at one or at the end. It is sought behind the line that starts at
        `before`, unless that comes after it.
        """
        least = self._content[before : before + 40] if before else b""
        low, least = (before, least) if least <= wanted else (0, b"")
        high, most = self._size, b"G"  # above every digit
        ahead = _WINDOW
        while high - low > _WINDOW:
            start, digits = self._line_after(min(low + ahead, (low + high) // 2))
            if not least < digits < most:
                raise Unusable(ListTrouble.NOT_SORTED)
            if digits <= wanted:
                low, least = start, digits
                ahead *= 2
            else:
                high, most = start, digits
        return low, high

    def _hold_to_density(self, wanted: bytes, low: int, high: int) -> None:
        """Refusal of a list with a hole: neighbours of a missing hash too far apart."""
        end = min(high + _LONGEST_LINE, self._size)
        lines = [line[1] for line in _LINE.finditer(self._content, low, end)]
        at = bisect(lines, wanted)
        before = _part(lines[at - 1]) if at else 0.0
        after = _part(lines[at]) if at < len(lines) else 1.0
        if self._lines * (after - before) > _GAP:
            raise Unusable(ListTrouble.INCOMPLETE)

    def _line_after(self, place: int) -> tuple[int, bytes]:
        start = self._content.find(b"\n", place, place + _LONGEST_LINE) + 1
        line = _LINE.match(self._content, start) if start else None
        if line is None:
            raise Unusable(ListTrouble.DAMAGED)
        return start, line[1]

    def _hold_to_form(self) -> None:
        """A list of SHA-1, in order as far as samples tell, and with its end."""
        head = self._content[:_LONGEST_LINE]
        if head.startswith(_PACKED):
            raise Unusable(ListTrouble.PACKED)
        if _NTLM_LINE.match(head):
            raise Unusable(ListTrouble.NTLM)
        if not _LINE.match(head):
            raise Unusable(
                ListTrouble.OTHER_FORM
                if _OTHER_LINE.match(self._content[: 2 * _LONGEST_LINE])
                else ListTrouble.NOT_A_LIST
            )
        samples = [head[:40]]
        if self._size > _SAMPLES * 2 * _LONGEST_LINE:
            places = (self._size * part // _SAMPLES for part in range(1, _SAMPLES))
            samples += [self._line_after(place)[1] for place in places]
        last = self._last()
        if any(one > other for one, other in zip(samples, [*samples[1:], last], strict=True)):
            raise Unusable(ListTrouble.NOT_SORTED)
        # A download that broke off ends long before the last hashes, and its second half begins long after the first.
        if self._lines * max(_part(samples[0]), 1 - _part(last)) > _GAP:
            raise Unusable(ListTrouble.INCOMPLETE)

    def _last(self) -> bytes:
        tail = self._content[max(0, self._size - 2 * _LONGEST_LINE) :].rstrip(b"\r\n")
        line = _LINE.match(tail, tail.rfind(b"\n") + 1)
        if line is None:
            raise Unusable(ListTrouble.DAMAGED)
        return line[1]
