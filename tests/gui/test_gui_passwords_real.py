"""The models of the Passwords page with the real child, a real key database, and a real server in the leak service's place."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import tests.support.offscreen  # noqa: F401 - skips where there is no Qt
from postigo.gui.passwords.models.leaks import Asking
from postigo.gui.passwords.models.page import PasswordsFeature, open_feature
from postigo.gui.passwords.models.password_audit import Step
from postigo.gui.passwords.models.range_thread import RangeThread
from postigo.gui.passwords.models.sandbox_process import SandboxProcess, own_child
from postigo.passwords.model import ReadProblem, Reason, Source
from postigo.passwords.protocol import Locked
from tests.passwords.cheap import keepass
from tests.passwords.databases import KEYS
from tests.passwords.databases import MASTER as KEY_MASTER
from tests.stories.passwords_story import FakeRing

PATIENCE = 60_000
LEAKED = "correct" + "-horse-" + "battery-staple-9"
FINE = "xq7$Lr" + "0vW!9zkT2u"
MASTER = "one main" + " password"


class Service(BaseHTTPRequestHandler):
    """Answers with one leaked hash, and with what nobody has."""

    asked: list[str]

    def do_GET(self) -> None:
        prefix = self.path.rpartition("/")[2]
        self.asked.append(self.path)
        digest = hashlib.sha1(LEAKED.encode(), usedforsecurity=False).hexdigest().upper()
        rows = [f"{number:035X}:0" for number in range(1, 40)]
        if digest.startswith(prefix):
            rows.append(f"{digest[5:]}:37")
        body = "\r\n".join(sorted(rows)).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def service() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []
    handler = type("Here", (Service,), {"asked": asked})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()
    thread.join()


def opened(address: str = "") -> PasswordsFeature:
    return open_feature(
        lambda: SandboxProcess(own_child()),
        lambda: RangeThread(address),
        FakeRing(Path("no-such-folder") / "change-tags.json"),
        lambda: datetime(2026, 11, 23, tzinfo=UTC),
        "es",
    )


def export(folder: Path) -> Path:
    file = folder / "export.csv"
    rows = f"name,url,username,password\nOne,https://one.example.org/,ana,{LEAKED}\nTwo,https://two.example.org/,ana,{FINE}\n"
    file.write_text(rows, encoding="utf-8")
    return file


def test_five_digits_leave_after_a_yes_and_the_leaked_one_is_found(
    qtbot: QtBot, tmp_path: Path, service: tuple[str, list[str]]
) -> None:
    address, asked = service
    vault = opened(address)
    vault.passwords.choose([str(export(tmp_path))])
    qtbot.waitUntil(lambda: vault.passwords.step is Step.LOOKED, timeout=PATIENCE)
    assert vault.passwords.trouble is None
    assert vault.entries.counts[Reason.LEAKED] == 0
    vault.leaks.count()
    qtbot.waitUntil(lambda: vault.leaks.asking is Asking.ASKED, timeout=PATIENCE)
    assert vault.leaks.total == 2
    assert asked == []
    vault.leaks.yes()
    qtbot.waitUntil(lambda: vault.leaks.asking is Asking.DONE, timeout=PATIENCE)
    assert len(asked) == 2
    assert all(len(path.rpartition("/")[2]) == 5 for path in asked)
    assert vault.entries.counts[Reason.LEAKED] == 1
    assert Reason.LEAKED in vault.passwords.entries[0, 1].reasons
    vault.close()


def test_a_service_that_is_not_there_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    vault = opened("http://127.0.0.1:9")
    vault.passwords.choose([str(export(tmp_path))])
    qtbot.waitUntil(lambda: vault.passwords.step is Step.LOOKED, timeout=PATIENCE)
    vault.leaks.count()
    qtbot.waitUntil(lambda: vault.leaks.asking is Asking.ASKED, timeout=PATIENCE)
    vault.leaks.yes()
    qtbot.waitUntil(lambda: vault.leaks.asking is Asking.HELD, timeout=PATIENCE)
    assert vault.leaks.trouble is not None
    vault.leaks.no()
    qtbot.waitUntil(lambda: vault.passwords.step is Step.LOOKED, timeout=PATIENCE)
    assert len(vault.passwords.entries) == 2
    vault.close()


def test_a_downloaded_list_is_looked_up(qtbot: QtBot, tmp_path: Path) -> None:
    digest = hashlib.sha1(LEAKED.encode(), usedforsecurity=False).hexdigest().upper()
    rows = sorted(
        [f"{hashlib.sha1(str(n).encode(), usedforsecurity=False).hexdigest().upper()}:3" for n in range(500)]
        + [f"{digest}:37"]
    )
    downloaded = tmp_path / "pwned.txt"
    downloaded.write_text("\n".join(rows) + "\n", encoding="ascii")
    vault = opened()
    vault.passwords.choose([str(export(tmp_path))])
    qtbot.waitUntil(lambda: vault.passwords.step is Step.LOOKED, timeout=PATIENCE)
    vault.leaks.use_list(str(downloaded))
    qtbot.waitUntil(lambda: vault.passwords.step is Step.LOOKED, timeout=PATIENCE)
    assert vault.leaks.asking is Asking.LIST_DONE
    assert vault.entries.counts[Reason.LEAKED] == 1
    vault.close()


def test_a_key_database_asks_for_its_master_until_it_opens(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "vault.kdbx"
    keepass(file, MASTER, ("One", "ana", LEAKED, "https://one.example.org/"))
    vault = opened()
    passwords = vault.passwords
    passwords.choose([str(file)])
    qtbot.waitUntil(lambda: passwords.step is Step.LOCKED, timeout=PATIENCE)
    passwords.unlock("not it")
    qtbot.waitUntil(lambda: passwords.locked is not None and passwords.locked.refused == 1, timeout=PATIENCE)
    passwords.unlock(MASTER)
    qtbot.waitUntil(lambda: passwords.step is Step.LOOKED, timeout=PATIENCE)
    assert len(passwords.entries) == 1
    assert passwords.result is not None
    assert passwords.result.files[0].source is Source.KDBX
    (told,) = vault.exports.exports()
    assert told.vault
    assert not told.deletable
    vault.close()


def test_a_key_file_opens_it_in_the_window_too(qtbot: QtBot) -> None:
    vault = opened()
    passwords = vault.passwords
    passwords.choose([str(KEYS / "key-only.kdbx"), str(KEYS / "password-and-key.kdbx")])
    qtbot.waitUntil(lambda: passwords.step is Step.LOCKED, timeout=PATIENCE)
    passwords.use_key_file(str(KEYS / "none"))
    passwords.unlock("")
    qtbot.waitUntil(lambda: passwords.step is Step.LOCKED, timeout=PATIENCE)
    assert passwords.locked == Locked(0, Source.KDBX, 0, ReadProblem.MISSING)
    assert passwords.key_file == ""
    passwords.use_key_file(str(KEYS / "keepassxc.keyx"))
    passwords.unlock("")
    qtbot.waitUntil(lambda: passwords.locked == Locked(1, Source.KDBX), timeout=PATIENCE)
    assert passwords.key_file == "", "that was for the other"
    passwords.unlock(KEY_MASTER)
    qtbot.waitUntil(lambda: passwords.locked == Locked(1, Source.KDBX, 1), timeout=PATIENCE)
    passwords.use_key_file(str(KEYS / "keepassxc.keyx"))
    passwords.unlock("wrong")
    qtbot.waitUntil(lambda: passwords.locked == Locked(1, Source.KDBX, 2), timeout=PATIENCE)
    assert passwords.key_file
    passwords.unlock(KEY_MASTER)
    qtbot.waitUntil(lambda: passwords.step is Step.LOOKED, timeout=PATIENCE)
    assert len(passwords.entries) == 2
    vault.close()


def test_a_database_that_is_left_out_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "vault.kdbx"
    keepass(file, MASTER)
    vault = opened()
    vault.passwords.choose([str(file), str(export(tmp_path))])
    qtbot.waitUntil(lambda: vault.passwords.step is Step.LOCKED, timeout=PATIENCE)
    vault.passwords.unlock(None)
    qtbot.waitUntil(lambda: vault.passwords.step is Step.LOOKED, timeout=PATIENCE)
    result = vault.passwords.result
    assert result is not None
    assert [snag.snag for snag in result.files[0].snags] == [ReadProblem.WRONG_MASTER]
    assert len(vault.passwords.entries) == 2, "the rest was looked at"
    vault.close()
