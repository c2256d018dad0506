"""`postigo report` and `postigo verify --with`: another format of the same report, and a page beside the report that it is of."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from postigo import invocation
from postigo.__main__ import main
from postigo.core.redact import Disclosure
from postigo.reports import formats, shape, text
from postigo.reports.cover import Cover
from postigo.reports.integrity import Held, check, fingerprint, sealed
from postigo.reports.paper import Paper
from postigo.reports.redaction import stand_ins, words_for
from postigo.reports.signature import signed
from postigo.store import saves
from postigo.store.history.history import history
from tests.store.golden import templates
from tests.support import made
from tests.support.pdf_text import read_back

pytestmark = [pytest.mark.usefixtures("home"), pytest.mark.breadth(4)]

REPORT = replace(made.everything(), label="Aula 3, PC 12")
GOLDEN = Path(__file__).parents[1] / "golden/report"
FORMS = [*formats.MODULES]
PRINTED = [*(form for form in FORMS if form not in {"json", "jsonl"}), *formats.ENGINES]
Said = tuple[int, str, str]


def document(level: Disclosure = Disclosure.SHARED, lang: str = "en") -> shape.Document:
    return shape.given(REPORT, words_for(lang, REPORT, stand_ins(level, REPORT)), Cover(reason="a test"))


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Said]:
    monkeypatch.chdir(tmp_path)

    def call(*words: str) -> Said:
        status = main(words)
        said = capsys.readouterr()
        return status, " ".join(said.out.split()), " ".join(said.err.split())

    return call


# --- another format


@pytest.mark.parametrize("level", list(Disclosure))
@pytest.mark.parametrize("source", ["json", "jsonl"])
@pytest.mark.parametrize("form", [*FORMS, *formats.ENGINES])
def test_every_format_is_made_of_a_file_and_is_what_was_made_at_once(
    say: Callable[..., Said], tmp_path: Path, form: str, source: str, level: Disclosure
) -> None:
    """It holds the same fingerprint, the same level, and no more than the report does."""
    one = document(level, "es")
    (tmp_path / f"a.{source}").write_bytes(formats.render(source, one))
    status, _, told = say("report", f"a.{source}", "--format", form, "--output", "b")
    content = (tmp_path / "b").read_bytes()
    assert (status, check(content).sha256) == (0, one["integrity"]["sha256"])
    if form in {"json", "jsonl"}:
        assert check(content).document == one
    else:
        assert content == formats.render(form, one)
    assert "Saved: " in told
    assert ("canary" in read_back(form, content)) is (level is not Disclosure.SHARED and form != "prom")
    assert [save.level for save in saves.saves()[0]] == [level.value], "a save like any other (red line E2)"


def test_a_signature_stays_with_it(say: Callable[..., Said], tmp_path: Path) -> None:
    one = signed(document(), bytes(32))
    (tmp_path / "a.json").write_bytes(formats.render("json", one))
    assert say("report", "a.json", "--output", "b.html")[0] == 0
    assert one["integrity"]["signature"]["key"] in (tmp_path / "b.html").read_text("utf-8")


def test_what_stands_on_stdout_is_the_copy(say: Callable[..., Said], tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(formats.render("json", document()))
    status, said, told = say("report", "a.json", "--format", "md")
    assert (status, told) == (0, "")
    assert "There are 6 things to do now." in said


def test_a_kept_look_is_made_into_every_format_with_the_names_out(say: Callable[..., Said], tmp_path: Path) -> None:
    history().keep(replace(REPORT, began=datetime.now(UTC)), templates(REPORT), datetime.now(UTC), 365)
    for form in FORMS:
        status, _, told = say("report", "1", "--format", form, "--output", f"b.{form}")
        content = (tmp_path / f"b.{form}").read_bytes()
        assert status == 0
        assert "Saved: " in told
        assert "canary" not in read_back(form, content)
    status, said, told = say("report", "1", "--format", "text", "--level", "full", "--reason", "for a court")
    assert "canary-program" in said
    assert "Keep it for yourself" in told


# --- files that are none


def _lines(*edits: tuple[str, Any]) -> bytes:
    return formats.render("json", sealed({**document(), **dict(edits)}))


TOMORROW = "Another version of Postigo made this report"
WRONG = {
    "edited": (formats.render("json", document() | {"label": "Aula 4"}), "was changed after its fingerprint"),
    "cut": (formats.render("json", document())[:-300], "The end of this report is missing"),
    "not ours": (b'{"schema": "another"}', "This is no report of Postigo"),
    "empty": (b"", "This is no report of Postigo"),
    "a page": (formats.render("html", document()), "Name the JSON of its report"),
    "a table": (formats.render("csv", document()), "Name the JSON of its report"),
    "several": (formats.render("jsonl", document()) * 2, "There are several reports"),
    "unmarked": (formats.render("json", {**document(), "integrity": {}}), "has no fingerprint"),
    "younger": ((GOLDEN / "younger.json").read_bytes(), TOMORROW),
    "younger property": (_lines(("mood", "calm")), TOMORROW),
    "younger level": (_lines(("level", "whisper")), TOMORROW),
    "younger language": (_lines(("lang", "ca")), TOMORROW),
    "no results": (_lines(("results", [])), TOMORROW),
    "no shutters": (_lines(("shutters", [])), TOMORROW),
    "commands a terminal": (_lines(("title", "\x1b[2J")), TOMORROW),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_file_that_cannot_be_made_into_a_copy_is_one_sentence_and_nothing_is_written(
    called: Callable[..., str], tmp_path: Path, name: str
) -> None:
    content, why = WRONG[name]
    (tmp_path / "a.json").write_bytes(content)
    assert why in called("--lang", "en", "report", "a.json", "--output", "b.html")
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["a.json"]


def test_a_folder_a_huge_file_and_none_are_one_sentence_each(called: Callable[..., str], tmp_path: Path) -> None:
    with (tmp_path / "huge.json").open("wb") as file:
        file.truncate(2 << 30)  # a hole: it takes no room
    assert "is a folder" in called("report", ".")
    assert "larger than any report" in called("report", "huge.json")
    assert "cannot be read" in called("report", "none.json")
    assert "There is no look" in called("report", "12")


def test_no_copy_tells_more_than_its_report(called: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(formats.render("json", document()))
    assert "stays at the level" in called("report", "a.json", "--level", "full", "--reason", "because")
    assert "stays at the level" in called("report", "a.json", "--level", "share")


# --- a page beside its report


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("form", PRINTED)
def test_a_page_beside_its_report_is_the_same_or_is_not(
    say: Callable[..., Said], tmp_path: Path, form: str, lang: str
) -> None:
    one = document(Disclosure.FULL, lang)
    (tmp_path / "a.json").write_bytes(formats.render("json", one))
    (tmp_path / "page").write_bytes(formats.render(form, one))
    status, said, _ = say("verify", "page", "--with", "a.json")
    assert (status, "the very same file" in said, "Nobody signed it" in said) == (0, True, True)
    content = (tmp_path / "page").read_bytes()
    place = len(content) // 2
    (tmp_path / "page").write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
    status, said, _ = say("verify", "page", "--with", "a.json")
    assert (status, "is not the one that Postigo makes" in said) == (3, True)
    assert "report a.json --output page.html" in said


def test_ends_of_lines_of_another_system_are_no_change(say: Callable[..., Said], tmp_path: Path) -> None:
    one = document()
    (tmp_path / "a.json").write_bytes(formats.render("json", one))
    (tmp_path / "page").write_bytes(formats.render("md", one).replace(b"\n", b"\r\n"))
    assert say("verify", "page", "--with", "a.json")[0] == 0


@pytest.mark.parametrize("call", [invocation.plain, invocation.in_a_copy])
def test_a_text_with_details_is_known_too(say: Callable[..., Said], tmp_path: Path, call: invocation.Call) -> None:
    one = document(Disclosure.FULL)
    (tmp_path / "a.json").write_bytes(formats.render("json", one))
    (tmp_path / "page.txt").write_bytes(text.render(one, Paper(details=True, call=call)))
    assert say("verify", "page.txt", "--with", "a.json")[0] == 0


def test_what_a_page_is_not_beside(say: Callable[..., Said], called: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(formats.render("json", document()))
    (tmp_path / "page.html").write_bytes(formats.render("html", document()))
    status, said, _ = say("verify", "page.html", "--with", "a.json")  # each copy has a key of its own
    assert (status, "names another fingerprint" in said) == (3, True)
    assert "goes with a page" in called("verify", "a.json", "--with", "a.json")
    (tmp_path / "b.json").write_bytes(formats.render("json", document() | {"label": "x"}))
    assert "was changed after" in called("verify", "page.html", "--with", "b.json")
    assert "is a folder" in called("verify", "page.html", "--with", ".")
    status, said, _ = say("verify", "page.html")
    assert (status, "verify page.html --with report.json" in said) == (3, True)


def test_an_edited_report_with_a_new_fingerprint_does_not_fit_the_page(
    say: Callable[..., Said], tmp_path: Path
) -> None:
    one = document()
    (tmp_path / "page.html").write_bytes(formats.render("html", one))
    edited = one | {"label": "Aula 4"}
    edited["integrity"] = one["integrity"] | {"sha256": fingerprint(edited)}
    (tmp_path / "a.json").write_bytes(formats.render("json", edited))
    assert check((tmp_path / "a.json").read_bytes()).held is Held.UNCHANGED
    assert say("verify", "page.html", "--with", "a.json")[0] == 3


def test_a_table_has_the_mark_by_which_excel_knows_its_letters() -> None:
    one = document(lang="es")
    content = formats.render("csv", one)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").startswith("label,began,")
    assert re.search("[áéíóúñ]", content.decode("utf-8-sig"))
