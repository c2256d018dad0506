"""Look-up of passwords in leaks, by ranges of the service or a downloaded list.

The service is asked for the first five of the forty digits of a SHA-1; what it answers is compared here. A password is not
leaked when its range was read whole and it is not in it; in every other case nothing is told of it.
"""

from __future__ import annotations

import hashlib
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Generic, TypeVar

from postigo.leak_range import PREFIX
from postigo.passwords.model import LeakCount
from postigo.passwords.sandbox import leak_lists

Whose = TypeVar("Whose")
"""Key by which a password is remembered: whatever the caller likes, as an entry's place."""


class Leaks(Generic[Whose]):
    """The passwords of one audit as the lists know them."""

    def __init__(self) -> None:
        self._ranges: dict[str, dict[str, list[Whose]]] = defaultdict(lambda: defaultdict(list))

    def add(self, whose: Whose, password: str) -> None:
        """A password to be looked up; an empty one is in no list."""
        if password:
            text = password.encode(errors="surrogatepass")
            # The lists are made of SHA-1: it is to hide nothing here.
            digits = hashlib.sha1(text, usedforsecurity=False).hexdigest().upper()
            self._ranges[digits[:PREFIX]][digits[PREFIX:]].append(whose)

    def prefixes(self) -> tuple[str, ...]:
        """Prefixes to ask for, each once, in an order that tells nothing of the entries'."""
        found = list(self._ranges)
        random.SystemRandom().shuffle(found)
        return tuple(found)

    def match(self, prefix: str, body: str) -> Iterator[tuple[Whose, LeakCount]]:
        """Matches of a range with our passwords. `leak_lists.Malformed`, and nothing, if it is no range."""
        seen = leak_lists.Range(body)
        for suffix, whose in self._ranges.get(prefix, {}).items():
            times = bucket(seen.times(suffix))
            yield from ((each, times) for each in whose)

    def look_up(self, path: Path) -> Iterator[tuple[Whose, LeakCount]]:
        """Matches of a downloaded list.

        `leak_lists.Unusable` at once, or after what could be told when that was not all. The passwords that were found
        are told also where the list turns out to be broken: that does not make them safe.
        """
        with leak_lists.opened(path) as downloaded:
            told: list[tuple[str, str, LeakCount]] = []
            trouble: leak_lists.Unusable | None = None
            for prefix in sorted(self._ranges):
                try:
                    told.extend(
                        (prefix, suffix, bucket(downloaded.times(prefix, suffix)))
                        for suffix in sorted(self._ranges[prefix])
                    )
                except leak_lists.Unusable as broken:
                    trouble = trouble or broken
            for prefix, suffix, seen in told:
                if trouble is None or seen is not LeakCount.NEVER or not trouble.spoils_all:
                    yield from ((each, seen) for each in self._ranges[prefix][suffix])
            if trouble is not None:
                raise trouble


def bucket(times: int) -> LeakCount:
    """How often, as a bucket."""
    if times < 1:
        return LeakCount.NEVER
    if times < 10:
        return LeakCount.FEW
    return LeakCount.MANY if times < 1000 else LeakCount.VERY_OFTEN
