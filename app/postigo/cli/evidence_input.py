"""Questions of `postigo evidence`: asked on the terminal, or answered line by line on stdin. Nothing is an argument."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path as File
from typing import Final, TypeVar

from postigo import invocation
from postigo.cli import secret_input, terminal
from postigo.cli.status import UsageError
from postigo.core.values import Quoted, Text
from postigo.evidence.entry import LONGEST
from postigo.evidence.log import NO_PASSPHRASE
from postigo.words import Words

T = TypeVar("T")

_ENDED: Final = Text("The answers ended too soon. Nothing was saved.")
_NO_TEXT: Final = Text("This passphrase is not in UTF-8. Nothing was saved.")
_TERMINAL: Final = 4095  # bytes of a line that Linux' terminal passes on (n_tty.c); it throws the rest away
_SOON: Final = 0.05  # seconds
_SHORT: Final = 12  # letters


def _more_is_there() -> bool:
    """Whether another line waits. Nobody types one so soon."""
    if sys.platform == "win32":  # select(2) knows no console there
        return False
    import select  # noqa: PLC0415 - only on a terminal

    return bool(select.select([sys.stdin], [], [], _SOON)[0])


class Questions:
    """Questions in one language. Without a terminal, each question takes the next line of stdin, and is not shown."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self.attended = sys.stdin.isatty() and sys.stderr.isatty()

    def say(self, *texts: Text) -> None:
        """Sentences for the person, on stderr."""
        for text in texts:
            terminal.write([self._words.say(text)], sys.stderr)

    def line(self, question: Text | None) -> str:
        """Answer in one line; empty for one that is left out. `UsageError` where nobody answers any more."""
        if question is not None:
            self._ask(question)
        said = sys.stdin.readline()
        if not said:
            raise UsageError(_ENDED)
        return self._kept(said, cut=self.attended and len(said.rstrip("\n").encode(errors="replace")) >= _TERMINAL)

    def _kept(self, said: str, *, cut: bool = False) -> str:
        """Answer as it is kept. A person is told where its end is lost."""
        kept = said.strip()[:LONGEST]
        if cut or len(kept) < len(said.strip()):
            self.say(
                Text(
                    "This answer was too long: only its first {n} letters are kept. Note the rest as another entry.",
                    values={"n": len(kept)},
                )
            )
        return kept

    def words(self, question: Text) -> str:
        """Answer that may have several lines, if they are pasted. Typed ones come one at a time."""
        parts = [self.line(question)]
        while self.attended and _more_is_there():
            parts.append(self.line(None))
        return self._kept("\n".join(parts))

    def end(self) -> None:
        """Throw away input that nobody asked for.

        The shell would run what was pasted beyond the last answer.
        """
        if self.attended and sys.platform != "win32":
            import termios  # noqa: PLC0415 - POSIX only

            termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)

    def yes(self, question: Text) -> bool:
        """Whether the answer is yes. Any other word, and none, is no."""
        return self.line(question).casefold() in terminal.YES[self._words.language]

    def one_of(self, question: Text, choices: Mapping[T, Text] | Sequence[tuple[T, Text]]) -> T:
        """The choice whose number is typed. On a terminal it is asked until there is one."""
        listed = list(choices.items()) if isinstance(choices, Mapping) else list(choices)
        while True:
            if self.attended:
                self.say(question)
                terminal.write([f"  {n}  {self._words.say(text)}" for n, (_, text) in enumerate(listed, 1)], sys.stderr)
            typed = self.line(Text("Type its number: "))
            if typed in {str(n) for n in range(1, len(listed) + 1)}:
                return listed[int(typed) - 1][0]
            wrong = Text("There is no such number. Type one from 1 to {n}.", values={"n": len(listed)})
            if not self.attended:
                raise UsageError(wrong)
            self.say(wrong)

    def passphrase(self, question: Text) -> str:
        """Passphrase, typed without echo; on a pipe, the next line. The library takes a text, which can only be forgotten."""
        if not self.attended:
            said = sys.stdin.readline()
            if not said:
                raise UsageError(_ENDED)
            try:
                said.encode()
            except UnicodeEncodeError:  # bytes of another encoding: elsewhere they would be other letters
                raise UsageError(_NO_TEXT) from None
            return said.rstrip("\r\n")
        typed = secret_input.typed(lambda: self._ask(question))
        if typed is None:
            raise UsageError(_ENDED)
        try:
            return typed.decode(errors="replace")
        finally:
            secret_input.wipe(typed)

    def new_passphrase(self) -> str:
        """New passphrase: twice the same on a terminal, and told when it is short."""
        while True:
            first = self.passphrase(Text("A passphrase for it (it does not show): "))
            if not self.attended:
                return first
            if not first:
                self.say(NO_PASSPHRASE)
                continue
            if len(first) < _SHORT:
                command = Quoted(invocation.line("passphrase"))
                self.say(
                    Text("It is short. Somebody with a fast computer could guess it."),
                    Text("Postigo can make a better one: {command}", values={"command": command}),
                )
            if self.passphrase(Text("The same once more: ")) == first:
                return first
            self.say(Text("These two are not the same. Type it again."))

    def file(self, question: Text) -> File:
        """Path of a file, as typed or dragged into the terminal."""
        return File(self.line(question).strip("'\""))

    def _ask(self, question: Text) -> None:
        if self.attended:
            sys.stderr.write(terminal.fitting(self._words.say(question), sys.stderr))
            sys.stderr.flush()
