"""Words from beside a password: the site's own name and the user's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from postigo.passwords.inside.strength.fold import fold, squeeze, unleet, whole
from postigo.passwords.inside.strength.own import COST
from postigo.passwords.inside.strength.parts import Part
from postigo.passwords.inside.strength.words import TWICE, capitals
from postigo.passwords.model import Reason

_FEWEST: Final = 3
_MOST: Final = 100
_SCHEME: Final = re.compile(r"^[a-z][a-z0-9+.-]*://(?:[^/@]*@)?", re.ASCII)
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


def words_of_sites(sites: Sequence[str], name: str) -> Iterator[str]:
    """The folded words of the addresses and the title of an entry."""
    for site in sites:
        host = _SCHEME.sub("", site.strip().lower()[:_MOST])
        host = re.split(r"[/?#]", host, maxsplit=1)[0].partition(":")[0]
        labels = [label for label in re.split(r"[.@]", fold(whole(host))) if label not in _GENERAL]
        yield from labels
        yield from (word for label in labels for word in label.split("-") if word not in _GENERAL)
    title = fold(whole(name[:_MOST]))
    yield squeeze(title)
    yield from (word for word in re.split(r"[\W_]+", title) if word not in _GENERAL and len(word) > _FEWEST)


def words_of_user(user: str) -> Iterator[str]:
    """The folded words of a user name or an e-mail address before its sign."""
    local = fold(whole(user[:_MOST])).partition("@")[0]
    yield local
    yield squeeze(local)
    for word in re.split(r"[\W_]+|(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])", local):
        if len(word) > _FEWEST or (len(word) == _FEWEST and word.isalpha()):
            yield word


def beside(text: str, folded: str, sites: Sequence[str], user: str, name: str) -> Iterator[Part]:
    """Where words from beside the password stand in it: as they are, with l33t, backwards."""
    readings = [(folded, 0.0), *((reading, 2 * TWICE) for reading in unleet(folded))]
    for reason, words in ((Reason.SITE_NAME, words_of_sites(sites, name)), (Reason.USER_NAME, words_of_user(user))):
        for word in dict.fromkeys(word for word in words if len(word) >= _FEWEST):
            for reading, extra in readings:
                for spelled, more in ((word, 0.0), (word[::-1], TWICE)):
                    start = reading.find(spelled)
                    if start >= 0:
                        end = start + len(spelled)
                        yield Part(start, end, COST + extra + more + capitals(text[start:end]), reason)
