"""First sheet of a report on paper: complete by itself, and nothing is lost behind it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from postigo.core.model import Finding, Gap, Level
from postigo.core.redact import Disclosure
from postigo.core.report import Report
from postigo.core.system import Unknown
from postigo.core.values import Program, Text
from postigo.reports import first_sheet, html, parts, pdf, shape
from postigo.reports.cover import Cover
from postigo.reports.redaction import stand_ins, words_for
from postigo.words import Words
from tests.support import judges, made, remembered
from tests.support.pdf_text import sheets
from tests.support.places import needs

pytestmark = pytest.mark.breadth(4)

LANGUAGES = ("en", "es")
LONG = "A thing that is told in more words than others, as it happens in one of many languages, and then some"


def crowded(n: int) -> Report:
    """A report with `n` of everything that stands on the first sheet, in long words."""
    rows = []
    for index in range(n):
        asked = Finding(
            "asked",
            Level.NOTE,
            Text("{app} looks now. Is it you?", values={"app": Program(f"Program number {index}")}),
            needs_confirmation=True,
        )
        said = made.finding(Level.ADVISE, f"{LONG}, {index}.")
        gap = Gap(Unknown.DENIED, Text(f"The system did not let us look at number {index}. {LONG}."))
        rows.append((made.listed(f"a.c{index}", 1 + index % 5), made.verdict(f"a.c{index}", said, asked, gap)))
    return replace(made.report(*rows), label="Aula 3, PC 12", remembered=True)


def document(report: Report, lang: str, notes: str = "", level: Disclosure = Disclosure.FULL) -> shape.Document:
    """A copy. One that tells everything has the longest head."""
    return shape.given(report, words_for(lang, report, stand_ins(level, report)), Cover(key=bytes(32), notes=notes))


def begins_behind(lang: str, told: first_sheet.Sheet, shown: shape.Document) -> str:
    """The heading with which the second sheet begins."""
    words = Words(lang)
    counts = {
        "questions": (told.questions, len(first_sheet.questions(shown))),
        "to_do": (told.to_do, len(shown["to_do"])),
        "unseen": (told.unseen, len(parts.unseen(shown, words))),
    }
    rest = [words.say(first_sheet.REST[name]) for name, (there, all_) in counts.items() if there < all_]
    return [*rest, words.say(Text("Everything, tip by tip"))][0]


def one_sheet(pages: list[str], shown: shape.Document, lang: str) -> None:
    """The first page ends with the notes, and the second begins with what comes behind them."""
    words = Words(lang)
    assert words.say(parts.TOGETHER) in pages[0]
    second = re.sub(
        r"^(\d+ / \d+|Postigo · .*)\n", "", pages[1].strip(), flags=re.MULTILINE
    )  # Chromium's foot comes first
    assert second.startswith(begins_behind(lang, first_sheet.fitting(shown, words), shown))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("machine", remembered.MACHINES, ids=lambda path: path.stem)
def test_the_first_page_of_a_pdf_is_complete(machine: Path, lang: str) -> None:
    shown = document(remembered.report(machine), lang)
    one_sheet(sheets(pdf.render(shown)), shown, lang)


CROWDS = [(1, ""), (7, "x\ny"), (40, ""), (40, "A note.\n" * 5), (90, f"{LONG}.\n" * 60)]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("n", "notes"), CROWDS)
def test_however_much_there_is_the_first_page_is_complete(n: int, notes: str, lang: str) -> None:
    shown = document(crowded(n), lang, notes)
    pages = sheets(pdf.render(shown))
    one_sheet(pages, shown, lang)
    joined = " ".join(" ".join(pages).split())
    for number in range(1, n + 1):
        assert f"☐ {number}. " in joined
    for line in notes.split("\n")[:1]:
        assert line in joined


@needs("chromium")
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("n", "notes"), CROWDS[1::2])
def test_the_page_in_print_has_the_same_first_sheet(n: int, notes: str, lang: str, tmp_path: Path) -> None:
    shown = document(crowded(n), lang, notes)
    one_sheet(sheets(printed(html.render(shown), tmp_path)), shown, lang)


@needs("chromium")
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["macos-13-old", "windows-11-family"])
def test_the_page_of_a_machine_in_print_has_the_same_first_sheet(name: str, lang: str, tmp_path: Path) -> None:
    (machine,) = (path for path in remembered.MACHINES if path.stem == name)
    shown = document(remembered.report(machine), lang)
    one_sheet(sheets(printed(html.render(shown), tmp_path)), shown, lang)


def printed(page: bytes, folder: Path) -> bytes:
    """A page as Chromium prints it."""
    paper = folder / "page.pdf"
    judges.chromium(folder, page, "--no-pdf-header-footer", f"--print-to-pdf={paper}")
    return paper.read_bytes()


@pytest.mark.parametrize("n", [1, 5, 40])
def test_what_stands_on_the_first_sheet_and_behind_it_is_all(n: int) -> None:
    """Rows are numbered through, and what is said of the others is their number."""
    shown = document(crowded(n), "en")
    told = first_sheet.fitting(shown, Words("en"))
    page = html.render(shown).decode()
    first, _, behind = page.partition('<h2 id="all">')[0].partition('id="notes"')
    numbers = [int(found) for found in re.findall(r"☐ (\d+)\. ", first + behind)]
    assert numbers == [*range(1, n + 1)]
    assert len(re.findall(r"☐ \d+\. ", first)) == told.to_do
    for name, there in (("to_do", told.to_do), ("unseen", told.unseen), ("questions", told.questions)):
        links = re.findall(rf'href="#more-{name}"[^>]*>And (\w+) more', first)
        assert links == ([] if there == n else ["one" if n - there == 1 else str(n - there)])
        assert behind.count(f'id="more-{name}"') == (there < n)
    assert told.to_do >= 1
    assert told.unseen >= 1


def test_the_worst_things_are_those_that_stand_on_the_first_sheet() -> None:
    (machine,) = (path for path in remembered.MACHINES if path.stem == "macos-13-old")
    shown = document(remembered.report(machine), "en", level=Disclosure.SHARED)
    told = first_sheet.fitting(shown, Words("en"))
    assert told.to_do < len(shown["to_do"])
    assert told.to_do + told.unseen >= 10, "the rows that a sheet has room for"
    levels = [Level[thing["level"].upper()] for thing in shown["to_do"]]
    assert min(levels[: told.to_do]) >= max(levels[told.to_do :])


def test_a_drawn_facade_has_words_for_every_reader() -> None:
    """A drawing has its text for readers of screens, and beside it the words that tell how the window stands."""
    for lang in LANGUAGES:
        shown = document(made.everything(), lang)
        content = pdf.render(shown)
        assert b"/Subtype /Image" not in content
        first = " ".join(sheets(content)[0].split())
        for shutter in shown["shutters"]:
            assert f"{shutter['tip']} · {shutter['title']} {shutter['text']}" in first
