"""`python -m tests.stories.card_sheets OUTDIR [NAME…]`: every card whole, down to its end, many on a sheet, to look at.

For the way to help, the safety flow, the tips, the phone and the settings; in both languages and the pseudo-language, in a low
window, with text at 100 and at 200 per cent. `NAME`: how the names of the acts begin.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from postigo.gui.shell.application import application
from tests.stories.screens import ACTS, LOW, Shot, end, quiet, stage

FAMILIES: Final = ("help", "whose", "tip", "phone", "settings")
WAYS: Final = (("en", False), ("es", False), ("en", True))
"""Languages, and whether the pseudo-language stands in for one."""
SCALES: Final = (1.0, 2.0)
COLUMNS, WIDTH, GAP = 5, 512, 12


def cards(beginnings: Iterable[str] = FAMILIES) -> list[str]:
    """Names of the acts that are drawn."""
    return [name for name in ACTS if name.startswith(tuple(beginnings))]


def whole(app: QApplication, shot: Shot) -> QPixmap:
    """The bar above a page, and the page down to its end."""
    one = stage(app, shot)
    shot.act(one)
    quiet(one)
    page = one.window.pages.shown
    assert page is not None
    content = page.widget()
    assert content is not None
    parts = [part.grab() for part in (page.fixed, content) if part is not None]
    end(one)
    made = QPixmap(max(part.width() for part in parts), sum(part.height() for part in parts))
    made.fill(Qt.GlobalColor.white)
    painter, top = QPainter(made), 0
    for part in parts:
        painter.drawPixmap(0, top, part)
        top += part.height()
    painter.end()
    return made


def sheet(pictures: list[QPixmap]) -> QPixmap:
    """Pictures side by side."""
    small = [one.scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation) for one in pictures]
    made = QPixmap(len(small) * (WIDTH + GAP), max(one.height() for one in small))
    made.fill(Qt.GlobalColor.gray)
    painter = QPainter(made)
    for index, one in enumerate(small):
        painter.drawPixmap(index * (WIDTH + GAP), 0, one)
    painter.end()
    return made


def main(argv: list[str]) -> int:
    """The command."""
    if not argv:
        print(__doc__)
        return 64
    out = Path(argv[0])
    out.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app, names = application(["card sheets"]), cards(argv[1:] or FAMILIES)
    for language, pseudo in WAYS:
        for scale in SCALES:
            for first in range(0, len(names), COLUMNS):
                some = names[first : first + COLUMNS]
                shots = [Shot(ACTS[name], size=LOW, scale=scale, language=language, pseudo=pseudo) for name in some]
                spoken = "pseudo" if pseudo else language
                name = f"{spoken}-{round(scale * 100)}-{first // COLUMNS:02}-{some[0]}.png"
                sheet([whole(app, shot) for shot in shots]).save(str(out / name))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
