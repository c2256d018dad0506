"""Entries for winget and Homebrew, from templates. Nothing is sent anywhere."""

from __future__ import annotations

from pathlib import Path
from string import Template
from typing import Final

from installer.packages.desktop import PARAGRAPHS, PLACE, SUMMARY
from installer.packages.make_windows import MSI
from installer.packages.order import Order
from installer.packages.sums import digest
from installer.packages.windows_msi import UPGRADE, product
from postigo import __version__

TEMPLATES: Final = Path(__file__).with_name("templates")
IDENTIFIER: Final = "Postigo.Postigo"
DMG: Final = f"postigo-{__version__}.dmg"


def winget(order: Order) -> list[Path]:
    """The three manifests, of the MSI that lies in the folder of products."""
    msi = order.out / MSI
    if not msi.is_file():
        raise SystemExit(f"{MSI} is not in {order.out}. Make it first: python3 -m installer.packages msi")
    folder = order.out / "winget"
    folder.mkdir(exist_ok=True)
    said = {
        **_common(),
        "sha256": digest(msi).upper(),
        "file": MSI,
        "product": f"{{{product()}}}",
        "upgrade": f"{{{str(UPGRADE).upper()}}}",
    }
    return [
        _filled(template, folder / template.name.replace("NAME", IDENTIFIER), said)
        for template in sorted(TEMPLATES.glob("NAME*.yaml"))
    ]


def cask(order: Order) -> list[Path]:
    """The cask, of the disk image that lies in the folder of products. A Mac makes that."""
    dmg = order.out / DMG
    if not dmg.is_file():
        raise SystemExit(f"{DMG} is not in {order.out}. It is made on a Mac: installer/macos/build.sh")
    folder = order.out / "homebrew"
    folder.mkdir(exist_ok=True)
    return [_filled(TEMPLATES / "postigo.rb", folder / "postigo.rb", {**_common(), "sha256": digest(dmg)})]


def _common() -> dict[str, str]:
    """Values that every template may name."""
    english, spanish = zip(*PARAGRAPHS, strict=True)
    return {
        "version": __version__, "identifier": IDENTIFIER, "place": PLACE, "short_en": SUMMARY[0], "short_es": SUMMARY[1],
        "long_en": "\n  ".join(english), "long_es": "\n  ".join(spanish),
    }  # fmt: skip


def _filled(template: Path, target: Path, said: dict[str, str]) -> Path:
    """A template with its values, at `target`. A name that nobody fills is an error."""
    target.write_text(Template(template.read_text("utf-8")).substitute(said), "utf-8")
    return target
