"""Add-ons that may read every page: the fact of two kinds of browser. They keep it in their own ways."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from postigo.api import CannotTell, Data, Json, Unknown, Unseen
from postigo_checks.common.browsers.homes import Browser, Part


class Origin(Enum):
    """How an add-on came into the browser."""

    SHOP = "shop"  # through the shop of the browser or of the system
    POLICY = "policy"  # an administrator put it there
    PROGRAM = "program"  # another program put it there
    UNPACKED = "unpacked"  # from a folder or a file, past the shop


@dataclass(frozen=True, slots=True)
class Extension:
    """An add-on that may read every page. `known`: it stands in the table. `perhaps`: it can be allowed to, and nothing
    tells whether it was.
    """

    name: str
    browser: Browser
    origin: Origin
    known: bool = False
    perhaps: bool = False


@dataclass(frozen=True, slots=True)
class Extensions:
    """The add-ons of this account's browsers that may read every page. `safari`: there is one, and it cannot be read."""

    browsers: tuple[Browser, ...]
    extensions: tuple[Extension, ...] = ()
    unseen: tuple[Unseen[Part], ...] = ()
    safari: bool = False


@dataclass(frozen=True, slots=True)
class KnownExtensions:
    """The bundled table, by id in small letters."""

    names: Mapping[str, str]

    def name(self, id_: str) -> str | None:
        """The name of a known add-on."""
        return self.names.get(id_.casefold())


def load(data: Data) -> KnownExtensions:
    """The table; UNREADABLE if it is damaged."""
    try:
        lines: dict[str, list[str]] = json.loads(data.read("known_extensions.json"))["extensions"]
        return KnownExtensions({id_.casefold(): name for name, ids in lines.items() for id_ in ids})
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise CannotTell(Unknown.UNREADABLE, f"known_extensions.json: {wrong}") from None


_EVERY = re.compile(r"<all_urls>|(?:\*|https?\*?)://\*(?::(?:\*|\d+))?/.*")
_PATTERN = re.compile(r"<all_urls>|[a-z*][a-z0-9*+.-]*:.*|\*://.*")


def reads_all(patterns: Iterable[Json]) -> bool:
    """Whether one of the patterns means every page of the web."""
    return any(isinstance(pattern, str) and _EVERY.fullmatch(pattern) for pattern in patterns)


def patterns(value: Json, whose: str) -> list[Json]:
    """Patterns of pages. UNREADABLE if it is something else, since it could mean every page."""
    if not isinstance(value, list) or not all(isinstance(item, str) and _PATTERN.fullmatch(item) for item in value):
        raise CannotTell(Unknown.UNREADABLE, f"{whose} is no list of pages")
    return list(value)
