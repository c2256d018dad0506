"""Sums and signatures of a folder of products.

No key lies here, and none is asked for unless a person names a program of theirs.
"""

from __future__ import annotations

import hashlib
import os
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from installer.packages.order import Order
from installer.packages.systems import run

NAME: Final = "SHA256SUMS"
HOOKS: Final = {
    "": "POSTIGO_SIGN_SUMS",
    ".msi": "POSTIGO_SIGN_WINDOWS",
    ".exe": "POSTIGO_SIGN_WINDOWS",
    ".deb": "POSTIGO_SIGN_DEB",
}
"""Variable that names the program which signs files with this ending; SHA256SUMS has none. See docs/releasing.md."""


def sums(order: Order) -> list[Path]:
    """Sums of signed products. A product is signed first, where a hook is named; the sums last."""
    products = listed(order.out)
    for product in products:
        sign(product, os.environ)
    target = order.out / NAME
    target.write_text("".join(f"{digest(path)}  {path.name}\n" for path in listed(order.out)), "utf-8")
    sign(target, os.environ)
    return [target]


def listed(folder: Path) -> list[Path]:
    """Products in a folder, by name. The sums and their signatures are none."""
    return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith(NAME))


def sign(file: Path, environ: Mapping[str, str]) -> bool:
    """Hand a file to the program that signs its kind; whether one is named. It stops all if that fails."""
    words = shlex.split(environ.get(HOOKS.get(file.suffix, ""), ""))
    if words:
        run([*words, str(file)])
    return bool(words)


def digest(file: Path) -> str:
    """SHA-256 of a file, in small letters."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
