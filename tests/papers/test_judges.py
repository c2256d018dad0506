"""Papers before judges that nobody here wrote: PDF/UA (pdfua, outloud), HTML (vnu), and access for everybody (axe-core)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from postigo.core.policy import NO_POLICY
from postigo.papers.shelf import PAPERS, written
from postigo.reports.document.formats import Form
from tests.papers.made import SCHOOL, facts
from tests.support import judges
from tests.support.places import needs

pytestmark = [pytest.mark.set_up, pytest.mark.long]


def papers(form: Form) -> Iterator[bytes]:
    """Every paper in one format: in English to be written on, in Spanish filled in."""
    return (
        written(paper, given, form)
        for given in (facts("en", NO_POLICY), facts("es", SCHOOL))
        for paper in PAPERS.values()
    )


def test_pdfua_finds_nothing(tmp_path: Path) -> None:
    judges.pdfua(tmp_path, papers(Form.PDF))


def test_outloud_finds_nothing(tmp_path: Path) -> None:
    judges.outloud(tmp_path, papers(Form.PDF))


@needs("java")
def test_vnu_finds_neither_errors_nor_warnings(tmp_path: Path) -> None:
    judges.vnu(tmp_path, papers(Form.PAGE))


@needs("chromium")
def test_axe_finds_nothing_and_leaves_nothing_undecided(tmp_path: Path) -> None:
    judges.axe(tmp_path, papers(Form.PAGE), least=15)  # some have neither a list nor a table
