"""Change tags: whether a password is the same from one audit to the next. They tell nothing else.

A tag is four bytes of an HMAC of account and password, under a key that lies in the system's key ring and nowhere else. Who
has the file learns how many accounts there are and on which days was looked. Who has the file and the key can try
passwords, and finds so many that fit by chance (one in 2^32) that none is certain.
"""

from __future__ import annotations

import hmac
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Final, TypeAlias

from postigo.core.codec import DecodeError, decode, encode
from postigo.passwords.model import TagsProblem
from postigo.store.plain import read_plain, replace_plain

SCHEMA: Final = "postigo.change-tags/1"
_FAMILY: Final = "postigo.change-tags/"
_LARGEST: Final = 32 << 20  # some 300,000 accounts
_UNSEEN: Final = timedelta(days=2 * 365)
"""How long an account is remembered that is in no file any more."""


@dataclass(frozen=True, slots=True)
class Tag:
    """Tag of an account's password: `since` the first audit that saw it.

    `changed`: that audit saw it take the place of another.
    """

    tag: str
    since: date
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """Record of an account in the file. Two files can disagree about its password: then it has two tags."""

    seen: date
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class _Store:
    schema: str
    key: str  # eight digits that tell a key from another
    accounts: Mapping[str, Known] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, repr=False)
class Sighting:
    """An entry as the tags know it."""

    account: str
    tag: str


@dataclass(frozen=True, slots=True)
class Age:
    """Age of a password, as far as audits tell.

    It was changed on that day or shortly before; or not since that audit.
    """

    changed: date | None = None
    unchanged_since: date | None = None


Past: TypeAlias = Mapping[str, Known]


class Tags:
    """The tags of one audit beside those of the audits before.

    First `see` every entry, then ask for each `age`, and `keep` in the end.
    """

    def __init__(self, key: bytes, today: date, past: Past) -> None:
        self._key = key
        self._today = today
        self._past = past
        self._now: dict[str, set[str]] = defaultdict(set)

    def see(self, site: str, user: str, password: str) -> Sighting:
        """An entry of this audit."""
        account = self._digest(b"acct1", site.encode(errors="surrogatepass"), user.encode(errors="surrogatepass"))
        tag = self._digest(b"chg1", account, password.encode(errors="surrogatepass"))
        sighting = Sighting(account[:16].hex(), tag[:4].hex())
        self._now[sighting.account].add(sighting.tag)
        return sighting

    def age(self, sighting: Sighting) -> Age:
        """Age of an entry by the audits, this one included."""
        tag = self._tags(sighting.account)[sighting.tag]
        return Age(changed=tag.since) if tag.changed else Age(unchanged_since=tag.since)

    def keep(self, store: Path) -> TagsProblem | None:
        """Replace the old tags by this audit's; returns why that did not work."""
        now = {account: Known(self._today, tuple(self._tags(account).values())) for account in self._now}
        before = {account: known for account, known in self._past.items() if self._today - known.seen < _UNSEEN}
        kept = _Store(SCHEMA, _name_of(self._key), dict(sorted({**before, **now}.items())))
        try:
            replace_plain(store, json.dumps(encode(kept, tag=False), separators=(",", ":")).encode())
        except OSError:
            return TagsProblem.NOT_KEPT
        return None

    def _tags(self, account: str) -> Mapping[str, Tag]:
        """A new tag is a change when an old one went. Where more are new than went, a file is new: nothing changed for sure."""
        before = {tag.tag: tag for tag in self._past[account].tags} if account in self._past else {}
        now = self._now[account]
        changed = 0 < len(now - before.keys()) <= len(before.keys() - now)
        return {tag: before.get(tag) or Tag(tag, self._today, changed) for tag in sorted(now)}

    def _digest(self, use: bytes, *parts: bytes) -> bytes:
        """Keyed digest, with the lengths, so that no two lists of parts are one text."""
        return hmac.digest(self._key, b"".join(len(part).to_bytes(8) + part for part in (use, *parts)), "sha256")


def past(store: Path, key: bytes) -> tuple[Past, bool]:
    """Tags that earlier audits kept, and whether some can no longer be used. They are damaged, or under another key.

    `NewerStore` when a newer Postigo wrote it: it is not ours to replace. `OSError` when it is there and cannot be read.
    """
    try:
        raw = json.loads(read_plain(store, _LARGEST))
    except FileNotFoundError:
        return {}, False
    except (ValueError, RecursionError):
        return {}, True
    schema = raw.get("schema") if isinstance(raw, dict) else None
    if isinstance(schema, str) and schema.startswith(_FAMILY) and schema != SCHEMA:
        raise NewerStore
    try:
        kept: _Store = decode(_Store, raw)
    except DecodeError:
        return {}, True
    return (kept.accounts, False) if kept.key == _name_of(key) else ({}, True)


class NewerStore(Exception):  # noqa: N818 - what it is
    """The store was written by a newer Postigo."""


def _name_of(key: bytes) -> str:
    return hmac.digest(key, b"name1", "sha256")[:4].hex()


def half_a_year_ago(today: date) -> date:
    """The same day six months before, or the last day of that month."""
    months = today.year * 12 + today.month - 1 - 6
    year, month = divmod(months, 12)
    for day in range(today.day, today.day - 4, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    raise AssertionError(today)
