"""Additions to the installed program, in a folder that only root can fill (decision 0736).

Standard library only, and little of that: every start asks.
"""

from __future__ import annotations

import os
import stat
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from postigo.core.values import Text

HOME: Final = "/usr/lib/postigo"
"""Folder of the installed program. Beside a program elsewhere (a USB stick) nothing is added."""
FOLDER: Final = f"{HOME}/additions"
"""Folder of packages that bring more: PDF, questions about many reports, checks of others."""


def is_installed(program: str, home: str = HOME) -> bool:
    """Whether a program's path is that of the installed one."""
    return os.path.dirname(program) == home  # noqa: PTH120 - pathlib costs 6 ms at each start


def in_the_way(folder: str = FOLDER) -> str | None:
    """Path that makes the folder not count. None where it counts, or is not there.

    Such a path is not root's, or others may write it. It is the folder, one above it, or what lies right in it.
    """
    above = ["/"]
    for name in filter(None, folder.split("/")):
        above.append(os.path.join(above[-1], name))  # noqa: PTH118 - see `is_installed`
    try:
        for place in above:
            found = os.lstat(place)
            if not stat.S_ISDIR(found.st_mode) or _is_others(found):
                return place
        for name in os.listdir(folder):  # noqa: PTH208 - see `is_installed`
            place = os.path.join(folder, name)  # noqa: PTH118 - as above
            if _is_others(os.lstat(place)):
                return place
    except FileNotFoundError:
        return None
    except OSError as why:
        return why.filename or folder
    return None


def _is_others(found: os.stat_result) -> bool:
    return found.st_uid != 0 or bool(found.st_mode & 0o022)


def folders(program: str, home: str = HOME, folder: str = FOLDER) -> list[str]:
    """The folder for the path of a program: a list of one, or of none."""
    there = is_installed(program, home) and os.path.isdir(folder)  # noqa: PTH112 - see `is_installed`
    return [folder] if there and in_the_way(folder) is None else []


def refused() -> Text | None:
    """Sentence about a folder of additions that does not count here. None where there is nothing to say."""
    from postigo.core.values import Path, Text  # noqa: PLC0415 - most starts have no need of it

    place = in_the_way() if is_installed(sys.executable) else None
    if place is None:
        return None
    return Text(
        "Postigo uses nothing from {folder}, because others than the administrator can change {place}.",
        values={"folder": Path(FOLDER), "place": Path(place)},
    )


def missing(package: str, elsewhere: Text) -> Text:
    """Sentence about what an addition would bring: what is in the way, or its package. `elsewhere` for a program of Python's."""
    from postigo.core.values import Quoted, Text  # noqa: PLC0415 - as above

    packaged = sys.platform == "linux" and getattr(sys, "frozen", False)
    if not packaged:
        return elsewhere
    if not is_installed(sys.executable):
        return Text("Postigo on a stick cannot do that. Installed from a package, it can.")
    return refused() or Text(
        "This needs the package “{name}”. Whoever looks after this computer can install it.",
        values={"name": Quoted(package)},
    )
