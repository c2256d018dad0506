"""Debian packages: what lies where, what they say of themselves, and the archive. The same bytes for the same tree."""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Final

from installer import fix_helper
from installer.environment import ROOT
from installer.packages import desktop, licences, manual
from installer.packages.systems import run
from installer.packages.trees import settle
from postigo import __version__

MAINTAINER: Final = "The Postigo founders <postigo@invalid.example>"
HOME: Final = "usr/lib/postigo"
UNITS: Final = ROOT / "installer" / "schedule"
"""Units of the schedule. They are installed, and nothing enables them."""


@dataclass(frozen=True)
class Package:
    """Package as its control file describes it. `short` in one line, `long` in paragraphs of plain text."""

    name: str
    short: str
    long: str
    depends: str
    fields: dict[str, str] = field(default_factory=dict)
    scripts: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, str] = field(default_factory=dict)
    """Tags of lintian that are meant so, each with its reason."""
    section: str = "utils"


PROMISE: Final = (
    "Postigo looks at this computer and says, in plain words, who can look in: through the camera, the microphone, the screen, the network "
    "and shared folders. What it could not see is said too, and never counts as good."
)

BUNDLED: Final = {
    "embedded-library": "a Python of its own comes along, and wheels with their libraries: it runs where the system's are too old",
    "hardening-no-pie": "the starter of PyInstaller's wheel, held to its hash, as its makers built it",
    "library-not-linked-against-libc": "Qt's tables of characters have no code",
    "shared-library-lacks-prerequisites": "as above, and modules of Python that need nothing but Python",
    "unstripped-binary-or-object": "wheels of PyPI, held to their hashes; strip would break what patchelf has arranged",
}
"""Tags of lintian that are meant so in each package, with their reasons."""


def stage(root: Path, tree: Path, package: Package, *, window: bool, epoch: int, third: str) -> None:
    """Lay the files of a program's package into an empty folder."""
    shutil.copytree(tree, root / HOME, symlinks=True)
    place(root, "usr/bin/postigo").symlink_to("../lib/postigo/postigo")
    for folder, code in (("usr/share/man/man1", "en"), ("usr/share/man/es/man1", "es")):
        write(root, f"{folder}/postigo.1.gz", packed(manual.page(code, epoch)))
    write(root, "usr/share/bash-completion/completions/postigo", manual.completion())
    if window:
        write(root, "usr/libexec/postigo/fix-helper", fix_helper.program())
        write(root, "usr/share/polkit-1/actions/org.postigo.fix.policy", fix_helper.policy())
        write(root, "usr/share/applications/postigo.desktop", desktop.entry())
        write(root, "usr/share/icons/hicolor/scalable/apps/postigo.svg", desktop.icon())
        write(root, f"usr/share/metainfo/{desktop.ID}.metainfo.xml", desktop.metainfo(epoch))
    for unit in units():
        write(root, f"usr/lib/systemd/system/{unit.name}", unit.read_bytes())
    document(root, package, epoch, third)


def units() -> list[Path]:
    """Files of systemd's units, if the schedule has any."""
    return sorted(path for path in UNITS.rglob("*") if path.suffix in {".service", ".timer"}) if UNITS.is_dir() else []


def document(root: Path, package: Package, epoch: int, third: str) -> None:
    """Lay the documents of each package: copyright, changelog, and lintian's tags that are meant so."""
    folder = f"usr/share/doc/{package.name}"
    write(root, f"{folder}/copyright", licences.COPYRIGHT)
    write(root, f"{folder}/changelog.gz", packed(changelog(package.name, epoch)))
    if third:
        write(root, f"{folder}/third-party.txt.gz", packed(third))
    if package.overrides:
        lines = [f"# {why}\n{package.name}: {tag} *\n" for tag, why in package.overrides.items()]
        write(root, f"usr/share/lintian/overrides/{package.name}", "".join(lines))


def changelog(name: str, epoch: int) -> str:
    """Changelog of one entry (Debian Policy 4.4)."""
    day = format_datetime(datetime.fromtimestamp(epoch, UTC))
    return f"{name} ({__version__}) unstable; urgency=medium\n\n  * Built from its sources: docs/packages.md.\n\n -- {MAINTAINER}  {day}\n"


def build(root: Path, package: Package, folder: Path, epoch: int, level: int = 6) -> Path:
    """The archive of what is laid in `root`, in a folder. `level` is that of xz."""
    settle(root, epoch)
    control = root / "DEBIAN"
    control.mkdir()
    (control / "control").write_text(control_file(package, root), "utf-8")
    (control / "md5sums").write_text("".join(sums(root)), "utf-8")
    for name, script in package.scripts.items():
        (control / name).write_text(script, "utf-8")
    settle(root, epoch)
    target = folder / f"{package.name}_{__version__}_{architecture()}.deb"
    surroundings = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch), "DPKG_DEB_THREADS_MAX": "1"}
    run(["dpkg-deb", "--root-owner-group", "-Zxz", f"-z{level}", "--build", str(root), str(target)], env=surroundings)
    return target


def control_file(package: Package, root: Path) -> str:
    """Control file (Debian Policy 5.3)."""
    files = [
        path for path in root.rglob("*") if path.is_file() and not path.is_symlink() and "DEBIAN" not in path.parts
    ]
    size = sum(-(-path.stat().st_size // 1024) for path in files)
    fields = {"Package": package.name, "Version": __version__, "Architecture": architecture(), "Maintainer": MAINTAINER,
              "Installed-Size": str(size), "Depends": package.depends, **package.fields, "Section": package.section,
              "Priority": "optional"}  # fmt: skip
    lines = [f"{name}: {value}\n" for name, value in fields.items() if value]
    return "".join([*lines, f"Description: {package.short}\n", *(f" {line}\n" for line in folded(package.long))])


def folded(text: str) -> list[str]:
    """Paragraphs in lines of 76 characters. An empty line is a dot."""
    import textwrap  # noqa: PLC0415 - here only

    parts = [textwrap.wrap(part, 76) for part in text.split("\n\n")]
    return [line for number, part in enumerate(parts) for line in ([] if number == 0 else ["."]) + part]


def sums(root: Path) -> list[str]:
    """Lines of md5sums, by which dpkg --verify finds what was changed."""
    files = sorted(
        path for path in root.rglob("*") if path.is_file() and not path.is_symlink() and "DEBIAN" not in path.parts
    )
    return [
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(root)}\n"
        for path in files
    ]


def architecture() -> str:
    """Debian's name of this machine's kind."""
    return run(["dpkg", "--print-architecture"]).strip()


def place(root: Path, name: str) -> Path:
    """A path below the root, with the folders above it."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def write(root: Path, name: str, content: str | bytes) -> Path:
    """A file below the root."""
    path = place(root, name)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def packed(text: str) -> bytes:
    """Text for a file that Debian wants compressed: without name and time."""
    return gzip.compress(text.encode(), 9, mtime=0)
