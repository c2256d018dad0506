"""Sites and names of browser profiles in answers, replaced before a probe sees them, where a recording is made.

Replaced that early, and not when the recording is written, so that the verdicts in it follow from its answers. Which
program a person uses stays; which pages they visit, and how they call their profile, does not.
"""

from __future__ import annotations

import re
from typing import Final

from postigo.core.system import Json

LEFT_OUT: Final = frozenset({"preferences", "secure preferences", "local state", "prefs.js", "user.js"})
"""Files of browsers, in small letters, that tell which pages somebody visits, or as whom: not read where a recording is
made.
"""

_ORIGIN: Final = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*://)(?P<host>[^/:?#^\s\"']+)", re.IGNORECASE)
_BARE: Final = re.compile(r"\.?[\w-]+(?:\.[\w-]+)+", re.ASCII)
_COLUMNS: Final = frozenset({"baseDomain", "domain", "host", "origin", "site", "url"})
_PROFILE_NAME: Final = re.compile(rb"^(\s*Name\s*=)[^\r\n]*", re.MULTILINE | re.IGNORECASE)


class Pages:
    """The stand-ins of one recording: the same site has the same one everywhere."""

    def __init__(self) -> None:
        self._given: dict[str, str] = {}

    def rows(self, rows: list[dict[str, Json]]) -> list[dict[str, Json]]:
        """The rows of a database, their sites replaced: what has the form of an address, and columns that hold one."""
        return [{name: self._cell(name, value) for name, value in row.items()} for row in rows]

    def file(self, path: str, content: bytes) -> bytes:
        """A file: in Firefox's list of profiles their names are replaced."""
        if re.split(r"[\\/]", path)[-1].casefold() != "profiles.ini":
            return content
        return _PROFILE_NAME.sub(rb"\1profile", content)

    def _cell(self, name: str, value: Json) -> Json:
        if not isinstance(value, str):
            return value
        if name in _COLUMNS and _BARE.fullmatch(value):
            return self._stand_in(value)
        return _ORIGIN.sub(lambda found: found["scheme"] + self._stand_in(found["host"]), value)

    def _stand_in(self, host: str) -> str:
        return self._given.setdefault(host.casefold(), f"site{len(self._given) + 1}.example")
