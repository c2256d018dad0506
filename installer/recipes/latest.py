"""Newest gathered report of this computer under one name, which engines read again and again.

`latest.py [REPORTS [LATEST]]`, as root, after each look. The old one is replaced in one step; without a report nothing is changed.
Standard library only. docs/engines.md.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

REPORTS = "/var/lib/postigo/reports"
LATEST = "/var/lib/postigo/latest.json"


def main(reports: str = REPORTS, latest: str = LATEST) -> int:
    """1 where there is no report."""
    found = sorted(Path(reports).glob("site=*/date=*/*.json"), key=lambda file: file.stat().st_mtime)
    if not found:
        return 1
    new = Path(f"{latest}.new")
    shutil.copyfile(found[-1], new)
    os.chmod(new, 0o600)  # noqa: PTH101 - beside `replace`
    new.replace(latest)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
