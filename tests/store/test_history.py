"""The history: what is kept of a look, for how long, and what happens to a file that cannot be used."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
import threading
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from postigo.core.evaluate import unknown_verdict
from postigo.core.model import Level, Share, Verdict
from postigo.core.report import CheckInfo, Report, Shutter
from postigo.core.source import Source, union
from postigo.core.system import Unknown
from postigo.store.document.model import StoredAuditError
from postigo.store.history import history as module
from postigo.store.history.database import BESIDE, BUSY, FULL, NAME, NEWER, HistoryTrouble, opened
from postigo.store.history.history import History, history
from tests.store.golden import templates
from tests.support import made

DAY = timedelta(days=1)
NOW = made.NOW


def look(
    days: float = 0, level: Level = Level.GOOD, *more: tuple[CheckInfo, Verdict], check: str = "camera.in-use"
) -> Report:
    report = made.report((made.listed(check, 2), made.verdict(check, made.finding(level))), *more)
    return replace(report, began=NOW - days * DAY, ended=NOW - days * DAY + timedelta(seconds=9))


@pytest.fixture
def kept(tmp_path: Path) -> History:
    return history(tmp_path / "postigo")


def keep(kept: History, report: Report, days: int = 365) -> int | None:
    return kept.keep(report, templates(report), NOW, days)


def raw(kept: History) -> bytes:
    return b"".join(one.read_bytes() for one in kept.files())


# --- kept, listed, opened, forgotten


def test_what_was_never_kept_is_empty_and_makes_no_file(kept: History) -> None:
    assert kept.looks() == []
    assert kept.count() == 0
    assert kept.open(1) is None
    assert kept.forget()
    kept.prune(NOW, 1)
    assert not kept.file.parent.exists()


def test_looks_are_listed_the_newest_first_and_opened_as_they_were(kept: History) -> None:
    numbers = [keep(kept, look(days, level)) for days, level in ((2, Level.ACT), (1, Level.GOOD), (3, Level.ADVISE))]
    assert numbers == [1, 2, 3]
    looks = kept.looks()
    assert [one.id for one in looks] == [2, 1, 3]
    assert [one.shutters[2] for one in looks] == [Shutter.CLOSED, Shutter.OPEN, Shutter.AJAR]
    assert looks[1].counts["act"] == 1
    assert looks[0].began == NOW - DAY
    assert looks[0].ended == NOW - DAY + timedelta(seconds=9)
    audit = kept.open(1)
    assert audit is not None
    assert audit.report.shutter(2) is Shutter.OPEN
    assert audit.not_understood == ()
    assert kept.open(9) is None


def test_two_looks_have_references_of_one_key_and_another_history_has_another(kept: History, tmp_path: Path) -> None:
    keep(kept, look(2))
    keep(kept, look(1))
    other = history(tmp_path / "other")
    keep(other, look(1))
    one, same, strange = kept.open(1), kept.open(2), other.open(1)
    assert one is not None
    assert same is not None
    assert strange is not None
    assert one.ref_key == same.ref_key != strange.ref_key
    assert one.refs == same.refs != strange.refs


def test_a_look_that_went_on_takes_the_place_of_its_first_half(kept: History) -> None:
    first = look(1)
    other = made.listed("camera.devices", 2)
    half = replace(first, ended=None, listed=(*first.listed, other))
    assert keep(kept, half) == 1
    assert kept.looks()[0].shutters[2] is Shutter.FOGGED
    assert keep(kept, half.merge(made.verdict("camera.devices", made.finding(Level.ACT)))) == 1
    assert [one.shutters[2] for one in kept.looks()] == [Shutter.OPEN]


def test_the_number_of_a_forgotten_look_never_comes_back(kept: History) -> None:
    assert keep(kept, look(1)) == 1
    assert keep(kept, look(400), 365) == 2  # forgotten at once: it is older than that
    assert [one.id for one in kept.looks()] == [1]
    assert keep(kept, look(2)) == 3


def test_what_is_too_old_is_forgotten_and_the_newest_look_stays(kept: History) -> None:
    for days in (40, 20, 10):
        keep(kept, look(days))
    kept.prune(NOW, 30)
    assert [NOW - one.began for one in kept.looks()] == [10 * DAY, 20 * DAY]
    kept.prune(NOW, 5)
    assert [NOW - one.began for one in kept.looks()] == [10 * DAY]
    kept.prune(NOW + 5000 * DAY, 10**9)
    assert kept.count() == 1


def test_what_is_too_much_is_forgotten_the_oldest_first(kept: History, monkeypatch: pytest.MonkeyPatch) -> None:
    for days in (4, 3, 2):
        keep(kept, look(days))
    monkeypatch.setattr(module, "LARGEST", 2 * 700)
    keep(kept, look(1))
    left = [NOW - one.began for one in kept.looks()]
    assert left
    assert left == [(1 + number) * DAY for number in range(len(left))]
    assert len(left) < 4
    monkeypatch.setattr(module, "LARGEST", 1)
    keep(kept, look(0))
    assert [one.began for one in kept.looks()] == [NOW]


def test_what_is_forgotten_is_overwritten(kept: History) -> None:
    keep(kept, replace(look(20), label="canary-label"))
    keep(kept, look(1))
    assert b"canary-label" in raw(kept)
    kept.prune(NOW, 10)
    assert b"canary-label" not in raw(kept)


def test_forgetting_takes_the_key_and_what_was_put_aside_with_it(kept: History) -> None:
    keep(kept, look(1))
    kept.file.write_bytes(b"no database, and longer than the head of one" * 10)
    with pytest.raises(HistoryTrouble):
        kept.looks()
    keep(kept, look(1))
    for ending in BESIDE:
        kept.file.with_name(kept.file.name + ending).touch()
    assert len(kept.files()) == 5
    assert kept.forget()
    assert list(kept.file.parent.iterdir()) == []


def test_the_files_are_for_their_owner_only(kept: History) -> None:
    before = os.umask(0)
    try:
        keep(kept, look())
        with opened(kept.file) as database:
            database.execute("UPDATE look SET label = 'x'")
            modes = [stat.S_IMODE(one.stat().st_mode) for one in kept.files()]
    finally:
        os.umask(before)
    if sys.platform != "win32":
        assert set(modes) == {0o600}
        assert len(modes) == 3
        assert stat.S_IMODE(kept.file.parent.stat().st_mode) == 0o700


def test_several_postigos_keep_looks_at_the_same_time(kept: History) -> None:
    reports = [look(days) for days in range(1, 9)]
    threads = [threading.Thread(target=keep, args=(kept, report)) for report in reports]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert kept.count() == len(reports)


# --- what is kept nowhere


def test_a_remembered_machine_is_not_kept(kept: History) -> None:
    assert keep(kept, replace(look(), remembered=True)) is None
    assert kept.files() == []


def test_a_look_of_which_nothing_may_be_in_a_file_leaves_no_trace(kept: History) -> None:
    line = made.listed("info.monitoring-software", 5, share=Share.NEVER)
    said = made.verdict(line.check, made.finding(Level.NOTE))
    for private in (line, replace(line, discreet=True)):
        assert keep(kept, replace(made.report((private, said)), began=NOW)) is None
    assert kept.files() == []


def test_a_look_that_was_stopped_before_it_saw_anything_is_not_kept(kept: History) -> None:
    report = replace(made.report(), listed=(made.listed("camera.in-use", 2),), began=NOW)
    assert keep(kept, report) is None
    stopped = report.merge(unknown_verdict("camera.in-use", NOW, Unknown.CANCELLED))
    assert keep(kept, stopped) is None
    assert kept.files() == []
    assert keep(kept, report.merge(unknown_verdict("camera.in-use", NOW, Unknown.DENIED))) == 1


def test_what_the_persons_files_and_replies_said_is_in_no_row(kept: History, tmp_path: Path) -> None:
    def source(name: str, line: CheckInfo) -> Source:
        return Source(name, (line,), (made.verdict(line.check, made.finding(Level.ACT)),))

    passwords = source("files", replace(made.listed("files.passwords", 4), pack="files"))
    replies = source("replies", replace(made.listed("replies.tip-5", 5), pack="replies", told=True))
    keep(kept, look(1))
    other = history(tmp_path / "other")
    keep(other, union(look(1), (passwords, replies)))
    assert other.looks() == kept.looks()


def test_a_look_is_kept_the_same_whether_or_not_somebody_asked_who_watches(kept: History, tmp_path: Path) -> None:
    line = replace(made.listed("info.monitoring-software", 5, share=Share.NEVER), discreet=True)
    said = made.verdict(line.check, made.finding(Level.NOTE), detail="canary-detail")
    keep(kept, look(1))
    asked = history(tmp_path / "asked")
    keep(asked, look(1, Level.GOOD, (line, said)))
    assert kept.looks() == asked.looks()
    one, other = kept.open(1), asked.open(1)
    assert one is not None
    assert other is not None
    assert one.report == other.report


def test_the_file_holds_only_what_the_document_says(kept: History) -> None:
    everything = made.everything()
    keep(kept, everything)
    audit = kept.open(1)
    assert audit is not None
    assert "secret.never" not in {said.check for said in audit.report.verdicts}
    with opened(kept.file) as database:
        rows = database.execute("SELECT * FROM look").fetchall()
        names = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert names == {"key", "look", "document", "sqlite_sequence"}
    for canary in ("canary", made.HANDLE.id, made.HANDLE.within, made.SECRET):
        assert canary not in repr(rows)
        assert canary.encode() not in raw(kept)  # names stand in the packed document only


# --- files that cannot be used


def test_no_room_for_what_lies_beside_a_history_is_a_full_disk(kept: History, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(kept, look(1))

    def full(*_: object, **__: object) -> None:
        fault = sqlite3.OperationalError("disk I/O error")
        fault.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
        raise fault

    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", full)
        with pytest.raises(HistoryTrouble) as trouble:
            kept.looks()
    assert trouble.value.text == FULL
    assert [one.id for one in kept.looks()] == [1]


def test_a_damaged_history_is_put_aside_and_a_new_one_begins(kept: History) -> None:
    keep(kept, look(1))
    damage = b"this was a history once, and is none any more " * 40
    kept.file.write_bytes(damage)
    with pytest.raises(HistoryTrouble) as trouble:
        keep(kept, look(2))
    aside = kept.file.with_name("history-damaged-1.sqlite3")
    assert str(aside) in str(trouble.value.text.values["file"])
    assert aside.read_bytes() == damage
    assert keep(kept, look(2)) == 1
    kept.file.write_bytes(damage)
    with pytest.raises(HistoryTrouble):
        kept.looks()
    assert kept.file.with_name("history-damaged-2.sqlite3").read_bytes() == damage


def spoilt(kept: History, *statements: str) -> None:
    with opened(kept.file) as database:
        for statement in statements:
            database.execute(statement)


@pytest.mark.parametrize(
    "statements",
    [
        ("DROP TABLE look",),
        ("DELETE FROM key",),
        ("UPDATE key SET value = x'00'",),
        ("UPDATE look SET shutters = 'no list'",),
        ("UPDATE look SET began = 9223372036854775807",),
        ("UPDATE look SET counts = '[1]'",),
        ("UPDATE look SET counts = replace(hex(zeroblob(50000)), '00', '[')",),
        ("UPDATE look SET shutters = replace(hex(zeroblob(50000)), '00', '[')",),
    ],
)
def test_a_database_with_contents_that_are_not_ours_is_put_aside(kept: History, statements: tuple[str, ...]) -> None:
    keep(kept, look(1))
    spoilt(kept, *statements)

    def used() -> None:
        kept.looks()
        keep(kept, look(2))
        kept.looks()

    with pytest.raises(HistoryTrouble):
        used()
    assert kept.file.with_name("history-damaged-1.sqlite3").exists()
    assert not kept.file.exists()


@pytest.mark.parametrize("content", [b"\0", b"", 7, bytes(100)])
def test_a_damaged_document_costs_its_look_and_no_other(kept: History, content: object) -> None:
    keep(kept, look(2))
    keep(kept, look(1))
    with opened(kept.file) as database:
        database.execute("UPDATE document SET content = ? WHERE look = 1", (content,))
    with pytest.raises(HistoryTrouble):
        kept.open(1)
    assert kept.open(2) is not None
    assert len(kept.looks()) == 2


def test_a_document_that_unfolds_without_end_is_not_opened(kept: History) -> None:
    keep(kept, look(1))
    with opened(kept.file) as database:
        database.execute("UPDATE document SET content = ?", (zlib.compress(bytes(1 << 26)),))
    with pytest.raises(HistoryTrouble):
        kept.open(1)


def test_a_word_that_this_version_does_not_know_is_fogged(kept: History) -> None:
    keep(kept, look(1))
    spoilt(kept, """UPDATE look SET shutters = '{"2": "half-open"}'""")
    assert kept.looks()[0].shutters == {2: Shutter.FOGGED}


def test_the_history_of_a_newer_postigo_stays_as_it_is(kept: History) -> None:
    keep(kept, look(1))
    spoilt(kept, "PRAGMA user_version = 2")
    before = kept.file.read_bytes()
    for act in (lambda: keep(kept, look(2)), kept.looks, lambda: kept.open(1)):
        with pytest.raises(HistoryTrouble) as trouble:
            act()
        assert trouble.value.text == NEWER
    assert kept.file.read_bytes() == before


def test_a_history_that_another_postigo_holds_is_busy_and_nothing_is_lost(
    kept: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("postigo.store.history.database.PATIENCE", 0.1)
    keep(kept, look(1))
    holding = sqlite3.connect(kept.file, isolation_level=None)
    holding.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(HistoryTrouble) as trouble:
            keep(kept, look(2))
        assert trouble.value.text == BUSY
        assert kept.count() == 1  # it can still be read
    finally:
        holding.close()
    assert keep(kept, look(2)) is not None


def test_a_full_disk_in_mid_write_leaves_what_was_kept(kept: History, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(kept, look(1))
    real = sqlite3.connect

    def full(file: Path, timeout: float, isolation_level: None) -> sqlite3.Connection:
        database = real(file, timeout=timeout, isolation_level=isolation_level)
        pages = database.execute("PRAGMA page_count").fetchone()[0]
        database.execute(f"PRAGMA max_page_count = {pages}")  # SQLite says the same then as of a disk without room
        return database

    big = tuple(
        (made.listed(f"camera.x{n}", 2), made.verdict(f"camera.x{n}", made.finding(Level.ACT, os.urandom(99).hex())))
        for n in range(300)
    )
    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", full)
        with pytest.raises(HistoryTrouble) as trouble:
            keep(kept, look(2, Level.GOOD, *big))
    assert trouble.value.text == FULL
    assert [one.id for one in kept.looks()] == [1]
    assert kept.open(1) is not None
    assert keep(kept, look(2, Level.GOOD, *big)) == 2


def test_what_is_no_ordinary_file_is_refused_and_not_waited_for(kept: History) -> None:
    kept.file.parent.mkdir()
    make: list[Callable[[], None]] = [kept.file.mkdir]
    if sys.platform != "win32":
        make.append(lambda: os.mkfifo(kept.file))
    for one in make:
        one()
        with pytest.raises(HistoryTrouble):
            keep(kept, look(1))
        kept.file.rmdir() if kept.file.is_dir() else kept.file.unlink()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(HistoryTrouble) as trouble:
        keep(history(tmp_path / "file" / "postigo"), look(1))
    assert "file" in trouble.value.text.values


def test_an_account_without_a_home_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(module, "data_folder", homeless)
    with pytest.raises(HistoryTrouble):
        history()


def test_an_audit_that_is_too_large_is_not_kept_and_the_rest_stays(
    kept: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(kept, look(1))

    def refuse(*_: object) -> bytes:
        raise StoredAuditError(made.listed("a.b", 1).title, "too large")

    with monkeypatch.context() as patch:
        patch.setattr(module, "write", refuse)
        with pytest.raises(HistoryTrouble):
            keep(kept, look(2))
    assert kept.count() == 1
    assert NAME == "history.sqlite3"
