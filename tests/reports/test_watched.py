"""The safety flow in words: what no sentence says, and that no copy tells that somebody asked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib import resources
from itertools import chain

import pytest

from postigo.api import Finding, Gap, Level, Share, Text, Unknown, Unseen
from postigo.core.redact import Disclosure
from postigo.core.report import CheckInfo, Report, Shutter
from postigo.core.system import Platform
from postigo.guidance import helplines
from postigo.reports import shape, text, watched, wording
from postigo.reports.paper import Paper
from postigo.reports.redaction import redacted, words_for
from postigo.reports.watched import Whose
from postigo.words import Words
from postigo_checks.strangers.monitoring.check import MONITORING
from postigo_checks.strangers.monitoring.fact import Kind, Part, Watched, Watcher
from postigo_checks.strangers.monitoring.judge import judge
from postigo_checks.strangers.monitoring.probes import TABLE
from tests.reports.test_redaction import CASES, FORMATS, rendered
from tests.support import made

pytestmark = pytest.mark.breadth(4)

PACK = "postigo_checks"
LINE = replace(made.listed("info.monitoring-software", 5, share=Share.NEVER), on_request=True, discreet=True)
SEEN = Finding("seen", Level.NOTE, Text("A program may watch. Do not remove it yet."), whose=True)
NONE = Finding("none", Level.NOTE, Text("None known. This does not prove that there is none."))
UNSEEN = Gap(Unknown.DENIED, Text("It could not be seen."))
ANSWERS = {"seen": SEEN, "none": NONE, "unseen": UNSEEN}
MOST = 20
"""Words in a sentence."""


@cache
def words(code: str) -> Words:
    return Words(code, {PACK: str(resources.files(PACK) / "locale")})


def of_the_app() -> Iterator[Text]:
    """Everything that the flow itself can say, by enumeration."""
    for value in vars(watched).values():
        members = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,)
        yield from (one for one in members if isinstance(one, Text))
    for reply in Whose:
        yield from watched.after(reply)
    yield from watched.note(seen=False)


def of_the_check() -> Iterator[Text]:
    """Everything that the check can say, by enumeration."""
    yield from (MONITORING.title, MONITORING.why)
    for coverage in MONITORING.coverage.values():
        yield from (coverage.reads, coverage.misses)
    watchers = tuple(Watcher("canary", kind, running=True) for kind in Kind)
    facts = [Watched(watchers, managed=True), Watched((), managed=False)]
    facts += [Watched((), None, tuple(Unseen(part, Unknown.DENIED) for part in Part))]
    for said in chain.from_iterable(map(judge, facts)):
        yield said.text


def sentences(code: str) -> list[str]:
    """All of them in one language."""
    app = [words(code).say(one) for one in of_the_app()]
    return [*app, *(words(code).say(one, PACK) for one in of_the_check())]


ORDERS = {
    "en": re.compile(
        r"\b(?:uninstall\w*|delete\w*|disable\w*|switch off|turn off|clean\w*|safe\w*|remov\w+)\b", re.IGNORECASE
    ),
    "es": re.compile(
        r"\b(?:desinstal\w*|borr\w*|elimin\w*|desactiv\w*|apag\w*|limpi\w*|a salvo|segur[oa]s?|quit\w*)\b",
        re.IGNORECASE,
    ),
}
ALLOWED = {"en": "Do not remove it yet.", "es": "No lo quites todavía."}


@pytest.mark.parametrize("code", ORDERS)
def test_no_sentence_of_the_safety_flow_orders_or_promises(code: str) -> None:
    """E6: nobody is told to take a program away, and nobody that all is well."""
    said = sentences(code)
    assert len(said) > 35
    assert ALLOWED[code] in " ".join(said)
    assert [one for one in said if ORDERS[code].search(one.replace(ALLOWED[code], ""))] == []


@pytest.mark.parametrize("code", ORDERS)
def test_no_sentence_of_the_safety_flow_names_a_program(code: str) -> None:
    listed = json.loads((resources.files(PACK) / "data" / TABLE).read_text("utf-8"))["programs"]
    names = [re.compile(rf"\b{re.escape(line['name'])}\b", re.IGNORECASE) for line in listed]
    assert len(names) > 20
    assert [one for one in sentences(code) if any(name.search(one) for name in names)] == []


@pytest.mark.parametrize("code", ORDERS)
def test_the_sentences_of_the_safety_flow_are_short(code: str) -> None:
    parts = [part for one in sentences(code) for part in re.split(r"(?<=[.?!:])\s+", one)]
    assert [part for part in parts if len(part.split()) > MOST] == []


def test_the_safety_note_is_whole() -> None:
    """Guidance 5.2, 4: in this order, with every number from the one data file."""
    said = " ".join(words("en").say(one) for one in watched.note(seen=True))
    parts = (
        "Do not remove it yet",
        "another device",
        "016",
        "017",
        "112",
        "900 20 20 10",
        "another phone",
        "antivirus",
        "professional",
        "first your accounts",
    )
    assert [said.index(part) for part in parts] == sorted(said.index(part) for part in parts)
    lines = helplines.load()
    assert all(lines.lines[line].value in said for line in ("es-016", "es-017-tel", "es-112", "es-anar-tel"))


@pytest.mark.parametrize("reply", Whose)
def test_who_does_not_know_reads_the_whole_note_and_who_knows_whom_to_ask(reply: Whose) -> None:
    known = reply in {Whose.ME, Whose.ORGANISATION, Whose.FAMILY}
    assert watched.is_known(reply) is known
    assert (watched.after(reply) == watched.note(seen=True)) is not known


# --- what others see


def beside(answer: Finding | Gap | None) -> Report:
    """A report in which somebody asked who watches, and got this answer; None: nobody asked."""
    whole = made.everything()
    if answer is None:
        return replace(whole, offered=(LINE,))
    return replace(whole, offered=(LINE,)).merge(made.verdict(LINE.check, answer))


@pytest.mark.parametrize("level", list(Disclosure))
@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
@pytest.mark.parametrize(("form", "lang"), CASES)
def test_a_copy_is_the_same_whether_or_not_somebody_asked_who_watches(
    form: str, lang: str, answer: Finding | Gap, level: Disclosure
) -> None:
    assert rendered(form, level, lang, beside(answer)) == rendered(form, level, lang, beside(None))


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_no_shutter_and_no_sum_tells_what_was_asked_discreetly(answer: Finding | Gap) -> None:
    asked, other = beside(answer), beside(None)
    assert (asked.counts(), asked.worst()) == (other.counts(), other.worst())
    assert [asked.shutter(tip) for tip in range(1, 7)] == [other.shutter(tip) for tip in range(1, 7)]
    assert wording.verdict(asked) == wording.verdict(other)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_a_copy_of_nothing_else_is_that_of_a_look_at_nothing(form: str, answer: Finding | Gap) -> None:
    alone = made.report((LINE, made.verdict(LINE.check, answer)))
    assert rendered(form, Disclosure.FULL, report=alone) == rendered(form, Disclosure.FULL, report=made.report())
    assert LINE.check not in rendered(form, Disclosure.FULL, report=alone)
    said = [words("en").say(one) for one in wording.verdict(redacted(alone, Disclosure.FULL))]
    assert said == ["Nothing was looked at that may be in a copy.", "It does not mean good or bad."]


@pytest.mark.parametrize("answer", [SEEN, NONE])
def test_a_terminal_says_the_note_below_the_answer_and_claims_nothing(answer: Finding) -> None:
    alone = made.report((LINE, made.verdict(LINE.check, answer)))
    shown = " ".join(
        " ".join(
            text.whole(shape.shown(alone, words_for("en", alone)), words_for("en", alone), Paper(width=200))
        ).split()
    )
    assert shown.index(answer.text.one) < shown.index("Ask for help from another device")
    assert ("Write down what you see" in shown) is answer.whose
    assert "asks for nothing" not in shown
    assert "month" not in shown
    assert "It does not mean good or bad." in shown
    assert alone.worst() is None
    assert alone.shutter(5) is Shutter.BARE


def test_the_declaration_travels_as_discreet() -> None:
    for platform in Platform:
        line = CheckInfo.of(MONITORING, PACK, platform)  # type: ignore[arg-type] # a check's fact is its own
        assert (line.discreet, line.on_request, line.counts, line.fixes) == (True, True, False, ())


@pytest.mark.parametrize(
    "left_out", [*({line} for line in sorted(helplines.load().lines) if line.startswith("es-")), None]
)
def test_a_line_that_is_not_in_our_file_costs_a_sentence_and_no_more(
    left_out: set[str] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None: all of them."""
    whole = helplines.load()
    kept = {} if left_out is None else {name: line for name, line in whole.lines.items() if name not in left_out}
    fewer = replace(whole, lines=kept)
    before = (len(wording.help_now()), len(watched.note(seen=True)))
    monkeypatch.setattr(helplines, "load", lambda: fewer)
    told = [*wording.help_now(), *watched.note(seen=True), *watched.note(seen=False), wording.safety()]
    for language in ("en", "es"):
        said = [Words(language).say(text) for text in told]
        assert all(said)
        assert not any("{" in one for one in said)
    assert before[0] - len(wording.help_now()) <= 1 or left_out is None
    assert before[1] - len(watched.note(seen=True)) <= 1 or left_out is None
    assert "another device" in wording.safety().one
    if left_out is None:
        assert wording.help_now()[1:] == [helplines.NO_NUMBERS]
