"""Firefox's settings. Its own `prefs.js`, with a line `user_pref("name", value);` for each that differs from how it comes,
and the scripts that people and administrators write: `user.js`, `defaults/pref/*.js`, and an autoconfig.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from postigo.api import CannotTell, Unknown

_HEAD: Final = b"user_pref("
_LINE: Final = re.compile(rb'^user_pref\("([^"\n]+)", (true|false|-?\d+)\);\r?$', re.MULTILINE)
_SWITCH: Final = {b"true": True, b"false": False}


def settings(content: bytes, path: str, names: Collection[str]) -> dict[str, bool | int]:
    """Values of the named switches and numbers.

    A file without a single setting is cut: UNREADABLE, and so is one that has one of the names in an unknown form, or
    bytes that are no text.
    """
    if _HEAD not in content or _NO_TEXT.search(content):
        raise CannotTell(Unknown.UNREADABLE, f"{path} has no settings in it")
    wanted = {name.encode(): name for name in names}
    found = [(name, value) for name, value in _LINE.findall(content) if name in wanted]
    if len(found) != sum(content.count(b'"%s"' % name) for name in wanted):
        raise CannotTell(Unknown.UNREADABLE, f"{path}: a setting in an unknown form")
    return {wanted[name]: _SWITCH[value] if value in _SWITCH else int(value) for name, value in found}


_LAID: Final = r"""(?:user_?|lock|default|sticky)?pref\(\s*["']%s["']\s*,\s*(true|false|-?\d+)\s*(?:,[^)\n]*)?\)"""
_SETS: Final = re.compile(rb"pref\(", re.IGNORECASE)
_WHOLE: Final = re.compile(rb"""pref\(\s*(?:"[^"\n]*"|'[^'\n]*')\s*,[^;]*\)""", re.IGNORECASE)
_NO_TEXT: Final = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_COMMENT: Final = re.compile(rb"^[ \t]*(?://|#)[^\n]*|/\*.*?\*/", re.MULTILINE | re.DOTALL)
_SHIFTED: Final = bytes((byte - 13) % 256 for byte in range(256))


def laid(content: bytes, path: str, names: Collection[str]) -> dict[str, bool | int]:
    """Values of named switches and numbers in a person's script. Of two the later holds.

    An autoconfig has each byte shifted by 13, unless somebody switched that off. UNREADABLE where one of the names
    stands in another form than a plain setting: such a script can do anything.
    """
    said: dict[str, bool | int] = {}
    readings = [_COMMENT.sub(b"", text) for text in (content, content.translate(_SHIFTED))]
    if not any(_is_whole(plain) for plain in readings):
        raise CannotTell(Unknown.UNREADABLE, f"{path} is no script that sets anything")
    for plain in readings:
        for name in names:
            wanted = name.encode()
            if wanted not in plain:
                continue
            found = re.findall(_LAID.replace("%s", re.escape(name)).encode(), plain, re.IGNORECASE)
            if len(found) != len(re.findall(re.escape(wanted) + rb"(?![\w.])", plain)):
                raise CannotTell(Unknown.UNREADABLE, f"{path}: {name} in an unknown form")
            if found:
                said[name] = _SWITCH[found[-1]] if found[-1] in _SWITCH else int(found[-1])
    return said


def _is_whole(plain: bytes) -> bool:
    """Whether a script is text with whole settings, or nothing at all."""
    try:
        plain.decode()
    except UnicodeDecodeError:
        return False
    sets = len(_SETS.findall(plain))
    return not _NO_TEXT.search(plain) and (not plain.strip() or 0 < sets == len(_WHOLE.findall(plain)))
