"""`python3 -m installer.what_it_sees`: writes docs/what-it-sees.md from the checks themselves.

`--check` changes nothing and fails when the file is not what the checks say. It needs the project's environment.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from postigo.core.model import Check, Scope, Share
from postigo.core.system import Platform
from postigo.core.values import Text
from postigo.reports import wording
from postigo.words import Words
from postigo_checks import pack

TARGET = Path(__file__).resolve().parent.parent / "docs/what-it-sees.md"

_TOP = """\
# What Postigo sees

What each automatic check reads on each system, what it can miss, and whether administrator rights show more. This page
is written from the checks by `python3 -m installer.what_it_sees`; a test holds it to them. `.venv/bin/postigo explain CHECK`
says the same of one check, in your language.

Nothing here needs administrator rights. Nothing leaves the computer, and what could not be seen is said, never guessed.
[Compared with the system's own tools](compared.md) tells on which systems that was tried.
"""
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


def page() -> str:
    """The whole page."""
    words = Words("en")
    return "\n".join([_TOP, *_lines(words)])


def _lines(words: Words) -> Iterator[str]:
    by_tip = sorted(pack.checks, key=lambda check: check.tip)  # stable: inside a tip the order of the pack
    for tip, checks in groupby(by_tip, key=lambda check: check.tip):
        yield f"## Tip {tip}: {_said(words, wording.TIPS[tip])}\n"
        for check in checks:
            yield from _check(words, check)


def _check(words: Words, check: Check[Any]) -> Iterator[str]:
    yield f"### {_said(words, check.title)}\n"
    notes = [_SCOPES[check.scope], _SHARES[check.share]]
    if check.on_request:
        notes.insert(0, "runs only when asked for by its name")
    yield f"`{check.id}`: {'; '.join(notes)}.\n"
    yield "| | What it reads | What it can miss | Administrator rights |"
    yield "|---|---|---|---|"
    for platform, name in _SYSTEMS.items():
        coverage = check.coverage.get(platform)
        if coverage is None or platform not in check.platforms:
            yield f"| {name} | This check does not exist here. | | |"
        else:
            told = (_said(words, coverage.reads), _said(words, coverage.misses), _RIGHTS[coverage.elevated])
            yield f"| {name} | {' | '.join(told)} |"
    yield ""


def _said(words: Words, text: Text) -> str:
    """A sentence as a cell of a table can hold it."""
    return words.say(text, pack.name).replace("|", "\\|").replace("\n", " ")


def main(argv: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python3 -m installer.what_it_sees", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail if the page is not up to date")
    asked = parser.parse_args(argv)
    made = page()
    if asked.check:
        current = TARGET.read_text("utf-8") if TARGET.exists() else ""
        if current != made:
            sys.stderr.write("docs/what-it-sees.md is not what the checks say. Run python3 -m installer.what_it_sees\n")
            return 1
        return 0
    TARGET.write_text(made, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
