"""Firefox's `prefs.js`: a line for each setting that differs from how it comes, `user_pref("name", value);`."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from postigo.api import CannotTell, Unknown

_HEAD: Final = b"user_pref("
_LINE: Final = re.compile(rb'^user_pref\("([^"\n]+)", (true|false|-?\d+)\);\r?$', re.MULTILINE)
_SWITCH: Final = {b"true": True, b"false": False}


def settings(content: bytes, path: str, names: Collection[str]) -> dict[str, bool | int]:
    """What it says of the named switches and numbers. A file without a single setting is cut: UNREADABLE, and so is one
    that has one of the names in an unknown form.
    """
    if _HEAD not in content:
        raise CannotTell(Unknown.UNREADABLE, f"{path} has no settings in it")
    wanted = {name.encode(): name for name in names}
    found = [(name, value) for name, value in _LINE.findall(content) if name in wanted]
    if len(found) != sum(content.count(b'"%s"' % name) for name in wanted):
        raise CannotTell(Unknown.UNREADABLE, f"{path}: a setting in an unknown form")
    return {wanted[name]: _SWITCH[value] if value in _SWITCH else int(value) for name, value in found}
