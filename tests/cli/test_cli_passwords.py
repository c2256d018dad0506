"""`postigo passwords` as an impatient person types it: files good and bad, a password without echo, copies, and wrong calls."""

from __future__ import annotations

import json
import os
import shlex
import signal
import stat
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from tests.passwords.cheap import keepass
from tests.passwords.test_password_worker import ROWS, export
from tests.support.places import needs
from tests.support.teletype import Screen, command

pytestmark = pytest.mark.breadth(4)

posix = needs("posix")
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


@cache
def database() -> bytes:
    """A KeePass database with two entries that share a password."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / "made.kdbx"
        entries = [(title, "ana", "Verano2026", f"https://{title}.example.org") for title in ("one", "two")]
        keepass(place, MASTER, *entries)
        return place.read_bytes()


def kdbx(place: Path) -> str:
    place.write_bytes(database())
    return str(place)


def test_a_copy_has_counts_and_names_nobody(tmp_path: Path) -> None:
    done = postigo(export(tmp_path / "passwords.csv"))
    assert done.returncode == 1
    assert done.stderr == ""
    assert "4 entries were looked at. In 3 something can be better." in done.stdout
    assert "example" not in done.stdout
    assert "passwords.csv" not in done.stdout
    assert "This copy names no page and no user." in done.stdout


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
    assert (
        place.read_text("utf-8-sig").splitlines()[0]
        == "row,file,site,user,score,reasons,reuse_group,near_group,changed"
    )
    assert sys.platform == "win32" or stat.S_IMODE(place.stat().st_mode) == 0o600
    again = postigo(name, "--output", str(place))
    assert again.returncode == 64
    assert "overwrites nothing" in again.stderr


BAD: Mapping[str, tuple[bytes | None, str]] = {
    "nothing.csv": (b"", "is empty"),
    "archive.csv": (b"PK\x03\x04[Content_Types].xml", "is damaged"),
    "table.csv": (b"name,url\nx,y\n", "does not understand the first row"),
    "noise.csv": (bytes(range(1, 256)) * 16, "no password file that Postigo knows"),
    "store.csv": (b"SQLite format 3\x00" + bytes(4096), "a browser's own store"),
}


def bad_file(folder: Path, name: str) -> str:
    content, _ = BAD[name]
    if content is not None:
        (folder / name).write_bytes(content)
    return str(folder / name)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_one_sentence_and_is_not_good(tmp_path: Path, name: str) -> None:
    done = postigo(bad_file(tmp_path, name))
    assert done.returncode == 3
    assert BAD[name][1] in " ".join(done.stdout.split())
    assert done.stderr == ""
    assert "No password was looked at." in done.stdout
    assert "delete" not in done.stdout, "what was not read is none of ours"


def test_bad_files_hide_no_good_one(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    bad = [str(tmp_path / "folder"), str(tmp_path / "not there.csv"), *(bad_file(tmp_path, name) for name in BAD)]
    done = postigo(*bad[:3], export(tmp_path / "good.csv"), *bad[3:], "--format", "json")
    found = json.loads(done.stdout)
    assert done.returncode == 1
    assert found["counts"]["entries"] == 4
    assert [file["read"] for file in found["files"]] == [False] * 3 + [True] + [False] * (len(bad) - 3)
    assert not found["complete"]


def test_rows_that_were_all_refused_are_no_file_without_passwords(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name,url,username,password,note\nA,ana,x\nB,eva\n", encoding="utf-8")
    done = postigo(str(tmp_path / "a.csv"))
    told = " ".join(done.stdout.split())
    assert done.returncode == 3
    assert "Not one row of this file could be read." in told
    assert "Rows 1 and 2" in told
    assert "no password in this file" not in told
    assert json.loads(postigo(str(tmp_path / "a.csv"), "--format", "json").stdout)["files"][0]["read"] is False


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
        (("x.csv",), "There is no file x.csv"),
        (("x.csv", "y.csv", "--format", "json"), "There is no file x.csv"),
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


def test_a_file_of_two_names_is_looked_at_once(tmp_path: Path) -> None:
    one = export(tmp_path / "passwords.csv")
    names = [one, str(tmp_path / "." / "passwords.csv")]
    if sys.platform != "win32":
        (tmp_path / "link").symlink_to(one)
        names.append(str(tmp_path / "link"))
    told = json.loads(postigo(*names, "--format", "json", cwd=tmp_path).stdout)
    assert len(told["files"]) == 1
    assert told["counts"]["entries"] == len(ROWS)


def test_a_file_without_logins_is_not_good(tmp_path: Path) -> None:
    empty = export(tmp_path / "empty.csv", ())
    strong = export(tmp_path / "strong.csv", [("One", "https://one.example.com/", "ana", "xK4!mV9@qL2#wZ7$")])
    assert postigo(strong).returncode == 0
    done = postigo(strong, empty)
    assert done.returncode == 3
    assert "no password in this file" in done.stdout


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_own_words_are_read_as_an_editor_saved_them(encoding: str, tmp_path: Path) -> None:
    name = export(tmp_path / "passwords.csv", [("One", "https://one.example.com/", "ana", "Ñandúzarrio7")])
    (tmp_path / "words.txt").write_text("perro\nñandúzarrio\n", encoding=encoding)
    told = json.loads(postigo(name, "--words", str(tmp_path / "words.txt"), "--format", "json").stdout)
    assert told["counts"]["own-word"] == 1


@posix
def test_own_words_from_a_closed_stdin_are_none(tmp_path: Path) -> None:
    words = shlex.join(command("passwords", export(tmp_path / "passwords.csv"), "--words", "-"))
    done = subprocess.run(["sh", "-c", f"{words} <&-"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")


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
    screen.until("Password of", after="That was not it.")
    screen.type(MASTER)
    screen.until("Key file of", after="That was not it.")
    screen.type("")
    assert screen.end() == 1
    assert "one.example.org, ana" in screen.text
    assert "group 1" in screen.text
    said = " ".join(screen.text.split())
    assert said.index("used again (group 1)") < said.index("(strength: "), "what is wrong comes before how strong it is"
    assert MASTER not in screen.text
    assert "wrong" not in screen.text


@posix
def test_on_a_terminal_it_says_what_to_do_with_the_export(tmp_path: Path) -> None:
    (tmp_path / "Downloads").mkdir()
    file = export(tmp_path / "Downloads" / "passwords.csv")
    screen = Screen("passwords", file, columns=100)
    assert screen.end() == 1
    end = " ".join(screen.text[screen.text.index("It lies in your downloads") :].split())
    assert "when you no longer need it" in end
    assert "Copies may be elsewhere" in end
    assert Path(file).exists()
    for given in (postigo(file), postigo(file, "--level", "full")):
        assert "downloads" not in given.stdout, "a copy is read by others"
        assert "Copies may be elsewhere" not in given.stdout


@posix
def test_on_a_terminal_nobody_is_told_to_delete_a_vault(tmp_path: Path) -> None:
    screen = Screen("passwords", kdbx(tmp_path / "own.kdbx"))
    screen.until("does not show")
    screen.type(MASTER)
    assert screen.end() == 1
    assert "looked at" in screen.text
    assert "Delete" not in screen.text


@posix
def test_enter_alone_leaves_a_closed_file_out(tmp_path: Path) -> None:
    screen = Screen("passwords", kdbx(tmp_path / "own.kdbx"), export(tmp_path / "passwords.csv"))
    screen.until("does not show")
    screen.type("")
    screen.until("Key file of")
    screen.type("")
    screen.until("leave this file out: ")
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
    screen.until("if it has none): ")
    os.killpg(screen.process.pid, signal.SIGINT)
    assert screen.end() == 130
    assert screen.text.endswith("\n")


@posix
def test_the_end_of_input_leaves_a_closed_file_out_and_looks_at_the_others(tmp_path: Path) -> None:
    screen = Screen("passwords", kdbx(tmp_path / "own.kdbx"), export(tmp_path / "passwords.csv"))
    screen.until("does not show")
    os.write(screen.master, b"\x04")  # Ctrl-D
    assert screen.end() == 1
    assert "stays closed" in screen.text
    assert "4 entries were looked at" in screen.text


@posix
def test_ctrl_c_ends_it_and_its_child(tmp_path: Path) -> None:
    rows = [(f"n{i}", f"https://s{i}.example.com", "u", "4@8({[</369&#!1|0$5+7%2" * 3 + str(i)) for i in range(3000)]
    screen = Screen("passwords", export(tmp_path / "many.csv", rows))
    screen.until("looked at")
    os.killpg(screen.process.pid, signal.SIGINT)
    assert screen.end() == 130
    assert "Traceback" not in screen.text
