"""The child that sees passwords, as its two starters use it: a real process, with files made for the test."""

from __future__ import annotations

import csv
import hashlib
import os
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import psutil
import pytest

from postigo.passwords import supervisor
from postigo.passwords.model import LeakCount, Length, Profile, ReadProblem, Reason, Source
from postigo.passwords.process import MODULE
from postigo.passwords.protocol import (
    Batch,
    Crashed,
    Done,
    Kept,
    Locked,
    Opened,
    Order,
    Ready,
    Snagged,
    Tried,
    Try,
    Up,
    Wanted,
)
from postigo.passwords.result import Result
from postigo.passwords.sandbox import judge_pool
from postigo.passwords.sandbox.entry import Entry
from postigo.passwords.sandbox.strength import Judge, Strength
from postigo.pipe import reexec
from postigo.pipe.messages import from_line, to_line
from tests.passwords.corpus import corpus
from tests.support.pace import keeps
from tests.support.places import needs

TODAY = date(2026, 11, 27)
F_SETPIPE_SZ = 1031  # linux/fcntl.h
ROWS = (
    ("Mail", "https://mail.example.org/", "ana", "Verano2026"),
    ("Shop", "https://shop.example.com/", "ana", "Verano2026"),
    ("Old shop", "http://old-shop.example.net/", "ana", "xK4!mV9@qL2#wZ7$"),
    ("Empty", "https://empty.example.net/", "ana", ""),
)


def export(place: Path, rows: Sequence[tuple[str, str, str, str]] = ROWS) -> str:
    """A file as Chrome exports it."""
    with place.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["name", "url", "username", "password", "note"])
        table.writerows([*row, ""] for row in rows)
    return str(place)


def no_master(locked: Locked) -> supervisor.Key | None:
    raise AssertionError(locked)


def no_network(prefixes: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    raise AssertionError(prefixes)


def heard(order: Order) -> list[Up]:
    return list(supervisor.audit(order, no_master, no_network))


def result(order: Order, frames: Sequence[Up]) -> Result:
    made = Result(order.files)
    for frame in frames:
        made.receive(frame)
    return made


def test_an_audit_from_the_first_word_to_the_last(tmp_path: Path) -> None:
    order = Order(TODAY, (export(tmp_path / "passwords.csv"),))
    frames = heard(order)
    assert isinstance(frames[0], Ready)
    assert Opened(0, Source.CHROMIUM) in frames
    assert frames[-1] == Done(4)
    told = result(order, frames).entries
    assert [entry.row for entry in told] == [1, 2, 3, 4]
    assert [entry.site for entry in told][:2] == ["mail.example.org", "shop.example.com"]
    assert {Reason.REUSED} <= set(told[0].reasons) & set(told[1].reasons)
    assert told[0].reuse_group == told[1].reuse_group == 1
    assert told[0].score is not None
    assert told[0].score <= 2
    assert told[2].score == 4
    assert Reason.HTTP in told[2].reasons
    assert told[3].score is None
    assert told[3].reasons == (Reason.EMPTY,)


def test_several_files_are_looked_at_as_one_and_one_that_cannot_be_read_hides_none(tmp_path: Path) -> None:
    names = (
        export(tmp_path / "one.csv", ROWS[:1]),
        str(tmp_path / "not-there.csv"),
        str(tmp_path),
        export(tmp_path / "two.csv", ROWS[1:2]),
    )
    order = Order(TODAY, names)
    frames = heard(order)
    assert Snagged(ReadProblem.MISSING, 1, whole=True) in frames
    assert Snagged(ReadProblem.IS_FOLDER, 2, whole=True) in frames
    made = result(order, frames)
    assert [entry.reuse_group for entry in made.entries] == [1, 1]
    assert made.unsure


def test_the_persons_own_words_count(tmp_path: Path) -> None:
    name = export(tmp_path / "own.csv", [("Site", "https://site.example.com", "x", "quillobre-1974-quillobre")])
    without, with_words = (heard(Order(TODAY, (name,), words=words)) for words in ((), ("Quillobre", "1974")))
    scores = [result(Order(TODAY, (name,)), frames).entries[0].score for frames in (without, with_words)]
    assert scores[0] is not None
    assert scores[1] is not None
    assert scores[1] < scores[0]


def test_first_answers_come_before_the_last_row_is_judged(tmp_path: Path) -> None:
    rows = [(f"n{i}", f"https://s{i}.example.com", "u", f"word{i}Camino{i * 7}") for i in range(400)]
    frames = heard(Order(TODAY, (export(tmp_path / "many.csv", rows),)))
    batches = [len(frame.entries) for frame in frames if isinstance(frame, Batch)]
    assert len(batches) > 2
    assert max(batches) <= 100


def test_leaks_are_asked_for_by_five_digits_and_told_by_bucket(tmp_path: Path) -> None:
    digits = hashlib.sha1(ROWS[0][3].encode(), usedforsecurity=False).hexdigest().upper()
    asked: list[str] = []

    def fetch(prefixes: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        asked.extend(prefixes)
        for prefix in prefixes:
            found = f"{digits[5:]}:2041\r\n" if prefix == digits[:5] else ""
            yield prefix, found + "0" * 35 + ":0\r\n"

    order = Order(TODAY, (export(tmp_path / "passwords.csv"),), online=True)
    made = result(order, list(supervisor.audit(order, no_master, fetch)))
    assert all(len(prefix) == 5 for prefix in asked)
    assert len(asked) == len(set(asked)) == 2  # the same password is asked for once, an empty one never
    assert [entry.leaked for entry in made.entries] == [
        LeakCount.VERY_OFTEN,
        LeakCount.VERY_OFTEN,
        LeakCount.NEVER,
        None,
    ]
    assert Reason.LEAKED in made.entries[0].reasons
    assert made.not_looked_up == 0


@pytest.mark.parametrize("body", ["", "<html>sign in</html>", "0" * 35, "0" * 34 + "G:1"])
def test_a_range_that_is_none_is_not_the_same_as_not_leaked(tmp_path: Path, body: str) -> None:
    order = Order(TODAY, (export(tmp_path / "passwords.csv"),), online=True)
    frames = supervisor.audit(order, no_master, lambda prefixes: [(prefix, body) for prefix in prefixes])
    made = result(order, list(frames))
    assert made.done
    assert [entry.leaked for entry in made.entries] == [None] * 4
    assert made.not_looked_up == 3
    assert made.unsure


def test_nothing_is_asked_for_unless_it_was_ordered(tmp_path: Path) -> None:
    frames = heard(Order(TODAY, (export(tmp_path / "passwords.csv"),)))
    assert not any(isinstance(frame, (Wanted, Kept)) for frame in frames)


def test_an_age_is_a_note_in_one_profile_and_nothing_in_the_other(tmp_path: Path) -> None:
    place = tmp_path / "firefox.csv"
    heading = "url,username,password,httpRealm,formActionOrigin,guid,timeCreated,timeLastUsed,timePasswordChanged"
    row = "https://a.example.com,ana,xK4!mV9@qL2#wZ7$,,,{1},1500000000000,1500000000000,1500000000000"
    place.write_text(f"{heading}\r\n{row}\r\n", encoding="utf-8")
    told = {
        profile: result(order := Order(TODAY, (str(place),), profile), heard(order)).entries[0] for profile in Profile
    }
    assert Reason.OLD in told[Profile.POLICE].reasons
    assert told[Profile.NIST].reasons == ()
    assert told[Profile.NIST].changed == date(2017, 7, 14)


def test_a_login_that_nobody_touched_for_years_is_old_though_nobody_knows_how_old(tmp_path: Path) -> None:
    place = tmp_path / "proton.csv"
    heading = "type,name,url,email,username,password,note,totp,createTime,modifyTime,vault"
    row = "login,A,https://a.example.com,,ana,xK4!mV9@qL2#wZ7$,,,1400000000,1500000000,Home"
    place.write_text(f"{heading}\n{row}\n", encoding="utf-8")
    (entry,) = result(order := Order(TODAY, (str(place),)), heard(order)).entries
    assert (entry.changed, entry.unchanged_since) == (None, date(2017, 7, 14))
    assert Reason.OLD in entry.reasons


@needs("linux")
@pytest.mark.parametrize("how", ["two", "one", "one that died"])
def test_two_judges_say_what_one_says_also_when_one_dies(how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    cores = {0} if how == "one" else {0, 1}
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: cores)
    judge = Judge(TODAY)
    entries = [Entry(row, password, user="ana") for row, password in enumerate(corpus(60, 3), 1)]
    expected = [judge.judge(entry.password, user="ana") for entry in entries]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # a fork: pytest has threads, the child has none yet
        other = judge_pool.second(judge, ())
    assert (other is None) is (how == "one")
    made = judge_pool.Judges(judge, other)
    told: list[tuple[judge_pool.Item, Strength]] = []
    for start in range(0, 60, 10):
        made.give([(0, entry) for entry in entries[start : start + 10]])
        told += made.judged()
        if how == "one that died" and start == 20:
            psutil.Process().children()[-1].kill()
    told += made.judged(all_of_them=True)
    assert [(entry.row, strength) for (_, entry), strength in told] == list(enumerate(expected, 1))
    if how == "two" and other is not None:
        other.close()


@needs("linux")
def test_two_judges_do_not_wait_for_each_other_where_pipes_are_small(monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl  # noqa: PLC0415 - not on Windows

    # Whoever has many pipes open gets new ones of one page only (pipe(7), pipe-user-pages-soft).
    made = os.pipe

    def small() -> tuple[int, int]:
        reads, writes = made()
        assert fcntl.fcntl(writes, F_SETPIPE_SZ, 4096) == 4096
        return reads, writes

    monkeypatch.setattr(os, "pipe", small)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: {0, 1})
    judge = Judge(TODAY)
    entries = [Entry(row, f"Verano{row}", user="ana" * 100, name="x" * 400) for row in range(400)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # see above
        other = judge_pool.second(judge, ())
    assert other is not None
    for lot in range(5):  # more than a pipe holds, both ways, before anything is taken
        assert other.ask([judge_pool._case(entry) for entry in entries[lot * 80 : lot * 80 + 80]])
    assert sum(len(other.answer() or ()) for _ in range(5)) == len(entries)
    assert not other.has_answered()
    other.close()


@needs("linux")
def test_without_room_for_a_second_judge_one_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: {0, 1})
    monkeypatch.setattr(os, "fork", full)
    before = psutil.Process().num_fds()
    assert judge_pool.second(Judge(TODAY), ()) is None
    assert psutil.Process().num_fds() == before


@needs("linux")
def test_the_second_judge_ends_with_the_first_whatever_it_is_at() -> None:
    # The first judge is killed, and so could not let it end; the second is at a password that takes it for ever.
    code = """
import os, time
os.sched_getaffinity = lambda _pid: {0, 1}
from datetime import date
from postigo.passwords.sandbox import hardening, judge_pool
from postigo.passwords.sandbox.strength import Judge
hardening.seal()
judge = Judge(date(2026, 11, 27))
judge.all = lambda cases: time.sleep(600)
second = judge_pool.second(judge, ())
second.ask([("password", (), "", "")])
print(second._process, flush=True)
time.sleep(600)"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as first:
        assert first.stdout
        second = psutil.Process(int(first.stdout.readline()))
        assert second.is_running()
        first.kill()
    gone = psutil.wait_procs([second], timeout=60)[0] or second.status() == psutil.STATUS_ZOMBIE
    assert gone


def test_of_a_name_that_fills_a_screen_its_beginning_is_told(tmp_path: Path) -> None:
    order = Order(TODAY, (export(tmp_path / "a.csv", [("T" * 50_000, "", "ü" * 50_000, "xK4!mV9@qL2#wZ7$")]),))
    (entry,) = result(order, heard(order)).entries
    assert (len(entry.site), len(entry.user), len(entry.name)) == (253, 253, 253)
    assert entry.user.endswith("ü…")


# --- the tester


def test_the_tester_answers_what_is_typed() -> None:
    process = supervisor.Child(Order(TODAY))
    frames = process.frames()
    try:
        assert isinstance(next(frames), Ready)
        process.send(Try(1, "Verano2026"))
        weak = next(frames)
        process.send(Try(2, ""))
        empty = next(frames)
        process.send(Try(3, "xK4!mV9@qL2#wZ7$"))
        strong = next(frames)
    finally:
        process.close()
    assert isinstance(weak, Tried)
    assert (weak.number, weak.length) == (1, Length.FROM_8)
    assert weak.score <= 2
    assert weak.reasons
    assert empty == Tried(2, 0, Length.UNDER_8, (Reason.EMPTY,))
    assert strong == Tried(3, 4, Length.FROM_15, ())


# --- its process


def started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        reexec.command(MODULE), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def test_the_end_of_its_stdin_ends_it_in_the_middle_of_the_work(tmp_path: Path) -> None:
    rows = [(f"n{i}", f"https://s{i}.example.com", "u", "4@8({[</369&#!1|0$5+7%2" * 3 + str(i)) for i in range(500)]
    slow = export(tmp_path / "slow.csv", rows)

    def to_its_end() -> float:
        process = started()
        assert process.stdin
        process.stdin.write(to_line(Order(TODAY, (slow,))))
        process.stdin.flush()
        assert process.stdout
        assert isinstance(from_line(Up, process.stdout.readline()), Ready)
        began = time.monotonic()
        process.stdin.close()
        assert process.wait(timeout=60) == 0
        took = time.monotonic() - began
        process.stdout.close()
        assert process.stderr
        process.stderr.close()
        return took

    assert keeps(5, to_its_end)


@pytest.mark.parametrize(
    "line", [b"nonsense\n", b'{"is":"Order"}\n', b'{"is":"Try","number":1,"password":"x"}\n', b"\xff\n"]
)
def test_nonsense_instead_of_an_order_ends_it_without_a_word_of_it(line: bytes) -> None:
    out, err = started().communicate(line, timeout=60)
    assert err == b""
    frames = [from_line(Up, told) for told in out.splitlines()]
    assert all(isinstance(frame, Crashed) for frame in frames)
    assert b"nonsense" not in out


@needs("posix")
def test_ctrl_c_is_for_whoever_started_it() -> None:
    process = started()
    assert process.stdin
    assert process.stdout
    process.stdin.write(to_line(Order(TODAY)))
    process.stdin.flush()
    assert isinstance(from_line(Up, process.stdout.readline()), Ready)
    process.send_signal(signal.SIGINT)
    process.stdin.write(to_line(Try(1, "abc")))
    process.stdin.flush()
    assert isinstance(from_line(Up, process.stdout.readline()), Tried)
    process.communicate(timeout=60)
    assert process.returncode == 0


@needs("linux")
def test_it_writes_no_core_and_lets_nobody_read_its_memory() -> None:
    code = (
        "import ctypes, resource; from postigo.passwords.sandbox.hardening import seal;"
        "print(seal(), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "True 0 (0, 0)"


@needs("linux", "another-account")
def test_another_process_of_the_same_account_cannot_read_it() -> None:
    process = started()
    assert process.stdin
    assert process.stdout
    process.stdin.write(to_line(Order(TODAY)))
    process.stdin.flush()
    process.stdout.readline()
    try:
        code = f"""import os
os.setgid(65534); os.setuid(65534)
for name in ("mem", "environ", "maps"):
    try:
        os.close(os.open("/proc/{process.pid}/" + name, os.O_RDONLY)); print("open")
    except PermissionError:
        print("shut")"""
        told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        assert told.split() == ["shut"] * 3
    finally:
        process.communicate(timeout=60)


def test_it_has_nothing_that_reaches_the_network_the_key_ring_or_a_screen(tmp_path: Path) -> None:
    name = export(tmp_path / "passwords.csv")
    code = f"""
import sys
from datetime import date
from postigo.passwords.protocol import Order, Ranges
from postigo.passwords.sandbox import session
order = Order(date(2026, 11, 27), ({name!r},), online=True)
session.serve(order, session.judges(order), sealed=True, send=lambda frame: None, receive=lambda: Ranges(end=True))
print(*sorted(set(sys.modules) & {{"requests", "urllib3", "http.client", "ssl", "keyring", "jeepney", "PySide6", "psutil",
    "subprocess", "postigo.net", "asyncio", "multiprocessing"}}))
"""
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.split() == []


def test_a_child_that_dies_is_told(tmp_path: Path) -> None:
    order = Order(TODAY, (export(tmp_path / "passwords.csv"),), online=True)

    def fetch(_prefixes: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        for process in psutil.Process().children():
            if MODULE in process.cmdline():
                process.kill()
        yield "00000", ""

    with pytest.raises(supervisor.Lost, match="status"):
        list(supervisor.audit(order, no_master, fetch))
