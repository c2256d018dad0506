"""What a copy tells more than its level, by a tick of the person: single names (red line E4), and what may watch them (E6)."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator

from postigo.core import advice
from postigo.core.model import Finding, Gap, Level, Share
from postigo.core.redact import Disclosure
from postigo.core.report import Report
from postigo.core.system import Unknown
from postigo.core.values import Personal, Program, Text
from postigo.reports import comparable, copies, formats, json_, redaction, reread, shape, watched
from postigo.reports.cover import NOTHING_ADDED, Cover
from postigo.reports.pair import Pair
from postigo.reports.published import schema
from postigo.words import Words
from tests.support import made
from tests.support.pdf_text import read_back

LANGS = ("en", "es")
NAMED = redaction.needed(advice.things(redaction.redacted(made.everything(), Disclosure.SHARED)))
LINE = replace(made.listed("info.monitoring-software", 5, share=Share.NEVER), on_request=True, discreet=True)
SEEN = Finding(
    "seen", Level.NOTE, Text("{app} can see what you do.", values={"app": Program("canary-watcher")}), whose=True
)
NONE = Finding("none", Level.NOTE, Text("None known. This does not prove that there is none."))
GAP = Gap(Unknown.DENIED, Text("It could not be seen."))
TICKED = Cover(watchers=True)


def letters(text: str) -> str:
    """Letters only: lines are folded, and signs are escaped."""
    return "".join(filter(str.isalnum, text))


def document(report: Report, cover: Cover, lang: str = "en", level: Disclosure = Disclosure.SHARED) -> shape.Document:
    """A copy under one key, so that two of them can be the same."""
    return copies.document(replace(report, remembered=True), lang, level, cover, Pair(bytes(32)))


def asked(*said: Finding | Gap) -> Report:
    report = made.everything()
    return replace(report, listed=(*report.listed, LINE), verdicts=(*report.verdicts, made.verdict(LINE.check, *said)))


# --- one name more


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("form", formats.MODULES)
@pytest.mark.parametrize("name", NAMED, ids=lambda name: type(name).__name__)
def test_a_name_that_is_ticked_is_told_with_its_reason_and_no_other(name: Personal, form: str, lang: str) -> None:
    one = document(made.everything(), Cover(told=(name,)), lang)
    told = one["told"]
    assert len(told) == 1
    content = read_back(form, formats.render(form, one))
    flat = letters(content)
    assert letters(told[0]["text"]) in flat
    assert letters(told[0]["why"]) in flat
    rest = flat.replace(letters(told[0]["text"]), "")
    assert "canary" not in rest
    assert made.SECRET not in content


def test_there_are_names_of_every_kind_to_tell() -> None:
    assert {type(name) for name in NAMED} == {type(name) for name in made.CANARIES.values()}


def test_a_copy_that_tells_a_name_does_not_say_that_it_has_none() -> None:
    name = next(iter(NAMED))
    plain, more = (document(made.everything(), cover) for cover in (NOTHING_ADDED, Cover(told=(name,))))
    assert "It has no name" in " ".join(plain["about"])
    assert "It has no name" not in " ".join(more["about"])
    assert "It names only what you chose to tell" in " ".join(more["about"])
    assert "told" not in plain
    assert more["level"] == "share"


def test_a_name_that_is_not_needed_cannot_be_told() -> None:
    one = document(made.everything(), Cover(told=(Program("somebody-else"),)))
    assert "told" not in one


@pytest.mark.parametrize("level", [Disclosure.INTERNAL, Disclosure.FULL])
def test_what_the_level_tells_anyway_is_not_told_on_purpose(level: Disclosure) -> None:
    program = next(name for name in NAMED if isinstance(name, Program))
    one = document(made.everything(), Cover(reason="a test", told=(program,)), level=level)
    assert "told" not in one


# --- what may watch, by the person's own tick


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("form", formats.MODULES)
@pytest.mark.parametrize("said", [(SEEN,), (NONE,), (GAP,), (SEEN, GAP)], ids=["seen", "none", "unseen", "both"])
def test_a_ticked_copy_tells_what_may_watch_with_the_safety_note(
    said: tuple[Finding | Gap, ...], form: str, lang: str
) -> None:
    content = read_back(form, formats.render(form, document(asked(*said), TICKED, lang)))
    flat = letters(content)
    assert "canary" not in content, "at this level it has a stand-in, as any program"
    if form not in {"json", "jsonl"}:
        for sentence in watched.note(seen=SEEN in said):
            assert letters(Words(lang).say(sentence)) in flat
    if NONE in said:
        assert letters(NONE.text.one) in flat
    else:
        assert "info.monitoring-software" in content or letters(GAP.text.one) in flat or "seewhatyoudo" in flat


def test_at_a_level_with_names_it_names_them() -> None:
    one = document(asked(SEEN), replace(TICKED, reason="for the police"), level=Disclosure.FULL)
    assert "canary-watcher" in json.dumps(one)


@pytest.mark.parametrize("said", [(SEEN,), (NONE,), (GAP,)], ids=["seen", "none", "unseen"])
def test_what_may_watch_moves_no_shutter_and_no_sum_of_a_ticked_copy(said: tuple[Finding | Gap, ...]) -> None:
    without, ticked = (document(asked(*said), cover) for cover in (NOTHING_ADDED, TICKED))
    for name in ("verdict", "shutters", "counts", "to_do", "questions", "left_out", "not_here"):
        assert without[name] == ticked[name]
    assert [one["check"] for one in ticked["results"]] == [*(one["check"] for one in without["results"]), LINE.check]
    assert without == document(made.everything(), NOTHING_ADDED), "unticked, it is the copy of one who never asked"


def test_only_what_may_watch_comes_with_the_tick() -> None:
    """Neither the checks behind the door nor what else is in no copy."""
    report = asked(SEEN)
    door = replace(made.listed("proof.kept", 6, share=Share.NEVER), discreet=True)
    behind = made.verdict(door.check, Finding("kept", Level.NOTE, Text("canary-door")))
    report = replace(report, listed=(*report.listed, door), verdicts=(*report.verdicts, behind))
    one = document(report, replace(TICKED, reason="a test"), level=Disclosure.FULL)
    assert "canary-door" not in json.dumps(one)
    assert made.SECRET not in json.dumps(one)


def test_a_ticked_copy_is_as_its_schema_says_and_is_compared_without_it() -> None:
    one = document(asked(SEEN), replace(TICKED, told=(next(iter(NAMED)),)))
    Draft202012Validator(schema()).validate(one)
    assert reread.is_known(json.loads(json_.render(one)))
    seen = comparable.side(json_.render(one)).report
    assert LINE.check not in {line.check for line in seen.listed}
