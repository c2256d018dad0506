"""Papers that a school needs: their facts are the program's own, a policy fills them in, and one sheet stays one sheet."""

from __future__ import annotations

import json
import re
import subprocess
from importlib import resources
from pathlib import Path

import pytest

from postigo.core.model import Scope, Share
from postigo.core.policy import NO_POLICY, Policy
from postigo.core.policy_kind import Number, taken
from postigo.core.policy_table import BY_ID
from postigo.core.report import DOOR
from postigo.guidance import helplines
from postigo.papers import accessibility, facts, impact, poster
from postigo.papers.shelf import PAPERS, written
from postigo.reports.document import Fields, Paragraph, Table
from postigo.reports.document.formats import Form
from postigo_checks import pack
from tests.papers import made
from tests.support.pdf_text import read_back, sheets
from tests.support.places import need

ROOT = Path(__file__).resolve().parents[2]
OF_THE_LAW = ("families", "record", "impact", "accessibility")
ONE_SHEET = ("families", "accessibility", "poster")


def text(name: str, language: str = "en", policy: Policy = NO_POLICY, country: str = "ES") -> str:
    """A paper as text, on one line."""
    return " ".join(written(PAPERS[name], made.facts(language, policy, country), Form.TEXT).decode().split())


def test_what_is_looked_at_is_what_the_checks_look_at() -> None:
    listed = [one for one in pack.checks if one.scope is Scope.MACHINE and one.tip != DOOR]
    assert {one.id.partition(".")[0] for one in listed} == set(facts.LOOKS_AT)
    assert all(one.share is not Share.NEVER for one in listed)


def test_every_part_of_a_report_is_told_once() -> None:
    schema = json.loads((resources.files("postigo_resources") / "schema" / "report-1.json").read_text("utf-8"))
    told = [name for names, _, _ in facts.IN_A_REPORT for name in names]
    assert sorted(told) == sorted(schema["properties"])


def test_the_tools_of_the_accessibility_statement_are_those_that_the_tests_ask() -> None:
    support = "".join(path.read_text("utf-8") for path in (ROOT / "tests/support").glob("*.py"))
    for _, _, tools in accessibility.TESTED:
        for tool in re.findall(r"[\w-]+", tools):
            assert tool.lower().removesuffix("-core") in support.lower(), tool


def test_its_gaps_are_those_that_the_readme_admits() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "**macOS** was never run" in readme
    assert "no desktop but a bare X server" in readme
    gaps = " ".join(gap.one for gap in accessibility.GAPS)
    for word in ("Windows and macOS", "without a desktop", "No screen reader", "No person with a disability"):
        assert word in gaps


@pytest.mark.parametrize("name", OF_THE_LAW)
@pytest.mark.parametrize(
    ("language", "mark"), [("en", "To be reviewed by the school's lawyer"), ("es", "debe revisarlo")]
)
def test_what_has_to_do_with_the_law_says_that_a_lawyer_reviews_it(name: str, language: str, mark: str) -> None:
    for policy in (NO_POLICY, made.SCHOOL):
        assert mark in text(name, language, policy)


def test_without_a_policy_nothing_is_promised_and_there_are_lines_to_write_on() -> None:
    page = text("families")
    for label in (
        "How often",
        "A report tells",
        "In the school",
        "Days until the school deletes the reports, 30 at most",
    ):
        assert re.search(rf"{label}: \.{{15}}", page), label
    assert "days at most. Then" not in page


def test_a_policy_fills_them_in() -> None:
    page = text("families", policy=made.SCHOOL)
    for told in (
        "How often: every week",
        "A report tells: programs and devices by name",
        "14 days at most. Then the school deletes the reports.",
        "In the school: Coordinación TIC, aula de informática",
    ):
        assert told in page, told
    record = text("record", "es", made.SCHOOL)
    for told in (
        "como administrador: postigo fleet tidy /mnt/school/reports --yes",
        "Nombre del equipo en los informes: Aula 3, PC 12",
        "Sede: ceip-3",
        "31 informes como máximo",
    ):
        assert told in record, told


def test_a_level_that_nobody_set_is_the_usual_one() -> None:
    assert "A report tells: nothing that names anybody" in text("families", policy=Policy(where="policy.toml"))


def test_where_no_account_is_looked_at_the_page_says_so() -> None:
    assert "it may look at your account" in text("families", policy=Policy(where="p"))
    for policy in (Policy(where="p", classroom=True), Policy(where="p", scope="machine")):
        page = text("families", policy=policy)
        assert "it looks at no account" in page
        assert "it may look at your account" not in page


def test_looks_that_no_schedule_makes_are_the_schools_to_tell() -> None:
    assert "How often: never" not in text("families", policy=Policy(where="p"))
    assert "How often: ....." in text("families", policy=Policy(where="p"))


def test_a_folder_with_a_space_in_its_name_is_typed_as_it_has_to_be() -> None:
    record = text("record", policy=Policy(where="p", report_folder="/mnt/our school"))
    assert "postigo fleet tidy '/mnt/our school' --yes" in " ".join(record.split())


def test_no_paper_says_that_everybody_reads_a_notice_before_a_look() -> None:
    """A notice stands in Postigo: whoever never opens it is told by the school, or by nobody."""
    record = " ".join(text("record", policy=made.SCHOOL).split())
    assert "Whoever opens Postigo reads first that the school looks" in record
    assert "Where the others read it" in record


@pytest.mark.parametrize("paper", list(PAPERS))
def test_no_paper_has_a_word_of_the_policy_that_only_its_writer_knows(paper: str) -> None:
    for language in made.LANGUAGES:
        page = text(paper, language, made.SCHOOL)
        for word in ("share”", "internal", "“full", "“machine", "share»", "«full", "«machine", "weekly"):
            assert word not in page, word


def test_each_setting_stands_beside_its_most_careful_value() -> None:
    document = impact.document(made.facts("en", made.SCHOOL))
    (rows,) = (block.rows for block in document.sections[1].blocks if isinstance(block, Table))
    told = {row[0]: tuple(row[1:3]) for row in rows}
    assert told["The most that a copy may tell"] == ("programs and devices by name", "nothing that names anybody")
    assert told["Days that gathered reports are kept"] == ("14", "1")
    assert told["Name of this computer in reports"] == ("Aula 3, PC 12", "not set")


@pytest.mark.parametrize(("language", "day"), [("en", "23 Nov 2026"), ("es", "23 nov 2026")])
def test_numbers_on_the_poster_are_those_of_our_list_with_the_day_they_were_read(language: str, day: str) -> None:
    lines = helplines.load().lines
    told = [lines[name] for name in ("es-112", "es-017-tel", "es-anar-tel", "es-024")]
    assert [*made.facts(language).help_near()] == told
    assert {made.facts(language).words.day(line.read_on) for line in told} == {day}
    for name in ("families", "poster"):
        assert all(line.value in text(name, language) for line in told)
    assert day in " ".join(read_back("pdf", poster.pdf(made.facts(language))).split())
    assert text("poster", language, country="FR").count("3018") == 1


def test_where_no_number_is_known_the_poster_says_whom_to_call() -> None:
    assert "In danger, call the emergency number of your country." in text("poster", country="world")


@pytest.mark.parametrize("language", made.LANGUAGES)
@pytest.mark.parametrize("name", PAPERS)
def test_one_sheet_stays_one_sheet(name: str, language: str) -> None:
    for policy in (NO_POLICY, made.CROWDED):
        given = made.facts(language, policy)
        content = written(PAPERS[name], given, Form.PDF)
        assert content == written(PAPERS[name], given, Form.PDF)
        assert len(sheets(content)) <= (1 if name in ONE_SHEET else 2)


@pytest.mark.parametrize("language", made.LANGUAGES)
def test_the_poster_is_large_and_says_all_that_its_text_says(language: str) -> None:
    need("pdftotext")
    given = made.facts(language, made.SCHOOL)
    content = poster.pdf(given)
    assert re.search(rb"/MediaBox *\[0 0 841\.8\d+ 1190\.5\d+\]", content)
    shown = re.sub(r"\W+", "", read_back("pdf", content))
    for section in poster.document(given).sections:
        said = [section.title]
        for block in section.blocks:
            match block:
                case Paragraph(line):
                    said.append(line)
                case Fields(rows):
                    said += [piece for row in rows for piece in (row.label, *row.value.split(" · "))]
        for piece in said:
            assert re.sub(r"\W+", "", piece) in shown, piece
    boxes = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=content, capture_output=True, check=True
    ).stdout.decode()
    heights: dict[str, float] = {}
    for high, low, word in re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(.*?)</word>', boxes):
        heights[word] = max(heights.get(word, 0), float(low) - float(high))
    for short in poster.SHORT.values():
        for word in given.say(short).split():
            assert heights[word] > 25, word
    assert heights["112"] > 35


def test_a_paper_names_nothing_of_the_computer_that_makes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["/opt/secret-place/postigo"])
    for given in made.all_facts():
        for paper in PAPERS.values():
            said = written(paper, given, Form.TEXT).decode()
            assert "secret-place" not in said
            assert str(Path.home()) not in said


def test_the_most_careful_values_are_values_that_a_policy_takes() -> None:
    for id_, careful, _ in impact.SETTINGS:
        if careful is not None:
            assert taken(BY_ID[id_].kind, careful) == careful
    days = BY_ID["keep_days"].kind
    assert isinstance(days, Number)
    assert ("keep_days", days.least) in [(id_, careful) for id_, careful, _ in impact.SETTINGS]
