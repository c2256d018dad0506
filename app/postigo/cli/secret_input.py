"""A password, typed without echo, in memory that can be wiped.

`getpass` gives a text, which Python can only forget. What remains here beyond our reach: the kernel's buffer of the terminal, and
single letters.
"""

from __future__ import annotations

import codecs
import sys
from collections.abc import Callable
from typing import Final

_LONGEST: Final = 4096  # bytes of a line that a terminal takes (termios(3), canonical mode)


def typed(ask: Callable[[], None]) -> bytearray | None:
    """Line that is typed up to Enter, in UTF-8. None at the end of the terminal (Ctrl-D).

    It echoes only that the line is over. `ask` asks for it: when nothing shows any more, and what was typed before is
    thrown away.
    """
    try:
        return _from_console(ask) if sys.platform == "win32" else _from_terminal(ask)
    finally:  # after Ctrl-C too: what is said then has a line of its own
        sys.stderr.write("\n")
        sys.stderr.flush()


def wipe(secret: bytearray) -> None:
    """Overwrite a secret, so that nothing is left of it."""
    secret[:] = bytes(len(secret))


def _from_terminal(ask: Callable[[], None]) -> bytearray | None:
    if sys.platform == "win32":
        return None
    import os  # noqa: PLC0415 - POSIX only, as termios
    import termios  # noqa: PLC0415

    file = sys.stdin.fileno()
    before = termios.tcgetattr(file)
    quiet = termios.tcgetattr(file)
    quiet[3] &= ~termios.ECHO
    secret = bytearray(_LONGEST)  # as long as it can become: growing would leave copies behind
    at = 0
    termios.tcsetattr(file, termios.TCSAFLUSH, quiet)
    try:
        ask()
        while at < _LONGEST and not secret.endswith(b"\n", 0, at):
            part = os.readv(file, [memoryview(secret)[at:]])
            if not part:
                break
            at += part
    except BaseException:
        wipe(secret)
        raise
    finally:
        termios.tcsetattr(file, termios.TCSADRAIN, before)  # what is typed ahead from here on is an answer
    if not at:
        return None
    while at and secret[at - 1] in b"\r\n":
        at -= 1
    said = bytearray(at)
    memoryview(said)[:] = memoryview(secret)[:at]  # a slice, or cutting it off, would leave a copy behind
    wipe(secret)
    return said if _is_utf_8(said) else _from(said, sys.stdin.encoding)


def _is_utf_8(secret: bytearray) -> bool:
    """Whether a secret is UTF-8, asked a byte at a time. No text of the whole comes to be."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for byte in secret:
            decoder.decode(bytes((byte,)))
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _from(secret: bytearray, encoding: str) -> bytearray:
    """Line from an older terminal, in UTF-8."""
    text = secret.decode(encoding if codecs.lookup(encoding).name != "utf-8" else "latin-1", "replace")
    wipe(secret)
    return bytearray(text.encode())


def _from_console(ask: Callable[[], None]) -> bytearray | None:
    """Windows: a key after the other."""
    ask()
    secret = bytearray()
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - Windows only

        lengths: list[int] = []
        while (key := msvcrt.getwch()) not in "\r\n":
            if key == "\x03":
                wipe(secret)
                raise KeyboardInterrupt
            if key == "\x1a" and not secret:
                return None
            if key == "\b":
                if lengths:
                    del secret[-lengths.pop() :]
                continue
            if "\ud800" <= key <= "\udbff":  # half of a letter
                key = (key + msvcrt.getwch()).encode("utf-16", "surrogatepass").decode("utf-16")
            letter = key.encode("utf-8", "replace")
            lengths.append(len(letter))
            secret += letter
    return secret
