"""Formats beside each other: the same findings and counts in each, and nothing that does harm in any."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

import pytest
from markdown_it import MarkdownIt

from postigo.core.model import Finding, Gap, Level
from postigo.core.redact import Disclosure, Pseudonyms
from postigo.core.report import Box, Report
from postigo.core.system import Unknown
from postigo.core.values import Program, Text
from postigo.reports import formats, html, markdown, parts, shape, wording
from postigo.reports.cover import Cover
from postigo.reports.markup import in_style
from postigo.reports.pair import Pair, read
from postigo.reports.redaction import stand_ins, words_for
from postigo.words import Words
from tests.support import made
from tests.support.pdf_text import read_back

pytestmark = pytest.mark.breadth(3)

EN = Words("en")


def document(
    report: Report, level: Disclosure = Disclosure.FULL, cover: Cover | None = None, lang: str = "en"
) -> shape.Document:
    return shape.given(report, words_for(lang, report, stand_ins(level, report)), cover or Cover(key=bytes(32)))


def rendered(form: str, report: Report, level: Disclosure = Disclosure.FULL, cover: Cover | None = None) -> str:
    return read_back(form, formats.render(form, document(report, level, cover)))


# --- the same findings and counts in each

Counts = Counter[str]


def _json(content: str) -> Counts:
    return _results(json.loads(content)["results"])


def _results(results: list[dict[str, object]]) -> Counts:
    told: Counts = Counter()
    for one in results:
        findings, unseen = one["findings"], one["unseen"]
        assert isinstance(findings, list)
        assert isinstance(unseen, list)
        told.update(finding["level"] for finding in findings)
        told.update(["gap"] * len(unseen))
    return told


def _jsonl(content: str) -> Counts:
    first, *lines, last = (json.loads(line) for line in content.splitlines())
    assert first["schema"] == shape.SCHEMA
    assert "counts" in last
    return _results([line for line in lines if "findings" in line])


def _csv(content: str) -> Counts:
    rows = csv.DictReader(io.StringIO(content, newline=""))
    kinds = Counter(row["level"] if row["kind"] == "finding" else row["kind"] for row in rows)
    return Counter({name: kinds[name] for name in ("good", "note", "advise", "act", "gap")})


def _signs(lines: Mapping[str, str], content: str) -> Counts:
    return Counter({name: len(re.findall(sign, content, re.MULTILINE)) for name, sign in lines.items()})


_WORDS = {level.name.lower(): EN.say(wording.LEVELS[level]) for level in Level} | {"gap": EN.say(wording.LEVELS[None])}


def _html(content: str) -> Counts:
    row = '<li><svg [^>]*class="small"[^>]*><use [^>]*/></svg><span class="said">[^<]*</span><span class="state [a-z]+">{}<'
    return _signs({name: row.format(word) for name, word in _WORDS.items()}, content)


def _md(content: str) -> Counts:
    return _signs({name: rf"^- \S+ {word}: " for name, word in _WORDS.items()}, content)


def _text(content: str) -> Counts:
    return _signs({name: rf"^  \S {word}  " for name, word in _WORDS.items()}, content)


def _pdf(content: str) -> Counts:
    return _signs({name: rf"(?:^|\f){word}: " for name, word in _WORDS.items()}, content)


COUNTED: Mapping[str, Callable[[str], Counts]] = {
    "json": _json,
    "jsonl": _jsonl,
    "csv": _csv,
    "html": _html,
    "pdf": _pdf,
    "md": _md,
    "text": _text,
}


def many(findings: int) -> Report:
    """A report of so many findings, in checks of forty."""
    rows = []
    for check in range(findings // 40):
        levels = [Level((check + index) % 4) for index in range(40)]
        said = [made.finding(level, f"Thing {check}-{index}.") for index, level in enumerate(levels)]
        gaps = [Gap(Unknown.DENIED, Text("The system did not let us look."))] if check % 3 == 0 else []
        rows.append((made.listed(f"a.c{check}", 1 + check % 5), made.verdict(f"a.c{check}", *said, *gaps)))
    return made.report(*rows)


def test_every_format_is_counted() -> None:
    assert COUNTED.keys() == formats.MODULES.keys()


@cache
def ten_thousand() -> tuple[Report, shape.Document]:
    """A report and its document, which is one for all formats, as in the window (0695)."""
    report = many(10_000)
    return report, document(report)


@pytest.mark.parametrize("form", formats.MODULES)
def test_every_format_has_the_same_findings_and_counts(form: str) -> None:
    report, given = ten_thousand()
    told = Counter(finding.level.name.lower() for said in report.verdicts for finding in said.findings)
    assert told.total() == 10_000
    told["gap"] = sum(1 for said in report.verdicts if said.gaps)
    assert COUNTED[form](read_back(form, formats.render(form, given))) == told


@pytest.mark.parametrize("form", ["csv", "json", "jsonl"])
def test_programs_read_the_sums_of_checks(form: str) -> None:
    report = many(400)
    content = rendered(form, report)
    match form:
        case "csv":
            rows = csv.DictReader(io.StringIO(content, newline=""))
            counts = {row["code"]: int(row["text"]) for row in rows if row["kind"] == "count"}
        case "json":
            counts = json.loads(content)["counts"]
        case _:
            counts = json.loads(content.splitlines()[-1])["counts"]
    assert counts == report.counts() | {"left_out": 0}


# --- what the person adds


@pytest.mark.parametrize("form", formats.MODULES)
@pytest.mark.parametrize("level", list(Disclosure))
def test_label_and_notes_are_in_every_format_at_every_level(form: str, level: Disclosure) -> None:
    report = replace(made.everything(), label="Aula 3, PC 12")
    cover = Cover(notes="The fan is loud", together=True, reason="For the police", host="aula3-pc12")
    content = rendered(form, report, level, cover)
    assert "Aula 3, PC 12" in content
    assert "The fan is loud" in content
    assert ("For the police" in content) is (level is Disclosure.FULL)
    assert ("aula3" in content) is (level is not Disclosure.SHARED)
    assert "Proves no behaviour" in content
    assert re.search('"together": true|with the person,yes|☑ yes|with the person: yes', content)


# --- references


def marks(shown: shape.Document) -> list[str | None]:
    return [finding["ref"] for one in shown["results"] for finding in one["findings"]]


def test_each_copy_has_a_key_of_its_own_and_a_pair_has_one() -> None:
    report = made.everything()
    one, other = (shape.given(report, words_for("en", report)) for _ in range(2))
    assert one["ref_key"] != other["ref_key"]
    assert not {*marks(one)} & {*marks(other)}
    first, second = (document(report, cover=Cover(key=bytes(32))) for _ in range(2))
    assert (first["ref_key"], marks(first)) == (second["ref_key"], marks(second))


def test_refs_of_a_kept_audit_are_changed_by_the_key() -> None:
    report = made.everything()
    kept = {said.check: tuple("0123456789abcdef" for _ in said.findings) for said in report.verdicts}
    shown = shape.given(report, words_for("en", report), Cover(key=bytes(32)), kept)
    (mark,) = {*marks(shown)}
    assert mark is not None
    assert mark != "0123456789abcdef"


def test_a_pair_gives_the_same_thing_the_same_stand_in_in_a_later_copy() -> None:
    def seen(*apps: str) -> Report:
        findings = [Finding("seen", Level.NOTE, Text("{app} looks", values={"app": Program(app)})) for app in apps]
        return made.report((made.listed("camera.in-use", 2), made.verdict("camera.in-use", *findings)))

    def sentences(report: Report, pair: Pair) -> list[str]:
        words = words_for("en", report, stand_ins(Disclosure.SHARED, report, number=pair.number))
        (one,) = shape.given(report, words, Cover(key=pair.key))["results"]
        return [finding["text"] for finding in one["findings"]]

    pair = Pair()
    assert sentences(seen("first", "second"), pair) == ["Program 1 looks", "Program 2 looks"]
    kept = pair.content()
    assert b"first" not in kept
    later = read(kept)
    assert sentences(seen("third", "second"), later) == ["Program 3 looks", "Program 2 looks"]
    assert later.key == pair.key
    assert Pseudonyms(Disclosure.SHARED).shown(Program("second")) == Text("program {number}", values={"number": 1})


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"{", b"[]", b"{}", b'{"schema": "postigo.pair/1"}', b"\xff", b"[" * 10_000),
        b'{"schema": "postigo.pair/1", "key": "00", "things": {}}',
        b'{"schema": "postigo.pair/2", "key": "' + b"00" * 32 + b'", "things": {}}',
        b'{"schema": "postigo.pair/1", "key": "' + b"zz" * 32 + b'", "things": {}}',
        b'{"schema": "postigo.pair/1", "key": "' + b"00" * 32 + b'", "things": {"program": 1}}',
    ],
)
def test_what_is_no_pair_is_refused(content: bytes) -> None:
    with pytest.raises((ValueError, RecursionError)):
        read(content)


# --- hostile names

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "evil\x1b]0;owned\x07\x1b[2J",
    "\x9b31mred",
    "invoice\u202efdp.exe",
    "caf\udce9",
    "x" * 1_000_000,
    "[click](javascript:alert(1)) ![](http://203.0.113.7/x) http://203.0.113.7/ www.example.org @everyone #12",
    "</style></svg>--><!--",
    "a\r\n\r\n# Heading\n- [x] done\n\n```\ncode",
    "${7*7} {{7*7}} #{7*7} $x^2$ `id`",
    "\x00\x01\ufeff",
)


def hostile() -> Report:
    """Names that attack whoever reads them, in every place that a copy shows."""
    said = [
        Finding(
            f"code-{index}",
            Level(index % 4),
            Text("{app} is here, with {app}.", values={"app": Program(name)}),
            Program(name),
            {"name": Program(name)},
        )
        for index, name in enumerate(HOSTILE)
    ]
    gap = Gap(Unknown.DENIED, Text("{app}", values={"app": Program(HOSTILE[0])}))
    return made.report((made.listed("a.b", 1), made.verdict("a.b", *said, gap, detail=HOSTILE[-3])))


@pytest.mark.parametrize("form", formats.MODULES)
def test_a_hostile_report_commands_no_terminal_and_turns_no_text_around(form: str) -> None:
    content = formats.render(form, document(hostile(), cover=Cover(notes="\x1b[2J", host="\u202e")))
    shown = read_back(form, content).replace("\f", "")  # UTF-8 throughout
    assert not set(shown) & set("\x1b\x07\x9b\u202e\x00\x01\ufeff")
    assert len(content) < 600_000  # no text without end


def test_no_hostile_name_is_markup_of_a_page() -> None:
    content = html.render(document(hostile())).decode()
    assert not re.search(r"<script|<img|onerror=alert\(1\)>", content)
    assert content.count("</style>") == content.count("<style>") == 1
    assert "<!--" not in content


def test_no_cell_is_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(rendered("csv", hostile()), newline="")))
    assert {len(row) for row in rows} == {len(rows[0])}
    for row in rows:
        for cell in row:
            assert not re.match(r"\s*[=+\-@＝＋－＠]|[\t\r]", cell), cell[:50]


def test_in_a_chat_no_hostile_name_is_a_link_a_picture_a_heading_or_a_call() -> None:
    report = hostile()
    content = markdown.render(document(report)).decode()
    tokens = [
        child
        for token in MarkdownIt("gfm-like", {"linkify": False}).parse(content)
        for child in (token, *(token.children or ()))
    ]
    kinds = {token.type for token in tokens}
    assert not kinds & {
        "link_open",
        "image",
        "html_block",
        "html_inline",
        "fence",
        "code_block",
        "code_inline",
        "table_open",
    }
    plain = made.report((made.listed("a.b", 1), made.verdict("a.b", made.finding(Level.NOTE))))
    calm = MarkdownIt("gfm-like", {"linkify": False}).parse(markdown.render(document(plain)).decode())
    assert "heading_open" in kinds
    headings = [token for token in tokens if token.type == "heading_open"]
    assert len(headings) <= len([token for token in calm if token.type == "heading_open"]) + 2
    assert "@everyone" not in content
    assert "http://203" not in content
    assert "www.example" not in content


def test_a_number_that_readers_of_json_would_change_is_a_text() -> None:
    seen = Finding("seen", Level.NOTE, Text("Seen."), evidence={"big": 1 << 60, "small": (1 << 53) - 1})
    report = made.report((made.listed("a.b", 1), made.verdict("a.b", seen)))
    (one,) = document(report)["results"]
    told = one["findings"][0]["evidence"]
    assert (told["big"]["value"], told["small"]["value"]) == (str(1 << 60), (1 << 53) - 1)


# --- what stands above all, and below each page


@pytest.mark.parametrize("form", ["html", "pdf", "md", "text"])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_what_a_report_is_of_and_that_it_tells_everything_stand_above_the_rest(form: str, lang: str) -> None:
    report = replace(made.everything(), remembered=True, box=Box.WSL)
    words = Words(lang)

    def before(level: Disclosure) -> str:
        shown = document(report, level, lang=lang)
        content = " ".join(read_back(form, formats.render(form, shown)).split())
        return content[: content.index(shown["verdict"][0][:20])].replace("\\", "")

    for sentence in (wording.REMEMBERED, wording.BOXES[Box.WSL]):
        assert words.say(sentence)[:30] in before(Disclosure.FULL)
        assert words.say(sentence)[:30] in before(Disclosure.SHARED)
    told = words.say(wording.COPIES[Disclosure.FULL])[:30]
    assert told in before(Disclosure.FULL)
    assert told not in before(Disclosure.SHARED)
    assert told not in before(Disclosure.INTERNAL)


def test_the_foot_of_each_printed_page_has_the_label_of_the_computer() -> None:
    named = document(replace(made.everything(), label="Room 3, PC 12"))
    assert parts.foot(named) == f"Postigo · Room 3, PC 12 · {named['about'][0]}"
    assert f'content: "{in_style(parts.foot(named))}"' in html.render(named).decode()
    assert read_back("pdf", formats.render("pdf", named)).count("Postigo · Room 3, PC 12 · ") >= 2
    assert parts.foot(document(made.everything())) == f"Postigo · {named['about'][0]}"
    assert parts.foot(document(replace(made.everything(), label="x" * 200))).startswith(f"Postigo · {'x' * 40}… · ")
