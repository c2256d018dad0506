"""Word on this computer for a property of migasfree: `act`, `advise`, `fine` or `unknown`.

Behind it stands `~` and why. It reads the newest report (latest.py). What it cannot read, what is old and what was not seen whole is `unknown`: never `fine`.
Standard library only; the whole file is the code of the property. docs/engines.md.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

LATEST = "/var/lib/postigo/latest.json"
OLD = timedelta(days=8)


def verdict(report: dict[str, Any], now: datetime) -> str:
    """The word, with a reason behind `~`."""
    counts = report["counts"]
    began = datetime.strptime(report["began"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)  # noqa: UP017 - old Pythons
    if not timedelta(days=-1) < now - began < OLD:
        return "unknown~the last look is not of these days"
    for level in ("act", "advise"):
        if counts[level]:
            return f"{level}~{counts[level]} checks"
    unseen = counts["unknown"] + len(report["not_looked"]) + sum(pack["state"] == "broken" for pack in report["packs"])
    if unseen or report["ended"] is None or not counts["good"]:
        return f"unknown~{unseen} checks could not look"
    return "fine~all that was looked at"


def main(latest: str = LATEST) -> None:
    """One line, whatever the file is."""
    try:
        said = verdict(json.loads(Path(latest).read_text(encoding="utf-8")), datetime.now(timezone.utc))  # noqa: UP017
    except (OSError, ValueError, KeyError, TypeError):
        said = "unknown~there is no report that can be read"
    print(said)


if __name__ == "__main__":
    main(*sys.argv[1:])
