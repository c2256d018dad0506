"""The log: what may go in, who may write, and that nothing which was saved is ever lost."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pyrage
import pytest

from postigo.evidence import bag, log, picked, place, sealed
from postigo.evidence.chain import Fault
from postigo.evidence.clock import InStep, now
from postigo.evidence.entry import Draft, Kind, Part
from postigo.evidence.rules import LEAVE_IT, NO_LOG, TEXT_ONLY, Gate
from postigo.evidence.trouble import Busy, EvidenceTrouble, WrongPassphrase
from postigo.guidance.path import Age
from tests.support.places import needs

PASS = "river-lamp-eleven"  # noqa: S105 - of logs that a test makes
cheap = pytest.mark.usefixtures("cheap_seal")


def said(text: str) -> Draft:
    return Draft(said={Part.WHAT: text})


def begun(tmp_path: Path, *texts: str) -> Path:
    place_ = tmp_path / "a.age"
    log.begin(place_, PASS, Age.ADULT)
    for text in texts:
        log.add(place_, PASS, said(text), Age.ADULT)
    return place_


def texts(where: Path) -> list[str]:
    return [one.draft.said[Part.WHAT] for one in log.opened(where, PASS).checked.entries]


@pytest.mark.long
def test_with_the_real_seal_it_is_one_file_for_its_owner_and_no_other_stays_behind(tmp_path: Path) -> None:
    where = begun(tmp_path, "they wrote at noon")
    assert [file.name for file in tmp_path.iterdir()] == ["a.age"]
    assert where.read_bytes().startswith(b"age-encryption.org/v1\n-> scrypt ")
    assert b"noon" not in where.read_bytes()
    if sys.platform != "win32":
        assert where.stat().st_mode & 0o777 == 0o600
    assert log.opened(where, PASS).sound
    with pytest.raises(WrongPassphrase):
        log.opened(where, "another")
    damaged = bytearray(where.read_bytes())
    damaged[-1] ^= 1
    where.write_bytes(damaged)
    with pytest.raises(EvidenceTrouble) as told:
        log.opened(where, PASS)
    assert not isinstance(told.value, WrongPassphrase)


@pytest.mark.long
def test_a_busy_computer_that_measured_itself_wrong_is_no_closed_door(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library refuses what is 16 times as much work as it measures, by the wall clock: seen on a loaded machine."""
    content = sealed.seal({"a": b"b"}, PASS)
    real, calls = pyrage.passphrase.decrypt, []

    def busy(content: bytes, passphrase: str) -> bytes:
        calls.append(content)
        if len(calls) < 4:
            raise pyrage.DecryptError("Excessive work parameter for passphrase.")
        return bytes(real(content, passphrase))

    monkeypatch.setattr(sealed, "_PAUSE", 0)
    with monkeypatch.context() as patch:
        patch.setattr(pyrage.passphrase, "decrypt", busy)
        assert sealed.unseal(content, PASS) == {"a": b"b"}
    assert len(calls) >= 4
    calls.clear()

    def slow(*_: object) -> bytes:
        raise pyrage.DecryptError("Excessive work parameter for passphrase.")

    with monkeypatch.context() as patch:
        patch.setattr(pyrage.passphrase, "decrypt", slow)
        with pytest.raises(EvidenceTrouble) as told:
            sealed.unseal(content, PASS)
    assert told.value.text.one.startswith("This computer is too busy")


@pytest.mark.parametrize(("factors", "kept"), [([18], 18), ([12, 17], 17), ([15, 12, 16, 14], 16), ([12, 15, 19], 19)])
def test_a_seal_that_got_too_little_work_is_made_again(
    factors: list[int], kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = list(factors)
    made = lambda *_: b"age-encryption.org/v1\n-> scrypt abc %d\nx" % left.pop(0)  # noqa: E731 - one line, one use
    monkeypatch.setattr(pyrage.passphrase, "encrypt", made)
    assert sealed.work_factor(sealed.seal({"a": b"b"}, PASS)) == kept
    assert not left


@pytest.mark.parametrize("content", [b"", b"nonsense", b"age-encryption.org/v1\n-> X25519 a\nb\n--- c\n"])
def test_what_is_no_log_is_no_wrong_passphrase(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a").write_bytes(content)
    with pytest.raises(EvidenceTrouble) as told:
        log.opened(tmp_path / "a", PASS)
    assert not isinstance(told.value, WrongPassphrase)


@cheap
def test_up_to_12_there_is_none_and_under_18_files_are_an_extra_choice(tmp_path: Path) -> None:
    where = begun(tmp_path)
    picture = tmp_path / "chat.png"
    picture.write_bytes(b"x")
    with pytest.raises(EvidenceTrouble) as told:
        log.begin(tmp_path / "b", PASS, Age.CHILD)
    assert told.value.text == NO_LOG
    with pytest.raises(EvidenceTrouble):
        log.add(where, PASS, said("a"), Age.CHILD)
    file = Draft(file=picked.pick(picture, Gate.CLEAR))
    for age in (Age.TEEN, Age.CARER, Age.UNTOLD):
        log.add(where, PASS, said("a"), age)
        with pytest.raises(EvidenceTrouble) as told:
            log.add(where, PASS, file, age)
        assert told.value.text == TEXT_ONLY
        log.add(where, PASS, file, age, files_chosen=True)
    log.add(where, PASS, file, Age.ADULT)
    assert log.opened(where, PASS).checked.head.count == 7


@pytest.mark.parametrize("gate", [Gate.UNSURE, Gate.SHOWS])
def test_behind_a_closed_gate_no_byte_is_read_and_no_path_looked_at(gate: Gate, tmp_path: Path) -> None:
    opened: list[object] = []
    picture = tmp_path / "chat.png"
    picture.write_bytes(b"x")
    watched = [True]
    sys.addaudithook(
        lambda event, words: opened.append(words) if watched[0] and event in {"open", "os.scandir"} else None
    )
    with pytest.raises(EvidenceTrouble) as told:
        picked.pick(picture, gate)
    watched[0] = False
    assert told.value.text == LEAVE_IT
    assert not opened


def test_a_file_is_hashed_where_it_lies_and_nothing_of_it_changes(tmp_path: Path) -> None:
    picture = tmp_path / "chat.png"
    picture.write_bytes(b"x" * 3_000_000)
    os.utime(picture, (1, 2))
    before = picture.stat()
    file = picked.pick(picture, Gate.CLEAR)
    after = picture.stat()
    assert (before.st_mtime_ns, before.st_ctime_ns, before.st_ino) == (
        after.st_mtime_ns,
        after.st_ctime_ns,
        after.st_ino,
    )
    assert [one.name for one in tmp_path.iterdir()] == ["chat.png"]
    assert (file.size, file.name, file.modified) == (3_000_000, "chat.png", "1970-01-01T00:00:02+00:00")
    assert picked.state(file) is picked.Now.UNCHANGED
    picture.write_bytes(b"y" * 3_000_000)
    assert picked.state(file) is picked.Now.CHANGED
    picture.unlink()
    assert picked.state(file) is picked.Now.NOT_FOUND
    picture.mkdir()
    assert picked.state(file) is picked.Now.UNREADABLE
    with pytest.raises(EvidenceTrouble):
        picked.pick(picture, Gate.CLEAR)
    with pytest.raises(EvidenceTrouble):
        picked.pick(tmp_path / "none", Gate.CLEAR)


@cheap
def test_an_entry_that_says_nothing_and_a_number_that_there_is_not_are_refused(tmp_path: Path) -> None:
    where = begun(tmp_path, "a")
    for draft in (Draft(), said("  "), Draft(Kind.CHANGED, {Part.WHAT: "b"}, changes=2)):
        with pytest.raises(EvidenceTrouble):
            log.add(where, PASS, draft, Age.ADULT)
    log.add(where, PASS, Draft(Kind.CHANGED, {Part.WHAT: "b"}, changes=1), Age.ADULT)
    assert texts(where) == ["a", "b"]


@cheap
def test_nothing_is_overwritten_and_an_empty_passphrase_is_none(tmp_path: Path) -> None:
    where = begun(tmp_path, "a")
    with pytest.raises(EvidenceTrouble):
        log.begin(where, PASS, Age.ADULT)
    with pytest.raises(EvidenceTrouble):
        log.begin(tmp_path / "b", "", Age.ADULT)
    assert texts(where) == ["a"]


@cheap
def test_a_damaged_log_is_read_and_told_of_and_nothing_is_added_to_it(tmp_path: Path) -> None:
    where = begun(tmp_path, "a", "b", "c")
    files = dict(sealed.unseal(where.read_bytes(), PASS))
    lines = files[bag.LOG].splitlines(keepends=True)
    files[bag.LOG] = b"".join([lines[0], lines[2]])
    where.write_bytes(sealed.seal(files, PASS))
    found = log.opened(where, PASS)
    assert [(one.fault, one.numbers) for one in found.checked.misfits] == [
        (Fault.MISSING, (2,)),
        (Fault.UNPROVEN, (1,)),
    ]
    assert texts(where) == ["a", "c"]
    with pytest.raises(EvidenceTrouble):
        log.add(where, PASS, said("d"), Age.ADULT)


@cheap
def test_another_file_of_the_bag_that_was_changed_is_named(tmp_path: Path) -> None:
    files = dict(sealed.unseal(begun(tmp_path, "a").read_bytes(), PASS))
    assert log.opened_bag(files).sound
    for name, content in files.items():
        if name != bag.LOG:
            assert name in log.opened_bag({**files, name: content + b"x"}).altered
            assert not log.opened_bag({other: part for other, part in files.items() if other != name}).sound
    assert log.opened_bag({**files, "data/more.txt": b"x"}).altered == ("data/more.txt",)


@cheap
@needs("posix")
def test_two_at_once_is_one_sentence_and_nothing_lost(tmp_path: Path) -> None:
    where = begun(tmp_path, "a")
    with place.alone(where), pytest.raises(Busy):
        log.add(where, PASS, said("b"), Age.ADULT)
    log.add(where, PASS, said("b"), Age.ADULT)

    def write(number: int) -> None:
        while True:
            try:
                log.add(where, PASS, said(f"{number}"), Age.ADULT)
            except Busy:
                continue
            return

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts(where)[:2] == ["a", "b"]
    assert sorted(texts(where)[2:]) == [str(number) for number in range(8)]
    assert log.opened(where, PASS).sound
    assert [file.name for file in tmp_path.iterdir()] == ["a.age"]


@cheap
@needs("posix")
def test_a_lock_that_was_left_behind_keeps_nobody_out(tmp_path: Path) -> None:
    where = begun(tmp_path, "a")
    (tmp_path / ".a.age.lock").write_bytes(b"")
    (tmp_path / ".a.age.new").write_bytes(b"half")
    log.add(where, PASS, said("b"), Age.ADULT)
    assert texts(where) == ["a", "b"]
    assert [file.name for file in tmp_path.iterdir()] == ["a.age"]


KILLED = """
import os, sys
from pathlib import Path
from postigo.evidence import place
where, new, steps = Path(sys.argv[1]), sys.argv[2] == "new", []
def stopping(step, act, at):
    def stop(*words, **more):
        steps.append(step)
        if len(steps) == at:
            os._exit(9)
        return act(*words, **more)
    return stop
NAMES = ("open", "write", "fsync", "close", "link", "replace", "unlink")
real = {name: getattr(os, name) for name in NAMES}
at = 0
while True:
    at += 1
    for left in where.parent.iterdir():
        real["unlink"](left)
    if not new:
        where.write_bytes(b"old" * 1000)
    child = os.fork()
    if child == 0:
        for name in NAMES:
            setattr(os, name, stopping(name, real[name], at))
        with place.alone(where):
            place.write(where, b"new" * 100000, new=new)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    there = where.read_bytes() if where.exists() else b""
    assert there in {b"" if new else b"old" * 1000, b"new" * 100000}, (at, there[:9])
    with place.alone(where):  # whoever comes next can write
        place.write(where, b"next")
    assert where.read_bytes() == b"next", at
    assert [one.name for one in where.parent.iterdir()] == [where.name], at
    if status == 0:
        break
print(at)
"""


@needs("posix")
@pytest.mark.parametrize("how", ["new", "again"])
def test_killed_at_every_step_the_old_or_the_new_is_there_whole(how: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path / "a.age"), how], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 9  # lock, trial, its content, its name, the folder


FAULTS = [
    ("open", 30),
    ("open", 13),
    ("write", 28),
    ("write", 5),
    ("fsync", 5),
    ("fsync", 19),
    ("replace", 30),
    ("replace", 5),
]


@cheap
@pytest.mark.parametrize(("step", "number"), FAULTS)
def test_a_full_disk_a_closed_folder_and_a_stick_that_is_pulled_lose_nothing(
    step: str, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = begun(tmp_path, "a")

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, step, fail)
        with pytest.raises(EvidenceTrouble):
            log.add(where, PASS, said("b"), Age.ADULT)
    assert texts(where) == ["a"]
    assert [file.name for file in tmp_path.iterdir() if not file.name.endswith(".lock")] == ["a.age"]
    log.add(where, PASS, said("c"), Age.ADULT)
    assert texts(where) == ["a", "c"]


def test_a_moment_has_its_offset_and_knows_whether_it_knows() -> None:
    moment = now()
    assert moment.at[19] in "+-"
    assert moment.in_step in InStep
    assert sys.platform == "linux" or moment.in_step is InStep.UNKNOWN


@pytest.mark.parametrize("name", ["~nobody-of-this-name/a.png", "a\0b"])
def test_a_name_that_no_system_has_is_no_such_file(name: str) -> None:
    with pytest.raises(EvidenceTrouble, match="EvidenceTrouble"):
        picked.pick(Path(name), Gate.CLEAR)


@pytest.mark.parametrize("stamp", [1e18, -1e18, 1e12])
def test_a_file_of_a_time_that_no_calendar_has_can_be_noted(stamp: float) -> None:
    assert not picked._time(stamp)


@cheap
@needs("posix")
def test_a_circle_of_links_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to("circle")
    with pytest.raises(EvidenceTrouble):
        log.begin(tmp_path / "circle/a.age", PASS, Age.ADULT)
