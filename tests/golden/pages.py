"""Generator of the snapshots of the window's pages. Qt is loaded when they are made: it may be missing."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from installer.generator import Generator

from tests.golden import FOLDER, LANGUAGES, lacks, unknown

PAGES: Final = FOLDER / "window"


def file(name: str, language: str) -> Path:
    """The snapshot of an act in a language."""
    return PAGES / f"{name}.{language}.txt"


def made() -> Mapping[Path, bytes]:
    """All snapshots, from one application without a screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from postigo.gui.shell.application import application  # noqa: PLC0415 - see above
    from tests.golden.window import NAMES, snapshots  # noqa: PLC0415

    app = application(["snapshots"])
    return {file(name, language): text.encode() for name in NAMES for language, text in snapshots(app, name).items()}


def faults() -> Iterator[str]:
    """Snapshots of acts that are gone."""
    from tests.golden.window import NAMES  # noqa: PLC0415 - see above

    yield from unknown((file(name, language) for name in NAMES for language in LANGUAGES), PAGES)


GENERATOR = Generator("window", made, faults, lacks=lambda: lacks("posix", "qt"))
