"""The hand-over, and the judges from outside: `age`, `tar`, `sha256sum` and the library of BagIt open what was written."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from postigo.core.values import Text
from postigo.evidence import bag, chain, clock, handover, log, picked, place, sealed, wording
from postigo.evidence import paper as paper_of
from postigo.evidence.entry import Draft, Kind, Part
from postigo.evidence.log import Log
from postigo.evidence.rules import Gate
from postigo.evidence.trouble import NOT_OURS, EvidenceTrouble
from postigo.guidance.path import Age
from postigo.words import Words
from tests.evidence.test_log import PASS, begun, cheap
from tests.support.places import BASE_PYTHON, can, need, needs
from tests.support.teletype import Screen


def two_files(tmp_path: Path) -> tuple[Log, Path]:
    """A log with two entries of text and two files, of which the second was changed since."""
    where = begun(tmp_path, "they wrote: pay 300 €", "<b>again</b>")
    folder = tmp_path / "pictures of ana"
    folder.mkdir()
    for name in ("chat.png", "profile & co.png"):
        (folder / name).write_bytes(name.encode())
        log.add(where, PASS, Draft(file=picked.pick(folder / name, Gate.CLEAR)), Age.ADULT)
    (folder / "profile & co.png").write_bytes(b"other")
    log.add(where, PASS, Draft(Kind.SHOWN, {Part.TO: "the school", Part.DAY: "2026-11-30"}), Age.ADULT)
    return log.opened(where, PASS), folder


def written(*texts: str) -> dict[str, bytes]:
    """The bag of a log with these entries, sealed by nothing."""
    content = b""
    for text in texts:
        content = chain.appended(content, Draft(said={Part.WHAT: text}), clock.now())
    return bag.made(content, clock.now())


@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize("language", ["en", "es"])
@cheap
def test_a_hand_over_is_the_opened_bag_a_paper_and_the_list_of_files(
    language: str, zipped: bool, tmp_path: Path
) -> None:
    found, _ = two_files(tmp_path)
    words = Words(language)
    stick = tmp_path / "stick" / "for the police"
    stick.parent.mkdir()
    handover.write(handover.compared(found, words), stick, zipped=zipped)
    paper, files = handover.NAMES[language]
    bag_name = "evidence.zip" if zipped else "evidence"
    assert sorted(one.name for one in stick.iterdir()) == sorted(
        [bag_name, f"{paper}.txt", f"{paper}.html", f"{files}.txt"]
    )
    assert [one.name for one in stick.parent.iterdir()] == [stick.name]
    assert handover.read(stick) == handover.read(stick / bag_name) == dict(found.files)
    if zipped:
        with zipfile.ZipFile(stick / bag_name) as archive:
            content = {name.removeprefix("evidence/"): archive.read(name) for name in archive.namelist()}
            assert not any(one.flag_bits & 1 for one in archive.infolist())  # no password
    else:
        content = handover.read(stick)
    assert log.opened_bag(content).sound
    assert content == dict(found.files)
    head = chain.head(content[bag.LOG])
    for name in (f"{paper}.txt", f"{paper}.html"):
        text = " ".join((stick / name).read_text("utf-8").split())
        assert words.say(wording.HELPS) in text
        assert head.sha256 in text
        assert re.search(rf"{re.escape(words.say(paper_of._I_WROTE))} {head.count}\b", text)
        assert "5. " + words.say(wording.kind(Draft(Kind.SHOWN))) + ": the school, 2026-11-30" in text
        assert words.say(wording.STATES[picked.Now.UNCHANGED]) in text
        assert words.say(wording.STATES[picked.Now.CHANGED]) in text
        assert "pictures of ana" not in text
        assert words.say(paper_of.STAY) in text
        assert hashlib.sha256(content[bag.LOG]).hexdigest() in text
        assert r"certutil -hashfile evidence\data\log.jsonl SHA256" in text
        assert {"en": "evidence/data/README.txt", "es": "evidence/data/LEEME.txt"}[language] in text
    assert "<b>again" not in (stick / f"{paper}.html").read_text("utf-8")
    assert "&lt;b&gt;again" in (stick / f"{paper}.html").read_text("utf-8")
    assert "<script" not in (stick / f"{paper}.html").read_text("utf-8")
    listed = (stick / f"{files}.txt").read_text("utf-8")
    assert listed.index("chat.png") < listed.index("profile & co.png")
    assert found.checked.entries[2].draft.file is not None
    assert found.checked.entries[2].draft.file.sha256 in listed


@cheap
def test_a_file_that_is_gone_is_said_to_be_not_found(tmp_path: Path) -> None:
    found, folder = two_files(tmp_path)
    (folder / "chat.png").unlink()
    states = [now for _, _, now in handover.compared(found, Words("en")).states]
    assert states == [picked.Now.NOT_FOUND, picked.Now.CHANGED]


@cheap
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_paper_says_beside_an_entry_that_a_later_one_says_it_anew(language: str, tmp_path: Path) -> None:
    where = begun(tmp_path, "they wrote: pay 300", "again")
    log.add(where, PASS, Draft(Kind.CHANGED, {Part.WHAT: "it was 200"}, changes=1), Age.ADULT)
    words = Words(language)
    document = paper_of.document(handover.compared(log.opened(where, PASS), words))
    later = words.say(Text("Entry {n} says it anew.", values={"n": 3}))
    assert [later in str(section) for section in document.sections[:3]] == [True, False, False]


@cheap
@pytest.mark.parametrize("content", [b"PK\x05\x06" + b"\0" * 18, b"PK\x03\x04 cut", b""], ids=["empty", "cut", "none"])
def test_a_zip_without_a_log_is_none_of_ours(content: bytes, tmp_path: Path) -> None:
    where = tmp_path / "evidence.zip"
    where.write_bytes(content)
    assert handover.is_open(where) is content.startswith(b"PK\x05")
    with pytest.raises(EvidenceTrouble) as told:
        handover.read(where)
    assert told.value.text == NOT_OURS


@cheap
@pytest.mark.parametrize("way", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_that_is_damaged_is_one_sentence_however_it_was_packed(way: int, tmp_path: Path) -> None:
    where = tmp_path / "evidence.zip"
    with zipfile.ZipFile(where, "w", way) as archive:
        archive.writestr("evidence/bagit.txt", os.urandom(2000))
    packed = bytearray(where.read_bytes())
    packed[100:1900] = bytes(1800)
    where.write_bytes(packed)
    with pytest.raises(EvidenceTrouble):
        handover.read(where)


@cheap
@pytest.mark.parametrize("closed", ["evidence/data", "evidence/data/more", "evidence"])
def test_a_folder_that_nobody_may_look_into_is_no_damaged_log(
    closed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, _ = two_files(tmp_path)
    handover.write(handover.compared(found, Words("en")), tmp_path / "stick")
    (tmp_path / "stick/evidence/data/more").mkdir()
    real = os.scandir

    def scandir(folder: Path) -> object:
        if Path(folder) == tmp_path / "stick" / closed:
            raise PermissionError(13, "closed", str(folder))
        return real(folder)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", scandir)
        with pytest.raises(EvidenceTrouble) as told:
            handover.read(tmp_path / "stick")
    assert told.value.text != NOT_OURS
    if hasattr(os, "geteuid") and os.geteuid():  # root looks everywhere
        (tmp_path / "stick" / closed).chmod(0o600)
        with pytest.raises(EvidenceTrouble) as told:
            handover.read(tmp_path / "stick")
        (tmp_path / "stick" / closed).chmod(0o700)
        assert told.value.text != NOT_OURS


@needs("posix")
def test_a_pipe_is_no_log_and_nobody_waits_for_it(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    for pipe in ("a.age", "stick/bagit.txt", "stick/evidence.zip"):
        os.mkfifo(tmp_path / pipe)
    assert not handover.is_open(tmp_path / "a.age")
    for name in ("a.age", "stick"):
        with pytest.raises(EvidenceTrouble):
            log.opened_bag(handover.read(tmp_path / name))
    with pytest.raises(EvidenceTrouble):
        log.opened(tmp_path / "a.age", PASS)


@cheap
def test_a_hand_over_goes_over_nothing(tmp_path: Path) -> None:
    found, folder = two_files(tmp_path)
    before = sorted(one.name for one in folder.iterdir())
    with pytest.raises(EvidenceTrouble):
        handover.write(handover.compared(found, Words("en")), folder)
    with pytest.raises(EvidenceTrouble):
        handover.write(handover.compared(found, Words("en")), folder / "chat.png")
    assert sorted(one.name for one in folder.iterdir()) == before


@cheap
def test_a_folder_of_somebody_else_is_not_taken_for_a_hand_over_that_was_cut_short(tmp_path: Path) -> None:
    found, _ = two_files(tmp_path)
    (tmp_path / ".stick.new").mkdir()
    (tmp_path / ".stick.new/mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(EvidenceTrouble):
        handover.write(handover.compared(found, Words("en")), tmp_path / "stick")
    assert (tmp_path / ".stick.new/mine.txt").read_text(encoding="utf-8") == "mine"
    (tmp_path / ".stick.new/mine.txt").rename(tmp_path / ".stick.new/paper.txt")
    handover.write(handover.compared(found, Words("en")), tmp_path / "stick")
    assert not (tmp_path / ".stick.new").exists()


@cheap
@pytest.mark.parametrize("number", [28, 5, 19, 30])
@pytest.mark.parametrize("step", ["open", "fsync"])
def test_a_stick_that_is_pulled_or_full_is_one_sentence_and_leaves_no_half(
    step: str, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, _ = two_files(tmp_path)
    real, calls = getattr(os, step), []

    def fail(*words: object, **more: object) -> object:
        calls.append(words)
        if len(calls) > 2:
            raise OSError(number, os.strerror(number))
        return real(*words, **more)

    content = handover.compared(found, Words("en"))
    (tmp_path / ".stick.new").mkdir()  # of one that was killed
    (tmp_path / ".stick.new/files.txt").write_bytes(b"x")
    with monkeypatch.context() as patch:
        patch.setattr(os, step, fail)
        with pytest.raises(EvidenceTrouble):
            handover.write(content, tmp_path / "stick")
    assert not (tmp_path / "stick").exists()
    assert step == "open" or not (tmp_path / ".stick.new").exists()  # where nothing opens, nothing can be taken away
    handover.write(content, tmp_path / "stick")
    assert log.opened_bag(handover.read(tmp_path / "stick")).sound


@cheap
def test_an_opened_bag_that_was_changed_is_told_of(tmp_path: Path) -> None:
    found, _ = two_files(tmp_path)
    handover.write(handover.compared(found, Words("en")), tmp_path / "stick")
    lines = tmp_path / "stick/evidence/data/log.jsonl"
    lines.write_bytes(lines.read_bytes().replace(b"pay 300", b"pay 900"))
    seen = log.opened_bag(handover.read(tmp_path / "stick"))
    assert [(one.fault, one.numbers) for one in seen.checked.misfits] == [(chain.Fault.CHANGED, (1,))]
    assert len(seen.checked.entries) == 5
    with pytest.raises(EvidenceTrouble):
        handover.read(tmp_path / "pictures of ana")


@pytest.mark.long
@needs("posix", "age", "tar", "sha256sum")
def test_age_tar_and_sha256sum_open_and_check_what_was_written(tmp_path: Path) -> None:
    files = written("a", "b")
    where = tmp_path / "a.age"
    where.write_bytes(sealed.seal(files, PASS))
    shown = Screen("-d", "-o", str(tmp_path / "log.tar"), str(where), called=["age"])
    shown.until("passphrase")
    shown.type(PASS)
    assert shown.end() == 0, shown.text
    subprocess.run(["tar", "-xf", "log.tar"], cwd=tmp_path, check=True)
    opened = tmp_path / "evidence"
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        words = ["sha256sum", "--strict", "-c", manifest]
        assert subprocess.run(words, cwd=opened, capture_output=True, check=False).returncode == 0
    last = subprocess.run(
        ["sh", "-c", "tail -n 1 data/log.jsonl | sha256sum; sed -n 1p data/log.jsonl | sha256sum"],
        cwd=opened, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    found = log.opened_bag(files).checked
    assert last[0] == found.head.sha256
    assert last[2] == found.entries[1].before
    (opened / "data/log.jsonl").write_bytes(b"")
    words = ["sha256sum", "--strict", "-c", "manifest-sha256.txt"]
    assert subprocess.run(words, cwd=opened, capture_output=True, check=False).returncode != 0


@needs("posix", "age")
def test_what_age_sealed_is_opened(tmp_path: Path) -> None:
    found = log.opened_bag(written("a"))
    handover.write(handover.compared(found, Words("en")), tmp_path / "stick")
    with tarfile.open(tmp_path / "log.tar", "w") as tar:
        tar.add(tmp_path / "stick/evidence", "evidence")
    shown = Screen("-p", "-o", str(tmp_path / "b.age"), str(tmp_path / "log.tar"), called=["age"])
    for question in ("Enter passphrase", "Confirm passphrase"):
        shown.until(question)
        shown.type(PASS)
    assert shown.end() == 0, shown.text
    assert log.opened(tmp_path / "b.age", PASS).sound


@pytest.fixture
def bagit(tmp_path: Path) -> Callable[[Path], subprocess.CompletedProcess[str]]:
    """The judgement of the BagIt library (PyPI: bagit) on a folder. It stands in no lock: it judges here, and nowhere else."""
    if not can("import bagit"):
        need("registry")
        words = ["-P", "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(tmp_path / "library"), "bagit"]
        subprocess.run([BASE_PYTHON, *words], check=True, capture_output=True)

    def judge(folder: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "bagit", "--validate", str(folder)],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(tmp_path / "library")},
        )

    return judge


@pytest.mark.set_up
@cheap
def test_the_library_of_bagit_calls_it_valid_and_a_changed_one_not(
    bagit: Callable[[Path], subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    found, _ = two_files(tmp_path)
    handover.write(handover.compared(found, Words("en")), tmp_path / "stick")
    done = bagit(tmp_path / "stick/evidence")
    assert done.returncode == 0, done.stderr
    lines = tmp_path / "stick/evidence/data/log.jsonl"
    lines.write_bytes(lines.read_bytes().replace(b"pay 300", b"pay 900"))
    done = bagit(tmp_path / "stick/evidence")
    assert done.returncode == 1, done.stderr
    assert "data/log.jsonl" in done.stderr


def test_the_pages_inside_say_how_in_both_languages() -> None:
    files = bag.made(b"", clock.now())
    for name in bag.ROOMS:
        text = files[name].decode()
        for word in ("age -d", "tar -xf", "sha256sum -c manifest-sha256.txt", "data/log.jsonl", "tail -n 1", "64 "):
            assert word in text
        longest = max(
            (sentence for line in text.splitlines() for sentence in re.split(r"(?<=[.:?])\s", line)),
            key=lambda sentence: len(sentence.split()),
        )
        assert len(longest.split()) <= 20, longest


def test_what_is_no_bag_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(EvidenceTrouble):
        log.opened_bag({"bagit.txt": b""})
    with pytest.raises(EvidenceTrouble):
        place.read(tmp_path)
    with pytest.raises(EvidenceTrouble):
        place.read(tmp_path / "none")


@pytest.mark.parametrize("name", ["../../planted.txt", "data/../../planted", "/planted", "a\\b", "C:planted", "a//b"])
def test_a_log_that_another_made_with_a_name_that_leads_out_is_none(name: str) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for inner, part in {**written("a"), name: b"planted"}.items():
            about = tarfile.TarInfo(f"evidence/{inner}")
            about.size = len(part)
            tar.addfile(about, io.BytesIO(part))
    with pytest.raises(ValueError, match="leads out"):
        sealed._unpacked(packed.getvalue())
