"""Icon of Postigo.app: the drawing of `installer.packages.desktop` in the sizes that iconutil wants. `icon.py ROOT FOLDER`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

SIZES = (16, 32, 128, 256, 512)


def draw(folder: Path, drawing: str) -> None:
    """PNG for each size, and one of twice as many points. Source: Apple, "Icon Set Type"."""
    from PySide6.QtCore import QByteArray  # noqa: PLC0415 - ROOT is put on the path first
    from PySide6.QtGui import QGuiApplication, QImage  # noqa: PLC0415

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication.instance() or QGuiApplication([])
    folder.mkdir(parents=True)
    for size in SIZES:
        for name, points in ((f"icon_{size}x{size}.png", size), (f"icon_{size}x{size}@2x.png", 2 * size)):
            sized = drawing.replace('width="128" height="128"', f'width="{points}" height="{points}"')
            image = QImage.fromData(QByteArray(sized.encode()))
            if image.width() != points or not image.save(str(folder / name)):
                raise SystemExit(f"{name} could not be drawn")
    del application


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    from installer.packages.desktop import icon

    draw(Path(sys.argv[2]), icon())
