"""docs/first-check.md is true: its pack is written to disk as it stands, installed, tested and audited."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from postigo import api
from tests.support.places import needs

DOC = Path(__file__).resolve().parents[2] / "docs/first-check.md"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The files of the document, and an installation of them as pip would leave it behind."""
    blocks = re.findall(r"^`([\w./-]+)`\n\n```\w+\n(.*?)^```$", DOC.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert [Path(name).suffix for name, _ in blocks] == [".toml", ".py", ".py", ".json", ".json", ".json"]
    for name, content in blocks:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")
    info = tmp_path / "acme_postigo-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-postigo\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[postigo.packs]\nacme = acme_postigo:pack\n")
    return tmp_path


def run(project: Path, *command: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {
        "PYTHONPATH": str(project),
        "XDG_CONFIG_HOME": str(project / "config"),
        "APPDATA": str(project / "config"),
        "HOME": str(project),
        "LC_ALL": "C.UTF-8",
    }
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=project, env=env, capture_output=True, text=True, check=False
    )


def test_its_tests_pass(project: Path) -> None:
    done = run(project, "pytest", "-q", "-p", "no:cacheprovider", "tests")
    assert done.returncode == 0, done.stdout
    assert "3 passed" in done.stdout


@needs("linux")
def test_it_runs_only_when_it_was_enabled(project: Path) -> None:
    listed = run(project, "postigo", "packs")
    assert "acme" in listed.stdout
    refused = run(project, "postigo", "audit", "acme:update.restart")
    assert refused.returncode == 64
    assert "acme" in refused.stderr
    enabled = run(project, "postigo", "packs", "enable", "acme")
    assert enabled.returncode == 0, enabled.stderr
    looked = run(project, "postigo", "audit", "acme:update.restart")
    assert looked.returncode in {0, 1, 3}, looked.stderr
    assert "restart" in looked.stdout


def test_what_it_names_in_passing_is_in_the_api() -> None:
    prose = re.sub(r"^```.*?^```$", "", DOC.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    named = {
        word for code in re.findall(r"`([^`\n]+)`", prose) for word in re.findall(r"\b[A-Z][a-zA-Z]+(?=\W|$)", code)
    }
    assert {"Unseen", "Handle", "Text", "CannotTell"} <= named
    others = {"Part", "True", "We"}  # the pack's own, Python's, a sentence's
    assert {word for word in named if not word.isupper()} - others - set(api.__all__) == set()
