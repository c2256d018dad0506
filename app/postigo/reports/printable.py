"""Text that came from a machine, made fit to be shown: a name may hold escape codes, line ends or broken letters."""

from __future__ import annotations

_STRANGE = "�"


def printable(text: str) -> str:
    """The text with whatever is no letter, sign or space (control codes, text direction tricks) replaced."""
    return "".join(letter if letter.isprintable() or letter.isspace() else _STRANGE for letter in text)
