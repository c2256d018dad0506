"""Command line of this very Postigo, as it can be typed in the current folder.

The one place that knows it. Standard library only, and little of that: `postigo --help` answers at once, and set-up loads
this file by its path.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from typing import TypeAlias

CALLED = "POSTIGO_CALLED"
"""Variable in which set-up says how it was started itself. It holds a line for a shell, to which words can be added."""

Call: TypeAlias = Callable[..., str]
"""Maker of the line to type from the words that are meant for Postigo."""

_HARMLESS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./=:@%+,")


_ALWAYS: list[str] = []


def always(*words: str) -> None:
    """Words that each line carries from here on: the language that this call asked for."""
    _ALWAYS[:] = words


def line(*words: str) -> str:
    """The line that starts Postigo with these words, here."""
    return _joined(way(), *words, *_ALWAYS)


def plain(*words: str) -> str:
    """The line for whoever reads it elsewhere: nobody knows where Postigo lies on their machine."""
    return _joined("postigo", *words)


def in_a_copy(*words: str) -> str:
    """Line for a copy that may be given away. It is as it is typed, unless that tells of folders."""
    return plain(*words) if _tells_of_folders(way()) else line(*words)


def about(call: Call, replay: str | None) -> Call:
    """Maker of lines about a remembered machine. Without its file, the line would speak of this one."""
    return call if replay is None else lambda *words: call(*words, "--replay", replay)


def way() -> str:
    """Start of Postigo here, without words: as set-up says, else its name, else its path."""
    told = os.environ.get(CALLED)
    if told:
        return told
    program = _program()
    if program is None:
        return f"{quoted(sys.executable)} -m postigo"
    if any(_is_same(program, found) for found in _on_the_path()):
        return "postigo"
    shown = _from_here(program.removesuffix(".exe"))
    if sys.platform == "win32" and quoted(shown) != shown and (root := _checkout()):
        return through_set_up(root)  # PowerShell takes a quoted first word for a text
    return quoted(shown)


def through_set_up(root: str) -> str:
    """How set-up is started from here, whose repository is in the folder `root`."""
    if _is_same(root, os.curdir):
        return f"{_python()} -m installer.run"
    return f"{_python()} {quoted(os.path.join(root, 'installer', 'run.py'))}"  # noqa: PTH118 - pathlib costs 6 ms


def quoted(word: str) -> str:
    """A word as a shell takes it for one."""
    if word and _HARMLESS.issuperset(word):
        return word
    if sys.platform == "win32":
        return (
            word if word and _HARMLESS.issuperset(word.replace("\\", "")) else f'"{word}"'
        )  # no name there has a quote
    return "'" + word.replace("'", "'\"'\"'") + "'"


def _joined(start: str, *words: str) -> str:
    return " ".join([start, *map(quoted, words)])


def _program() -> str | None:
    """The file that starts us: the one that was typed, or that beside our Python."""
    name = "postigo.exe" if sys.platform == "win32" else "postigo"
    beside = os.path.join(os.path.dirname(sys.executable), name)  # noqa: PTH118, PTH120 - see above
    typed = sys.argv[0] if sys.argv else ""
    if os.path.basename(typed).removesuffix(".exe") == "postigo":  # noqa: PTH119 - see above
        beside = typed if os.path.isfile(typed) else f"{typed}.exe" if os.path.isfile(f"{typed}.exe") else beside  # noqa: PTH113 - see above
    return os.path.abspath(beside) if os.path.isfile(beside) else None  # noqa: PTH100, PTH113 - see above


def _on_the_path() -> Iterator[str]:
    """The program that a shell would start at the name alone: one, or none."""
    name = "postigo.exe" if sys.platform == "win32" else "postigo"
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        found = os.path.join(folder or os.curdir, name)  # noqa: PTH118 - see above
        if os.path.isfile(found) and os.access(found, os.X_OK):  # noqa: PTH113 - see above
            yield found
            return


def _from_here(place: str) -> str:
    """Path as short as it can be typed. It is relative within the current folder, else whole."""
    try:
        near = os.path.relpath(place)
    except (OSError, ValueError):  # a folder that is gone; on Windows, another drive
        return place
    if near.startswith(os.pardir):
        return place
    return near if os.sep in near else os.path.join(os.curdir, near)  # noqa: PTH118 - see above


def _checkout() -> str | None:
    """The repository that we run out of, if it is one."""
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH100, PTH120 - see above
    return root if os.path.isfile(os.path.join(root, "installer", "run.py")) else None  # noqa: PTH113, PTH118 - see above


def _python() -> str:
    """How the Python that runs this is typed."""
    if sys.platform == "win32":
        import shutil  # noqa: PLC0415 - 6 ms, and set-up only

        return "py -3" if shutil.which("py") else quoted(sys.executable)
    for name in dict.fromkeys(("python3", os.path.basename(sys.executable))):  # noqa: PTH119 - see above
        for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
            found = os.path.join(folder, name)  # noqa: PTH118 - see above
            if os.access(found, os.X_OK):
                if _is_same(found, sys.executable):
                    return name
                break
    return quoted(sys.executable)


def _is_same(one: str, other: str) -> bool:
    try:
        return os.path.samefile(one, other)  # noqa: PTH121 - see above
    except OSError:
        return False


def _tells_of_folders(way: str) -> bool:
    return any(os.path.isabs(part.strip("'\"")) for part in way.split(" "))  # noqa: PTH117 - see above
