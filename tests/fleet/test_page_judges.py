"""Summaries before judges that nobody here wrote: PDF/UA (pdfua, outloud), HTML (vnu), and access for everybody (axe-core)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from postigo.fleet.page import html, pdf
from postigo.fleet.summary import Summary
from tests.fleet.summaries import several
from tests.support import judges
from tests.support.places import needs

pytestmark = [pytest.mark.set_up, pytest.mark.long]


def made(render: Callable[[Summary, str], bytes]) -> Iterator[bytes]:
    """Summaries of several kinds in one format, in both languages."""
    return (render(summary, language) for _, summary in several() for language in ("en", "es"))


def test_pdfua_finds_nothing(tmp_path: Path) -> None:
    judges.pdfua(tmp_path, made(pdf.render))


def test_outloud_finds_nothing(tmp_path: Path) -> None:
    judges.outloud(tmp_path, made(pdf.render))


@needs("java")
def test_vnu_finds_neither_errors_nor_warnings(tmp_path: Path) -> None:
    judges.vnu(tmp_path, made(html.render))


@needs("chromium")
def test_axe_finds_nothing_and_leaves_nothing_undecided(tmp_path: Path) -> None:
    judges.axe(tmp_path, made(html.render))
