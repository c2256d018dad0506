"""Letters as plain as they come."""

from __future__ import annotations

import unicodedata


def without_accents(text: str) -> str:
    """The text in compatible letters (NFKD), each without what stands over or under it."""
    if text.isascii():
        return text
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def one_line(text: str) -> str:
    """The text on one line, with no command to a terminal. What follows a line end in a name would look like ours."""
    if text.isprintable():  # as nearly all is
        return text
    return "".join(map(_shown, text))


def _shown(sign: str) -> str:
    if sign in "\n\t":
        return " "
    return sign if sign.isprintable() or unicodedata.category(sign) == "Zs" else "\ufffd"
