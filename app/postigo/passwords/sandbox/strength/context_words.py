"""Words from beside a password: the site's own name and the user's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from postigo.passwords.model import Reason
from postigo.passwords.sandbox.strength.fold import Writing, fold, squeeze, whole
from postigo.passwords.sandbox.strength.own_words import COST
from postigo.passwords.sandbox.strength.parts import Part
from postigo.passwords.sandbox.strength.words import TWICE, capitals

_FEWEST: Final = 3
_MOST: Final = 100
_WORD: Final = re.compile(r"[^\W\d_]+|\d+")
# Parts of an address that say nothing of whose it is.
_GENERAL: Final = frozenset(
    [
        "www",
        "web",
        "app",
        "apps",
        "com",
        "org",
        "net",
        "edu",
        "gov",
        "gob",
        "cat",
        "gal",
        "eus",
        "info",
        "login",
        "signin",
        "account",
        "accounts",
        "acceso",
        "cuenta",
        "mail",
        "correo",
        "auth",
        "sso",
        "id",
        "my",
        "mi",
        "the",
        "los",
        "las",
        "del",
        "android",
        "http",
        "https",
        "page",
        "online",
        "site",
        "shop",
        "tienda",
        "store",
        "blog",
        "es",
        "co",
        "uk",
        "fr",
        "de",
        "it",
        "pt",
        "eu",
    ]
)


Names = tuple[tuple[Reason, tuple[str, ...]], ...]
"""Words from beside a password, folded, each kind with its reason."""


def names(sites: Sequence[str], user: str, name: str) -> Names:
    """The words of the addresses, the user and the title of an entry."""
    of_sites = tuple(word for word in words_of_sites(sites, name) if len(word) >= _FEWEST)
    return ((Reason.SITE_NAME, of_sites), (Reason.USER_NAME, words_of_user(user)))


def words_of_sites(sites: Sequence[str], name: str) -> Iterator[str]:
    """The folded words of the addresses and the title of an entry."""
    for site in sites:
        _, scheme, address = site.strip()[:_MOST].partition("://")
        host = fold(whole(address if scheme else site[:_MOST])).partition("/")[0].rpartition("@")[2].partition(":")[0]
        for label in host.split("."):
            if label not in _GENERAL:
                yield label
                if "-" in label:
                    yield squeeze(label)
                    yield from (word for word in label.split("-") if word not in _GENERAL)
    if name:
        title = fold(whole(name[:_MOST]))
        yield squeeze(title)
        yield from (word for word in _WORD.findall(title) if word not in _GENERAL and len(word) > _FEWEST)


@lru_cache(maxsize=64)  # a person has few
def words_of_user(user: str) -> tuple[str, ...]:
    """The folded words of a user name, or of an e-mail address before its sign."""
    local = fold(whole(user[:_MOST])).partition("@")[0]
    words = (word for word in _WORD.findall(local) if len(word) > _FEWEST or word.isalpha())
    return tuple(word for word in (local, squeeze(local), *words) if len(word) >= _FEWEST)


def beside(writing: Writing, names: Names) -> Iterator[Part]:
    """Where words from beside the password stand in it: as they are, with l33t, backwards."""
    text, folded = writing.text, writing.folded
    readings = (folded, *writing.readings)
    anywhere = "\n".join((*readings, folded[::-1]))
    for reason, words in names:
        for word in words:
            if word not in anywhere:
                continue
            for reading in readings:
                for spelled in (word, word[::-1]):
                    start = reading.find(spelled)
                    if start >= 0:
                        end = start + len(spelled)
                        changed = TWICE * ((spelled != word) + 2 * (reading is not folded))
                        yield Part(start, end, COST + changed + capitals(text[start:end]), reason)
