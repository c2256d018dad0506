"""`postigo papers`: the list, a paper in a new file, and a policy that fills it in before it is rolled out."""

from __future__ import annotations

from pathlib import Path

import pytest

from postigo.papers.shelf import PAPERS
from tests.support.program import inside

pytestmark = pytest.mark.usefixtures("home")


def test_without_a_name_they_are_listed() -> None:
    listed = inside("papers").stdout
    assert [line.partition(":")[0] for line in listed.splitlines()[: len(PAPERS)]] == list(PAPERS)
    assert "papers families --output families.pdf" in " ".join(listed.split())
    assert "It knows families, record, impact, accessibility and poster." in inside("papers", "flyer").stderr


def test_a_paper_is_written_to_a_new_file_in_the_form_that_its_name_says(tmp_path: Path) -> None:
    done = inside("papers", "families", "--lang", "es", "--output", "a.html", cwd=tmp_path)
    assert done.returncode == 0
    assert '<html lang="es">' in (tmp_path / "a.html").read_text("utf-8")
    again = inside("papers", "families", "--output", "a.html", cwd=tmp_path)
    assert (again.returncode, "is there already" in again.stderr) == (64, True)
    assert inside("papers", "poster", "--output", "a.pdf", cwd=tmp_path).returncode == 0
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_a_policy_file_fills_it_in_and_one_that_is_not_understood_fills_in_nothing(tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text('[mandatory]\nschedule = "weekly"\n')
    assert "How often: every week" in inside("papers", "families", "--policy", "p.toml", cwd=tmp_path).stdout
    (tmp_path / "q.toml").write_text('[mandatory]\nschedule = "hourly"\n')
    refused = inside("papers", "families", "--policy", "q.toml", cwd=tmp_path)
    assert (refused.returncode, refused.stdout) == (64, "")
    assert "no paper is made of it" in refused.stderr


def test_a_class_may_use_it() -> None:
    assert inside("papers", "poster", "--classroom").returncode == 0


def test_a_file_of_another_form_is_refused(tmp_path: Path) -> None:
    done = inside("papers", "families", "--output", str(tmp_path / "families.docx"))
    assert (done.returncode, done.stdout) == (64, "")
    assert "writes no .docx file" in done.stderr
    assert not (tmp_path / "families.docx").exists()
