"""Sources that apt was told to ask, by sources.list(5) in both its forms.

A source that is switched off (`Enabled: no`) or brings only source code (`deb-src`) brings no update, although it names the
suite for security; so a word in the file proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from postigo.api import CannotTell, System, Unknown

SOURCES = ("/etc/apt/sources.list", "/etc/apt/sources.list.d/*.list", "/etc/apt/sources.list.d/*.sources")

_LINE = re.compile(r"(deb|deb-src)\s+(\S.*)")
_FIELD = re.compile(r"([A-Za-z][A-Za-z-]*):\s*(.*)")
_SECURITY = re.compile(r"\S(?<!-infra)(?<!-apps)-security\b|\S/updates\b")  # without Ubuntu's extended ones
_OFF = frozenset({"no", "false", "without", "off", "disable", "0"})  # apt's own words for it


@dataclass(frozen=True, slots=True)
class Source:
    """Source that is switched on and brings packages, as it is written."""

    words: str

    @property
    def security(self) -> bool:
        """Whether it is one of security updates, by its suite or its address."""
        return _SECURITY.search(self.words) is not None


def asked(system: System) -> list[Source]:
    """Sources that bring packages."""
    found: list[Source] = []
    for pattern in SOURCES:
        for entry in system.glob(pattern):
            if entry.kind == "file":
                text = system.read(entry.path).decode(errors="replace")
                found += _stanzas(text, entry.path) if entry.path.endswith(".sources") else _lines(text, entry.path)
    return found


def _lines(text: str, path: str) -> Iterator[Source]:
    for line in text.splitlines():
        words = line.partition("#")[0].strip()
        if not words:
            continue
        found = _LINE.fullmatch(words)
        if found is None:
            raise CannotTell(Unknown.UNREADABLE, f"{path} is not a list of sources")
        if found[1] == "deb":
            yield Source(found[2])


def _stanzas(text: str, path: str) -> Iterator[Source]:
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    for stanza in re.split(r"\n\s*\n", "\n".join(lines)):
        fields: dict[str, str] = {}
        name = ""
        for line in stanza.splitlines():
            found = _FIELD.fullmatch(line)
            if found is not None:
                name = found[1].casefold()
                fields[name] = found[2].strip()
            elif line[:1] in {" ", "\t"} and name:
                fields[name] += f" {line.strip()}"
            elif line.strip():
                raise CannotTell(Unknown.UNREADABLE, f"{path} is not a list of sources")
        if fields.get("enabled", "yes").casefold() not in _OFF and "deb" in fields.get("types", "").split():
            yield Source(f"{fields.get('uris', '')} {fields.get('suites', '')}")
