"""One word for each idea: what docs/words.md says must not come back is in no sentence of either language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from postigo.reports.evidence_names import named
from postigo.system.recording import load
from tests.machines.build import looked_at

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = (
    ROOT / "checks/postigo_checks/locale/es/LC_MESSAGES/postigo_checks.po",
    ROOT / "resources/postigo_resources/locale/es/LC_MESSAGES/postigo.po",
)
LINE = re.compile(r"- `(?P<pattern>.+)` \((?P<language>en|es)\): (?P<why>.+)")


def forbidden() -> list[tuple[str, str, str]]:
    """Each pattern with its language and its reason."""
    _, _, listed = (ROOT / "docs/words.md").read_text("utf-8").partition("## What must not come back")
    lines = [line for line in listed.splitlines() if line.startswith("- ")]
    return [(found["pattern"], found["language"], found["why"]) for line in lines if (found := LINE.fullmatch(line))]


def sentences(language: str) -> Iterator[str]:
    for path in CATALOGUES:
        with path.open("rb") as file:
            for message in read_po(file):
                said = message.id if language == "en" else message.string
                yield from (said,) if isinstance(said, str) else said or ()


def test_every_line_of_the_list_is_read() -> None:
    _, _, listed = (ROOT / "docs/words.md").read_text("utf-8").partition("## What must not come back")
    assert len(forbidden()) == sum(line.startswith("- ") for line in listed.splitlines()) > 20


@pytest.mark.parametrize(("pattern", "language", "why"), forbidden())
def test_a_word_that_was_left_does_not_come_back(pattern: str, language: str, why: str) -> None:
    back = [said for said in sentences(language) if re.search(pattern, said)]
    assert not back, f"{why} (docs/words.md): {back}"


def test_no_sentence_is_said_in_two_ways() -> None:
    """One English sentence has one Spanish one, also across the two catalogues."""
    both: dict[str, set[str]] = {}
    for path in CATALOGUES:
        with path.open("rb") as file:
            for message in read_po(file):
                if isinstance(message.id, str) and isinstance(message.string, str) and message.id:
                    both.setdefault(message.id, set()).add(message.string)
    assert {english: spanish for english, spanish in both.items() if len(spanish) > 1} == {}


@pytest.mark.parametrize("machine", ["arch", "macos-laptop", "windows-11-family", "windows-10-old"])
def test_what_supports_a_finding_has_a_name_in_words(machine: str) -> None:
    verdicts, _ = looked_at(load((ROOT / f"tests/machines/{machine}.json").read_bytes()))
    keys = {key for verdict in verdicts.values() for finding in verdict.findings for key in finding.evidence}
    assert keys
    assert [key for key in keys if named(key).one == "{name}"] == []
