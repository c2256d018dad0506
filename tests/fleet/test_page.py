"""Summary as page and as PDF: what stands on it, what it leaves out, and names that command nothing."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from postigo.fleet import wording
from postigo.fleet.page import first_sheet, html, pdf
from postigo.fleet.page.houses import worst
from postigo.fleet.page.maker import outline
from postigo.fleet.page.telling import FEW_COMPUTERS, FEW_PLACES, HOUSES, NAMED, ROWS
from postigo.fleet.states import STATES, Left, State
from postigo.fleet.summary import Omitted, Summary, Which
from postigo.reports.cells import inert
from postigo.words import Words
from tests.fleet.summaries import hostile, rooms, several, summary
from tests.support.pdf_text import read_back, sheets

SUMMARIES = dict(several())


class Read(HTMLParser):
    """Elements of a page with their attributes, and the text of each cell."""

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[str] = []
        self.attributes: set[str] = set()
        self.cells: list[str] = []
        self.heard: list[str] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag in {"td", "th"}:
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        self.heard.append(data)
        if self.cells:
            self.cells[-1] += data


def words_of(page: bytes) -> str:
    body = page.decode().partition("<main>")[2]
    return " ".join("".join(Read(body.encode()).heard).split())


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_class_names_its_computers_and_its_checks(language: str) -> None:
    said = words_of(html.render(SUMMARIES["class"], language))
    words = Words(language)
    for number in range(1, 31):
        assert f"PC {number:02}" in said
    for item in SUMMARIES["class"].items:
        assert item.title in said
        for state in (State.ACT, State.ADVISE, State.UNKNOWN):
            if names := item.states[state].names:
                assert f"{words.say(wording.STATES[state])}: {', '.join(names)}" in said
    for state in STATES:
        assert words.say(wording.STATES[state]) in said


def test_unknown_is_a_column_of_its_own_and_each_row_adds_up() -> None:
    told = outline(SUMMARIES["class"], "en")
    assert told.checks.heads[1:] == ("Act", "Can be better", "Fine", "Could not look", "Not looked at", "Not there")
    for title, *counts in told.checks.rows:
        assert sum(map(int, counts)) == 30, title


def test_what_is_left_out_stands_first_with_its_reasons_and_counts_nowhere() -> None:
    whole, without = summary(30), summary(30, left=())
    told, clean = outline(whole, "en"), outline(without, "en")
    assert told.left_out == (
        "3 files are left out, and count nowhere in this page. "
        + " ".join(f"1: {wording.LEFT[why].one}" for why in (Left.CLOCK, Left.EDITED, Left.NOT_OURS)),
        "Of 1 computer there are files, and none could be read. Nobody knows how it stands: pc-31.",
    )
    assert clean.left_out == ()
    assert (told.lead, told.to_do, told.checks, told.visits_few) == (
        clean.lead,
        clean.to_do,
        clean.checks,
        clean.visits_few,
    )
    said = words_of(html.render(whole, "en"))
    assert said.index(told.left_out[0]) < said.index(wording.HEADINGS["to_do"].one)
    assert all(name in said for name, _ in told.files.rows)


def test_a_house_of_each_computer_of_a_class_tells_its_windows_in_words() -> None:
    told = outline(SUMMARIES["class"], "en")
    assert [house.name for house in told.houses] == [f"PC {number:02}" for number in range(1, 31)]
    assert all(len(house.windows) == 5 for house in told.houses)
    urgent = next(house for house in told.houses if house.name == "PC 03")
    assert [state.text for state in urgent.states] == ["act"]
    assert urgent.said.startswith("act: Up to date; ")
    assert told.houses_more == ()


def test_many_computers_in_several_places_have_one_house_for_each_place() -> None:
    told = outline(SUMMARIES["district"], "en")
    assert told.title == "400 computers in 14 places"
    assert len(told.houses) == FEW_PLACES
    assert told.houses_more == (
        "12 of 14 places are drawn, those with the most to do first. The numbers speak of all.",
    )
    assert len(told.places.rows) == 14
    assert sum(int(row[1]) for row in told.places.rows) == 400
    house = next(one for one in told.houses if one.name == "room-01 · 29")
    row = next(row for row in told.places.rows if row[0] == "room-01")
    assert [state.text.rpartition(": ")[2] for state in house.states] == [cell for cell in row[2:6] if cell != "0"]


def test_many_computers_without_places_are_drawn_in_part_and_it_says_how_to_tell_rooms_apart() -> None:
    told = outline(SUMMARIES["flat"], "en")
    assert len(told.houses) == FEW_COMPUTERS
    assert told.houses_more[0] == "16 of 120 are drawn, those to visit first. The numbers speak of all."
    assert told.houses_more[1] == wording.ROOMS.one


@pytest.mark.parametrize(("computers", "places"), [(HOUSES, 1), (HOUSES + 1, 1), (400, 14), (10_000, 60)])
def test_a_page_stays_small_and_says_what_it_leaves_out(computers: int, places: int) -> None:
    seen = summary(computers, rooms(places), weeks=1)
    told = outline(seen, "en")
    assert len(html.render(seen, "en")) < 120_000
    thing = max(told.to_do, key=lambda one: len(one.names))
    most = HOUSES if computers <= HOUSES else NAMED
    assert thing.names.count(",") <= most
    if computers > ROWS:
        assert told.devices.more == f"{computers - ROWS:,} more are not shown here. postigo fleet query has all."
        assert re.search(r" and [\d,]+ more$", thing.names)


@pytest.mark.parametrize("name", SUMMARIES)
def test_the_first_sheet_is_one_sheet_of_paper(name: str) -> None:
    told = outline(SUMMARIES[name], "es")  # whose words are longer
    first, *_ = sheets(pdf.render(SUMMARIES[name], "es"))
    bare = re.sub(r"\W+", "", first)
    last = told.changes_lead or told.lead
    assert re.sub(r"\W+", "", last) in bare
    assert told.headings["meanings"] not in first or name == "nothing"
    for thing in told.to_do[: first_sheet.to_do(told)]:
        assert re.sub(r"\W+", "", thing.what) in bare


def test_the_pdf_says_what_the_page_says_and_is_the_same_bytes_each_time() -> None:
    content = pdf.render(SUMMARIES["class"], "es")
    assert content == pdf.render(SUMMARIES["class"], "es")
    assert re.search(rb"pdfuaid:part>1<", content)
    bare = re.sub(r"\W+", "", read_back("pdf", content))
    told = outline(SUMMARIES["class"], "es")
    for line in (told.lead, *told.left_out, *(one.what for one in told.to_do), *(row[0] for row in told.checks.rows)):
        assert re.sub(r"\W+", "", line) in bare, line


def test_a_computer_of_which_something_could_not_be_seen_is_not_fine() -> None:
    seen = summary(5)
    states = {one.name: worst(one) for one in seen.listed}
    assert states == {
        "PC 01": State.ADVISE,
        "PC 02": State.ADVISE,
        "PC 03": State.ACT,
        "PC 04": State.UNKNOWN,
        "PC 05": State.FINE,
    }
    assert {state: [*states.values()].count(state) for state in states.values()} == dict(seen.sites[0].states)


def test_no_reports_at_all_is_said_and_nothing_is_fine() -> None:
    told = outline(SUMMARIES["nothing"], "en")
    assert (told.title, told.lead) == ("0 computers", "There is no report here that counts.")
    assert not any((told.houses, told.windows, told.to_do))


OURS = Read(html.render(hostile("x"), "en"))


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=30))
@example("<script>alert(1)</script></style></title>&amp;")
@example("=cmd|' /C calc'!A0")
@example("\t@SUM(1)\u202e$title ${foot}")
@example("\" onload=alert(1) x='")
def test_nothing_that_a_report_says_becomes_markup_or_a_formula(said: str) -> None:
    page = html.render(hostile(said), "en")
    read = Read(page)
    assert (read.elements, read.attributes) == (OURS.elements, OURS.attributes)
    for cell in read.cells:
        assert inert(cell.strip()) == cell.strip() or cell.strip().startswith("\N{REPLACEMENT CHARACTER}")
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e]", page.decode())


@pytest.mark.parametrize("said", ["<b>", '#read("/etc/passwd")', "= $x$ *a* _b_ \\ `c` @d <e>", "名前 😀 \u202e"])
def test_nothing_that_a_report_says_commands_the_typesetter(said: str) -> None:
    shown = read_back("pdf", pdf.render(hostile(said), "es"))
    assert "root:" not in shown
    assert re.sub(r"\W+", "", "".join(letter for letter in said if letter.isascii())) in re.sub(r"\W+", "", shown)


def test_names_in_a_list_say_how_many_there_are() -> None:
    nobody: Summary = hostile("PC")
    assert nobody.visits == Which(5, ("PC", "PC/2"))
    assert outline(nobody, "en").to_do[0].few == "PC, PC/2 and 3 more"


def test_things_of_the_same_words_are_told_apart_by_their_checks() -> None:
    assert [one.what for one in outline(SUMMARIES["class"], "en").to_do] == [
        "Mend it (About update.auto)",
        "Mend it (About disk.encrypted)",
        "Mend it (About firewall.enabled)",
    ]


def test_a_file_that_is_named_after_a_person_has_no_name_on_the_page() -> None:
    left = (
        Omitted("aula/portátil de María.json", Left.CUT, device="aula/portátil-de-maría"),
        Omitted("aula/pc-9.json", Left.CUT, device="aula/pc-9"),
    )
    told = outline(summary(3, left=left), "en")
    assert [name for name, _ in told.files.rows] == ["aula/pc-9.json", "a file that may be named after a person"]
    assert told.left_out[1].endswith("Nobody knows how they stand: aula/pc-9 and 1 more.")
    assert "maría" not in html.render(summary(3, left=left), "es").decode().lower()
