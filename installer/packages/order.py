"""Order of a package: what every maker is told."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

WORK: Final = Path("/var/tmp/postigo-packages")  # noqa: S108 - root's alone; too large for a /tmp in memory


class Order(NamedTuple):
    """Order of a package. `suite` is the release that builds, `work` holds its systems, `out` receives the packages.

    `level` is that of the compression, 0 to 9. `python` is an embeddable package of python.org, for Windows; without one, that of the lock.
    """

    suite: str
    work: Path
    out: Path
    level: int = 9
    python: Path | None = None
