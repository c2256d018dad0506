"""Report as PDF: what it is made of, and what its readers find in it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from postigo.core.model import Level
from postigo.core.redact import Disclosure
from postigo.reports import pdf, shape
from postigo.reports.cover import Cover
from postigo.reports.redaction import stand_ins, words_for
from tests.support import made, remembered
from tests.support.pdf_text import read_back


def document(lang: str = "es", level: Disclosure = Disclosure.FULL) -> shape.Document:
    report = replace(made.everything(), label="Aula 3, <PC> #12")
    return shape.given(report, words_for(lang, report, stand_ins(level, report)), Cover(key=bytes(32)))


@pytest.mark.parametrize("lang", ["en", "es"])
def test_it_is_tagged_with_its_language_and_the_same_bytes_each_time(lang: str) -> None:
    """Typst refuses to write what is not PDF/UA-1."""
    content = pdf.render(document(lang))
    assert content == pdf.render(document(lang))
    assert content.startswith(b"%PDF-1.7")
    assert f"/Lang({lang})".encode() in content.replace(b" ", b"")
    assert b"/MarkInfo" in content
    assert re.search(rb"pdfuaid:part>1<", content)
    assert not re.search(rb"/(JavaScript|JS|URI|Launch|EmbeddedFile)\b", content)


@pytest.mark.parametrize("machine", remembered.MACHINES[:3], ids=lambda path: path.stem)
def test_its_text_is_that_of_the_document(machine: Path) -> None:
    report = remembered.report(machine)
    given = shape.given(report, words_for("es", report, stand_ins(Disclosure.SHARED, report)))
    shown = " ".join(read_back("pdf", pdf.render(given)).split())
    lines = [*given["verdict"], *(thing["what"] for thing in given["to_do"]), *given["about"]]
    lines += [finding["text"] for one in given["results"] for finding in one["findings"]]
    lines += [
        step["text"]
        for one in given["results"]
        for finding in one["findings"]
        for fix in finding["fixes"]
        for step in fix["steps"]
    ]
    bare = re.sub(r"\W+", "", re.sub(r"Postigo · .{0,80}? página \d+ de \d+", "", shown))
    for line in lines:
        assert re.sub(r"\W+", "", line) in bare, line
    assert re.search(r"página 1 de \d+", shown)


def test_what_a_report_says_is_never_source() -> None:
    """Typst's own commands in a name are letters."""
    names = (
        '#read("/etc/passwd")',
        "$x^2$",
        "*bold* _it_ `raw` @ref <label> = Heading",
        '#import "@preview/x:1"',
        "\\u{1F600}",
    )
    report = made.report(
        *(
            (made.listed(f"a.b{n}", 1), made.verdict(f"a.b{n}", made.finding(Level.NOTE, name)))
            for n, name in enumerate(names)
        )
    )
    shown = read_back("pdf", pdf.render(shape.given(report, words_for("en", report))))
    for name in names:
        assert name in " ".join(shown.split()), name


def test_letters_that_no_font_has_are_said_to_be_missing() -> None:
    report = made.report(
        *(
            (made.listed(f"a.b{n}", 1), made.verdict(f"a.b{n}", made.finding(Level.NOTE, name)))
            for n, name in enumerate(("小明的 Zoom", "Zoom 🙂👩‍💻", "Анна", "Ñandú"))
        )
    )
    shown = " ".join(read_back("pdf", pdf.render(shape.given(report, words_for("en", report)))).split())
    assert "��� Zoom" in shown
    assert "Анна" in shown
    assert "Ñandú" in shown
    assert "Some letters cannot be shown in a PDF" in shown
    assert "Some letters" not in read_back("pdf", pdf.render(document()))
