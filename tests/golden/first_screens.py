"""Generator of the first screens: the beginning of the text report of each remembered machine, in each language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from installer.generator import Generator

from postigo.reports import shape, text
from postigo.reports.paper import Paper
from postigo.reports.redaction import words_for
from tests.golden import FOLDER, LANGUAGES, in_utc, lacks, unknown
from tests.support import remembered

SCREENS: Final = FOLDER / "first_screens"
LINES: Final = 24
COLUMNS: Final = 80


def lines(machine: Path, language: str) -> list[str]:
    """The whole report on a terminal of 80 letters."""
    report = remembered.report(machine)
    return [
        *text.whole(
            shape.shown(report, words_for(language, report)), words_for(language, report), Paper(width=COLUMNS - 1)
        )
    ]


def first_screen(machine: Path, language: str) -> list[str]:
    """What is seen without scrolling: below it stands the shell's prompt."""
    return lines(machine, language)[: LINES - 1]


def made() -> Mapping[Path, bytes]:
    """All first screens."""
    with in_utc():
        return {
            SCREENS / f"{machine.stem}.{language}.txt": ("\n".join(first_screen(machine, language)) + "\n").encode()
            for machine in remembered.MACHINES
            for language in LANGUAGES
        }


def faults() -> Iterator[str]:
    """First screens of machines that are gone."""
    wanted = (SCREENS / f"{one.stem}.{language}.txt" for one in remembered.MACHINES for language in LANGUAGES)
    yield from unknown(wanted, SCREENS)


GENERATOR = Generator("first-screens", made, faults, lacks=lambda: lacks("posix"))
