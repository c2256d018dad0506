"""Names of evidence for people. In JSON they are keys, and stay as they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from postigo.core.values import Keyword, Text

_NAMES: Final[Mapping[str, Text]] = {
    "account": Text("account"),
    "asked": Text("asked"),
    "base": Text("base parts"),
    "components": Text("components"),
    "days": Text("days"),
    "extended": Text("extended by"),
    "firewall": Text("firewall"),
    "flag": Text("mark of the system"),
    "frame": Text("frame"),
    "held": Text("held back"),
    "kernel": Text("kernel"),
    "packages": Text("packages"),
    "path": Text("path"),
    "ports": Text("ports"),
    "programs": Text("programs"),
    "repairs": Text("for security"),
    "updates": Text("updates"),
    "version": Text("version"),
}
_NUMBERED: Final[Mapping[str, Callable[[int], Text]]] = {
    "browser": lambda number: Text("browser {number}", values={"number": number}),
    "kind": lambda number: Text("kind {number}", values={"number": number}),
    "last use": lambda number: Text("last use {number}", values={"number": number}),
    "name": lambda number: Text("name {number}", values={"number": number}),
    "page": lambda number: Text("page {number}", values={"number": number}),
    "path": lambda number: Text("path {number}", values={"number": number}),
}


def named(key: str) -> Text:
    """Name of a key of evidence. That of somebody else's pack, of which we know no more, stays as it is."""
    numbered = re.fullmatch(r"(\D+) (\d+)", key)
    if numbered is not None and numbered[1] in _NUMBERED:
        return _NUMBERED[numbered[1]](int(numbered[2]))
    return _NAMES.get(key) or Text("{name}", values={"name": Keyword(key)})
