"""Key files of GLib, in which GNOME, its login screen and flatpak keep settings. Groups in brackets, `key=value` below them.

The form is GLib's ("Key-value file parser" in its documentation): UTF-8, and a line that begins with `#` is a comment.
"""

from __future__ import annotations

from typing import TypeAlias

from postigo.api import CannotTell, Unknown

Keyfile: TypeAlias = dict[str, dict[str, str]]


def keyfile(content: bytes, where: str) -> Keyfile:
    """The groups of a GLib key file, each with its keys. UNREADABLE for anything that is not one."""
    groups: Keyfile = {}
    group: dict[str, str] | None = None
    try:
        lines = content.decode().splitlines()
    except UnicodeDecodeError:
        raise CannotTell(Unknown.UNREADABLE, f"{where} is not text") from None
    for line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("[") and line.rstrip().endswith("]"):
            group = groups.setdefault(line.strip()[1:-1], {})
            continue
        key, equals, value = line.partition("=")
        if not equals or group is None:
            raise CannotTell(Unknown.UNREADABLE, f"{where} is no key file")
        group[key.strip()] = value.strip()
    return groups
