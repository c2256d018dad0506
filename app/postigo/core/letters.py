"""Letters as plain as they come."""

from __future__ import annotations

import unicodedata


def without_accents(text: str) -> str:
    """The text in compatible letters (NFKD), each without what stands over or under it."""
    if text.isascii():
        return text
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
