"""Sets of weak passwords, written by hand as people make them; nobody's."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent


def people(name: str) -> Iterator[tuple[str, str]]:
    """Each password of a set, with the kind that it is of.

    `development`, on which the strength was tuned; `validation`, of which only the share was looked at; `blind` and
    `blind-ordinary`, written by others who looked at nothing, and asked once when all was done; `blind-strong`, drawn by lot.
    """
    kind = ""
    for line in (HERE / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            kind = line.strip("[]")
        elif line and not line.startswith("# "):
            yield kind, line


def still_strong() -> list[str]:
    """What a first trial from outside found too strong (commit ecd2029)."""
    with (HERE / "still-strong.csv").open(encoding="utf-8", newline="") as file:
        return [row["password"] for row in csv.DictReader(file)]
