"""Archive for a USB stick: Postigo that needs no installation, no root and no network."""

from __future__ import annotations

import lzma
import shutil
import tarfile
from pathlib import Path
from typing import Final

from installer.packages.deb import place, write
from installer.packages.trees import settle
from postigo import __version__

LIBRARIES: Final = (
    *("libxcb-cursor.so.0", "libxcb-icccm.so.4", "libxcb-image.so.0", "libxcb-keysyms.so.1", "libxcb-render-util.so.0"),
    *("libxcb-util.so.1", "libxkbcommon-x11.so.0"),
)
"""Small libraries of Qt's that a desktop need not have. All others are on each one with a screen."""

README: Final = """\
Postigo {version}

English
  1. Unpack this folder where programs may be started: a USB stick is fine, also one that is write-protected.
  2. Double-click "postigo", or type in a terminal:  ./postigo
     Without a window:  ./postigo audit
  Nothing is installed, and nothing is sent anywhere. Settings are kept in your home folder, only if you change them.
  What it cannot do from here: change what belongs to the whole computer (the firewall, updates). It tells you the steps.
  What is not there: reports as PDF. The page (HTML) says the same, and can be printed.
  It needs Linux for 64-bit PCs (x86-64) from 2020 on: Ubuntu 20.04, Debian 11, or later. The window needs a desktop.
  Look only at your own device, or with its owner, who wants it.

Español
  1. Descomprime esta carpeta donde se puedan abrir programas: vale una memoria USB, también protegida contra escritura.
  2. Haz doble clic en "postigo", o escribe en una terminal:  ./postigo
     Sin ventana:  ./postigo audit
  No se instala nada y no se envía nada. Los ajustes se guardan en tu carpeta personal, solo si los cambias.
  Lo que no puede hacer desde aquí: cambiar lo que es de todo el equipo (el cortafuegos, las actualizaciones). Te dice los pasos.
  Lo que no tiene: informes en PDF. La página (HTML) dice lo mismo y se puede imprimir.
  Necesita Linux para PC de 64 bits (x86-64) desde 2020: Ubuntu 20.04, Debian 11 o posterior. La ventana necesita un escritorio.
  Mira solo tu propio dispositivo, o con su dueño o dueña delante y de acuerdo.
"""


def archive(tree: Path, machine: Path, work: Path, out: Path, epoch: int, level: int) -> Path:
    """The archive. A stick's file system has no links, so there are none in it; `machine` is the building system."""
    name = f"postigo-{__version__}-linux-x86_64"
    folder = work / name
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(tree, folder, symlinks=True)
    if links := [path for path in folder.rglob("*") if path.is_symlink()]:
        raise ValueError(f"a stick can hold no link: {links[0]}")
    for library in LIBRARIES:
        source = next((machine / "usr/lib").glob(f"*/{library}"))
        shutil.copyfile(source.resolve(), place(folder, f"_internal/{library}"))
    write(folder, "README.txt", README.format(version=__version__))
    settle(folder, epoch)
    target = out / f"{name}.tar.xz"
    with (
        lzma.open(target, "wb", preset=level) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT) as tar,
    ):
        for path in [folder, *sorted(folder.rglob("*"))]:
            entry = tar.gettarinfo(path, path.relative_to(work).as_posix())
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = "root"
            entry.mtime = epoch
            if path.is_file():
                with path.open("rb") as file:
                    tar.addfile(entry, file)
            else:
                tar.addfile(entry)
    shutil.rmtree(folder)
    return target
