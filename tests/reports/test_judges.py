"""Reports before judges that nobody here wrote: PDF/UA (pdfua, outloud), HTML (vnu), and access for everybody (axe-core)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from postigo.core.redact import Disclosure
from postigo.reports import html, pdf, shape
from postigo.reports.cover import Cover
from postigo.reports.redaction import stand_ins, words_for
from tests.reports.test_first_sheet import crowded
from tests.reports.test_more_told import GAP, NAMED, SEEN, asked
from tests.support import judges, made, remembered
from tests.support.places import needs

pytestmark = [pytest.mark.set_up, pytest.mark.long]


def documents() -> Iterator[shape.Document]:
    """Reports of several kinds, in both languages."""
    machines = [
        remembered.report(path) for path in remembered.MACHINES if path.stem in {"macos-13-old", "linux-school"}
    ]
    for report in (*machines, replace(made.everything(), label="Aula 3"), crowded(12)):
        for lang, level in (("en", Disclosure.FULL), ("es", Disclosure.SHARED)):
            words = words_for(lang, report, stand_ins(level, report))
            yield shape.given(report, words, Cover(notes="The fan is loud", together=True, reason="To mend it"))
    yield told_more()


def told_more() -> shape.Document:
    """Report with one name that was ticked, and what may watch."""
    report = asked(SEEN, GAP)
    cover = Cover(told=(next(iter(NAMED)),), watchers=True)
    return shape.given(report, words_for("es", report, stand_ins(Disclosure.SHARED, report, cover=cover)), cover)


def test_pdfua_finds_nothing(tmp_path: Path) -> None:
    judges.pdfua(tmp_path, map(pdf.render, documents()))


def test_outloud_finds_nothing(tmp_path: Path) -> None:
    judges.outloud(tmp_path, map(pdf.render, documents()))


@needs("java")
def test_vnu_finds_neither_errors_nor_warnings(tmp_path: Path) -> None:
    judges.vnu(tmp_path, map(html.render, documents()))


@needs("chromium")
def test_axe_finds_nothing_and_leaves_nothing_undecided(tmp_path: Path) -> None:
    judges.axe(tmp_path, map(html.render, documents()))
