"""Licences: Debian's copyright file, and the texts of everything that comes along."""

from __future__ import annotations

import email
from pathlib import Path
from typing import Final

HOLDERS: Final = "2026 The Postigo founders"

COPYRIGHT: Final = f"""\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Postigo
Comment: A whole Python and the packages that Postigo uses come along. Their licences
 are in third-party.txt beside this file, with their texts.

Files: *
Copyright: {HOLDERS}
License: GPL-3+

License: GPL-3+
 This program is free software: you can redistribute it and/or modify it under
 the terms of the GNU General Public License as published by the Free Software
 Foundation, either version 3 of the License, or (at your option) any later
 version.
 .
 This program is distributed in the hope that it will be useful, but WITHOUT ANY
 WARRANTY; without even the implied warranty of MERCHANTABILITY or FITNESS FOR A
 PARTICULAR PURPOSE. See the GNU General Public License for more details.
 .
 On Debian systems the whole text of the GNU General Public License version 3 is
 in /usr/share/common-licenses/GPL-3.
"""
_NAMES: Final = ("LICENSE", "LICENCE", "COPYING", "NOTICE", "AUTHORS")
_OURS: Final = {"postigo", "pip", "pyinstaller", "pyinstaller-hooks-contrib", "altgraph", "setuptools", "hatchling", "editables", "polib", "pathspec", "pluggy", "trove-classifiers", "tomlkit"}  # fmt: skip
"""Us, and what only builds."""


DEBIAN: Final = """\
Qt and PySide6 are used under the GNU Lesser General Public License, version 3 (/usr/share/common-licenses/LGPL-3).
Their libraries lie as files of their own in /usr/lib/postigo/_internal/PySide6 and can be replaced there.

OpenSSL is used under the Apache License, version 2.0 (/usr/share/common-licenses/Apache-2.0).

The program's starter is PyInstaller's, under the GNU General Public License, version 2 or later, with an exception
that lets it start programs of any licence.
"""
"""Head where Debian has the texts."""
COMMON: Final = Path("/usr/share/common-licenses")
WINDOWS: Final = """\
Qt and PySide6 are used under the GNU Lesser General Public License, version 3. Its text stands at the end; LICENSE.txt
has the one that it adds to. Their libraries lie as files of their own in lib\\PySide6 and can be replaced there.

OpenSSL is used under the Apache License, version 2.0. Its text stands at the end.

The starters are those of distlib, under the Python Software Foundation License, whose text stands under "Python".
"""
"""Head where nothing else is at hand."""


def third_party(site: Path, python: Path, head: str = DEBIAN) -> str:
    """Licences of packages in a `site-packages`, with their texts, between Qt's and Python's.

    `python` is the licence of Python. Sources: the core metadata of each, packaging.python.org.
    """
    told = [_told(folder) for folder in sorted(site.glob("*.dist-info"), key=lambda path: path.name.casefold())]
    text = python.read_text("utf-8", "replace") if python.is_file() else ""
    return "\n".join([head, *filter(None, told), "=== Python\n", text, *_common(head)])


def _common(head: str) -> list[str]:
    """Texts that Debian has in one place and Windows has not."""
    return [
        f"=== {name}\n\n{(COMMON / name).read_text('utf-8')}" for name in ("LGPL-3", "Apache-2.0") if head is WINDOWS
    ]


def _told(folder: Path) -> str:
    """One package's part; nothing for what is not in the frozen program."""
    data = email.message_from_string((folder / "METADATA").read_text("utf-8", "replace"))
    name = str(data["Name"])
    if name.casefold().replace("_", "-") in _OURS:
        return ""
    classifiers = [line.rpartition(" :: ")[2] for line in data.get_all("Classifier", []) if line.startswith("License")]
    licence = (
        str(data["License-Expression"] or "; ".join(classifiers) or data["License"] or "see below")
        .strip()
        .splitlines()[0]
    )
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name.upper().startswith(_NAMES))
    texts = [path.read_text("utf-8", "replace") for path in files]
    return "\n".join([f"=== {name} {data['Version']}\nLicence: {licence}\n", *texts])
