"""Packages for Linux, really built of these very sources on a Debian 12, once for all tests. `built` is a fixture."""

from __future__ import annotations

import hashlib
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import pytest
from installer.environment import ROOT
from installer.packages import freeze, make_linux, products
from installer.packages.order import Order
from installer.packages.systems import copied, run

from tests.support.bare_machine import BARE_MACHINES, debian_12
from tests.support.places import alone

__all__ = ["debian_12"]  # a fixture, found by its name

NO_PART: Final = ("tests/", "docs/", "installer/packages/trial", "installer/packages/judges")


@pytest.fixture(scope="session")
def built(debian_12: Path) -> Path:
    """Folder with the packages; `again` in it has the one with the window once more, and `trees.json` what both were made of.

    It is kept for the next run, if the sources are the same then.
    """
    place = BARE_MACHINES / "packages"
    with alone("packages"):
        key = _sources()
        if not (place / "made").is_file() or (place / "made").read_text() != key:
            shutil.rmtree(place, ignore_errors=True)
            _build(debian_12, place)
            (place / "made").write_text(key)
    return place


def _sources() -> str:
    """Hash of all that packages are made of."""
    listed = run(["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]).split("\0")
    hashed = hashlib.sha256()
    for name in sorted(name for name in listed if name and not name.startswith(NO_PART) and (ROOT / name).is_file()):
        hashed.update(name.encode() + b"\0" + hashlib.sha256((ROOT / name).read_bytes()).digest())
    return hashed.hexdigest()


def _build(debian_12: Path, place: Path) -> None:
    work = place / "work"
    (place / "again").mkdir(parents=True)
    order = Order("bookworm", work, place, level=0)
    shop = make_linux.workshop(order)
    with copied(debian_12, work / "build-bookworm") as machine:
        freeze.equip("bookworm", machine)
        (machine / "equipped").touch()
        with ThreadPoolExecutor(2) as side:
            again = side.submit(freeze.freeze, "window", machine, shop.python, work / "again", name="again")
            frozen = shop.frozen("window")
        for make in (make_linux.deb, make_linux.headless, make_linux.pdf, make_linux.fleet):
            make(order)
        other = make_linux.Workshop(order._replace(out=place / "again"))
        other.program(products.window(frozen.depends), again.result(), window=True)
        trees = [sums(one.tree) for one in (frozen, again.result())]
    (place / "trees.json").write_text(json.dumps(trees))
    shutil.rmtree(work)


def sums(tree: Path) -> dict[str, tuple[int, str]]:
    """Mode and content of each file below."""
    return {
        path.relative_to(tree).as_posix(): (path.lstat().st_mode, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in tree.rglob("*")
        if path.is_file()
    }
