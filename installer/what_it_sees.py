"""Generator of docs/what-it-sees.md: what each check says of itself."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from installer.generator import ROOT, Generator
from postigo.core.model import Check, Scope, Share
from postigo.core.report import DOOR
from postigo.core.system import Platform
from postigo.core.values import Text
from postigo.reports import wording
from postigo.words import Words
from postigo_checks import pack

TARGET = ROOT / "docs/what-it-sees.md"
RECORDINGS = ROOT / "tests/recordings"

_TOP = """\
# What Postigo sees

What each automatic check reads on each system, what it can miss, and whether administrator rights show more. This page
is written from the checks by `python3 -m installer.generate`; a test holds it to them. `.venv/bin/postigo explain CHECK`
says the same of one check, in your language.

The last column counts the recordings that test the check: those that were captured on a real machine, of all. The others
were written from documentation, or from what people posted in public. Of all {of} recordings, **{captured}** were captured
on a real machine; the generator refuses to write a smaller number.

Nothing here needs administrator rights. Nothing leaves the computer, and what could not be seen is said, never guessed.
[Compared with the system's own tools](compared.md) tells on which systems that was tried.
"""
_CAPTURED = re.compile(r"\*\*(\d+)\*\* were captured")
_SYSTEMS = {Platform.LINUX: "Linux", Platform.WINDOWS: "Windows", Platform.MACOS: "macOS"}
_SCOPES = {
    Scope.USER: "looks at the account that runs it",
    Scope.MACHINE: "looks at the whole computer and reads no home",
}
_SHARES = {
    Share.OPEN: "a copy to give away tells it as it is",
    Share.NAMES: "in a copy to give away, names are replaced",
    Share.NEVER: "is in no copy, at no level",
}
_RIGHTS = {True: "show more", False: "change nothing"}


Seen = Mapping[tuple[str, str], Counter[str]]
"""By check and platform: how many recordings there are of each kind ("captured", "documented", …)."""


def seen(folder: Path = RECORDINGS) -> Seen:
    """The kinds of all recordings."""
    kinds: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for path in folder.glob("*/*.json"):
        recording = json.loads(path.read_bytes())
        kinds[path.parent.name, recording["platform"]][recording["kind"]] += 1
    return kinds


def page(kinds: Seen) -> str:
    """The whole page."""
    words = Words("en")
    top = _TOP.format(captured=_captured(kinds), of=sum(of.total() for of in kinds.values()))
    return "\n".join([top, *_lines(words, kinds)])


def _captured(kinds: Seen) -> int:
    return sum(of["captured"] for of in kinds.values())


def lost(before: str, kinds: Seen) -> Iterator[str]:
    """Fault if fewer recordings are of real machines than the page says."""
    for said in _CAPTURED.findall(before)[:1]:
        if _captured(kinds) < int(said):
            yield (
                f"{_captured(kinds)} recordings were captured on a real machine, and the page says {said}: that number never "
                f"falls. Bring the recording back, or lower the number on the page by hand and say why in the commit."
            )


def _lines(words: Words, kinds: Seen) -> Iterator[str]:
    by_tip = sorted(pack.checks, key=lambda check: check.tip)  # stable: inside a tip the order of the pack
    for tip, checks in groupby(by_tip, key=lambda check: check.tip):
        yield f"## Tip {tip}: {_said(words, wording.TIPS[tip])}\n"
        for check in checks:
            yield from _check(words, check, kinds)


def _check(words: Words, check: Check[Any], kinds: Seen) -> Iterator[str]:
    yield f"### {_said(words, check.title)}\n"
    notes = [_SCOPES[check.scope], _SHARES[check.share]]
    if check.on_request:
        behind = "runs only behind the door (“I need help”), or when asked for by its name"
        notes.insert(0, behind if check.tip == DOOR else "runs only when asked for by its name")
    yield f"`{check.id}`: {'; '.join(notes)}.\n"
    yield "| | What it reads | What it can miss | Administrator rights | From a real machine |"
    yield "|---|---|---|---|---|"
    for platform, name in _SYSTEMS.items():
        coverage = check.coverage.get(platform)
        if coverage is None or platform not in check.platforms:
            yield f"| {name} | This check does not exist here. | | | |"
        else:
            of = kinds.get((check.id, platform.value), Counter())
            told = (_said(words, coverage.reads), _said(words, coverage.misses), _RIGHTS[coverage.elevated])
            yield f"| {name} | {' | '.join(told)} | {of['captured']} of {of.total()} |"
    yield ""


def _said(words: Words, text: Text) -> str:
    """A sentence as a cell of a table can hold it."""
    return words.say(text, pack.name).replace("|", "\\|").replace("\n", " ")


def made() -> Mapping[Path, bytes]:
    """The page; nothing where the number on it would fall."""
    kinds = seen()
    return {} if any(lost(_before(), kinds)) else {TARGET: page(kinds).encode()}


def faults() -> Iterator[str]:
    """Faults of the page as it is, by `lost`."""
    yield from lost(_before(), seen())


def _before() -> str:
    return TARGET.read_text("utf-8") if TARGET.exists() else ""


GENERATOR = Generator("what-it-sees", made, faults)
