"""What the first screen of a terminal tells: 24 lines of 80 letters, of every remembered machine, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from postigo.core import advice
from postigo.core.model import Level
from postigo.core.report import DOOR, tips_in_order
from postigo.reports import html, shape, text, wording
from postigo.reports.paper import Paper
from postigo.reports.redaction import words_for
from tests.golden.first_screens import COLUMNS, first_screen
from tests.support import remembered


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("machine", remembered.MACHINES, ids=lambda path: path.stem)
def test_the_first_screen_tells_how_it_stands_and_what_to_do(machine: Path, lang: str) -> None:
    report = remembered.report(machine)
    words = words_for(lang, report)
    lines = first_screen(machine, lang)
    first = " ".join(" ".join(lines).split())
    for sentence in wording.verdict(report):
        assert words.say(sentence) in first
    for thing in advice.things(report)[: advice.FEW]:
        assert words.say(thing.title, thing.line.pack) in first
        assert words.say(thing.finding.text, thing.line.pack) in first
    for one in advice.questions(report):
        assert one.level >= Level.ADVISE or words.say(one.text, one.pack) in first
    assert max(map(len, lines)) < COLUMNS


@pytest.mark.parametrize("machine", remembered.MACHINES, ids=lambda path: path.stem)
def test_text_and_page_show_the_tips_in_one_order(machine: Path) -> None:
    report = remembered.report(machine)
    words = words_for("en", report)
    page = html.render(shape.given(report, words)).decode()
    shown = "\n".join(text.whole(shape.shown(report, words), words, Paper()))
    order = [
        tip for tip in tips_in_order(report) if tip != DOOR and f" {tip} · {words.say(wording.TIPS[tip])}:" in shown
    ]
    assert order
    places = [shown.index(f" {tip} · {words.say(wording.TIPS[tip])}:") for tip in order]
    assert places == sorted(places)
    headings = [page.index(f"<h3>{tip} · ") for tip in order]
    assert headings == sorted(headings)


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("machine", remembered.MACHINES, ids=lambda path: path.stem)
def test_no_sentence_of_the_same_kind_comes_twice(machine: Path, lang: str) -> None:
    """What is not here, and what could not be seen: each once."""
    report = remembered.report(machine)
    words = words_for(lang, report)
    wide = [*text.whole(shape.shown(report, words), words, Paper(width=4000))]
    blind = [line for line in wide if line.strip().startswith("?")]
    assert len(blind) == len(set(blind))
    told = ((said.not_applicable, report.listing(said.check).pack) for said in report.verdicts)
    absent = {words.say(not_applicable.text, pack) for not_applicable, pack in told if not_applicable}
    for sentence in absent:
        assert sum(line.count(sentence) for line in wide) == 1, sentence
