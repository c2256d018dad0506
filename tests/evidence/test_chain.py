"""The chain: whatever happens to its lines is told, and each thing that can happen has its own words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postigo.evidence import bag, chain, entry, log, wording
from postigo.evidence.chain import Fault, Head, Misfit
from postigo.evidence.clock import InStep, Moment
from postigo.evidence.entry import Draft, Kind, Part
from postigo.evidence.picked import PickedFile
from postigo.words import Words
from tests.support.pace import within

MOMENT = Moment("2026-11-29T10:00:00+01:00", InStep.UNKNOWN)
Lines = list[bytes]


def written(count: int) -> Lines:
    log = b""
    for number in range(count):
        log = chain.appended(log, Draft(said={Part.WHAT: f"message {number}"}), MOMENT)
    return log.splitlines(keepends=True)


def checked(lines: Lines, expected: Head | None) -> tuple[Misfit, ...]:
    return chain.check(b"".join(lines), expected).misfits


@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_what_was_written_matches(count: int) -> None:
    lines = written(count)
    found = chain.check(b"".join(lines), chain.head(b"".join(lines)))
    assert not found.misfits
    assert [one.seq for one in found.entries] == list(range(1, count + 1))
    assert found.head.count == count


@pytest.mark.parametrize(
    ("done", "told"),
    [
        (lambda x: [*x[:2], x[2].replace(b"message", b"massage"), *x[3:]], [(Fault.CHANGED, (3,)), (Fault.UNPROVEN, (1, 2))]),
        (lambda x: [x[0].replace(b"message", b"massage"), *x[1:]], [(Fault.CHANGED, (1,))]),
        (lambda x: [*x[:5], x[5].replace(b"message", b"massage")], [(Fault.CHANGED, (6,)), (Fault.UNPROVEN, (1, 2, 3, 4, 5))]),
        (lambda x: [*x[:2], b"nonsense\n", *x[3:]], [(Fault.CHANGED, (3,)), (Fault.UNPROVEN, (1, 2))]),
        (lambda x: [*x[:2], x[2].replace(b'"seq": 3', b'"seq": 4'), *x[3:]], [(Fault.CHANGED, (3,)), (Fault.UNPROVEN, (1, 2))]),
        (lambda x: [*x[:5], x[5][:-1]], [(Fault.CHANGED, (6,)), (Fault.UNPROVEN, (1, 2, 3, 4, 5))]),
        (lambda x: [*x[:2], *x[3:]], [(Fault.MISSING, (3,)), (Fault.UNPROVEN, (1, 2))]),
        (lambda x: x[:-1], [(Fault.CUT, (6,)), (Fault.UNPROVEN, (1, 2, 3, 4, 5))]),
        (lambda x: x[:3], [(Fault.CUT, (4, 5, 6)), (Fault.UNPROVEN, (1, 2, 3))]),
        (lambda x: [], [(Fault.CUT, (1, 2, 3, 4, 5, 6))]),
        (lambda x: [*x[:3], x[2], *x[3:]], [(Fault.DOUBLED, (3,))]),
        (lambda x: [*x, x[0]], [(Fault.DOUBLED, (1,))]),
        (lambda x: [x[1], x[2], x[3], x[4], x[0], x[5]], [(Fault.MOVED, (1,))]),
        (lambda x: x[::-1], [(Fault.REORDERED, (1, 2, 3, 4, 5))]),
        (lambda x: [x[1], x[0], x[3], x[2], x[4], x[5]], [(Fault.REORDERED, (1, 3))]),
        (lambda x: [*x[:3], b'{"seq": 3}\n', *x[3:]], [(Fault.ADDED, (4,))]),
        (lambda x: [*x, x[5].replace(b'"seq": 6', b'"seq": 7')], [(Fault.ADDED, (7,))]),
    ],
)  # fmt: skip
def test_each_thing_that_can_happen_is_told_apart(
    done: Callable[[Lines], Lines], told: list[tuple[Fault, tuple[int, ...]]]
) -> None:
    lines = written(6)
    found = checked(done(lines), chain.head(b"".join(lines)))
    assert [(one.fault, one.numbers) for one in found if one.fault is not Fault.REORDERED] == [
        one for one in told if one[0] is not Fault.REORDERED
    ]
    assert [len(one.numbers) for one in found if one.fault is Fault.REORDERED] == [
        len(numbers) for fault, numbers in told if fault is Fault.REORDERED
    ]


@given(count=st.integers(1, 6), data=st.data())
def test_any_change_of_any_byte_is_told(count: int, data: st.DataObject) -> None:
    lines = written(count)
    log = b"".join(lines)
    at = data.draw(st.integers(0, len(log) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda byte: byte != log[at]))
    assert chain.check(log[:at] + bytes([byte]) + log[at + 1 :], chain.head(log)).misfits


@given(count=st.integers(1, 6), data=st.data())
def test_any_cut_swap_or_double_of_lines_is_told(count: int, data: st.DataObject) -> None:
    lines = written(count)
    other = data.draw(st.lists(st.sampled_from(lines), max_size=8).filter(lambda drawn: drawn != lines))
    assert checked(other, chain.head(b"".join(lines)))


@given(count=st.integers(2, 6), data=st.data())
def test_without_a_noted_head_only_what_is_cut_off_the_end_goes_unseen(count: int, data: st.DataObject) -> None:
    """Why the head is printed: the chain alone does not know how long it was."""
    lines = written(count)
    other = data.draw(st.lists(st.sampled_from(lines), max_size=8))
    assert bool(checked(other, None)) is (other != lines[: len(other)])


@given(st.binary(max_size=400))
def test_no_bytes_make_it_fall(log: bytes) -> None:
    found = chain.check(log, Head(2, "0" * 64))
    assert found.misfits


def test_a_change_of_one_is_not_blamed_on_the_others() -> None:
    lines = written(6)
    lines[2] = lines[2].replace(b"message", b"massage")
    found = chain.check(b"".join(lines), chain.head(b"".join(written(6))))
    assert [one.seq for one in found.entries] == [1, 2, 3, 4, 5, 6]
    assert found.misfits == (Misfit(Fault.CHANGED, (3,)), Misfit(Fault.UNPROVEN, (1, 2)))


def relinked(lines: Lines, at: int, old: bytes, new: bytes, *, until: int) -> Lines:
    """Lines of which one is changed, and the hashes behind it made anew up to another."""
    changed = [*lines[:at], lines[at].replace(old, new), *lines[at + 1 :]]
    for place in range(at + 1, until + 1):
        before, after = (chain.hash_of(some[place - 1]).encode() for some in (lines, changed))
        changed[place] = changed[place].replace(before, after)
    return changed


@given(data=st.data())
def test_what_was_written_anew_up_to_a_changed_entry_is_never_said_to_match(data: st.DataObject) -> None:
    """Whoever changes an entry can make the hashes anew up to another: only what lies behind that is vouched for."""
    lines = written(6)
    at = data.draw(st.integers(0, 4))
    until = data.draw(st.integers(at + 1, 5))
    found = checked(relinked(lines, at, b"message", b"massage", until=until), chain.head(b"".join(lines)))
    told = {number for misfit in found for number in misfit.numbers}
    assert told == set(range(1, until + 2))


def test_a_log_of_garbage_is_told_of_in_no_time() -> None:
    found = within(10, lambda: chain.check(b"x\n" * 100_000, Head(60_000, "0" * 64)))
    assert [(one.fault, len(one.numbers)) for one in found.misfits] == [(Fault.CHANGED, 60_000), (Fault.ADDED, 40_000)]


def test_many_numbers_are_said_as_a_range() -> None:
    lines = written(9)
    files = {**bag.made(b"".join(lines), MOMENT), bag.LOG: b"".join([lines[0], lines[2], *lines[7:]])}
    said = [Words("en").say(text) for text in wording.verified(log.opened_bag(files))]
    assert said[0] == "Cut out: entry 2 and 4-7."


def test_a_clock_that_was_set_back_is_told() -> None:
    content = b""
    for at in ("2026-11-29T10:00:00+01:00", "2026-11-29T09:30:00+00:00", "2026-11-29T09:59:00+01:00", "no time"):
        content = chain.appended(content, Draft(said={Part.WHAT: "a"}), Moment(at, InStep.YES))
    told = [Words("en").say(text) for text in wording.worth(chain.check(content))]
    assert told[1:] == ["The clock was set back before entry 3 was written."]


def test_a_number_is_never_used_again() -> None:
    lines = written(3)
    log = chain.appended(b"".join(lines[:1] + lines[2:]), Draft(said={Part.WHAT: "new"}), MOMENT)
    last = entry.read(log.splitlines(keepends=True)[-1])
    assert last is not None
    assert last.seq == 4


def test_the_paper_agrees_with_a_log_that_grew_and_not_with_one_that_was_cut() -> None:
    lines = written(4)
    signed = chain.head(b"".join(lines[:3]))
    assert chain.holds(b"".join(lines), signed)
    assert chain.holds(b"".join(lines), Head(3, signed.sha256[:8]))
    assert not chain.holds(b"".join(lines[:2]), signed)
    assert not chain.holds(b"".join(lines), Head(4, signed.sha256))
    assert not chain.holds(b"".join(lines), Head(3, ""))
    assert chain.holds(b"", chain.EMPTY)
    assert not chain.holds(b"", Head(0, "1234abcd"))


def test_the_paper_agrees_only_if_each_link_to_the_signed_entry_holds() -> None:
    lines = written(4)
    signed = chain.head(b"".join(lines))
    assert chain.holds(b"".join([lines[1], lines[0], *lines[2:], lines[2]]), signed)
    assert not chain.holds(b"".join([lines[0].replace(b"message", b"massage"), *lines[1:]]), signed)
    assert not chain.holds(b"".join(lines[1:]), signed)


def test_a_number_that_no_log_reaches_is_no_list_of_missing_ones() -> None:
    first = written(1)[0]
    far = first.replace(b'"seq": 1', b'"seq": 1000000000').replace(b"0" * 64, chain.hash_of(first).encode())
    assert [one.fault for one in chain.check(first + far).misfits] == [Fault.ADDED]


@given(
    kind=st.sampled_from(Kind),
    said=st.dictionaries(st.sampled_from(Part), st.text(max_size=40)),
    name=st.text(max_size=20),
    changes=st.none() | st.integers(1, 9),
)
def test_an_entry_comes_back_as_it_was(kind: Kind, said: dict[Part, str], name: str, changes: int | None) -> None:
    file = PickedFile(f"/somewhere/{name}", 3, "2026-11-29T10:00:00+00:00", "a" * 64)
    one = entry.Entry(5, "b" * 64, MOMENT, Draft(kind, said, file, changes))
    line = entry.line(one)
    assert line.count(b"\n") == 1
    back = entry.read(line)
    assert back is not None
    kept = {part: text.strip() for part, text in said.items() if text.strip()}
    assert back == entry.Entry(5, "b" * 64, MOMENT, Draft(kind, kept, file, changes))


def test_a_name_that_is_no_text_is_kept() -> None:
    file = PickedFile("/somewhere/\udcff", 3, "2026-11-29T10:00:00+00:00", "a" * 64)
    line = entry.line(entry.Entry(1, "b" * 64, MOMENT, Draft(file=file)))
    back = entry.read(line)
    assert back is not None
    assert back.draft.file == file
