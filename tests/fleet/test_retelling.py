"""Retelling: what we said is told in the reader's language, what strangers said stays as it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from postigo.audit.own_translations import own_locales
from postigo.fleet import document, text
from postigo.fleet.fold import summarise
from postigo.fleet.folder import Folder
from postigo.fleet.page.maker import outline
from postigo.reports.integrity import sealed
from postigo.reports.paper import Paper
from postigo.words import Words
from tests.fleet.reports import document as report
from tests.fleet.reports import write

TODAY = date(2026, 11, 30)
ENGLISH = ("The firewall", "Turn on the firewall")
STRANGE = ("The kettle {n}", "Descale {the} kettle")


def spanish(sentence: str) -> str:
    """A sentence of the built-in pack, as its catalogue has it."""
    told = Words("es", own_locales()).again(sentence, "postigo_checks")
    assert told != sentence, f"no sentence of ours any more: {sentence}"
    return told


def told(title: str, what: str, check: str = "firewall.enabled") -> dict[str, Any]:
    said = report({check: "act"})
    said["results"][0]["title"], said["to_do"][0]["what"] = title, what
    return sealed(said)


def both(folder: Path, language: str) -> str:
    """All that a reader of this language sees, in the terminal and on the page."""
    seen = summarise(Folder(folder, TODAY), TODAY)
    page = outline(seen, language)
    told = [*text.lines(seen, Words(language), Paper()), page.to_do[0].what, str(page.checks)]
    return "\n".join(told)


@pytest.mark.parametrize(("made", "read"), [("en", "es"), ("es", "en"), ("es", "es"), ("en", "en")])
def test_what_we_say_is_told_in_the_readers_language(tmp_path: Path, made: str, read: str) -> None:
    in_spanish = tuple(map(spanish, ENGLISH))
    write(tmp_path, "pc.json", told(*(ENGLISH if made == "en" else in_spanish)))
    seen = both(tmp_path, read)
    for ours, other in zip(*((ENGLISH, in_spanish) if read == "en" else (in_spanish, ENGLISH)), strict=True):
        assert ours.rstrip(".") in seen
        assert other.rstrip(".") not in seen


@pytest.mark.parametrize("check", ["firewall.enabled", "kettle:tea.hot"])
def test_what_others_say_stays_as_it_was_written(tmp_path: Path, check: str) -> None:
    """Also under an id of ours: an older Postigo may have asked something else, and anybody can write an id."""
    write(tmp_path, "pc.json", told(*STRANGE, check))
    for language in ("en", "es"):
        assert all(one in both(tmp_path, language) for one in STRANGE)


def test_programs_read_what_the_reports_say(tmp_path: Path) -> None:
    write(tmp_path, "pc.json", told(*map(spanish, ENGLISH)))
    assert spanish(ENGLISH[0]) in document.render(summarise(Folder(tmp_path, TODAY), TODAY)).decode()
