"""Terminal: its width, colours and signs, and a line for progress."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Mapping
from typing import Final, TextIO

from postigo import invocation
from postigo.core.letters import without_accents
from postigo.reports.paper import Paper
from postigo.reports.printable import printable

YES: Final = {"en": ("y", "yes"), "es": ("s", "si", "sí")}
"""Answers that mean yes, by language."""

NARROWEST: Final = 40
WIDEST: Final = 100  # longer lines are hard to read

_STYLE: Final = re.compile(r"(\x1b\[[0-9;]*m)")
_SIGNS: Final = "✓△•·→“”█▌▐░…"
_PLAIN: Final = str.maketrans(
    {"“": '"', "”": '"', "«": '"', "»": '"', "’": "'", "–": "-", "·": "-", "→": "->", "…": "..."}
)


def paper(
    stream: TextIO, environ: Mapping[str, str] = os.environ, *, details: bool = False, replay: str | None = None
) -> Paper:
    """Format that a stream can show, with the way in which its reader starts Postigo.

    Where a machine is remembered, for that one.
    """
    width = _size().columns - 1  # the last column wraps on some terminals
    if not stream.isatty():
        width = 80
    colour = stream.isatty() and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb" and _coloured(stream)
    call = invocation.about(invocation.line if stream.isatty() else invocation.in_a_copy, replay)
    return Paper(max(NARROWEST, min(width, WIDEST)), colour, not shows(stream, _SIGNS), details, call)


def height() -> int:
    """Lines that a screen shows at once."""
    return _size().lines


def _size() -> os.terminal_size:
    import shutil  # noqa: PLC0415 - 2 ms of archives; what is passed on through a pipe needs no width

    return shutil.get_terminal_size()


def shows(stream: TextIO, text: str) -> bool:
    """Whether a stream's encoding has these letters."""
    try:
        text.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def write(lines: Iterable[str], stream: TextIO | None = None) -> None:
    """Print lines in letters that the stream has."""
    stream = stream or sys.stdout
    for line in lines:
        stream.write(fitting(_harmless(line), stream) + "\n")
    stream.flush()


def write_bytes(content: bytes) -> None:
    """Write a whole copy to stdout. With PYTHONUNBUFFERED, one call may take a part of it, and not say so."""
    sys.stdout.flush()
    left = memoryview(content)
    while left:
        left = left[sys.stdout.buffer.write(left) :]
    sys.stdout.buffer.flush()


def _harmless(line: str) -> str:
    """Line with no command to a terminal but colours. Any other came from a name."""
    return "".join(part if _STYLE.fullmatch(part) else printable(part) for part in _STYLE.split(line))


def fitting(line: str, stream: TextIO) -> str:
    """The line itself, or as near as the stream's letters come: quotes first, then accents."""
    if shows(stream, line):
        return line
    line = line.translate(_PLAIN)
    if shows(stream, line):
        return line
    encoding = stream.encoding or "ascii"
    return without_accents(line).encode(encoding, "replace").decode(encoding)


class Progress:
    """One line on stderr that says what is looked at; it leaves no trace. Nothing at all where stderr is no terminal."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._on = self._stream.isatty()
        self._line = ""

    def show(self, text: str) -> None:
        """Put this line in the place of the one before."""
        if self._on:
            width = _size().columns - 1
            text = fitting(printable(text), self._stream)
            line = text if len(text) <= width else text[: max(width - 3, 0)] + "..."
            if line != self._line:
                self._stream.write("\r" + line.ljust(len(self._line)))
                self._stream.flush()
                self._line = line

    def clear(self) -> None:
        """Take the line away."""
        if self._line:
            self._stream.write("\r" + " " * len(self._line) + "\r")
            self._stream.flush()
            self._line = ""


def _coloured(stream: TextIO) -> bool:
    """Whether escape codes are understood. An old Windows console has to be asked to."""
    understood = True
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only here
        import msvcrt  # noqa: PLC0415

        kernel = ctypes.WinDLL("kernel32")
        handle = msvcrt.get_osfhandle(stream.fileno())
        mode = ctypes.c_uint32()
        understood = bool(kernel.GetConsoleMode(ctypes.c_void_p(handle), ctypes.byref(mode)))
        understood = understood and bool(
            kernel.SetConsoleMode(ctypes.c_void_p(handle), mode.value | 4)
        )  # VT processing
    return understood
