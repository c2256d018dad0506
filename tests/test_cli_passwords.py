"""`postigo passwords` as an impatient person types it: files good and bad, a password without echo, copies, and wrong calls."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.teletype import Screen, command
from tests.test_password_worker import ROWS, export

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and terminals as POSIX has them")
MASTER = "correct horse"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person of its own, without a key ring."""
    place = tmp_path / "home"
    place.mkdir()
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(place))
    for name, value in {"LC_ALL": "C.UTF-8", "LANGUAGE": "", "COLUMNS": "80", "NO_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    return place


def postigo(*words: str, **more: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command("passwords", *words),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        **{"stdin": subprocess.DEVNULL, **more},
    )


def kdbx(place: Path) -> str:
    """A KeePass database with two entries that share a password."""
    from pykeepass import create_database  # noqa: PLC0415 - slow

    made = create_database(str(place), password=MASTER)
    for title in ("one", "two"):
        made.add_entry(made.root_group, title, "ana", "Verano2026", url=f"https://{title}.example.org")
    made.save()
    return str(place)


def test_a_copy_has_counts_and_names_nobody(tmp_path: Path) -> None:
    done = postigo(export(tmp_path / "passwords.csv"))
    assert done.returncode == 1
    assert done.stderr == ""
    assert "4 entries were looked at. In 4 something can be better." in done.stdout
    assert "example" not in done.stdout
    assert "passwords.csv" not in done.stdout
    assert "This copy names no page and no user." in done.stdout
    assert "When you have finished, delete it." in done.stdout


def test_the_json_holds_the_entries_and_names_them_at_full_only(tmp_path: Path) -> None:
    name = export(tmp_path / "passwords.csv")
    plain, full = (json.loads(postigo(name, "--format", "json", *more).stdout) for more in ((), ("--level", "full")))
    assert plain["schema"] == "postigo.passwords/1"
    assert [entry["row"] for entry in plain["entries"]] == [1, 2, 3, 4]
    assert "site" not in plain["entries"][0]
    assert full["entries"][0]["site"] == "mail.example.org"
    assert full["entries"][0]["user"] == "ana"
    assert plain["entries"][0]["reuse_group"] == plain["entries"][1]["reuse_group"] == 1


def test_a_new_file_is_written_for_its_owner_only_and_takes_no_place(tmp_path: Path) -> None:
    name = export(tmp_path / "passwords.csv")
    place = tmp_path / "report.csv"
    done = postigo(name, "--output", str(place), "--level", "full")
    assert done.returncode == 1
    assert "Saved" in done.stderr
    assert place.read_text("utf-8").splitlines()[0] == "row,file,site,user,score,reasons,reuse_group,near_group,changed"
    assert sys.platform == "win32" or stat.S_IMODE(place.stat().st_mode) == 0o600
    again = postigo(name, "--output", str(place))
    assert again.returncode == 64
    assert "overwrites nothing" in again.stderr


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda place: None, "no such file"),
        (lambda place: place.mkdir(), "a folder"),
        (lambda place: place.write_bytes(b""), "empty"),
        (lambda place: place.write_bytes(b"PK\x03\x04[Content_Types].xml"), ""),
        (lambda place: place.write_bytes(b"name,url\nx,y\n"), ""),
        (lambda place: place.write_bytes(os.urandom(4096)), ""),
        (lambda place: place.write_bytes(b"SQLite format 3\x00" + bytes(4096)), "browser's own store"),
    ],
)
def test_a_bad_file_gets_one_sentence_and_hides_no_good_one(tmp_path: Path, make: Any, said: str) -> None:
    bad = tmp_path / "bad.csv"
    make(bad)
    done = postigo(str(bad))
    assert done.returncode == 3
    assert said in done.stdout
    assert "No password was looked at." in done.stdout
    assert "delete" not in done.stdout, "what was not read is none of ours"
    assert "Traceback" not in done.stderr
    both = postigo(str(bad), export(tmp_path / "good.csv"))
    assert both.returncode == 1
    assert "4 entries were looked at" in both.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Name the file with your passwords"),
        (("x.csv", "--format", "xml"), "xml"),
        (("x.csv", "--profile", "fbi"), "fbi"),
        (("x.csv", "--hibp", "nowhere.txt"), "There is no list"),
        (("x.csv", "--words", "nowhere.txt"), "cannot be read"),
        (("x.csv", "--forget"), "without files"),
        (("x.csv", "--strong"), "--strong"),
    ],
)
def test_a_wrong_call_gets_one_sentence(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    done = postigo(*words, cwd=tmp_path)
    assert done.returncode == 64
    assert said in done.stderr
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) <= 3


def test_a_database_without_anybody_to_type_its_password_is_not_good(tmp_path: Path) -> None:
    done = postigo(kdbx(tmp_path / "own.kdbx"))
    assert done.returncode == 3
    assert "own.kdbx needs its password" in done.stderr


def test_without_a_key_ring_nothing_is_kept_and_that_is_said(tmp_path: Path, home: Path) -> None:
    done = postigo(export(tmp_path / "passwords.csv"), "--remember")
    assert done.returncode == 1
    assert "key ring" in done.stdout
    assert [place for place in home.rglob("*") if place.is_file()] == []


def test_a_downloaded_list_is_asked_offline(tmp_path: Path) -> None:
    import hashlib  # noqa: PLC0415 - here only

    lines = sorted(hashlib.sha1(f"x{i}".encode(), usedforsecurity=False).hexdigest().upper() for i in range(2000))
    lines = sorted([*lines, hashlib.sha1(ROWS[0][3].encode(), usedforsecurity=False).hexdigest().upper()])
    (tmp_path / "list.txt").write_text("".join(f"{line}:12\r\n" for line in lines), encoding="ascii")
    done = postigo(export(tmp_path / "passwords.csv"), "--hibp", str(tmp_path / "list.txt"))
    assert done.returncode == 2
    assert "seen in a theft: 2" in done.stdout
    (tmp_path / "list.txt").write_text("no list\n", encoding="ascii")
    broken = postigo(export(tmp_path / "passwords.csv"), "--hibp", str(tmp_path / "list.txt"))
    assert broken.returncode == 1
    assert "no list" in broken.stdout


@posix
def test_on_a_terminal_the_entries_are_named_and_a_master_password_does_not_show(tmp_path: Path) -> None:
    screen = Screen("passwords", kdbx(tmp_path / "own.kdbx"))
    screen.until("does not show")
    screen.type("wrong")
    screen.until("file out.\nPassword of")
    screen.type(MASTER)
    assert screen.end() == 1
    assert "one.example.org, ana" in screen.text
    assert "group 1" in screen.text
    assert "group 1 (strength: " in screen.text, "what is wrong comes before how strong it is"
    assert "delete" not in screen.text, "a vault is no copy"
    assert MASTER not in screen.text
    assert "wrong" not in screen.text


@posix
def test_enter_alone_leaves_a_closed_file_out(tmp_path: Path) -> None:
    screen = Screen("passwords", kdbx(tmp_path / "own.kdbx"), export(tmp_path / "passwords.csv"))
    screen.until("does not show")
    screen.type("")
    assert screen.end() == 1
    assert "stays closed" in screen.text
    assert "4 entries were looked at" in screen.text


def test_where_nothing_is_weak_nothing_is_counted(tmp_path: Path) -> None:
    rows = [("mail", "https://mail.example.org", "ana", "4@8({[</369&#!1|0$5+7%2")]
    done = postigo(export(tmp_path / "passwords.csv", rows))
    assert done.returncode == 0
    assert "1 entry was looked at. Nothing weak was seen in it." in done.stdout


@posix
def test_ctrl_c_at_a_question_leaves_the_line(tmp_path: Path) -> None:
    screen = Screen("passwords", kdbx(tmp_path / "own.kdbx"))
    screen.until("does not show): ")
    os.write(screen.master, b"\x03")
    assert screen.end() == 130
    assert screen.text.endswith("\n")


@posix
def test_the_end_of_input_at_a_question_is_no_password(tmp_path: Path) -> None:
    screen = Screen("passwords", kdbx(tmp_path / "own.kdbx"))
    screen.until("does not show): ")
    os.write(screen.master, b"\x04")
    assert screen.end() == 3
    assert "stays closed" in screen.text


@posix
def test_ctrl_c_ends_it_and_its_child(tmp_path: Path) -> None:
    rows = [(f"n{i}", f"https://s{i}.example.com", "u", "4@8({[</369&#!1|0$5+7%2" * 3 + str(i)) for i in range(3000)]
    screen = Screen("passwords", export(tmp_path / "many.csv", rows))
    screen.until("looked at")
    os.killpg(screen.process.pid, signal.SIGINT)
    assert screen.end() == 130
    assert "Traceback" not in screen.text
