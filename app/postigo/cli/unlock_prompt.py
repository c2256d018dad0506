"""Unlocking in the terminal: a locked file's password, its key file, or none."""

from __future__ import annotations

import shlex
import sys
from contextlib import suppress
from pathlib import Path as File
from urllib.parse import unquote, urlsplit

from postigo.cli import secret_input, terminal
from postigo.cli.status import UsageError
from postigo.core.values import Path, Text
from postigo.passwords import wording
from postigo.passwords.model import Source
from postigo.passwords.protocol import Locked
from postigo.passwords.supervisor import Key
from postigo.store.plain import may_be_there
from postigo.words import Words


def key_file_of(name: str | None, files: tuple[str, ...]) -> str | None:
    """Key file of the call, for the one file that is named. `UsageError` if there are several, or it is not there."""
    if name is None:
        return None
    if len(files) > 1:
        raise UsageError(
            Text(
                "--key-file goes with one database. Name that file alone; of others you are asked for their key files."
            )
        )
    if not may_be_there(File(name)):
        raise UsageError(Text("There is no key file {file}. Look at its name again.", values={"file": Path(name)}))
    return str(File(name).absolute())


class Prompt:
    """The one who asks, with the key file that was named for each file. Nothing that was given for one goes to another."""

    def __init__(self, files: tuple[str, ...], key_file: str | None, words: Words) -> None:
        self._files, self._words = files, words
        self._key_files = {0: key_file} if key_file else {}

    def __call__(self, locked: Locked) -> Key | None:
        """Key of a locked file. None where nobody can be asked, or the person leaves it out."""
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            return self._unattended(locked)
        if locked.key_file is not None:
            self._say(wording.of_key_file(locked.key_file))
        elif locked.refused:
            self._say(wording.refused(locked.source, locked.refused))
        with_key = locked.source is Source.KDBX
        file = {"file": Path(self._files[locked.file])}
        question = Text("Password of {file} (it does not show): ", values=file)
        if with_key:
            question = Text("Password of {file} (it does not show; only Enter if it has none): ", values=file)
        password = secret_input.typed(lambda: self._ask(question))
        if password is None or (not with_key and not password):
            return None
        return self._with_key_file(locked, password) if with_key else Key(password)

    def _with_key_file(self, locked: Locked, password: bytearray) -> Key | None:
        """Password with the key file. That is asked for when the password alone failed, or there is none."""
        named: str | None = self._key_files.get(locked.file, "")
        if locked.refused or locked.key_file is not None or not (password or named):
            named = self._key_file(locked, named or "")
        if named is None:
            secret_input.wipe(password)
            return None
        if named:
            self._key_files[locked.file] = named
        elif not password and not self._agreed():
            return None
        return Key(password, named or None)

    def _key_file(self, locked: Locked, before: str) -> str | None:
        """Key file that is typed now; "" for none; None at the end of the terminal."""
        file = {"file": Path(self._files[locked.file])}
        if before and locked.key_file is None:
            self._ask(Text("Key file of {file} (only Enter for the same one): ", values=file))
        else:
            before = ""
            self._ask(Text("Key file of {file} (only Enter if it has none): ", values=file))
        said = sys.stdin.readline()
        if not said:
            self._say(None)
            return None
        return _as_path(said.strip()) or before

    def _agreed(self) -> bool:
        """Whether it is to be opened without anything: Enter alone leaves it out, as ever."""
        self._ask(Text("Open it with an empty password? Type yes, or only Enter to leave this file out: "))
        return sys.stdin.readline().strip().casefold() in terminal.YES[self._words.language]

    def _unattended(self, locked: Locked) -> Key | None:
        """A key file opens a database that has no password, without anybody to type one."""
        named = self._key_files.get(locked.file)
        if named and not locked.refused and locked.key_file is None:
            return Key(bytearray(), named)
        told = Text(
            "{file} needs its password. Start this in a terminal, where it can be typed.",
            values={"file": Path(self._files[locked.file])},
        )
        self._say(told)
        return None

    def _ask(self, question: Text) -> None:
        sys.stderr.write(terminal.fitting(self._words.say(question), sys.stderr))
        sys.stderr.flush()

    def _say(self, text: Text | None) -> None:
        terminal.write([self._words.say(text) if text else ""], sys.stderr)


def _as_path(typed: str) -> str:
    """Path that was typed or dragged in. It may stand in quotation marks, with backslashes, or as an address."""
    if not typed:
        return ""
    name = typed
    if not may_be_there(File(typed)):
        if typed.startswith("file://"):
            name = unquote(urlsplit(typed).path)
        elif sys.platform == "win32":
            name = typed.strip('"')
        else:
            with suppress(ValueError):  # a quotation mark alone
                name = " ".join(shlex.split(typed))
    return str(File(name).expanduser().absolute())
