"""Reports as a person meets them: the text of the terminal, and the page to give away."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import chain, pairwise

import pytest

from postigo.core.conduct import unseen
from postigo.core.model import Finding, Gap, Level, NotHere, Share
from postigo.core.redact import Disclosure
from postigo.core.report import TIPS, PackInfo, PackState, Report, Shutter
from postigo.core.system import Unknown
from postigo.core.values import Program, Text
from postigo.reports import html, json_, phrases, text
from postigo.reports.copy import stand_ins, words_for
from postigo.reports.text import Paper
from postigo.words import Words
from tests import made

GAP = Gap(Unknown.DENIED, Text("The system did not let us look."))
GOOD = made.report((made.listed("firewall.enabled", 3), made.verdict("firewall.enabled", made.finding(Level.GOOD))))
BLIND = made.report((made.listed("firewall.enabled", 3), made.verdict("firewall.enabled", GAP)))


def on_screen(report: Report, paper: Paper | None = None, lang: str = "en") -> str:
    """What the person's own terminal shows."""
    paper, words = paper or Paper(), words_for(lang, report)
    tips = (text.tip(report, number, words, paper) for number in TIPS)
    return "\n".join(chain(text.head(report, words, paper), *tips, text.tail(report, words, paper)))


def page(report: Report, level: Disclosure = Disclosure.GIVE_AWAY, lang: str = "en") -> str:
    return html.render(report, words_for(lang, report, stand_ins(level, report))).decode()


def said(sentences: list[Text]) -> str:
    return " ".join(Words("en").say(sentence) for sentence in sentences)


# --- the verdict in words --------------------------------------------------------------------------------------------


def test_the_verdict_of_a_good_machine_promises_nothing() -> None:
    assert said(phrases.verdict(GOOD)) == "What we could see asks for nothing."


def test_could_not_look_is_neither_good_nor_bad() -> None:
    assert said(phrases.verdict(BLIND)) == (
        "We could not look at anything. We could not fully see one thing. It does not mean good or bad."
    )


def test_bad_news_comes_first_and_gaps_are_said_beside_it() -> None:
    verdict = said(phrases.verdict(made.everything()))
    assert verdict.startswith("There are 6 things to do now. One thing can be better. We could not fully see 3 things.")


def test_a_broken_pack_is_said_and_its_silence_is_no_good_news() -> None:
    broken = PackInfo("rotten", "1", "rotten-dist", PackState.BROKEN)
    verdict = said(phrases.verdict(replace(GOOD, packs=(*GOOD.packs, broken))))
    assert "The pack “rotten” could not be loaded. Nothing of it was looked at." in verdict
    assert verdict.endswith("It does not mean good or bad.")


def test_a_machine_without_any_of_it_is_no_failure_to_look() -> None:
    absent = NotHere(Text("There is no camera."))
    report = made.report((made.listed("camera.in-use", 2), made.verdict("camera.in-use", not_here=absent)))
    assert said(phrases.verdict(report)).startswith("There was nothing here to look at.")


def test_a_tip_of_which_a_part_was_left_out_is_never_closed() -> None:
    part = replace(GOOD, partly=(3,))
    assert part.shutter(3) is Shutter.BARE
    shown = on_screen(part, Paper(width=200))
    assert "3 · Up to date: what was looked at asks for nothing" in shown
    assert "closed" not in shown
    assert "Look again in a month" not in shown
    assert said(phrases.verdict(part)) == "What was looked at asks for nothing. It is not everything."
    assert "what was looked at asks for nothing" in page(part)


def test_a_question_that_only_the_person_can_answer_is_asked_in_the_summary() -> None:
    seen = replace(made.finding(Level.NOTE, "Chrome is using the camera now. Is it you?"), asks=True)
    report = made.report((made.listed("camera.in-use", 2), made.verdict("camera.in-use", seen)))
    assert said(phrases.verdict(report)) == "There is one thing that only you can tell: is it you?"
    assert "asks for nothing" not in on_screen(report)
    assert "Look again in a month" not in on_screen(report)


def test_every_copy_says_whom_to_call() -> None:
    words = words_for("en", GOOD, stand_ins(Disclosure.GIVE_AWAY, GOOD))
    for content in (" ".join(text.render(GOOD, words).decode().split()), page(GOOD)):
        for number in ("112:", "017:", "900 20 20 10:", "024:", "091 (Policía Nacional) or 062 (Guardia Civil)"):
            assert number in content


def test_every_state_has_a_word() -> None:
    assert phrases.SHUTTERS.keys() == set(Shutter)
    assert phrases.LEVELS.keys() == {*Level, None}
    assert phrases.COPIES.keys() == phrases.DISCLOSURES.keys() == set(Disclosure)


# --- text ------------------------------------------------------------------------------------------------------------


def test_the_last_lines_say_what_to_do_first() -> None:
    lines = on_screen(made.everything(), Paper(width=400)).splitlines()
    assert lines[-4] == "Start here: Close the program (About 1 minute)"
    assert lines[-1] == "   2. Close canary-program."


def test_a_single_plan_is_told_step_by_step_once() -> None:
    listed = made.listed("camera.in-use", 2, made.CLOSE)
    report = made.report((listed, made.verdict("camera.in-use", made.finding(Level.ACT, "Who is it?", "close"))))
    shown = on_screen(report, Paper(width=400))
    assert shown.count("1. ") == 1
    assert shown.splitlines()[-2:] == [
        "Start here: Close the program (About 1 minute)",
        "The steps stand above, under “Camera and mic”.",
    ]


def test_a_report_says_in_one_line_what_is_looked_at_only_when_asked() -> None:
    offered = (made.listed("a.one", 1), made.listed("a.two", 3), made.listed("a.secret", 1, share=Share.NEVER))
    report = replace(GOOD, offered=offered)
    sentence = "{} more things are looked at only when you ask for them: postigo audit a.one a.two{}"
    lines = on_screen(report, Paper(width=400)).splitlines()
    assert sentence.format(3, " a.secret") in lines
    copied_text = text.render(
        report, words_for("en", report, stand_ins(Disclosure.GIVE_AWAY, report)), Paper(width=400)
    )
    for copied in (copied_text.decode(), page(report)):
        assert sentence.format(2, "") in copied
    assert json_.shape(report, Words("en")) == json_.shape(GOOD, Words("en"))
    assert "looked at only when" not in on_screen(GOOD)


def test_who_could_be_harmed_is_thought_of_before_the_steps() -> None:
    lines = on_screen(made.everything(), Paper(width=400)).splitlines()
    start = next(index for index, line in enumerate(lines) if line.startswith("Start here:"))
    assert "think if somebody could get angry" in lines[start + 1]
    assert "016, 017 or, in danger, 112" in lines[start + 1]
    assert lines[start + 2].strip().startswith("1. ")


def test_two_plans_of_one_check_are_thought_of_once() -> None:
    also = replace(made.CLOSE, id="also", title=Text("Or look at the list"))
    seen = made.verdict("camera.in-use", made.finding(Level.NOTE, "Is it you?", "close", "also"))
    asks = made.verdict("camera.in-use", made.finding(Level.ACT, "Who is it?", "close", "also"))
    listed = made.listed("camera.in-use", 2, made.CLOSE, also)
    note = "think if somebody could get angry"
    assert page(made.report((listed, seen))).count(note) == 1
    shown = "\n".join(text.tip(made.report((listed, asks)), 2, Words("en"), Paper(width=400)))
    assert shown.count(note) == 1
    assert shown.index(note) < shown.index("Or look at the list")


def test_each_result_has_a_sign_and_a_word() -> None:
    shown = on_screen(made.everything(), Paper(width=400))
    for row in ("! act", "△ can be better", "✓ fine", "• worth knowing", "? could not look"):
        assert re.search(rf"^  {re.escape(row)} +\S", shown, re.MULTILINE), row


def test_what_asks_for_nothing_still_says_what_one_can_do() -> None:
    """ "Is it you?" must not leave alone whoever answers no."""
    seen = made.verdict("camera.in-use", made.finding(Level.NOTE, "Is it you?", "close"))
    report = made.report((made.listed("camera.in-use", 2, made.CLOSE), seen))
    assert "→ Close the program: postigo explain camera.in-use" in on_screen(report)
    assert "Start here" not in on_screen(report)
    content = page(report)
    assert "think if somebody could get angry" in content
    assert "Close program 1." in content
    assert "Start here" not in content


def test_what_could_not_be_seen_names_its_subject() -> None:
    assert "? could not look  firewall.enabled is as it should be: The system did not let us look." in on_screen(
        BLIND, Paper(width=200)
    )


def test_a_gap_beside_a_finding_does_not_repeat_the_title() -> None:
    both = made.verdict("firewall.enabled", made.finding(Level.GOOD), GAP)
    shown = on_screen(made.report((made.listed("firewall.enabled", 3), both)), Paper(width=200))
    assert "? could not look  The system did not let us look." in shown
    assert "[░░] 3 · Up to date: could not look" in shown


def test_what_is_not_here_is_one_line_and_no_shutter() -> None:
    shown = on_screen(made.everything(), Paper(width=200))
    assert "Nothing to look at: canary-never canary-device is not here.\n" in shown
    only = made.report(
        (made.listed("camera.in-use", 2), made.verdict("camera.in-use", not_here=NotHere(Text("None."))))
    )
    assert "Camera" not in on_screen(only)


def test_what_was_not_answered_is_said() -> None:
    cut = replace(GOOD, listed=(*GOOD.listed, made.listed("av.active", 3)))
    assert "Not looked at: av.active is as it should be." in on_screen(cut, Paper(width=200))


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("width", [40, 57, 80, 100])
def test_lines_fit_the_width(width: int, lang: str) -> None:
    lines = on_screen(made.everything(), Paper(width=width, plain=True), lang).splitlines()
    assert max(len(line) for line in lines) <= width


def test_no_escape_code_without_colours() -> None:
    assert "\x1b" not in on_screen(made.everything())
    assert "\x1b[1;31m" in on_screen(made.everything(), Paper(colour=True))


def test_a_plain_terminal_gets_plain_signs() -> None:
    plain = on_screen(made.everything(), Paper(plain=True))
    assert not set("✓△•→█▌▐░") & set(plain)
    assert "[##] " not in plain
    assert "[  ] 2 · Camera and mic: act" in plain


def test_a_name_cannot_command_the_terminal() -> None:
    evil = Program("evil\x1b]0;owned\x07\r\n\u202eexe.txt")
    seen = Finding("seen", Level.NOTE, Text("{app} looks", values={"app": evil}))
    report = made.report((made.listed("camera.in-use", 2), made.verdict("camera.in-use", seen)))
    shown = on_screen(report)
    assert "evil�]0;owned�� �exe.txt looks" in shown
    assert not set("\x1b\x07\r\u202e") & set(shown)


def test_a_broken_letter_stops_no_report() -> None:
    seen = Finding("seen", Level.NOTE, Text("{app} looks", values={"app": Program("caf\udce9")}))
    report = made.report((made.listed("camera.in-use", 2), made.verdict("camera.in-use", seen)))
    assert "caf� looks" in on_screen(report)
    assert "caf� looks" in page(report, Disclosure.FULL)


def test_a_copy_in_text_says_what_it_is() -> None:
    report = made.everything()
    words = words_for("en", report, stand_ins(Disclosure.GIVE_AWAY, report))
    shown = " ".join(text.render(report, words).decode().split())
    assert "It has no name, no web pages and none of your answers." in shown
    assert shown.endswith("Contains technical data. Proves no behaviour.")


def test_details_show_what_a_result_rests_on() -> None:
    unread = unseen("firewall.enabled", made.NOW, Unknown.CRASHED, "KeyError: nothing")
    report = made.report(
        (made.listed("camera.in-use", 2, made.CLOSE), made.everything().verdicts[2]),
        (made.listed("firewall.enabled", 3), unread),
    )
    with_details, without = on_screen(report, Paper(details=True)), on_screen(report)
    assert "version: Debian 12" in with_details
    assert "KeyError: nothing" in with_details
    assert "Debian 12" not in without
    assert "KeyError" not in without


# --- the page --------------------------------------------------------------------------------------------------------


class _Outline(HTMLParser):
    """Tags in their order, headings with their words, and whether everything that opens closes."""

    VOID = frozenset({"meta", "rect", "path", "use", "circle"})

    def __init__(self, content: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[tuple[str, str]] = []
        self.feed(content)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((tag, ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and re.fullmatch("h[1-6]", self.open[-1]):
            name, words = self.headings.pop()
            self.headings.append((name, words + data))


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("level", list(Disclosure))
def test_the_page_is_whole_and_loads_nothing(level: Disclosure, lang: str) -> None:
    content = page(made.everything(), level, lang)
    outline = _Outline(content)
    assert outline.open == []
    assert outline.tags[0] == ("html", {"lang": lang})
    names = {name for name, _ in outline.tags}
    assert not names & {"script", "img", "link", "iframe", "object", "form", "a", "base"}
    policy = next(attrs for name, attrs in outline.tags if name == "meta" and "http-equiv" in attrs)
    assert str(policy["content"]).startswith("default-src 'none'; style-src 'unsafe-inline'")
    targets = {attrs["href"] for _, attrs in outline.tags if "href" in attrs}
    assert all(str(target).startswith("#") for target in targets)
    drawn = {f"#{attrs['id']}" for _, attrs in outline.tags if "id" in attrs}
    assert targets <= drawn
    assert not re.search(r"""\son\w+\s*=|javascript:|url\(|@import|https?://""", content)
    assert "$" not in content


def test_the_page_goes_from_the_verdict_to_what_to_do_to_everything_to_gaps_to_how() -> None:
    headings = [words for name, words in _Outline(page(made.everything())).headings if name in {"h1", "h2"}]
    assert headings == [
        "This computer, 23 Nov 2026",
        "Start here",
        "Everything, tip by tip",
        "What we could not see, and why",
        "How this was made",
    ]


def test_headings_skip_no_level() -> None:
    levels = [int(name[1]) for name, _ in _Outline(page(made.everything())).headings]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_the_page_says_who_should_see_it_and_what_it_does_not_prove() -> None:
    content = page(made.everything())
    assert "Checked together with the person:" in content
    assert content.count("☐") == 2
    assert content.count("Contains technical data. Proves no behaviour.") == 2  # on top and at the end
    assert 'content: "Postigo \\b7  Contains technical data\\2e  Proves no behaviour\\2e "' in content  # each sheet
    assert "It has no name, no web pages and none of your answers." in content
    assert "This does not replace the police or a professional." in content


@pytest.mark.parametrize(
    ("level", "promise"), [(Disclosure.INTERNAL, "does not name you"), (Disclosure.FULL, "Keep it")]
)
def test_a_copy_that_tells_more_does_not_say_that_it_tells_nothing(level: Disclosure, promise: str) -> None:
    content = page(made.everything(), level)
    assert "It has no name" not in content
    assert promise in content


def test_a_remembered_machine_is_said_to_be_one() -> None:
    sentence = "This is a remembered machine, not this computer."
    remembered = replace(GOOD, remembered=True)
    assert sentence in page(remembered)
    assert sentence in on_screen(remembered)
    assert sentence not in page(GOOD)


def test_steps_stand_once_and_are_pointed_at_from_below() -> None:
    content = page(made.everything())
    assert content.count("Press the button.") == 1
    assert "See “Start here”, 2:" in content


def test_what_asks_for_nothing_has_no_start() -> None:
    content = page(GOOD)
    assert "Start here" not in content
    assert "Everything that we asked was answered." in content


def test_a_name_cannot_become_markup() -> None:
    seen = Finding("seen", Level.ACT, Text("{app} looks", values={"app": Program("<script>alert('x')</script>&\"")}))
    report = made.report((made.listed("camera.in-use", 2), made.verdict("camera.in-use", seen)))
    content = page(report, Disclosure.FULL)
    assert "<script" not in content
    assert "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;&amp;&quot; looks" in content


@pytest.mark.parametrize("lang", ["en", "es"])
def test_no_report_promises_safety(lang: str) -> None:
    for report in (GOOD, BLIND, made.everything()):
        told = re.sub(r"<style>.*</style>", "", page(report, lang=lang), flags=re.DOTALL) + on_screen(report, lang=lang)
        assert not re.search(r"\b(clean|safe|secure|limpio|limpia|seguro|segura)\b|100 ?%", told, re.IGNORECASE)
