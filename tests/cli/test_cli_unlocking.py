"""What opens a locked file, as the terminal asks for it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from postigo.cli.unlock_prompt import _as_path
from postigo.passwords.protocol import Down, Master, master_line
from postigo.pipe.messages import from_line
from tests.passwords.databases import KEYS, MASTER, database
from tests.passwords.make_files import FILES
from tests.passwords.make_files import MASTER as FILES_MASTER
from tests.support.places import needs
from tests.support.teletype import Screen, command

pytestmark = [needs("posix"), pytest.mark.breadth(3)]

EN = ("--lang", "en")
BOTH = KEYS / "password-and-key.kdbx"
KEY = KEYS / "keepassxc.keyx"


def screen(*words: str | Path) -> Screen:
    return Screen("passwords", *EN, *map(str, words))


def test_ctrl_c_at_the_password_is_answered_on_a_line_of_its_own() -> None:
    shown = screen(BOTH)
    shown.until("does not show")
    os.killpg(shown.process.pid, signal.SIGINT)
    assert shown.end() == 130
    assert "\nStopped. Nothing was changed." in shown.text


def test_a_key_file_is_told_of_at_the_first_refusal(tmp_path: Path) -> None:
    shutil.copy(KEY, tmp_path / "mi llave.keyx")
    shown = screen(BOTH)
    shown.until("does not show")
    shown.type(MASTER)
    shown.until("has a key file, give that too")
    shown.until("does not show", after="give that too")
    shown.type(MASTER)
    shown.until("Key file of", after="give that too")
    shown.type(f"'{tmp_path}/mi llave.keyx'")
    assert shown.end() == 1
    assert "Correo" in shown.text or "correo.example.com" in shown.text
    assert MASTER not in shown.text


def test_a_key_file_that_was_named_in_the_call_needs_the_password_alone() -> None:
    shown = screen(BOTH, "--key-file", KEY)
    shown.until("does not show")
    shown.type(MASTER)
    assert shown.end() == 1
    assert "Key file of" not in shown.text


def test_only_enter_and_a_key_file_open_what_has_no_password() -> None:
    shown = screen(KEYS / "key-only.kdbx")
    shown.until("does not show")
    shown.type("")
    shown.until("Key file of")
    shown.type(str(KEY))
    assert shown.end() == 1


def test_a_key_file_alone_needs_nobody_who_types() -> None:
    words = command("passwords", *EN, str(KEYS / "key-only.kdbx"), "--key-file", str(KEY))
    done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    words = command("passwords", *EN, str(BOTH), "--key-file", str(KEY))
    done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "Start this in a terminal" in done.stderr


def test_a_database_without_any_password_opens_when_the_person_says_so(tmp_path: Path) -> None:
    place = database(tmp_path / "a.kdbx", "")
    shown = screen(place)
    shown.until("does not show")
    shown.type("")
    shown.until("Key file of")
    shown.type("")
    shown.until("empty password?")
    shown.type("y")
    assert shown.end() == 1


def test_enter_leaves_the_file_out_as_ever() -> None:
    shown = screen(BOTH)
    for prompt in ("does not show", "Key file of", "empty password?"):
        shown.until(prompt)
        shown.type("")
    assert shown.end() == 3
    assert "stays closed without its password" in shown.text


def test_the_end_of_the_terminal_leaves_it_out_at_once() -> None:
    shown = screen(BOTH)
    shown.until("does not show")
    shown.press("\x04")
    assert shown.end() == 3


def test_a_key_file_that_is_not_there_is_said_and_asked_for_again(tmp_path: Path) -> None:
    shown = screen(KEYS / "key-only.kdbx")
    shown.until("does not show")
    shown.type("")
    shown.until("Key file of")
    shown.type(str(tmp_path / "none"))
    shown.until("does not show", after="There is no such file")
    shown.type("")
    shown.until("Key file of", after="There is no such file")
    shown.type(str(KEY))
    assert shown.end() == 1


def test_a_wrong_key_for_the_second_time_may_be_a_damaged_file() -> None:
    shown = screen(FILES / "keepass-4-aes.kdbx")
    shown.until("does not show")
    shown.type("wrong")
    shown.until("does not show", after="That was not it.")
    shown.type("wrong")
    shown.until("Key file of")
    shown.type("")
    shown.until("does not show", after="or the file is damaged")
    shown.type(FILES_MASTER)
    shown.until("Key file of", after="or the file is damaged")
    shown.type("")
    assert shown.end() in {0, 1, 2}


def test_what_was_given_for_one_database_is_not_tried_on_another(tmp_path: Path) -> None:
    other = database(tmp_path / "b.kdbx", MASTER, KEY)
    shown = screen(BOTH, other)
    shown.until("does not show")
    shown.type("")
    shown.until("Key file of")
    shown.type(str(KEY))
    shown.until("does not show", after="That was not it")
    shown.type(MASTER)
    shown.until("the same one", after="That was not it")
    shown.type("")
    shown.until("b.kdbx (it does not show", after="the same one")
    shown.shown = b""
    shown.type(MASTER)
    shown.until("does not show", after="give that too")
    shown.type(MASTER)
    shown.until("Key file of", after="give that too")
    assert "the same one" not in shown.text
    shown.type(str(KEY))
    assert shown.end() == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((str(BOTH), "b.kdbx", "--key-file", str(KEY)), "goes with one database"),
        ((str(BOTH), "--key-file", "none.key"), "There is no key file"),
    ],
)
def test_a_key_file_that_cannot_be_meant_is_a_wrong_call(words: tuple[str, ...], said: str) -> None:
    done = subprocess.run(command("passwords", *EN, *words), capture_output=True, text=True, check=False)
    assert done.returncode == 64
    assert said in done.stderr


@pytest.mark.parametrize("typed", ["{}/a b.key", "'{}/a b.key'", '"{}/a b.key"', "{}/a\\ b.key", "file://{}/a%20b.key"])
def test_a_file_that_was_drawn_into_the_terminal_is_found(tmp_path: Path, typed: str) -> None:
    (tmp_path / "a b.key").touch()
    assert Path(_as_path(typed.format(tmp_path))).exists()


@pytest.mark.parametrize("password", ["", "abc", 'a"b\\c', "ñandú €", "tab\there", "\x01\x1f", 'x"},"key_file":""'])
def test_the_line_with_a_password_says_what_the_frame_says(password: str) -> None:
    for key_file in (None, '/home/a"password":""/b'):
        line = master_line(3, bytearray(password.encode()), key_file)
        assert from_line(Down, bytes(line)) == Master(3, password, key_file)
