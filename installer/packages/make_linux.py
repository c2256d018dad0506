"""Workshop: the packages for Linux, each made by one call. What several of them need is made once."""

from __future__ import annotations

import shutil
from functools import cached_property, lru_cache
from pathlib import Path

from installer.packages import deb as debian
from installer.packages import freeze, licences, products, stick
from installer.packages.deb import Package
from installer.packages.freeze import Frozen
from installer.packages.order import Order
from installer.packages.systems import shell


class Workshop:
    """Systems and folders of one order."""

    def __init__(self, order: Order) -> None:
        self.suite, self.work, self.out, self.level, _ = order
        self.epoch = int(freeze.epoch())
        self.work.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._frozen: dict[str, Frozen] = {}

    @cached_property
    def machine(self) -> Path:
        """The building system."""
        return freeze.builder(self.suite, self.work / f"build-{self.suite}")

    @cached_property
    def python(self) -> str:
        """Python inside it that has all that is frozen."""
        return freeze.prepare(self.suite, self.machine)

    @cached_property
    def third(self) -> str:
        """Licences of what comes along."""
        place = self.machine / freeze.WORK / "venv/lib"
        site = next(place.glob("python3*/site-packages"))
        return licences.third_party(site, self.machine / "usr/share/doc/python3.11/copyright")

    def frozen(self, kind: str) -> Frozen:
        """The frozen program of a kind."""
        if kind not in self._frozen:
            self._frozen[kind] = freeze.freeze(kind, self.machine, self.python, self.work / f"frozen-{kind}")
        return self._frozen[kind]

    def program(self, package: Package, frozen: Frozen, *, window: bool) -> Path:
        """Package of a frozen program."""
        root = self._empty(package.name)
        debian.stage(root, frozen.tree, package, window=window, epoch=self.epoch, third=self.third)
        return debian.build(root, package, self.out, self.epoch, self.level)

    def addition(self, name: str, describe: products.Describe, layers: tuple[str, ...]) -> Path:
        """Package with wheels laid flat into the folder of additions."""
        place = f"/{freeze.WORK}/{name}"
        freeze.download(self.machine / freeze.WORK / "wheels", layers)
        shutil.rmtree(self.machine / place[1:], ignore_errors=True)
        locks = " ".join(f"-r /{freeze.WORK}/source/installer/locks/{layer}.txt" for layer in layers)
        offline = f"--no-index --find-links /{freeze.WORK}/wheels --quiet --no-compile --no-deps --require-hashes"
        shell(self.machine, f"{self.python} -m pip install {offline} --target {place} {locks}\nrm -rf {place}/bin")
        package = describe(freeze.libraries(self.machine, place))
        root = self._empty(package.name)
        shutil.copytree(self.machine / place[1:], root / debian.HOME / "additions")
        debian.document(root, package, self.epoch, licences.third_party(self.machine / place[1:], Path("/nonexistent")))
        return debian.build(root, package, self.out, self.epoch, self.level)

    def _empty(self, name: str) -> Path:
        root = self.work / f"stage-{name}"
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir()
        return root


@lru_cache(maxsize=1)
def workshop(order: Order) -> Workshop:
    """The workshop of an order. Two packages of one call share what is frozen."""
    return Workshop(order)


def deb(order: Order) -> list[Path]:
    """The package with the window."""
    frozen = workshop(order).frozen("window")
    return [workshop(order).program(products.window(frozen.depends), frozen, window=True)]


def headless(order: Order) -> list[Path]:
    """The package without a window and without the audit of passwords."""
    frozen = workshop(order).frozen("headless")
    return [workshop(order).program(products.headless(frozen.depends), frozen, window=False)]


def pdf(order: Order) -> list[Path]:
    """The package that adds PDF."""
    return [workshop(order).addition("pdf", products.pdf, ("pdf",))]


def fleet(order: Order) -> list[Path]:
    """The package that adds DuckDB, for more reports than one summary."""
    return [workshop(order).addition("fleet", products.fleet, ("parquet",))]


def tarball(order: Order) -> list[Path]:
    """The archive for a stick: the frozen program, and libraries that a desktop may lack."""
    made = workshop(order)
    return [stick.archive(made.frozen("window").tree, made.machine, made.work, made.out, made.epoch, made.level)]
