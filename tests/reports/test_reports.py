"""Reports as a person meets them: the text of the terminal, and the page to give away."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from postigo.core.evaluate import unknown_verdict
from postigo.core.model import Finding, Gap, Level, NotApplicable, Share, Verdict
from postigo.core.redact import Disclosure
from postigo.core.report import CheckInfo, PackInfo, PackState, Report, Shutter, tips_in_order
from postigo.core.system import Unknown
from postigo.core.values import Program, Text
from postigo.reports import html, jsonl, shape, text, wording
from postigo.reports.cover import Cover
from postigo.reports.paper import Paper
from postigo.reports.redaction import redacted, stand_ins, words_for
from postigo.words import Words
from tests.support import made

GAP = Gap(Unknown.DENIED, Text("The system did not let us look."))
GOOD = made.report((made.listed("firewall.enabled", 3), made.verdict("firewall.enabled", made.finding(Level.GOOD))))
BLIND = made.report((made.listed("firewall.enabled", 3), made.verdict("firewall.enabled", GAP)))


def on_screen(report: Report, paper: Paper | None = None, lang: str = "en") -> str:
    """What the person's own terminal shows."""
    return "\n".join(
        text.whole(shape.shown(report, words_for(lang, report)), words_for(lang, report), paper or Paper())
    )


def page(report: Report, level: Disclosure = Disclosure.SHARED, lang: str = "en") -> str:
    return html.render(shape.given(report, words_for(lang, report, stand_ins(level, report)))).decode()


def said(sentences: list[Text]) -> str:
    return " ".join(Words("en").say(sentence) for sentence in sentences)


# --- the verdict in words --------------------------------------------------------------------------------------------


def test_the_verdict_of_a_good_machine_promises_nothing() -> None:
    assert said(wording.verdict(GOOD)) == "What we could see asks for nothing."


def test_could_not_look_is_neither_good_nor_bad() -> None:
    assert said(wording.verdict(BLIND)) == (
        "We could not look at anything. We could not fully see one thing. It does not mean good or bad."
    )


def test_bad_news_comes_first_and_gaps_are_said_beside_it() -> None:
    verdict = said(wording.verdict(made.everything()))
    assert verdict.startswith("There are 7 things to do now. One thing can be better. We could not fully see 3 things.")


def test_a_broken_pack_is_said_and_its_silence_is_no_good_news() -> None:
    broken = PackInfo("rotten", "1", "rotten-dist", PackState.BROKEN)
    verdict = said(wording.verdict(replace(GOOD, packs=(*GOOD.packs, broken))))
    assert "The pack “rotten” could not be loaded. Nothing of it was looked at." in verdict
    assert verdict.endswith("It does not mean good or bad.")


def test_a_machine_without_any_of_it_is_no_failure_to_look() -> None:
    absent = NotApplicable(Text("There is no camera."))
    report = made.report((made.listed("camera.in-use", 2), made.verdict("camera.in-use", not_applicable=absent)))
    assert said(wording.verdict(report)).startswith("There was nothing here to look at.")


def test_a_tip_of_which_a_part_was_left_out_is_never_closed() -> None:
    part = replace(GOOD, incomplete_tips=(3,))
    assert part.shutter(3) is Shutter.BARE
    shown = on_screen(part, Paper(width=200))
    assert "3 · Up to date: what was looked at asks for nothing" in shown
    assert "closed" not in shown
    assert "Look again in a month" not in shown
    assert said(wording.verdict(part)) == "What was looked at asks for nothing. It is not everything."
    assert "what was looked at asks for nothing" in page(part)


def test_a_question_that_only_the_person_can_answer_is_asked_in_the_summary() -> None:
    seen = replace(made.finding(Level.NOTE, "Chrome is using the camera now. Is it you?"), needs_confirmation=True)
    report = made.report((made.listed("camera.in-use", 2), made.verdict("camera.in-use", seen)))
    assert said(wording.verdict(report)) == "There is one thing that only you can tell: is it you?"
    assert "asks for nothing" not in on_screen(report)
    assert "Look again in a month" not in on_screen(report)


def test_every_copy_says_whom_to_call() -> None:
    words = words_for("en", GOOD, stand_ins(Disclosure.SHARED, GOOD))
    for content in (" ".join(text.render(shape.given(GOOD, words)).decode().split()), page(GOOD)):
        for number in ("112:", "017:", "900 20 20 10:", "024:", "091 (Policía Nacional) or 062 (Guardia Civil)"):
            assert number in content


def test_every_state_has_a_word() -> None:
    assert wording.SHUTTERS.keys() == set(Shutter)
    assert wording.LEVELS.keys() == {*Level, None}
    assert wording.COPIES.keys() == wording.DISCLOSURES.keys() == set(Disclosure)


# --- text ------------------------------------------------------------------------------------------------------------


def test_what_to_do_stands_on_top_in_a_few_things_each_once() -> None:
    more = made.report(
        (
            made.listed("camera.in-use", 2, made.CLOSE),
            made.verdict("camera.in-use", *[made.finding(Level.ACT, f"Seen {n}.", "close") for n in range(3)]),
        ),
        *(
            (made.listed(f"update.{n}", 3), made.verdict(f"update.{n}", made.finding(Level.ADVISE, f"Old {n}.")))
            for n in range(4)
        ),
    )
    lines = on_screen(more, Paper(width=400)).splitlines()
    assert lines[2:9] == [
        "There are 3 things to do now. 4 things can be better.",
        "",
        "Start here:",
        "  1. Close the program (About 1 minute)",
        "     Seen 0.",
        "  2. Old 0.",
        "  3. Old 1.",
    ]
    assert lines[9] == ""


def test_a_plan_is_told_step_by_step_once_under_its_tip() -> None:
    listed = made.listed("camera.in-use", 2, made.CLOSE)
    report = made.report((listed, made.verdict("camera.in-use", made.finding(Level.ACT, "Who is it?", "close"))))
    shown = on_screen(report, Paper(width=400))
    assert shown.count("Close canary-program.") == 1
    assert shown.index("2 · Camera and mic") < shown.index("Close canary-program.")


def test_what_only_the_person_can_tell_stands_on_top() -> None:
    seen = replace(made.finding(Level.NOTE, "Chrome is using the camera now. Is it you?"), needs_confirmation=True)
    report = made.report((made.listed("camera.in-use", 2), made.verdict("camera.in-use", seen)))
    assert on_screen(report).splitlines()[4] == "  • Chrome is using the camera now. Is it you?"


def test_the_tip_that_asks_for_most_comes_first_in_every_form() -> None:
    def seen(check: str, tip: int, *said: Finding | Gap) -> tuple[CheckInfo, Verdict]:
        return made.listed(check, tip), made.verdict(check, *said)

    report = made.report(
        seen("a.good", 1, made.finding(Level.GOOD)),
        seen("b.gap", 2, GAP),
        seen("c.better", 4, made.finding(Level.ADVISE)),
        seen("d.act", 5, made.finding(Level.ACT)),
    )
    assert tips_in_order(report) == (5, 4, 2, 1, 3, 6)
    for shown, mark in ((on_screen(report), "{} · "), (page(report), "<h3>{} · ")):
        places = [shown.index(mark.format(tip)) for tip in (5, 4, 2, 1)]
        assert places == sorted(places)


def test_what_is_fine_is_one_line_in_each_tip_unless_it_is_asked_for() -> None:
    told = [
        (made.listed(f"a.{name}", 3), made.verdict(f"a.{name}", made.finding(Level.GOOD, f"{name} is on.")))
        for name in ("one", "two", "three")
    ]
    folded = on_screen(made.report(*told), Paper(width=400))
    assert "✓ fine            a.one is as it should be; a.two is as it should be; a.three is as it should be." in folded
    assert "is on." not in folded
    assert on_screen(made.report(*told), Paper(width=400, details=True)).count("is on.") == 3
    assert on_screen(made.report(*told[:2]), Paper(width=400)).count("is on.") == 2


def test_the_same_sentence_is_said_once() -> None:
    absent = NotApplicable(Text("No browser."))
    report = made.report(
        *((made.listed(f"a.{n}", 5), made.verdict(f"a.{n}", not_applicable=absent)) for n in range(3)),
        (made.listed("b.gaps", 3), made.verdict("b.gaps", GAP, GAP, GAP)),
    )
    for shown in (on_screen(report), page(report)):
        assert shown.count("No browser.") == 1
    assert on_screen(report).count("? could not look") == 1
    assert "We could not fully see one thing." in on_screen(report)


def test_a_sentence_that_is_true_of_several_is_said_once_with_their_names() -> None:
    def old(name: str, day: int = 20) -> Gap:
        text = Text(
            "Our table of {day} is too old for {app}.", values={"app": Program(name), "day": date(2026, 11, day)}
        )
        return Gap(Unknown.MISSING, text)

    alike = [old(name) for name in ("Chrome", "Edge", "Brave", "Edge")]
    report = made.report((made.listed("a.b", 3), made.verdict("a.b", made.finding(Level.GOOD), *alike)))
    shown = on_screen(report, Paper(width=400))
    assert "Our table of 20 Nov 2026 is too old for Chrome. The same of: Edge and Brave." in shown
    assert "We could not fully see one thing." in shown
    assert "The same of: program 2 and program 3." in page(report)
    apart = made.report((made.listed("a.b", 3), made.verdict("a.b", old("Chrome"), old("Chrome", 21))))
    assert on_screen(apart).count("? could not look") == 2
    assert len(shape.given(report, Words("en"))["results"][0]["gaps"]) == 4


def test_so_many_things_could_not_be_seen_as_there_are_rows() -> None:
    report = made.everything()
    rows = on_screen(report).count("? could not look")
    assert f"We could not fully see {rows} things." in said(wording.verdict(report))


@pytest.mark.parametrize("lang", ["en", "es"])
def test_sentences_begin_in_one_column(lang: str) -> None:
    words = words_for(lang, GOOD)
    begins = {next(text.row(level, "§", words, Paper(width=80))).index("§") for level in (*Level, None)}
    assert len(begins) == 1


def test_a_copy_says_what_was_looked_at_and_is_in_no_copy() -> None:
    never = made.finding(Level.ACT, "Home is told.")
    report = made.report((made.listed("a.secret", 1, share=Share.NEVER), made.verdict("a.secret", never)))
    sentence = "1 check was looked at; its answer is only on your screen, never in a copy."
    words = words_for("en", report, stand_ins(Disclosure.FULL, report))
    for copied in (text.render(shape.given(report, words), Paper(width=400)).decode(), page(report, Disclosure.FULL)):
        assert sentence in copied
        assert "nothing here to look at" not in copied
        assert "Home is told" not in copied
        assert "Everything that we asked was answered" not in copied
    told = shape.given(report, words)
    assert (told["left_out"], told["counts"]["left_out"]) == (["a.secret"], 1)
    assert sentence not in on_screen(report)


def test_no_shutter_is_closed_over_an_answer_that_is_in_no_copy() -> None:
    fine = made.verdict("a.open", made.finding(Level.GOOD))
    secret = made.verdict("a.secret", made.finding(Level.ADVISE))
    report = made.report((made.listed("a.open", 1), fine), (made.listed("a.secret", 1, share=Share.NEVER), secret))
    copied = redacted(report, Disclosure.SHARED)
    assert copied.shutter(1) is Shutter.BARE
    assert said(wording.verdict(copied)).startswith("What this copy tells asks for nothing. It is not everything.")
    assert "what this copy tells asks for nothing" in page(report)


def test_a_page_to_give_away_says_which_copy_has_the_names() -> None:
    ask = "--level internal"
    assert ask in page(made.everything())
    assert ask not in page(made.everything(), Disclosure.FULL)
    report = made.report((made.listed("a.b", 3), made.verdict("a.b", made.finding(Level.ADVISE))))
    assert ask not in page(report)


def test_a_report_bears_the_name_that_the_person_gave_it() -> None:
    report = replace(made.everything(), label="Aula 3, <PC> 12")
    for lang in ("en", "es"):
        assert on_screen(report, lang=lang).startswith("Aula 3, <PC> 12 · Postigo")
        content = page(report, lang=lang)
        assert content.count("Aula 3, &lt;PC&gt; 12") == 2  # the page's title, and its heading
    lines = [json.loads(line) for line in jsonl.render(shape.given(report, Words("en"))).decode().splitlines()]
    assert {line["label"] for line in lines} == {"Aula 3, <PC> 12"}
    assert shape.given(report, Words("en"))["label"] == "Aula 3, <PC> 12"


@pytest.mark.parametrize("level", list(Disclosure))
def test_which_system_it_is_stands_in_every_copy(level: Disclosure) -> None:
    report = replace(made.everything(), system="Debian GNU/Linux 12 (bookworm)")
    words = words_for("en", report, stand_ins(level, report))
    assert "bookworm" in page(report, level)
    assert shape.given(report, words)["device"]["system"] == report.system


def test_a_report_says_in_one_line_what_is_looked_at_only_when_asked() -> None:
    offered = (made.listed("a.one", 1), made.listed("a.two", 3), made.listed("a.secret", 1, share=Share.NEVER))
    report = replace(GOOD, offered=offered)
    sentence = "{} more things are looked at only when you ask for them: postigo audit a.one a.two{}"
    lines = on_screen(report, Paper(width=400)).splitlines()
    assert sentence.format(3, " a.secret") in lines
    copied_text = text.render(
        shape.given(report, words_for("en", report, stand_ins(Disclosure.SHARED, report))), Paper(width=400)
    )
    for copied in (copied_text.decode(), page(report)):
        assert sentence.format(2, "") in copied
    cover = Cover(key=bytes(32))
    with_it, without = (shape.given(one, Words("en"), cover) for one in (report, GOOD))
    del with_it["integrity"], without["integrity"]
    assert with_it == without | {"offered": ["a.one", "a.two"]}
    assert "looked at only when" not in on_screen(GOOD)


def test_who_could_be_harmed_is_thought_of_before_the_steps() -> None:
    lines = on_screen(made.everything(), Paper(width=400)).splitlines()
    start = next(index for index, line in enumerate(lines) if line.strip().startswith("→ Close the program"))
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
    shown = "\n".join(text.tip(shape.shown(made.report((listed, asks)), Words("en")), 2, Words("en"), Paper(width=400)))
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
        (made.listed("camera.in-use", 2), made.verdict("camera.in-use", not_applicable=NotApplicable(Text("None."))))
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
    words = words_for("en", report, stand_ins(Disclosure.SHARED, report))
    shown = " ".join(text.render(shape.given(report, words)).decode().split())
    assert "It has no name, no web pages and none of your answers." in shown
    assert shown.endswith("Contains technical data. Proves no behaviour.")


def test_details_show_what_a_result_rests_on() -> None:
    unread = unknown_verdict("firewall.enabled", made.NOW, Unknown.CRASHED, "KeyError: nothing")
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
    assert outline.tags[0] == ("html", {"lang": lang, "dir": "ltr"})
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


def test_the_page_goes_from_the_verdict_to_what_to_do_to_gaps_to_everything_to_how() -> None:
    headings = [words for name, words in _Outline(page(made.everything())).headings if name in {"h1", "h2"}]
    assert headings == [
        "This computer, 23 Nov 2026",
        "What to do, the most useful first",
        "What we could not see, and why",
        "Notes",
        "Everything, tip by tip",
        "How this was made",
        "Whether it was changed",
    ]


def test_every_section_has_a_heading_of_its_own() -> None:
    """A screen reader lists them: one without a name is no place to go to."""
    content = page(made.everything(), Disclosure.FULL)
    assert "<article" not in content
    sections = re.findall(r"<section[^>]*>(<\w+)", content)
    assert len(sections) > 5
    assert set(sections) <= {"<h2", "<h3"}


@pytest.mark.parametrize("level", list(Disclosure))
def test_no_name_in_a_list_of_pairs_comes_twice(level: Disclosure) -> None:
    for pairs in re.findall(r"<dl.*?</dl>", page(made.everything(), level), re.DOTALL):
        names = re.findall(r"<dt>(.*?)</dt>", pairs)
        assert len(names) == len(set(names))


def _luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB`, as WCAG 2.2 has it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_every_text_can_be_read_on_every_ground_of_the_page(scheme: str) -> None:
    style = re.search(r"<style>(.*)</style>", page(GOOD), re.DOTALL)
    assert style is not None
    palettes = [
        dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6})", block))
        for block in re.findall(r":root \{.*?\}", style[1], re.DOTALL)
    ]
    light, dark, paper = palettes
    colours = {"light": light, "dark": light | dark, "print": light | paper}[scheme]
    inks = [name for name in colours if name.endswith("-text") or name in {"ink", "quiet", "note"}]
    assert len(inks) == 8
    for ink in inks:
        for ground in ("wall", "plaster", "card"):
            darker, lighter = sorted((_luminance(colours[ink]), _luminance(colours[ground])))
            assert (lighter + 0.05) / (darker + 0.05) >= 4.5, f"{ink} on {ground}"


def test_text_stands_on_plain_grounds() -> None:
    """What is written over a drawn ground is read by nobody's tool: such an element has a colour of its own below it."""
    style = re.search(r"<style>(.*)</style>", page(GOOD), re.DOTALL)
    assert style is not None
    drawn = re.findall(r"([^{}]+)\{[^{}]*gradient\(", style[1])
    assert [name.strip() for name in drawn] == [".facade"]
    assert ".facade li { background: var(--card);" in style[1]


def test_what_can_be_better_is_a_list_to_go_through() -> None:
    content = page(made.everything())
    table = re.search(r'<table class="to-do">.*?</table>', content, re.DOTALL)
    assert table is not None
    rows = re.findall(r'<th scope="row">☐ (\d)\. (.*?) <span', table[0])
    assert rows == [("1", "Close the program"), ("2", "Install the updates")]
    assert "About 10 minutes<" in table[0]
    assert "whoever looks after it" in table[0]
    assert 'class="to-do"' not in page(GOOD)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_page_prints_on_a4_and_no_whole_part_is_kept_together(lang: str) -> None:
    content = page(made.everything(), lang=lang)
    assert "size: A4" in content
    kept = re.search(r"([^{}]+)\{ break-inside: avoid; \}", content)
    assert kept is not None
    assert not {"article", "section", ".card > li", ".first > li"} & {one.strip() for one in kept[1].split(",")}


@pytest.mark.parametrize("level", list(Disclosure))
def test_nothing_of_a_spanish_page_is_half_english(level: Disclosure) -> None:
    built_in = replace(GOOD, packs=(PackInfo("postigo_checks", "0.1.0", "built-in"),))
    content = page(built_in, level, "es")
    assert "postigo_checks 0.1.0 (incluido)" in content
    assert not re.search(r"built-in|give-away", content)


def test_headings_skip_no_level() -> None:
    levels = [int(name[1]) for name, _ in _Outline(page(made.everything())).headings]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_the_page_says_who_should_see_it_and_what_it_does_not_prove() -> None:
    content = page(made.everything())
    assert "Checked together with the person:" in content
    assert content.count("☐") == 2 + 2  # and one beside each of the two things that can be better
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


def test_steps_stand_once_under_their_tip() -> None:
    content = page(made.everything())
    assert content.count("Press the button.") == 1
    assert content.index("Everything, tip by tip") < content.index("Press the button.")


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
