"""Normalisation for every source: printable entries, and addresses that name their app.

They can be hashed and sent on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from postigo.passwords.model import ReadProblem
from postigo.passwords.sandbox.entry import Entry, Read, RowSnag
from postigo.passwords.sandbox.readers.text import is_whole, whole_characters

_LONG: Final = 1000  # nobody's password; a field of something else, or a trap
_ANDROID = re.compile(r"android://[^@]*@([^/]+)")  # between them the fingerprint of the app's certificate


def tidy(read: Read) -> Iterator[Read]:
    """The entry without lone surrogates, its Android apps as `android://com.example.app/`; anything else as it is.

    A password so long that only its beginning will be judged is told.
    """
    if not isinstance(read, Entry):
        yield read
        return
    yield _tidied(read)
    if len(read.password) > _LONG:
        yield RowSnag(ReadProblem.LONG_PASSWORD, read.row)


def _tidied(entry: Entry) -> Entry:
    texts = "".join((entry.password, entry.name, entry.user, *entry.urls, *entry.history))
    lone = not texts.isascii() and not is_whole(texts)
    android = "android://" in texts
    if not lone and not android:
        return entry
    return replace(
        entry,
        password=whole_characters(entry.password),
        name=whole_characters(entry.name),
        user=whole_characters(entry.user),
        urls=tuple(_ANDROID.sub(r"android://\1", whole_characters(url)) for url in entry.urls),
        history=tuple(whole_characters(old) for old in entry.history),
    )
