"""Notes of a crash: files of the program and lines in them, and no value. Never of the way to help.

Set-up, which starts us, hands us an empty file, and keeps it only if we crash. What goes wrong in Python itself is noted
by `keep`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path  # 6 ms, which help has no need of

TRACE = "POSTIGO_TRACE"
"""The variable that names the empty file."""
KEPT = "last-crash.txt"
"""Name of the one note that is kept, in our data folder. The next crash replaces it."""

_BEGUN: list[bool] = []
_ON_THE_WAY_TO_HELP: list[bool] = []


def begin() -> None:
    """Note crashes from here on, if somebody waits for the note. Whom we start does not hear of it."""
    place = os.environ.pop(TRACE, None)
    if not place:
        return
    import faulthandler  # noqa: PLC0415 - who was started by hand has no need of it

    try:
        file = os.open(place, os.O_WRONLY | os.O_APPEND)
    except OSError:  # it is a note for us; nobody is kept from a look for want of it
        return
    faulthandler.enable(file)
    _BEGUN.append(True)


def end() -> None:
    """End of all notes. Somebody is on the way to help, and that leaves no trace."""
    _ON_THE_WAY_TO_HELP.append(True)
    if _BEGUN:
        import faulthandler  # noqa: PLC0415 - see above

        faulthandler.disable()


def keep(fault: BaseException, folder: Path) -> Path | None:
    """File in which a fault is noted now, or None if it cannot be.

    It holds the kind, and the files and lines it came through.
    """
    from traceback import extract_tb  # noqa: PLC0415 - only when something is wrong

    from postigo.store.plain import replace_plain  # noqa: PLC0415

    if _ON_THE_WAY_TO_HELP:
        return None
    steps = [
        f"  {_short(step.filename)}, line {step.lineno}, in {step.name}" for step in extract_tb(fault.__traceback__)
    ]
    kind = f"{type(fault).__module__}.{type(fault).__name__}"
    try:
        replace_plain(folder / KEPT, "\n".join([kind, *steps, ""]).encode())
    except OSError:
        return None
    return folder / KEPT


def _short(file: str) -> str:
    """A file without the folders above ours: they may carry a name."""
    from pathlib import Path  # noqa: PLC0415 - only when something is wrong

    root = str(Path(__file__).parents[3])
    return file.removeprefix(root).removeprefix(str(Path.home())).lstrip("/\\")
