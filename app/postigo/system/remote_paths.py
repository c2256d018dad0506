r"""Paths of Windows on another computer. An audit stays on this machine, so they are not asked about.

`\\server\share` and the longer `\\?\UNC\server\share` are such paths; `\\?\C:\a` is this machine's. PowerShell also takes
one with its provider before it (`FileSystem::\\server\share`). What a drive's letter stands for, Windows alone knows.
"""

from __future__ import annotations

import re
import sys
from typing import Final

from postigo.core.system import CannotTell, Unknown

_LONG: Final = re.compile(r"\\(?:\\\?|\?\?)\\")
_LITERAL: Final = re.compile(r"""['"]\s*(?:[\w.\\]+::)?(?:\\\\|//)(?:\?\\UNC\\|(?!\?\\)[^\\/'"])""", re.IGNORECASE)
_ASKS_OTHERS: Final = re.compile(r"-(?:ComputerName|CimSession|Session|HostName|ConnectionUri)\b", re.IGNORECASE)
_REMOTE: Final = 4  # DRIVE_REMOTE


def names_another(path: str) -> bool:
    """Whether a path says by itself that it lies on another computer.

    Behind `::` may stand a stream of its file (`::$DATA`), so what stands before is looked at as well.
    """
    return any(
        plain.startswith("\\\\") or plain.upper().startswith(("UNC\\", "GLOBAL\\", "GLOBALROOT\\"))
        for plain in (_without_mark(_slashed(path)), _plain(path))
    )


def refuse(path: str) -> None:
    """DENIED for a path on another computer, or on a drive that is another computer's."""
    if names_another(path) or _on_a_remote_drive(_plain(path)):
        raise CannotTell(Unknown.DENIED, f"{path} is on another computer")


def refuse_in_expression(expression: str) -> None:
    """ValueError where an expression of PowerShell would ask another computer.

    It is a part of our source, so that is a fault.
    """
    if _LITERAL.search(expression) or _ASKS_OTHERS.search(expression):
        raise ValueError(f"a question that leaves this machine: {expression:.80}")


def _plain(path: str) -> str:
    return _without_mark(_slashed(path).rpartition("::")[2])


def _slashed(path: str) -> str:
    return path.strip().replace("/", "\\")


def _without_mark(path: str) -> str:
    return _LONG.sub("", path, count=1) if _LONG.match(path) else path


def _on_a_remote_drive(plain: str) -> bool:
    if sys.platform == "win32" and re.match(r"[A-Za-z]:", plain):
        import ctypes  # noqa: PLC0415 - Windows only

        return bool(ctypes.windll.kernel32.GetDriveTypeW(plain[:2] + "\\") == _REMOTE)
    return False
