"""Generator of the list of checks in README.md."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

from installer.generator import ROOT, Generator
from postigo.core.report import DOOR
from postigo.reports import wording
from postigo.words import Words
from postigo_checks import pack

TARGET = ROOT / "README.md"
_BLOCK = re.compile(r"(?<=<!-- checks -->\n).*?(?=<!-- end of checks -->\n)", re.DOTALL)
_BESIDE = {4: "; and, when you choose a file, [the passwords in it](docs/passwords.md)"}


def block() -> str:
    """How many checks there are, and the table of them by tip."""
    words = Words("en")
    listed = [check for check in pack.checks if check.tip != DOOR]  # those behind the door are in no list
    count = (
        f"There are {len(listed)} checks; which of them a system has differs. *Could not look* is an answer of its "
        "own: it never counts as good."
    )
    lines = [count, "", "| tip | checks |", "|---|---|"]
    by_tip = sorted(listed, key=lambda check: check.tip)  # stable: inside a tip the order of the pack
    for tip, checks in groupby(by_tip, key=lambda check: check.tip):
        ids = ", ".join(f"`{check.id}`" for check in checks)
        lines.append(f"| {tip} · {words.say(wording.TIPS[tip])} | {ids}{_BESIDE.get(tip, '')} |")
    return "\n".join([*lines, ""])


def made() -> Mapping[Path, bytes]:
    """README.md with its block renewed, and all else as it is. A README without the two marks is an error."""
    text, times = _BLOCK.subn(lambda _: block(), TARGET.read_text("utf-8"))
    if times != 1:
        raise ValueError("README.md needs one <!-- checks --> and, below it, <!-- end of checks -->")
    return {TARGET: text.encode()}


GENERATOR = Generator("readme", made)
