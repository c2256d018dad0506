"""Chain of lines: each has the hash of the one before.

So none can be changed, cut, doubled or moved unseen. The hash of a line is SHA-256 over its bytes as stored, line end included, so that `sed -n 3p data/log.jsonl | sha256sum`
gives it without Postigo.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from postigo.evidence import entry
from postigo.evidence.clock import Moment
from postigo.evidence.entry import NO_LINE_BEFORE, Draft, Entry


@dataclass(frozen=True, slots=True)
class Head:
    """Number of entries, and the hash of the last line. The person signs both on paper.

    A chain alone does not show that its last entries were cut off.
    """

    count: int
    sha256: str


EMPTY: Final = Head(0, NO_LINE_BEFORE)


_MOST: Final = 999_999
"""Entries of a log, as many as `bag-info.txt` can note. A number above would make a long list of missing ones."""


class Fault(Enum):
    """Kinds of fault in a log."""

    CHANGED = auto()  # the entry is there, and is not what was written
    MISSING = auto()  # it was cut out
    CUT = auto()  # it and all behind it were cut off
    DOUBLED = auto()
    MOVED = auto()  # one entry stands elsewhere
    REORDERED = auto()  # several do
    ADDED = auto()  # a line that no entry is missing for
    UNPROVEN = auto()  # it can be read, but behind it something is missing or changed, so all may be written anew


@dataclass(frozen=True, slots=True)
class Misfit:
    """Fault of some entries. `numbers` are theirs; for ADDED those of the lines, from 1."""

    fault: Fault
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """Log that was read: entries in the order of their numbers, and misfits."""

    entries: tuple[Entry, ...]
    misfits: tuple[Misfit, ...]
    head: Head


def hash_of(line: bytes) -> str:
    """Hash of a stored line."""
    return hashlib.sha256(line).hexdigest()


def head(log: bytes) -> Head:
    """Head of a log as it is: count of lines, hash of the last."""
    stored = _lines(log)
    return Head(len(stored), hash_of(stored[-1])) if stored else EMPTY


def appended(log: bytes, draft: Draft, moment: Moment) -> bytes:
    """The log with one more line. Its number is one more than any that was used, also where the log is damaged."""
    stored = _lines(log)
    used = [found.seq for one in stored if (found := entry.read(one))]
    seq = max([len(stored), *used]) + 1
    whole = log if not log or log.endswith(b"\n") else log + b"\n"
    before = hash_of(_lines(whole)[-1]) if stored else NO_LINE_BEFORE
    return whole + entry.line(Entry(seq, before, moment, draft))


def lines(log: bytes, number: int) -> list[bytes]:
    """Stored lines that bear an entry's number, wherever they stand. One, in a log that is sound."""
    return [one for one in _lines(log) if (found := entry.read(one)) and found.seq == number]


def reach(log: bytes, line: bytes) -> int:
    """Number of the earliest entry for which a line vouches: 1 in an unbroken log."""
    stored = {hash_of(one): one for one in _lines(log)}
    found = entry.read(line)
    while found is not None and found.before in stored:
        before = entry.read(stored[found.before])
        if before is None or before.seq != found.seq - 1:
            break
        found = before
    return found.seq if found is not None else 0


_FIGURES: Final = 6  # of the number of entries
_FEWEST: Final = 8  # letters of a fingerprint that are compared: one in four thousand million agrees by chance


def signed(count: str, last: str) -> Head | None:
    """Head as somebody typed it from the paper. None for what is none."""
    last = "".join(last.split()).casefold()
    if not count.isascii() or not count.isdigit() or len(count) > _FIGURES or len(last) < _FEWEST:
        return None
    return Head(int(count), last)


def holds(log: bytes, signed: Head) -> bool:
    """Whether the log still has all entries of a head that somebody signed. It may have grown since.

    Of the hash, the first letters are enough.
    """
    if not signed.sha256:
        return False
    if not signed.count:
        return NO_LINE_BEFORE.startswith(signed.sha256)
    return any(hash_of(one).startswith(signed.sha256) and reach(log, one) == 1 for one in lines(log, signed.count))


def check(log: bytes, expected: Head | None = None) -> Checked:
    """Check of a log. `expected` is the head that was noted beside it, in `bag-info.txt`."""
    stored = _lines(log)
    numbered, strays, doubled = _sorted_out(stored, expected)
    read = {seq: stored[at] for seq, at in numbered.items()}
    present = sorted(numbered)
    last = max([0, *present, expected.count if expected else 0])
    missing = [seq for seq in range(1, last + 1) if seq not in numbered]
    changed, added = _placed(strays, missing, numbered)
    missing = [seq for seq in missing if seq not in changed]
    changed_too, unproven = _vouched(read, changed, last, expected)
    tail = [seq for seq in missing if seq > max([0, *present, *changed])]
    misfits = [
        Misfit(fault, tuple(sorted(numbers)))
        for fault, numbers in (
            (Fault.CHANGED, changed | changed_too),
            (Fault.MISSING, set(missing) - set(tail)),
            (Fault.CUT, set(tail)),
            (Fault.DOUBLED, doubled),
            (Fault.ADDED, added),
            (Fault.UNPROVEN, unproven),
        )
        if numbers
    ]
    misfits += _out_of_order([seq for seq, _ in sorted(numbered.items(), key=lambda item: item[1])])
    entries = tuple(found for seq in present if (found := entry.read(read[seq])))
    return Checked(entries, tuple(misfits), head(log))


def _lines(log: bytes) -> list[bytes]:
    """Stored lines, each with its end. Only a line feed ends one; the last may have lost its own."""
    parts = log.split(b"\n")
    return [part + b"\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def _sorted_out(stored: Sequence[bytes], expected: Head | None) -> tuple[dict[int, int], list[int], set[int]]:
    """Place of each entry by its number; places of strange lines; numbers that come twice."""
    hashes = {hash_of(one) for one in stored}
    claimed = {found.before for one in stored if (found := entry.read(one))} | {expected.sha256 if expected else ""}
    numbered: dict[int, int] = {}
    strays: list[int] = []
    doubled: set[int] = set()
    for at, one in enumerate(stored):
        found = entry.read(one)
        linked = found is not None and (found.before in hashes or hash_of(one) in claimed)
        if found is None or found.seq > (expected.count if expected else _MOST if linked else len(stored)):
            strays.append(at)
        elif found.seq not in numbered:
            numbered[found.seq] = at
        elif stored[numbered[found.seq]] == one:
            doubled.add(found.seq)
        elif hash_of(one) in claimed and hash_of(stored[numbered[found.seq]]) not in claimed:
            strays.append(numbered[found.seq])
            numbered[found.seq] = at
        else:
            strays.append(at)
    return numbered, sorted(strays), doubled


def _placed(strays: Sequence[int], missing: Sequence[int], numbered: Mapping[int, int]) -> tuple[set[int], set[int]]:
    """Numbers of missing entries that strange lines stand for; and lines that stand for none."""
    by_place = {at: seq for seq, at in numbered.items()}
    free = list(missing)
    changed: set[int] = set()
    added: set[int] = set()
    near, begun = 1, 0
    for at in strays:
        for place in range(begun, at):
            near = by_place.get(place, near - 1) + 1
        begun = at
        if not free:
            added.add(at + 1)
            continue
        fits = bisect_left(free, near)
        changed.add(free.pop(fits if fits < len(free) else 0))
    return changed, added


def _vouched(
    read: Mapping[int, bytes], strayed: set[int], last: int, expected: Head | None
) -> tuple[set[int], set[int]]:
    """Entries that are not what was written, and those of which nobody can say. From the last one back.

    A line is vouched for by the one behind it, the last by the head that was noted. What is not as it was written
    vouches for nothing: whoever changed it could write anew all that lies before it.
    """
    changed: set[int] = set()
    unproven: set[int] = set()
    broken = False
    for seq in range(last, 0, -1):
        broken = broken or bool({seq + 1} & (changed | strayed)) or (seq < last and seq + 1 not in read)
        if seq not in read:
            continue
        found = hash_of(read[seq])
        behind = entry.read(read[seq + 1]) if seq + 1 in read else None
        if seq == last and (expected is None or expected.count != last):
            continue  # nothing speaks for it, and nothing against it
        wanted = expected.sha256 if seq == last and expected else behind.before if behind else None
        if wanted == found and not broken:
            continue
        if wanted in {None, found} or (seq + 1) in changed | strayed:
            unproven.add(seq)
        else:
            changed.add(seq)
    first = entry.read(read[1]) if 1 in read else None
    if first is not None and first.before != NO_LINE_BEFORE and 1 not in unproven:
        changed.add(1)
    return changed, unproven


def _out_of_order(order: Sequence[int]) -> Iterator[Misfit]:
    """Entries that stand elsewhere than their number says: all but the longest run that rises."""
    kept = set(_rising(order))
    away = tuple(seq for seq in order if seq not in kept)
    if away:
        yield Misfit(Fault.MOVED if len(away) == 1 else Fault.REORDERED, tuple(sorted(away)))


def _rising(order: Sequence[int]) -> list[int]:
    """The longest rising run within an order (patience sorting)."""
    tops: list[int] = []
    last: list[int] = []  # the place of each pile's top
    before: list[int] = []
    for place, seq in enumerate(order):
        pile = bisect_left(tops, seq)
        before.append(last[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(seq)
            last.append(place)
        else:
            tops[pile], last[pile] = seq, place
    run: list[int] = []
    place = last[-1] if last else -1
    while place >= 0:
        run.append(order[place])
        place = before[place]
    return run[::-1]
