"""The package with the window: built twice on Debian 12, judged, and installed, run, renewed, exchanged and purged on a bare one."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from installer.packages import freeze, judges, make_linux, products, trial
from installer.packages.order import Order
from installer.packages.systems import copied

from tests.support.bare_machine import debian_12
from tests.support.places import needs

__all__ = ["debian_12"]  # a fixture, found by its name


def sums(tree: Path) -> dict[str, tuple[int, str]]:
    """Mode and content of each file below."""
    return {
        path.relative_to(tree).as_posix(): (path.lstat().st_mode, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in tree.rglob("*")
        if path.is_file()
    }


@pytest.mark.set_up
@pytest.mark.long
@needs("chroot", "debootstrap", "registry", "lintian", "desktop-file-validate", "appstreamcli")
def test_the_packages_are_the_same_when_built_again_and_a_bare_debian_takes_runs_and_drops_them(
    debian_12: Path, tmp_path: Path
) -> None:
    work, out = tmp_path / "work", tmp_path / "out"
    out.mkdir()
    order = Order("bookworm", work, out, level=0)
    shop = make_linux.workshop(order)
    with copied(debian_12, work / "build-bookworm") as machine:
        freeze.equip("bookworm", machine)
        (machine / "equipped").touch()
        python = shop.python
        with ThreadPoolExecutor(2) as side:
            again = side.submit(freeze.freeze, "window", machine, python, work / "again", name="again")
            frozen = shop.frozen("window")
        assert sums(again.result().tree) == sums(frozen.tree)
        window, headless = make_linux.deb(order)[0], make_linux.headless(order)[0]
        first = hashlib.sha256(window.read_bytes()).hexdigest()
        shop.program(products.window(frozen.depends), again.result(), window=True)
        assert hashlib.sha256(window.read_bytes()).hexdigest() == first
    for package, most in ((window, 165), (headless, 45)):
        assert judges.faults(package) == []
        assert sum(int(line.split()[2]) for line in judges.contents(package)) < most * 1_000_000
    assert not [
        line for line in judges.contents(headless) if "PySide6" in line or "zxcvbn" in line or "pykeepass" in line
    ]
    with copied(debian_12, work / "bare") as bare:
        told = list(trial.on_one(bare, out))
    assert told[-1] == "purged, and nothing is left"
