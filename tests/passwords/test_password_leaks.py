"""Leaked or not, by ranges and by a downloaded list: what cannot be told is never "not leaked"."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postigo.passwords.model import LeakCount, ListTrouble
from postigo.passwords.sandbox.leak_lists import Malformed, Range, Unusable
from postigo.passwords.sandbox.leaks import Leaks, Whose, bucket
from postigo.passwords.wording import LIST_TROUBLES, SEEN
from tests.support.pace import keeps
from tests.support.places import needs


def digits(password: str) -> str:
    return hashlib.sha1(password.encode(errors="surrogatepass"), usedforsecurity=False).hexdigest().upper()


def leaks_of(*passwords: str) -> Leaks[int]:
    made: Leaks[int] = Leaks()
    for number, password in enumerate(passwords):
        made.add(number, password)
    return made


def hashes(count: int, seed: int = 5) -> list[str]:
    draw = Random(seed)  # noqa: S311 - the same list at each run
    return sorted(f"{draw.getrandbits(160):040X}" for _ in range(count))


def written(path: Path, lines: list[str], end: str = "\n", *, last: bool = True) -> Path:
    path.write_bytes((end.join(lines) + (end if last else "")).encode())
    return path


def with_counts(sorted_hashes: list[str]) -> list[str]:
    return [f"{each}:{1 + number % 2000}" for number, each in enumerate(sorted_hashes)]


def told(leaks: Leaks[Whose], path: Path) -> tuple[ListTrouble | None, dict[Whose, LeakCount]]:
    """What a list tells, until it can tell no more; and why it could not."""
    found: dict[Whose, LeakCount] = {}
    try:
        found.update(leaks.look_up(path))  # keeps what came before the exception
    except Unusable as unusable:
        return unusable.trouble, found
    return None, found


def trouble_with(path: Path, *passwords: str) -> tuple[ListTrouble | None, dict[int, LeakCount]]:
    return told(leaks_of(*(passwords or ("something",))), path)


# --- ranges


def test_each_prefix_is_asked_for_once_and_in_no_order_of_the_entries() -> None:
    passwords = [f"password {number % 300}" for number in range(600)]
    leaks = leaks_of(*passwords)
    expected = {digits(password)[:5] for password in passwords}
    orders = {leaks.prefixes() for _ in range(3)}
    assert len(orders) == 3
    for order in orders:
        assert len(order) == len(expected)
        assert set(order) == expected


def test_an_empty_password_is_asked_for_nowhere() -> None:
    assert leaks_of("", "").prefixes() == ()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [True, False])
def test_first_middle_and_last_row_are_found_and_padding_is_not(end: str, last: bool) -> None:
    first, middle, other, padded = "first", "middle", "other", "padded"
    leaks = leaks_of(first, middle, other, padded, "absent", first)
    prefix_of = {password: digits(password)[:5] for password in (first, middle, other, padded, "absent")}
    found: dict[int, LeakCount] = {}
    for password, times in ((first, 3), (middle, 44), (other, 99_999), (padded, 0), ("absent", None)):
        rows = [f"{'0' * 34}1:5", f"{'8' * 35}:6", f"{'F' * 35}:7"]
        if times is not None:
            place = {first: 0, other: 3}.get(password, 1)
            rows.insert(place, f"{digits(password)[5:]}:{times}")
        found |= dict(leaks.match(prefix_of[password], end.join(rows) + (end if last else "")))
    assert found == {
        0: LeakCount.FEW,
        1: LeakCount.MANY,
        2: LeakCount.VERY_OFTEN,
        3: LeakCount.NEVER,
        4: LeakCount.NEVER,
        5: LeakCount.FEW,
    }


GOOD_ROW = "0018A45C4D1DEF81644B54AB7F969B88D65:1"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "\n",
        "<html>",
        GOOD_ROW + "\r\n0018A45C4D1DEF81644B54",
        GOOD_ROW + "\r\n0018A45C4D1DEF81644B54AB7F969B88D65:",
        GOOD_ROW + "\r\n\r\n" + GOOD_ROW,
        GOOD_ROW.lower(),
        "\ufeff" + GOOD_ROW,
        GOOD_ROW.replace(":", ";"),
        GOOD_ROW + ":2",
        GOOD_ROW + "٣",
        GOOD_ROW[5:],
        " " + GOOD_ROW,
        GOOD_ROW + "\n\x00",
    ],
)
def test_a_body_that_is_no_range_tells_nothing(body: str) -> None:
    leaks = leaks_of("something")
    with pytest.raises(Malformed):
        list(leaks.match(digits("something")[:5], body))


@settings(max_examples=300)
@given(st.text(alphabet="0123456789ABCDEF:\r\n", max_size=200))
def test_only_whole_rows_are_a_range(body: str) -> None:
    rows = body.replace("\r\n", "\n").removesuffix("\n").split("\n")
    whole = all(len(row) >= 37 and row[35] == ":" and row[36:].isdecimal() and ":" not in row[:35] for row in rows)
    try:
        Range(body)
    except Malformed:
        return
    assert whole


def test_times_are_told_as_buckets() -> None:
    assert [bucket(times) for times in (0, 1, 9, 10, 999, 1000, 10**9)] == [
        LeakCount.NEVER, LeakCount.FEW, LeakCount.FEW, LeakCount.MANY, LeakCount.MANY, LeakCount.VERY_OFTEN, LeakCount.VERY_OFTEN,
    ]  # fmt: skip
    assert set(SEEN) == set(LeakCount)
    assert set(LIST_TROUBLES) == set(ListTrouble)


# --- a downloaded list


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [True, False], ids=["ended", "unended"])
@pytest.mark.parametrize("count", [1, 2, 50, 95, 96, 400, 3000])
def test_every_line_of_a_sorted_file_is_found_and_no_other(tmp_path: Path, count: int, end: str, last: bool) -> None:
    passwords = [f"leaked {number}" for number in range(count)]
    file = written(tmp_path / "list", with_counts(sorted(map(digits, passwords))), end, last=last)
    absent = [f"not leaked {number}" for number in range(200)]
    found = dict(leaks_of(*passwords, *absent).look_up(file))
    assert len(found) == count + 200
    assert {number for number, seen in found.items() if seen is not LeakCount.NEVER} == set(range(count))


def test_a_hash_before_the_first_and_after_the_last_line_is_absent(tmp_path: Path) -> None:
    in_between = [each for each in hashes(2000) if "02" < each < "FE"]
    lines = ["0" * 39 + "9:1", *with_counts(in_between), "F" * 39 + "0:1"]
    file = written(tmp_path / "list", lines)
    leaks: Leaks[str] = Leaks()
    for wanted in ("0" * 40, "0" * 39 + "9", in_between[0], in_between[-1], "F" * 39 + "0", "F" * 40):
        leaks._ranges[wanted[:5]][wanted[5:]].append(wanted)
    absent = {wanted for wanted, seen in leaks.look_up(file) if seen is LeakCount.NEVER}
    assert absent == {"0" * 40, "F" * 40}


def test_a_folder_of_ranges_is_read(tmp_path: Path) -> None:
    passwords = ["uno", "dos", "tres", "cuatro"]
    written(tmp_path / "00000.txt", [GOOD_ROW], "\r\n")
    for number, password in enumerate(passwords[:3]):
        rows = [GOOD_ROW, f"{digits(password)[5:]}:{10**number}"] if number else [GOOD_ROW]
        written(tmp_path / (digits(password)[:5] + ("" if number == 1 else ".txt")), rows, "\r\n", last=number != 2)
    # What lies in a range that is not there is not told, and the others are.
    assert trouble_with(tmp_path, *passwords) == (
        ListTrouble.INCOMPLETE,
        {0: LeakCount.NEVER, 1: LeakCount.MANY, 2: LeakCount.MANY},
    )


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b"", ListTrouble.NOT_A_LIST),
        (b"password\n123456\n", ListTrouble.NOT_A_LIST),
        (b"\x00" * 10_000, ListTrouble.NOT_A_LIST),
        (b"\xff\xfe0\x000\x00", ListTrouble.NOT_A_LIST),
        (b"PK\x03\x04" + b"\x00" * 90, ListTrouble.PACKED),
        (b"7z\xbc\xaf\x27\x1c" + b"\x00" * 90, ListTrouble.PACKED),
        (b"\x1f\x8b" + b"\x00" * 90, ListTrouble.PACKED),
        (b"A" * 32 + b":5\r\n" + b"B" * 32 + b":5\r\n", ListTrouble.NTLM),
        (b"A" * 40 + b"\n" + b"B" * 40 + b"\n", ListTrouble.OTHER_FORM),
        (b"a" * 40 + b":5\n" + b"b" * 40 + b":5\n", ListTrouble.OTHER_FORM),
        (b"\xef\xbb\xbf" + b"A" * 40 + b":1234567890\r\n" + b"B" * 40 + b":5\r\n", ListTrouble.OTHER_FORM),
        (b"A" * 40 + b";5\r\n", ListTrouble.OTHER_FORM),
        (b"A" * 40 + b":5\r\n" + b"B" * 20, ListTrouble.DAMAGED),
        (b"B" * 40 + b":5\n" + b"A" * 40 + b":5\n", ListTrouble.NOT_SORTED),
    ],
)
def test_what_is_no_list_tells_nothing(tmp_path: Path, content: bytes, trouble: ListTrouble) -> None:
    file = tmp_path / "list"
    file.write_bytes(content)
    assert trouble_with(file) == (trouble, {})


def test_a_list_that_is_not_there_or_not_ours_to_read(tmp_path: Path) -> None:
    assert trouble_with(tmp_path / "nothing") == (ListTrouble.MISSING, {})
    assert trouble_with(tmp_path) == (ListTrouble.NOT_A_LIST, {})  # a folder of something else
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        assert trouble_with(tmp_path / "pipe") == (ListTrouble.NOT_A_LIST, {})


@needs("kept-out")
def test_a_list_that_may_not_be_read(tmp_path: Path) -> None:
    file = written(tmp_path / "list", with_counts(hashes(10)))
    file.chmod(0)
    assert trouble_with(file) == (ListTrouble.DENIED, {})


def test_a_folder_of_the_other_kind_of_hash(tmp_path: Path) -> None:
    for prefix in ("00000", digits("something")[:5]):
        written(tmp_path / (prefix + ".txt"), ["A" * 27 + ":5"])
    assert trouble_with(tmp_path) == (ListTrouble.NTLM, {})


@pytest.mark.parametrize("row", [f"\ufeff{GOOD_ROW}", GOOD_ROW.lower(), GOOD_ROW.partition(":")[0]])
def test_a_folder_that_another_program_wrote_anew_is_said_to_be_one(tmp_path: Path, row: str) -> None:
    for prefix in ("00000", digits("something")[:5]):
        written(tmp_path / (prefix + ".txt"), [row])
    assert trouble_with(tmp_path, "something") == (ListTrouble.OTHER_FORM, {})


def test_ranges_of_small_letters_in_their_names_are_found(tmp_path: Path) -> None:
    written(tmp_path / "00000.txt", [GOOD_ROW])
    written(tmp_path / (digits("something")[:5].lower() + ".txt"), [f"{digits('something')[5:]}:7", *with_counts([])])
    assert trouble_with(tmp_path, "something")[1] == {0: LeakCount.FEW}


def test_a_list_in_the_order_of_how_often_is_refused(tmp_path: Path) -> None:
    lines = with_counts(hashes(5000))
    Random(1).shuffle(lines)  # noqa: S311 - any order
    assert trouble_with(written(tmp_path / "list", lines)) == (ListTrouble.NOT_SORTED, {})


def test_a_download_that_broke_off_is_no_whole_list(tmp_path: Path) -> None:
    lines = with_counts(hashes(20_000))
    assert dict(leaks_of("something").look_up(written(tmp_path / "whole", lines))) == {0: LeakCount.NEVER}
    assert trouble_with(written(tmp_path / "cut", lines[:15_000])) == (ListTrouble.INCOMPLETE, {})


def test_a_part_that_is_missing_is_noticed_by_whom_it_matters_to(tmp_path: Path) -> None:
    lines = with_counts(hashes(20_000))
    assert trouble_with(written(tmp_path / "second half", lines[5_000:])) == (ListTrouble.INCOMPLETE, {})
    holed = written(tmp_path / "holed", lines[:9_000] + lines[9_100:])
    leaks: Leaks[str] = Leaks()
    gone = lines[9_050].partition(":")[0]
    for wanted in (lines[10][:40], gone):
        leaks._ranges[wanted[:5]][wanted[5:]].append(wanted)
    assert told(leaks, holed) == (ListTrouble.INCOMPLETE, {lines[10][:40]: LeakCount.MANY})


def test_a_range_in_a_folder_that_was_cut_between_two_rows_tells_nothing(tmp_path: Path) -> None:
    prefix = digits("something")[:5]
    rows = [f"{each[5:]}:1" for each in hashes(1900)]
    rows = sorted(row for row in rows if not row.startswith(digits("something")[5:]))
    written(tmp_path / f"{prefix}.txt", rows)
    written(tmp_path / "00000.txt", [GOOD_ROW])
    assert dict(leaks_of("something").look_up(tmp_path)) == {0: LeakCount.NEVER}
    written(tmp_path / f"{prefix}.txt", rows[:1700])
    assert trouble_with(tmp_path, "something") == (ListTrouble.INCOMPLETE, {})


def test_damage_in_the_middle_keeps_what_was_found_and_makes_nothing_safe(tmp_path: Path) -> None:
    passwords = [f"leaked {number}" for number in range(3000)]
    lines = sorted(f"{digits(password)}:5" for password in passwords)
    lines[1510:1520] = ["?" * 42] * 10
    file = written(tmp_path / "list", lines)
    trouble, found = trouble_with(file, *passwords, *(f"absent {number}" for number in range(500)))
    assert trouble is ListTrouble.DAMAGED
    assert set(found.values()) == {LeakCount.FEW}
    assert max(found) < 3000


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_damage_turns_a_leaked_password_into_a_safe_one(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    passwords = [f"leaked {number}" for number in range(400)]
    content = bytearray("".join(sorted(f"{digits(password)}:5\n" for password in passwords)).encode())
    start = data.draw(st.integers(0, len(content) - 1))
    if data.draw(st.booleans()):
        content[start : start + data.draw(st.integers(1, 3000))] = data.draw(st.binary(max_size=80))
    else:
        content[start] = data.draw(st.sampled_from(b"\n\r:0GZ\x00"))
    file = tmp_path_factory.mktemp("damaged") / "list"
    file.write_bytes(content)
    here = {password for password in passwords if f"{digits(password)}:5\n".encode() in content}
    trouble, found = trouble_with(file, *passwords)
    if trouble is not None:
        assert LeakCount.NEVER not in found.values()
        return
    # Whole lines that went missing are not to be noticed; a line that is there is always found.
    assert all(found[number] is LeakCount.FEW for number, password in enumerate(passwords) if password in here)


@pytest.fixture(scope="module")
def million(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lists")
    lines = with_counts(hashes(1_000_000))
    return written(folder / "million", lines, "\r\n")


@pytest.mark.long
def test_ten_thousand_against_a_million_lines_is_no_longer_than_reading_them_once(million: Path) -> None:
    leaks = leaks_of(*(f"entry {number}" for number in range(10_000)))

    def times_as_long() -> float:
        began = time.process_time()
        with million.open("rb") as lines:
            count = sum(1 for _ in lines)
        linear = time.process_time() - began
        began = time.process_time()
        found = dict(leaks.look_up(million))
        bisected = time.process_time() - began
        assert count == 1_000_000
        assert len(found) == 10_000
        return bisected / linear

    assert keeps(8, times_as_long)  # 0.1 s on the machine where this was written


def test_a_look_up_takes_as_many_steps_as_the_size_has_digits(million: Path, tmp_path: Path) -> None:
    small = written(tmp_path / "small", with_counts(hashes(10_000)), "\r\n")
    leaks = leaks_of(*(f"entry {number}" for number in range(3000)))

    def took(file: Path) -> float:
        times = []
        for _ in range(3):
            began = time.process_time()
            assert len(dict(leaks.look_up(file))) == 3000
            times.append(time.process_time() - began)
        return min(times)

    assert keeps(8, lambda: took(million) / took(small))  # a hundred times the lines
