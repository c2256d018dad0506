"""Sites and names of browser profiles in answers, replaced before a probe sees them.

So it is where a recording is made; names of add-ons are meant too. Replaced that early, and not when the recording is
written, so that the verdicts in it follow from its answers. Which program a person uses stays; which pages they visit,
and how they call their profile, does not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import Any, Final

from postigo.core.system import Json

LEFT_OUT: Final = frozenset({"preferences", "secure preferences", "local state", "prefs.js", "user.js"})
"""Files of browsers that tell which pages somebody visits, in small letters.

They are not read where a recording is made; some also tell as whom.
"""

_ORIGIN: Final = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*://)(?P<host>[^/:?#^\s\"']+)", re.IGNORECASE)
_BARE: Final = re.compile(r"\.?[\w-]+(?:\.[\w-]+)+", re.ASCII)
_COLUMNS: Final = frozenset({"baseDomain", "domain", "host", "origin", "site", "url"})
_SAYS_WHO: Final = {
    "locales",
    "creator",
    "developers",
    "updateURL",
    "sourceURI",
    "homepageURL",
    "path",
    "rootURI",
    "icons",
}
_PROFILE_NAME: Final = re.compile(rb"^(\s*Name\s*=)[^\r\n]*", re.MULTILINE | re.IGNORECASE)


class Pages:
    """The stand-ins of one recording: the same site has the same one everywhere."""

    def __init__(self, public: Collection[str] = ()) -> None:
        """`public`: the addresses by which well-known add-ons are called, in small letters."""
        self._given: dict[str, str] = {}
        self._public = public

    def rows(self, rows: list[dict[str, Json]]) -> list[dict[str, Json]]:
        """Rows of a database with their sites replaced. What looks like an address is, and columns that hold one."""
        return [{name: self._cell(name, value) for name, value in row.items()} for row in rows]

    def file(self, path: str, content: bytes) -> bytes:
        """Content of a file without names of profiles, makers of add-ons, and sites.

        It is done in Firefox's lists of profiles and of add-ons.
        """
        match re.split(r"[\\/]", path)[-1].casefold():
            case "profiles.ini" | "installs.ini":
                return _PROFILE_NAME.sub(rb"\1profile", content)
            case "extensions.json":
                return self._add_ons(content)
        return content

    def _add_ons(self, content: bytes) -> bytes:
        """Add-ons without what they are called, unless all the world knows them."""
        try:
            document = json.loads(content)
        except (ValueError, RecursionError):
            return b"{"  # as little to be understood, and it names nobody
        listed = document.get("addons") if isinstance(document, dict) else None
        for add_on in listed if isinstance(listed, list) else ():
            if isinstance(add_on, dict) and str(add_on.get("id", "")).casefold() not in self._public:
                self._hide(add_on)
        return json.dumps(document, ensure_ascii=False).encode()

    def _hide(self, add_on: dict[str, Any]) -> None:
        number = self._stand_in(f"add-on {add_on.get('id')}").partition(".")[0].removeprefix("site")
        if isinstance(add_on.get("id"), str) and "@" in add_on["id"]:
            add_on["id"] = f"extension{number}@example.org"
        for name in _SAYS_WHO & add_on.keys():
            add_on[name] = [] if isinstance(add_on[name], list) else None
        if isinstance(add_on.get("defaultLocale"), dict) and "name" in add_on["defaultLocale"]:
            add_on["defaultLocale"] = {"name": f"extension {number}"}
        for name in ("userPermissions", "optionalPermissions"):
            if name in add_on:
                add_on[name] = self._sites(add_on[name])

    def _sites(self, value: Json) -> Json:
        """Permissions of an add-on, with sites replaced. A pattern that means every site stays."""
        match value:
            case str():
                return _ORIGIN.sub(lambda found: found["scheme"] + self._host(found["host"]), value)
            case list():
                return [self._sites(item) for item in value]
            case dict():
                return {name: self._sites(item) for name, item in value.items()}
        return value

    def _host(self, host: str) -> str:
        return host if not re.search(r"[^\W_]", host) else self._stand_in(host)

    def _cell(self, name: str, value: Json) -> Json:
        if not isinstance(value, str):
            return value
        if name in _COLUMNS and _BARE.fullmatch(value):
            return self._stand_in(value)
        return _ORIGIN.sub(lambda found: found["scheme"] + self._stand_in(found["host"]), value)

    def _stand_in(self, host: str) -> str:
        return self._given.setdefault(host.casefold(), f"site{len(self._given) + 1}.example")
