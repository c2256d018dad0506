"""Text from a machine, made fit to be shown. A name may hold escape codes, line ends or broken letters."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_STRANGE: Final = "�"
_CONTROLS: Final = re.compile(r"[\x7f-\x9f]")


def printable(text: str) -> str:
    """Text with all but letters, signs and spaces replaced (control codes, text direction tricks)."""
    if text.isprintable():  # as nearly all is: a hundred times as fast
        return text
    return "".join(letter if _plain(letter) else _STRANGE for letter in text)


def _plain(letter: str) -> bool:
    return letter.isprintable() or letter in "\n\t" or unicodedata.category(letter) == "Zs"


def harmless(line: str) -> str:
    """JSON with those control codes escaped that JSON lets through, and a terminal would follow."""
    return _CONTROLS.sub(lambda code: f"\\u{ord(code[0]):04x}", line)
